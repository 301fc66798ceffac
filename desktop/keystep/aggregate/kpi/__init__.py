"""KPI figures: read from files, kept with what they correct, and summed up."""
