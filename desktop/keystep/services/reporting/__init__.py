"""Reports: what the screen says, as files."""
