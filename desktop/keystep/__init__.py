"""Keystep turns small lessons into key results."""

__version__ = "0.1.0"
