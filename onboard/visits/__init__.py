"""What is written down at visits and talks after signing: entries that are only ever added."""
