"""Flashcards on the screen: a face for each kind, how well one knew it, and what is taken back."""
