"""Everything between the last decision and the signed file in the store, room by room."""
