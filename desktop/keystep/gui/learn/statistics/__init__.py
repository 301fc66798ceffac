"""The charts of a learner's own figures, and the same figures as tables."""
