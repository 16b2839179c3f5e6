"""The code that is told by phone: 60 random bits in twelve signs that are hard to mistake."""

from __future__ import annotations

import secrets
import string

from onboard.errors import UserFacingError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
SIGNS = 12
_GROUP = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})


def new_code() -> str:
    """A code in groups of four, such as "K7MW-3QPA-9XTC"."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
    return "-".join(signs[start : start + _GROUP] for start in range(0, SIGNS, _GROUP))


def signs_of(typed: str) -> bytes:
    """The bare signs of a typed code; case, spaces and hyphens do not matter, nor O for 0.

    Raises:
        UserFacingError: "handover.code-shape", for what cannot be a code.
    """
    kept = "".join(c for c in typed.upper() if c not in string.whitespace and c not in "-‐‑–—._")
    signs = kept.translate(_READ_AS)
    if len(signs) != SIGNS or any(sign not in ALPHABET for sign in signs):
        raise UserFacingError("handover.code-shape", count=SIGNS)
    return signs.encode("ascii")
