"""From facts to a complete, priced bill of materials."""
