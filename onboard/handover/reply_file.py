"""An answer file: HPKE (RFC 9180) to the one-time key of the question file that it answers."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from onboard.errors import UserFacingError
from onboard.handover.frame import LARGEST, FileKind, Frame, start_of, unframed
from onboard.handover.padding import emptied, filled_up

_LABEL = b"onboard/hand-over/reply/1\x00"
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_BLOCK_BYTES = 1024


def new_one_time_key() -> tuple[bytes, bytes]:
    """A private key, and the public one that answers are sealed to."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_reply(body: bytes, public_key: bytes, ask_sha256: str) -> bytes:
    """The answer file; only the holder of the private key can read it.

    Raises:
        UserFacingError: the key is none, or the file would be larger than is read back.
    """
    ask = bytes.fromhex(ask_sha256)
    start = start_of(FileKind.REPLY, ask)
    try:
        to = X25519PublicKey.from_public_bytes(public_key)
        sealed = _SUITE.encrypt(filled_up(body, _BLOCK_BYTES), to, _info(ask, start))
    except ValueError as error:
        raise UserFacingError("handover.misshapen") from error
    if len(start) + len(sealed) > LARGEST[FileKind.REPLY]:
        raise UserFacingError("handover.too-much")
    return start + sealed


def answered_ask(data: bytes) -> str:
    """The SHA-256 of the question file that an answer file says it answers. Not proved yet.

    Raises:
        UserFacingError: no answer file, or cut off.
    """
    return _frame(data).header.hex()


def open_reply(data: bytes, private_key: bytes) -> bytes:
    """What an answer file holds.

    Raises:
        UserFacingError: damaged, or sealed to another key.
    """
    frame = _frame(data)
    key = X25519PrivateKey.from_private_bytes(private_key)
    try:
        return emptied(_SUITE.decrypt(frame.body, key, _info(frame.header, frame.start)))
    except (InvalidTag, ValueError) as error:
        raise UserFacingError("handover.damaged") from error


def _frame(data: bytes) -> Frame:
    frame = unframed(data, FileKind.REPLY)
    if not frame.body:
        raise UserFacingError("handover.damaged")
    return frame


def _info(ask: bytes, start: bytes) -> bytes:
    return _LABEL + ask + start
