"""Codes that people read out, copy and type: letters and digits that are hard to mistake."""

from __future__ import annotations

import string

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Douglas Crockford's Base32: no I, L, O, U; five bits in a sign."""
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_BETWEEN = string.whitespace + "-‐‑–—._"


def grouped(signs: str, size: int) -> str:
    """As it is printed: groups with hyphens, such as "K7MW-3QPA-9XTC" for a size of four."""
    return "-".join(signs[start : start + size] for start in range(0, len(signs), size))


def signs_typed(typed: str, count: int) -> str | None:
    """The bare signs; case, spaces and hyphens do not matter, nor O for 0.

    None for what cannot be a code of `count` signs.
    """
    kept = "".join(sign for sign in typed.upper() if sign not in _BETWEEN)
    signs = kept.translate(_READ_AS)
    return signs if len(signs) == count and all(sign in ALPHABET for sign in signs) else None
