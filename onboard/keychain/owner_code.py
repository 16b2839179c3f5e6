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
        self._code = plain.encode()
        self._keys: dict[bytes, AESGCMSIV] = {}

    def seal(self, plain: bytes, bound_to: str) -> str:
        """One salt for all that is sealed together: stretching a code takes a moment."""
        salt = next(iter(self._keys), None) or os.urandom(_SALT_BYTES)
        nonce = os.urandom(_NONCE_BYTES)
        body = self._key(salt).encrypt(nonce, plain, _FORMAT + bound_to.encode())
        return base64.b64encode(_FORMAT + salt + nonce + body).decode()

    def open(self, sealed: str, bound_to: str) -> bytes:
        try:
            data = base64.b64decode(sealed, validate=True)
            salt, rest = data[1 : 1 + _SALT_BYTES], data[1 + _SALT_BYTES :]
            if data[:1] != _FORMAT or len(salt) < _SALT_BYTES:
                raise UserFacingError("private.wrong-code")
            nonce, body = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
            return self._key(salt).decrypt(nonce, body, _FORMAT + bound_to.encode())
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
