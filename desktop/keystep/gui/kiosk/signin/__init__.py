"""Who is learning: initials and a PIN, pictures or a badge; and whoever is new."""
