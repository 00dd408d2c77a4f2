"""Ways in: thin, unaware of each other."""
