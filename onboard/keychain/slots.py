"""Sealing the root key under one secret, and opening it again."""

from __future__ import annotations

import os
import struct
import unicodedata

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from onboard.keychain.key_file import Slot, SlotKind, Stretching

KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 16
_CHECK_BYTES = 8


class WrongSecretError(Exception):
    """The slot does not open with this secret."""


def key_check(root_key: bytes) -> bytes:
    """A value that only this root key gives, and that tells nothing about it.

    The store derives the same value to tell a wrong key from a damaged file.
    """
    return _derive(root_key, b"onboard/store/key-check")[:_CHECK_BYTES]


def seal_slot(
    kind: SlotKind, secret: bytes, root_key: bytes, store_id: str, stretching: Stretching | None
) -> Slot:
    nonce = os.urandom(_NONCE_BYTES)
    key = _slot_key(kind, secret, stretching)
    bound = _bound_to(kind, store_id, stretching)
    return Slot(kind, nonce + AESGCMSIV(key).encrypt(nonce, root_key, bound), stretching)


def open_slot(slot: Slot, secret: bytes, store_id: str) -> bytes:
    """The root key. Raises `WrongSecretError`."""
    key = _slot_key(slot.kind, secret, slot.stretching)
    bound = _bound_to(slot.kind, store_id, slot.stretching)
    nonce, body = slot.sealed[:_NONCE_BYTES], slot.sealed[_NONCE_BYTES:]
    try:
        return AESGCMSIV(key).decrypt(nonce, body, bound)
    except (InvalidTag, ValueError) as error:
        raise WrongSecretError(slot.kind.value) from error


def new_stretching() -> Stretching:
    return Stretching(salt=os.urandom(_SALT_BYTES))


def passphrase_bytes(passphrase: str) -> bytes:
    """The same bytes on every keyboard: "é" may be typed as one sign or as two."""
    return unicodedata.normalize("NFKC", passphrase).encode()


def _slot_key(kind: SlotKind, secret: bytes, stretching: Stretching | None) -> bytes:
    if stretching is None:
        return _derive(secret, b"onboard/slot/" + kind.value.encode())
    return Argon2id(
        salt=stretching.salt,
        length=KEY_BYTES,
        iterations=stretching.iterations,
        lanes=stretching.lanes,
        memory_cost=stretching.memory_kib,
    ).derive(secret)


def _derive(secret: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)


def _bound_to(kind: SlotKind, store_id: str, stretching: Stretching | None) -> bytes:
    parts = [b"onboard-slot-v1", kind.value.encode(), store_id.encode()]
    if stretching is not None:
        numbers = (stretching.memory_kib, stretching.iterations, stretching.lanes)
        parts += [stretching.salt, struct.pack(">III", *numbers)]
    return b"".join(struct.pack(">H", len(part)) + part for part in parts)
