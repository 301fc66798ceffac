"""Experience API 1.0.3: events as statements, and whether a statement is one."""
