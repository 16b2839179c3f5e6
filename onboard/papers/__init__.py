"""Papers composed from a snapshot, as documents without layout."""
