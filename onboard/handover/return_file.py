"""A client who comes back: HPKE (RFC 9180) to the one-time key of the store he was taken from.

The file names the taking that it belongs to, and nothing else of it can be read by anybody but that
store. See docs/adr/0026-taking-a-client-along.md.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from onboard.errors import UserFacingError
from onboard.handover.archive_file import LARGEST
from onboard.handover.padding import emptied, filled_up

ENDING = ".onboard-return"
MAGIC = b"ONBR"
VERSION = 1
TAKE_BYTES = 32
_START_BYTES = len(MAGIC) + 1 + TAKE_BYTES
_LABEL = b"onboard/take-along/return/1\x00"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_BLOCK_BYTES = 65_536


def seal_return(body: bytes, public_key: bytes, take: str) -> bytes:
    """The file; `take` is the taking's own number, as 64 hexadecimal characters.

    Raises:
        UserFacingError: the key is none, or the file would be larger than is read back.
    """
    if len(body) > LARGEST - 2 * _BLOCK_BYTES:
        raise UserFacingError("archive.too-large", limit=LARGEST // 10**6)
    start = MAGIC + bytes([VERSION]) + bytes.fromhex(take)
    try:
        to = X25519PublicKey.from_public_bytes(public_key)
        return start + _SUITE.encrypt(filled_up(body, _BLOCK_BYTES), to, _LABEL + start)
    except ValueError as error:
        raise UserFacingError("checkout.misshapen") from error


def taking_of(data: bytes) -> str:
    """The number of the taking that a file says it belongs to. Not proved yet.

    Raises:
        UserFacingError: no such file, of a newer program, far too large, or cut off.
    """
    if not data.startswith(MAGIC) or len(data) <= len(MAGIC):
        raise UserFacingError("checkout.no-return")
    if data[len(MAGIC)] > VERSION:
        raise UserFacingError("archive.too-new")
    if len(data) > LARGEST:
        raise UserFacingError("archive.too-large", limit=LARGEST // 10**6)
    if data[len(MAGIC)] < VERSION or len(data) <= _START_BYTES:
        raise UserFacingError("checkout.damaged")
    return data[_START_BYTES - TAKE_BYTES : _START_BYTES].hex()


def open_return(data: bytes, private_key: bytes) -> bytes:
    """What the file holds.

    Raises:
        UserFacingError: damaged, changed, or sealed to another key.
    """
    taking_of(data)
    start, sealed = data[:_START_BYTES], data[_START_BYTES:]
    key = X25519PrivateKey.from_private_bytes(private_key)
    try:
        return emptied(_SUITE.decrypt(sealed, key, _LABEL + start))
    except (InvalidTag, ValueError) as error:
        raise UserFacingError("checkout.damaged") from error
