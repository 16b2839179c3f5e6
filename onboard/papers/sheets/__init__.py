"""Short papers beside the agreement, from the same facts; nobody signs them with a key."""
