"""Reports: what the office can write for others to read."""
