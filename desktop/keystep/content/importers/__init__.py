"""Decks of other programs, read into one value."""
