"""The code that is told by phone: 60 random bits in twelve signs that are hard to mistake."""

from __future__ import annotations

import secrets

from onboard.errors import UserFacingError
from onboard.typed_code import ALPHABET, grouped, signs_typed

SIGNS = 12
_GROUP = 4


def new_code() -> str:
    """A code in groups of four, such as "K7MW-3QPA-9XTC"."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(SIGNS)), _GROUP)


def signs_of(typed: str) -> bytes:
    """The bare signs of a typed code; case, spaces and hyphens do not matter, nor O for 0.

    Raises:
        UserFacingError: "handover.code-shape", for what cannot be a code.
    """
    signs = signs_typed(typed, SIGNS)
    if signs is None:
        raise UserFacingError("handover.code-shape", count=SIGNS)
    return signs.encode("ascii")
