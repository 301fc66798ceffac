"""KPI data: the list, one KPI with its history, and a file on its way in."""
