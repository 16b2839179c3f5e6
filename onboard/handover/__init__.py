"""Files that travel between consultant and owner: a question file out, an answer file back."""
