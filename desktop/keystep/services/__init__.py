"""One short function per use case: what a face asks for, in the order it happens."""
