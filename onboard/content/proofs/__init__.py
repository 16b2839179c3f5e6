"""Proofs over all answers to a pack. Only `prove` may be imported where the solver may be missing."""
