"""One file a page, loaded when it is first shown."""
