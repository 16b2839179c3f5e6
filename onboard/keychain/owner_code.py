"""Answers that only the owner can read: sealed under a code that is kept nowhere."""

from __future__ import annotations

import base64
import binascii
import os
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from onboard.errors import UserFacingError

FEWEST_SIGNS = 8
FEWEST_KINDS = 4
"""So many different signs at least: "11111111" is no code."""
BLOCK_BYTES = 1024
_FORMAT = b"\x01"
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES = 16, 12, 32
_MEMORY_KIB, _ITERATIONS, _LANES = 64 * 1024, 3, 4
"""RFC 9106, second recommended option: 64 MiB, three passes, four lanes."""


class TypedCode:
    """`OwnerCode`: Argon2id stretches the code, AES-GCM-SIV seals. Keys live as long as this."""

    def __init__(self, code: str) -> None:
        plain = unicodedata.normalize("NFKC", code).strip()
        if len(plain) < FEWEST_SIGNS:
            raise UserFacingError("private.code-short", count=FEWEST_SIGNS)
        if _is_easy(plain):
            raise UserFacingError("private.code-easy")
        self._code = plain.encode()
        self._keys: dict[bytes, AESGCMSIV] = {}

    def seal(self, plain: bytes, bound_to: str) -> str:
        """One salt for all that is sealed together: stretching a code takes a moment.

        The text is filled up to whole blocks: its length would tell which option was picked.
        """
        salt = next(iter(self._keys), None) or os.urandom(_SALT_BYTES)
        nonce = os.urandom(_NONCE_BYTES)
        body = self._key(salt).encrypt(nonce, _filled_up(plain), _FORMAT + bound_to.encode())
        return base64.b64encode(_FORMAT + salt + nonce + body).decode()

    def open(self, sealed: str, bound_to: str) -> bytes:
        try:
            data = base64.b64decode(sealed, validate=True)
            salt, rest = data[1 : 1 + _SALT_BYTES], data[1 + _SALT_BYTES :]
            if data[:1] != _FORMAT or len(salt) < _SALT_BYTES:
                raise UserFacingError("private.wrong-code")
            nonce, body = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
            return _emptied(self._key(salt).decrypt(nonce, body, _FORMAT + bound_to.encode()))
        except (InvalidTag, ValueError, binascii.Error) as error:
            raise UserFacingError("private.wrong-code") from error

    def _key(self, salt: bytes) -> AESGCMSIV:
        if salt not in self._keys:
            key = Argon2id(
                salt=salt,
                length=_KEY_BYTES,
                iterations=_ITERATIONS,
                lanes=_LANES,
                memory_cost=_MEMORY_KIB,
            ).derive(self._code)
            self._keys[salt] = AESGCMSIV(key)
        return self._keys[salt]


def _is_easy(code: str) -> bool:
    """The same few signs over and over, or a run of the keyboard."""
    folded = code.casefold()
    runs = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "password")
    is_run = any(folded in f"{run}{run}" or folded in f"{run}{run}"[::-1] for run in runs)
    return len(set(folded)) < FEWEST_KINDS or is_run or folded.startswith("password")


def _filled_up(plain: bytes) -> bytes:
    """ISO/IEC 7816-4: one bit, then zeros up to the next whole block."""
    marked = plain + b"\x80"
    return marked + b"\x00" * (-len(marked) % BLOCK_BYTES)


def _emptied(filled: bytes) -> bytes:
    return filled.rstrip(b"\x00").removesuffix(b"\x80")
