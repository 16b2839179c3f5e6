"""Sealed fields: AES-256-GCM-SIV under a key per client, each bound to its place."""

from __future__ import annotations

import hmac
import os
import struct
import uuid
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from onboard.errors import UserFacingError

KEY_BYTES = 32
_FORMAT = b"\x01"  # AES-256-GCM-SIV, 12-byte nonce in front
_NONCE_BYTES = 12
_LABEL = b"onboard/store/"


class SealBroken(Exception):
    """A sealed value was changed, or moved to another row, column or key."""


class KeyDestroyed(Exception):
    """The key of a client was destroyed on purpose; what it sealed is gone for good."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands; it opens nowhere else."""

    table: str
    column: str
    row: str
    key_id: uuid.UUID

    def associated_data(self) -> bytes:
        parts = (self.table.encode(), self.column.encode(), self.row.encode(), self.key_id.bytes)
        return b"".join(struct.pack(">H", len(part)) + part for part in parts)


def derive_key(root_key: bytes, label: str) -> bytes:
    """A 32-byte key for one purpose; none of them tells anything about another."""
    if len(root_key) != KEY_BYTES:
        raise ValueError("the root key has 32 bytes")
    info = _LABEL + label.encode()
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=info).derive(root_key)


def seal(key: bytes, plain: bytes, place: Place) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _FORMAT + nonce + AESGCMSIV(key).encrypt(nonce, plain, place.associated_data())


def unseal(key: bytes, sealed: bytes, place: Place) -> bytes:
    """Open a sealed value.

    Raises:
        SealBroken: it was not sealed with this key for this very place.
    """
    if sealed[:1] != _FORMAT:
        raise SealBroken(f"{place.table}.{place.column}: unknown sealed format")
    nonce, body = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    try:
        return AESGCMSIV(key).decrypt(nonce, body, place.associated_data())
    except (InvalidTag, ValueError) as error:
        raise SealBroken(f"{place.table}.{place.column}: does not match its row") from error


class Vault:
    """The keys of the store while it is open: each sealed itself under one derived key.

    Destroying a wrapped key in its row makes unreadable whatever it sealed, in one step.
    """

    def __init__(self, root_key: bytes) -> None:
        # The newest first. Older ones stay: another thread may still read rows of before.
        self._wrapping_keys: tuple[bytes, ...] = (derive_key(root_key, "field-kek"),)
        self._keys: dict[uuid.UUID, bytes] = {}

    def new_key(self, key_id: uuid.UUID) -> bytes:
        """Make a key, keep it at hand, and return it wrapped for its row."""
        return self.adopt(key_id, os.urandom(KEY_BYTES))

    def adopt(self, key_id: uuid.UUID, key: bytes) -> bytes:
        """Have a key of another store at hand, and return it wrapped for its row here."""
        self._refuse_shut()
        self._keys[key_id] = key
        return seal(self._wrapping_keys[0], key, self._place_of_key(key_id))

    def plain(self, key_id: uuid.UUID) -> bytes:
        """A key itself, to travel with what it seals; it is sealed again on its way."""
        self._refuse_shut()
        return self._keys[key_id]

    def knows(self, key_id: uuid.UUID) -> bool:
        return key_id in self._keys

    def admit(self, key_id: uuid.UUID, wrapped: bytes | None) -> None:
        """Unwrap a key read from its row. Raises `KeyDestroyed` when the row holds none."""
        if wrapped is None:
            raise KeyDestroyed(str(key_id))
        self._refuse_shut()
        self._keys[key_id] = self._unwrapped(key_id, wrapped)

    def is_current(self, key_id: uuid.UUID, wrapped: bytes) -> bool:
        """Whether a key that is at hand lies in its row as the newest root key wraps it."""
        self._refuse_shut()
        try:
            found = unseal(self._wrapping_keys[0], wrapped, self._place_of_key(key_id))
        except SealBroken:
            return False
        return found == self._keys[key_id]

    def is_newest(self, root_key: bytes) -> bool:
        """Whether new keys are wrapped under this root key."""
        self._refuse_shut()
        return hmac.compare_digest(derive_key(root_key, "field-kek"), self._wrapping_keys[0])

    def turn_to(self, root_key: bytes, key_id: uuid.UUID, wrapped: bytes) -> bool:
        """Go on with a newer root key, where it opens a key that is at hand to what it was.

        Whoever runs the server could hand over a root key of their own; that one does not.
        """
        self._refuse_shut()
        newer = derive_key(root_key, "field-kek")
        try:
            found = unseal(newer, wrapped, self._place_of_key(key_id))
        except SealBroken:
            return False
        if found != self._keys.get(key_id):
            return False
        self._wrapping_keys = (newer, *(key for key in self._wrapping_keys if key != newer))
        return True

    def rewrapped(self, root_key: bytes, key_id: uuid.UUID, wrapped: bytes) -> bytes:
        """The same key under another root key; this vault stays with its own.

        Raises:
            SealBroken: it does not open here either.
        """
        self._refuse_shut()
        place = self._place_of_key(key_id)
        return seal(derive_key(root_key, "field-kek"), self._unwrapped(key_id, wrapped), place)

    def forget(self, key_id: uuid.UUID) -> None:
        self._keys.pop(key_id, None)

    def forget_all(self) -> None:
        """Drop every key. Python may have left copies in memory that nobody can reach or wipe."""
        self._keys.clear()
        self._wrapping_keys = ()

    def seal(self, plain: bytes, place: Place) -> bytes:
        self._refuse_shut()
        return seal(self._keys[place.key_id], plain, place)

    def unseal(self, sealed: bytes, place: Place) -> bytes:
        self._refuse_shut()
        return unseal(self._keys[place.key_id], sealed, place)

    def _refuse_shut(self) -> None:
        """Work that was under way when the store was locked ends here, with nothing half saved."""
        if not self._wrapping_keys:
            raise UserFacingError("store.shut")

    def _unwrapped(self, key_id: uuid.UUID, wrapped: bytes) -> bytes:
        broken: SealBroken | None = None
        for wrapping_key in self._wrapping_keys:
            try:
                return unseal(wrapping_key, wrapped, self._place_of_key(key_id))
            except SealBroken as error:
                broken = broken or error
        raise broken or SealBroken("no key is left")

    @staticmethod
    def _place_of_key(key_id: uuid.UUID) -> Place:
        return Place("data_key", "wrapped", str(key_id), key_id)
