"""The just-in-time library: the search over every screen, and the page to browse in."""
