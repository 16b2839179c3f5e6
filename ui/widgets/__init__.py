"""Reusable parts of the window: values in, signals out; they know nothing of the domain."""
