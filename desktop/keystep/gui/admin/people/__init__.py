"""The people that the office knows."""
