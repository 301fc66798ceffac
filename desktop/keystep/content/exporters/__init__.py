"""Decks written for other programs, and for authors."""
