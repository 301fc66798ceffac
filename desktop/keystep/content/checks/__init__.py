"""What a pack must satisfy beyond being readable; each check yields faults."""
