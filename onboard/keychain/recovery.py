"""The recovery code: 160 random bits on paper, in letters and digits that are hard to mistake."""

from __future__ import annotations

import hashlib
import secrets
import string

from onboard.errors import UserFacingError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
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
        _ALPHABET[(number >> (5 * place)) & 31] for place in range(_LETTERS - 1, -1, -1)
    )
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LETTERS, _GROUP))


def from_code(typed: str) -> bytes:
    """The secret behind a typed code; case, spaces and hyphens do not matter, nor O for 0.

    Raises:
        UserFacingError: "keys.recovery-typing-error", when the check does not fit.
    """
    kept = "".join(c for c in typed.upper() if c not in string.whitespace and c not in "-‐‑–—._")
    letters = kept.translate(_READ_AS)
    if len(letters) != _LETTERS or any(letter not in _ALPHABET for letter in letters):
        raise UserFacingError("keys.recovery-typing-error")
    number = 0
    for letter in letters:
        number = number * 32 + _ALPHABET.index(letter)
    if number.bit_length() > 8 * (_SECRET_BYTES + _CHECK_BYTES):
        raise UserFacingError("keys.recovery-typing-error")
    data = number.to_bytes(_SECRET_BYTES + _CHECK_BYTES, "big")
    secret, check = data[:_SECRET_BYTES], data[_SECRET_BYTES:]
    if check != _check(secret):
        raise UserFacingError("keys.recovery-typing-error")
    return secret


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(b"onboard/recovery-check" + secret).digest()[:_CHECK_BYTES]
