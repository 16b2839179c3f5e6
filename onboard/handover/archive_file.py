"""A whole client as one file, sealed under a code that is told apart from it.

The code is made here and has 120 random bits: the file may lie anywhere for years, so it hangs on
nobody's choice of a passphrase. See docs/adr/0023-client-archives.md.
"""

from __future__ import annotations

import hashlib
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from onboard.errors import UserFacingError
from onboard.handover.padding import emptied, filled_up
from onboard.typed_code import ALPHABET, grouped, signs_typed

ENDING = ".onboard-client"
LARGEST = 300_000_000
"""Bytes; a client with a hundred papers has twenty million."""
SIGNS = 24
MAGIC = b"ONBC"
VERSION = 1
_GROUP = 4
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES, _SUM_BYTES = 16, 12, 32, 32
_START_BYTES = len(MAGIC) + 1 + _SALT_BYTES + _NONCE_BYTES
_MEMORY_KIB, _ITERATIONS, _LANES = 64 * 1024, 3, 4
"""RFC 9106, second recommended option. Fixed here: a file cannot ask for less, nor for more."""
_BLOCK_BYTES = 65_536


def new_code() -> str:
    """A code in groups of four."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(SIGNS)), _GROUP)


def seal_archive(body: bytes, code: str) -> bytes:
    """The file. Raises `UserFacingError` ("archive.too-large") for one that nobody would open."""
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    start = MAGIC + bytes([VERSION]) + salt + nonce
    if len(body) > LARGEST - 2 * _BLOCK_BYTES:
        raise UserFacingError("archive.too-large", limit=LARGEST // 10**6)
    key = _stretched(_signs(code), salt)
    sealed = AESGCMSIV(key).encrypt(nonce, filled_up(body, _BLOCK_BYTES), start)
    return start + sealed + hashlib.sha256(start + sealed).digest()


def open_archive(data: bytes, code: str) -> bytes:
    """What is in the file.

    The sum at its end is no seal: it only tells a damaged file from a wrong code. That nobody has
    changed anything, the seal under the code says.

    Raises:
        UserFacingError: no such file, damaged, of a newer program, or another code.
    """
    if not data.startswith(MAGIC) or len(data) < _START_BYTES:
        raise UserFacingError("archive.no-archive")
    if data[len(MAGIC)] > VERSION:
        raise UserFacingError("archive.too-new")
    if len(data) > LARGEST:
        raise UserFacingError("archive.too-large", limit=LARGEST // 10**6)
    start, sealed = data[:_START_BYTES], data[_START_BYTES:-_SUM_BYTES]
    is_whole = hashlib.sha256(data[:-_SUM_BYTES]).digest() == data[-_SUM_BYTES:]
    if data[len(MAGIC)] < VERSION or not is_whole:
        raise UserFacingError("archive.damaged")
    salt, nonce = start[len(MAGIC) + 1 : -_NONCE_BYTES], start[-_NONCE_BYTES:]
    try:
        return emptied(AESGCMSIV(_stretched(_signs(code), salt)).decrypt(nonce, sealed, start))
    except (InvalidTag, ValueError) as error:
        raise UserFacingError("archive.wrong-code") from error


def is_code(typed: str) -> bool:
    """Whether it has the shape of a code."""
    return signs_typed(typed, SIGNS) is not None


def _signs(typed: str) -> bytes:
    signs = signs_typed(typed, SIGNS)
    if signs is None:
        raise UserFacingError("archive.code-shape", count=SIGNS)
    return signs.encode("ascii")


def _stretched(signs: bytes, salt: bytes) -> bytes:
    return Argon2id(
        salt=salt, length=_KEY_BYTES, iterations=_ITERATIONS, lanes=_LANES, memory_cost=_MEMORY_KIB
    ).derive(signs)
