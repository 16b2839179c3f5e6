"""Handing questions over and taking answers back, verb by verb."""
