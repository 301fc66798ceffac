"""What was done in the office, and the way back."""
