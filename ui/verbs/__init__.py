"""What pages ask of the session, by what it is about."""
