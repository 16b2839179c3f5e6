"""What travels with a client who is taken along, and what is noted of him on either side."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onboard.canonical import canonical_bytes
from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.ports import HandoverSide, UnitOfWork
from onboard.store.firm_level import firm_from
from onboard.store.records import to_bytes
from onboard.store.whole_facts import facts_bytes, facts_from

LOCK, PROFILE, NUMBER = "lock", "profile", "number"
"""The names of what travels beside the rows."""
_ADOPTED = "carried/profile"
"""The profile that came along last: one that a person has changed since is not replaced."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a file was at a moment."""

    version: int
    talks: int
    sequence: int = 0
    sha256: str = ""
    """Number and hash of the newest event in the record of changes."""
    asked: int = 0
    """How many question files were made; only here are the keys that open the replies."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What lets a client come back to where he was taken from."""

    number: str
    """Of this taking; 64 hexadecimal characters."""
    client: EngagementId
    key: bytes
    """Public: what comes back is sealed to it."""
    by: str
    at: datetime
    merged: tuple[str, ...] = ()
    """What came back before: the hash of the last event of each time."""


@dataclass(frozen=True, slots=True)
class TakingNote:
    """What the store that a client was taken from knows of it."""

    by: str
    stand: Stand
    merged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakingSecrets:
    """The key that opens what comes back, and the facts as they went."""

    key: bytes = field(repr=False)
    base: Engagement


@dataclass(frozen=True, slots=True)
class CarriedNote:
    """What the computer knows that the client was taken along on."""

    lock: Lock
    came: Stand
    """As he arrived."""
    sent: Stand | None = None
    """As he was when a file to go back was made last."""


def stand_of(work: UnitOfWork, engagement_id: EngagementId) -> Stand:
    facts, head = work.engagements.get(engagement_id), work.engagements.audit_head(engagement_id)
    talks, handed = work.talks.of(engagement_id), work.handovers.of(engagement_id)
    asked = sum(each.side is HandoverSide.ASKING for each in handed)
    return Stand(facts.version, len(talks), head.sequence, head.sha256, asked)


def is_as_at(work: UnitOfWork, engagement_id: EngagementId, then: Stand) -> bool:
    """Whether nobody has changed anything since."""
    now = stand_of(work, engagement_id)
    return (now.version, now.talks, now.asked) == (then.version, then.talks, then.asked)


# ---- as bytes


def lock_bytes(lock: Lock) -> bytes:
    return canonical_bytes(_lock_data(lock))


def lock_from(luggage: Mapping[str, bytes]) -> Lock:
    """Raises `UserFacingError` ("archive.misshapen")."""
    try:
        return _lock(json.loads(luggage[LOCK]))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserFacingError("archive.misshapen") from None


def note_bytes(note: TakingNote) -> bytes:
    data = {"by": note.by, "stand": _stand_data(note.stand), "merged": list(note.merged)}
    return canonical_bytes(data)


def note_from(data: bytes) -> TakingNote:
    told = json.loads(data)
    return TakingNote(told["by"], Stand(**told["stand"]), tuple(told["merged"]))


def carried_bytes(note: CarriedNote) -> bytes:
    sent = None if note.sent is None else _stand_data(note.sent)
    data = {"lock": _lock_data(note.lock), "came": _stand_data(note.came), "sent": sent}
    return canonical_bytes(data)


def carried_from(data: bytes) -> CarriedNote:
    told = json.loads(data)
    sent = None if told["sent"] is None else Stand(**told["sent"])
    return CarriedNote(_lock(told["lock"]), Stand(**told["came"]), sent)


def secrets_bytes(key: bytes, base: Engagement) -> bytes:
    return key + facts_bytes(base)


def secrets_from(data: bytes) -> TakingSecrets:
    return TakingSecrets(data[:32], facts_from(data[32:]))


def _lock_data(lock: Lock) -> dict[str, Any]:
    return {
        "number": lock.number,
        "client": lock.client,
        "key": lock.key.hex(),
        "by": lock.by,
        "at": lock.at.isoformat(),
        "merged": list(lock.merged),
    }


def _lock(told: Mapping[str, Any]) -> Lock:
    number, key = bytes.fromhex(told["number"]), bytes.fromhex(told["key"])
    client = EngagementId(str(uuid.UUID(told["client"])))
    at = datetime.fromisoformat(told["at"])
    merged = tuple(bytes.fromhex(each).hex() for each in told["merged"])
    if len(number) != 32 or len(key) != 32 or at.tzinfo is None or not isinstance(told["by"], str):
        raise ValueError("no lock")
    return Lock(number.hex(), client, key, told["by"][:200], at, merged)


def _stand_data(stand: Stand) -> dict[str, Any]:
    return {
        "version": stand.version,
        "talks": stand.talks,
        "sequence": stand.sequence,
        "sha256": stand.sha256,
        "asked": stand.asked,
    }


# ---- the firm's profile


def adopt_profile(work: UnitOfWork, luggage: Mapping[str, bytes]) -> bool:
    """Plan here with the prices and words of the firm that the client belongs to.

    A profile that somebody has typed here is not replaced; then False.
    """
    came = luggage.get(PROFILE)
    if came is None:
        return True
    here = work.firm.get()
    is_ours = here == FirmProfile() or to_bytes(here) in (came, work.secrets.get(_ADOPTED))
    if not is_ours:
        return False
    try:
        profile = firm_from(came)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UserFacingError("archive.misshapen") from None
    work.firm.save(profile)
    work.secrets.put(_ADOPTED, came)
    return True
