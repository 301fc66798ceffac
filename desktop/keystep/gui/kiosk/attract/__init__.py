"""What the kiosk shows while nobody is signed in."""
