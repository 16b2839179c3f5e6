"""Proofs over all answers to a pack. Only the module `prove` loads without the solver."""
