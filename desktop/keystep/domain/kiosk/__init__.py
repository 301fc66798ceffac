"""The rules of a kiosk: a screen that many people learn at, one after the other."""
