"""Keeping a store safe over the years: copies by age, the way back, keys, what was done."""
