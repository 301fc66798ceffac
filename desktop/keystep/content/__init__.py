"""Packs on disk: read, checked, built, installed, rendered."""
