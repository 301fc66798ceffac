"""What a kiosk does: who sits at it, who may, and how it fares."""
