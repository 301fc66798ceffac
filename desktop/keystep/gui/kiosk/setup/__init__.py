"""Setting a kiosk up, by whoever stands before it for the first time."""
