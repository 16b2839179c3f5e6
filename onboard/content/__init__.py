"""The typed vocabulary of a content pack, its loader, its conditions, its lint."""
