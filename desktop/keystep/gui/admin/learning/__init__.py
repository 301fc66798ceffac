"""The place where the office asks people to learn, and sees how far they are."""
