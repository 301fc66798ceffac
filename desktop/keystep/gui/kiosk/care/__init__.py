"""Looking after a kiosk at its own screen, behind its PIN."""
