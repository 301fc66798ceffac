"""What the office asks of people, and how far they are with it."""
