"""The one table of this face."""
