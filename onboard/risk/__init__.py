"""Scenarios rated by the grids of NIST SP 800-30, and what each refusal leaves open."""
