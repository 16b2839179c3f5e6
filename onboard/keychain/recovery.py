"""The recovery code: 160 random bits on paper, in letters and digits that are hard to mistake."""

from __future__ import annotations

import hashlib
import secrets

from onboard.errors import UserFacingError
from onboard.typed_code import ALPHABET, grouped, signs_typed

_SECRET_BYTES = 20
_CHECK_BYTES = 3
_LETTERS = 37  # 184 bits, five in a letter; 43 characters with the hyphens
_GROUP = 6


def new_secret() -> bytes:
    return secrets.token_bytes(_SECRET_BYTES)


def to_code(secret: bytes) -> str:
    """The code to print, in groups of six."""
    number = int.from_bytes(secret + _check(secret), "big")
    letters = "".join(
        ALPHABET[(number >> (5 * place)) & 31] for place in range(_LETTERS - 1, -1, -1)
    )
    return grouped(letters, _GROUP)


def from_code(typed: str) -> bytes:
    """The secret behind a typed code; case, spaces and hyphens do not matter, nor O for 0.

    Raises:
        UserFacingError: "keys.recovery-typing-error", when the check does not fit.
    """
    letters = signs_typed(typed, _LETTERS)
    if letters is None:
        raise UserFacingError("keys.recovery-typing-error")
    number = 0
    for letter in letters:
        number = number * 32 + ALPHABET.index(letter)
    if number.bit_length() > 8 * (_SECRET_BYTES + _CHECK_BYTES):
        raise UserFacingError("keys.recovery-typing-error")
    data = number.to_bytes(_SECRET_BYTES + _CHECK_BYTES, "big")
    secret, check = data[:_SECRET_BYTES], data[_SECRET_BYTES:]
    if check != _check(secret):
        raise UserFacingError("keys.recovery-typing-error")
    return secret


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"onboard/recovery-check" + secret).digest()[:_CHECK_BYTES]
