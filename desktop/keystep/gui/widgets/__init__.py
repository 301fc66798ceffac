"""Parts: each takes its model in its constructor, tells by signals, and holds no colour."""
