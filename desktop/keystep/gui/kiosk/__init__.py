"""The kiosk: one touch screen, many people, nobody sees another's session."""
