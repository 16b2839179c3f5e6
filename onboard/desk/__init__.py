"""All clients at a glance: what each file needs, worked out once and read many times."""
