"""KPI data: read from files, corrected, listed."""
