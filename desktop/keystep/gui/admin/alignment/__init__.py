"""What is out of line between objectives, lessons and what people need."""
