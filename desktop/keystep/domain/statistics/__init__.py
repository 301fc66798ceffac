"""What a learner's own past tells them. docs/measures.md derives each figure."""
