"""The agreement as a document without layout."""
