"""The learn face: one person's laptop."""
