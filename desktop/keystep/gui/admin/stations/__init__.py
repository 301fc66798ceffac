"""The stations, and their ways in and out."""
