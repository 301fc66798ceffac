"""Pure rules: no files, no clock, no randomness. Those come in as arguments."""
