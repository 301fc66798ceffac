"""Forms of the admin face: fields one below the other, choices, and several of many."""
