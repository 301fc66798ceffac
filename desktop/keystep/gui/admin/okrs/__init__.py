"""Writing the objectives: the plan of a cycle, its check-ins, and how it is closed."""
