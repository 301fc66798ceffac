"""One view a kind of step."""
