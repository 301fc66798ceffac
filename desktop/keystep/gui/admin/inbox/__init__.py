"""What came in, and what asks for a person's eye."""
