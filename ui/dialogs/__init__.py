"""Calm dialogs: one decision at a time, with everything to say beside it."""
