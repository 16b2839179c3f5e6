"""The file of key slots: what stands in it, read with care and written in one step."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import os
import secrets
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from onboard.canonical import canonical_bytes
from onboard.errors import UserFacingError

_FORMAT = "onboard-keys"
_VERSION = 1
_LARGEST = 64 * 1024


class SlotKind(Enum):
    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind
    RECOVERY = "recovery"
    HOME_FILE = "home-file"


@dataclass(frozen=True, slots=True)
class Stretching:
    """How a passphrase becomes a key (Argon2id). Bounded when read: a file must not stall us."""

    salt: bytes
    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def is_plausible(self) -> bool:
        return (
            8 <= len(self.salt) <= 64
            and 8 * 1024 <= self.memory_kib <= 1024 * 1024
            and 1 <= self.iterations <= 10
            and 1 <= self.lanes <= 16
        )


@dataclass(frozen=True, slots=True)
class Slot:
    """The root key, sealed under one secret."""

    kind: SlotKind
    sealed: bytes
    stretching: Stretching | None = None


@dataclass(frozen=True, slots=True)
class KeyFile:
    store_id: str
    check: bytes
    """Derived from the root key: tells a wrong key from a damaged store."""
    slots: tuple[Slot, ...] = ()
    is_code_checked: bool = False
    """Whether somebody has typed the recovery code back from paper."""
    wants_secret: bool = False
    """Whether the lock is in use: the keychain alone does not open the store then."""

    def slot(self, kind: SlotKind) -> Slot | None:
        return next((slot for slot in self.slots if slot.kind is kind), None)

    def with_slot(self, slot: Slot) -> KeyFile:
        """The file with this slot in place of the one of the same kind."""
        others = tuple(kept for kept in self.slots if kept.kind is not slot.kind)
        return replace(self, slots=(*others, slot))


def read_key_file(path: Path) -> KeyFile:
    """Read and check the file.

    Raises:
        UserFacingError: it is missing, damaged, of a newer program, or cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserFacingError("keys.file-missing", folder=str(path.parent)) from error
    except OSError as error:
        raise UserFacingError("keys.cannot-read", folder=str(path.parent)) from error
    try:
        if len(data) > _LARGEST:
            raise ValueError("too long")
        content = json.loads(data)
        if content["format"] != _FORMAT:
            raise ValueError("not a key file")
        if content["version"] > _VERSION:
            raise UserFacingError("keys.file-too-new")
        if content.pop("sha256") != _sum(content):
            raise ValueError("the sum does not fit")
        return KeyFile(
            store_id=content["store_id"],
            check=_bytes(content["check"]),
            slots=tuple(_slot(slot) for slot in content["slots"]),
            is_code_checked=content.get("code_checked") is True,
            wants_secret=content.get("wants_secret") is True,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserFacingError("keys.file-damaged") from error


def write_key_file(path: Path, keys: KeyFile) -> None:
    """Write the file in one step, readable by its owner alone: it is the old one or the new one."""
    content: dict[str, Any] = {
        "format": _FORMAT,
        "version": _VERSION,
        "store_id": keys.store_id,
        "check": _text(keys.check),
        "slots": [_slot_data(slot) for slot in keys.slots],
        "code_checked": keys.is_code_checked,
        "wants_secret": keys.wants_secret,
    }
    content["sha256"] = _sum(content)
    write_private(path, json.dumps(content, indent=1).encode())


def write_private(path: Path, data: bytes) -> None:
    """Write in one step, durably, for the owner alone. Raises "keys.cannot-write"."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        if os.name != "nt":  # a folder cannot be opened there
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as error:
        raise UserFacingError("keys.cannot-write", folder=str(path.parent)) from error


def _slot(data: dict[str, Any]) -> Slot:
    stretching = None
    if "argon2id" in data:
        values = data["argon2id"]
        stretching = Stretching(
            salt=_bytes(values["salt"]),
            memory_kib=int(values["memory_kib"]),
            iterations=int(values["iterations"]),
            lanes=int(values["lanes"]),
        )
        if not stretching.is_plausible():
            raise ValueError("implausible stretching")
    return Slot(SlotKind(data["kind"]), _bytes(data["sealed"]), stretching)


def _slot_data(slot: Slot) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": slot.kind.value, "sealed": _text(slot.sealed)}
    if slot.stretching is not None:
        data["argon2id"] = {
            "salt": _text(slot.stretching.salt),
            "memory_kib": slot.stretching.memory_kib,
            "iterations": slot.stretching.iterations,
            "lanes": slot.stretching.lanes,
        }
    return data


def _sum(content: dict[str, Any]) -> str:
    return hashlib.sha256(canonical_bytes(content)).hexdigest()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
