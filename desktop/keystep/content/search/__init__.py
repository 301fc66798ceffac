"""The index of the library: what the packs say, found by a few letters of it."""
