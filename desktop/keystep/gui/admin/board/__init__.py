"""The board, and what is behind a key result."""
