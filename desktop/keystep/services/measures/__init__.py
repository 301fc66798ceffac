"""The measures over some people and some days."""
