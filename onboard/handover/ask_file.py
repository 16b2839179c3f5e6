"""A question file: encrypted under a code told by phone, signed by a key of the firm."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from onboard.errors import UserFacingError
from onboard.handover.frame import FileKind, start_of, unframed
from onboard.handover.padding import emptied, filled_up
from onboard.handover.phone_code import signs_of

_LABEL = b"onboard/hand-over/ask/1\x00"
_SALT_BYTES, _NONCE_BYTES, _KEY_BYTES, _SIGNATURE_BYTES = 16, 12, 32, 64
_MEMORY_KIB, _ITERATIONS, _LANES = 64 * 1024, 3, 4
"""RFC 9106, second recommended option. Fixed here: a file cannot ask for less, nor for more."""
_BLOCK_BYTES = 4096


@dataclass(frozen=True, slots=True)
class OpenedAsk:
    """What a question file held, who signed it, and its own hash."""

    body: bytes
    signer: str
    """The public key of the firm, as 64 hexadecimal characters."""
    sha256: str


def new_firm_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes_raw()


def seal_ask(body: bytes, code: str, firm_key: bytes) -> bytes:
    """The question file."""
    signer = Ed25519PrivateKey.from_private_bytes(firm_key)
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    start = start_of(FileKind.ASK, salt + nonce + signer.public_key().public_bytes_raw())
    sealed = AESGCMSIV(_stretched(code, salt)).encrypt(nonce, filled_up(body, _BLOCK_BYTES), start)
    return start + sealed + signer.sign(_LABEL + start + sealed)


def open_ask(data: bytes, code: str) -> OpenedAsk:
    """Check that a question file is whole, then open it.

    Anybody can sign with a key of his own: the signature tells a damaged file from a wrong code,
    and lets the key be compared with the one of last time.

    Raises:
        UserFacingError: no question file, damaged, or another code.
    """
    frame = unframed(data, FileKind.ASK)
    salt, rest = frame.header[:_SALT_BYTES], frame.header[_SALT_BYTES:]
    nonce, signer = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    sealed, signature = frame.body[:-_SIGNATURE_BYTES], frame.body[-_SIGNATURE_BYTES:]
    try:
        public = Ed25519PublicKey.from_public_bytes(signer)
        public.verify(signature, _LABEL + frame.start + sealed)
    except (InvalidSignature, ValueError) as error:
        raise UserFacingError("handover.damaged") from error
    try:
        filled = AESGCMSIV(_stretched(code, salt)).decrypt(nonce, sealed, frame.start)
    except InvalidTag as error:
        raise UserFacingError("handover.wrong-code") from error
    try:
        body = emptied(filled)
    except ValueError as error:
        raise UserFacingError("handover.misshapen") from error
    return OpenedAsk(body, signer.hex(), sha256_of(data))


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _stretched(code: str, salt: bytes) -> bytes:
    return Argon2id(
        salt=salt, length=_KEY_BYTES, iterations=_ITERATIONS, lanes=_LANES, memory_cost=_MEMORY_KIB
    ).derive(signs_of(code))
