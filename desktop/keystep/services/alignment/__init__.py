"""What is out of line, who sees to it, and the review of each cycle."""
