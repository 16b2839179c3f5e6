"""What was written down at visits and about bills on two sides, talk by talk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from onboard.handing_over.returning import ReturnEntry
from onboard.handover.review import EntryKind, Side
from onboard.visits.entries import Entry, Kind
from onboard.wording import day, say, say_count

PREFIX = "talk/"
_LONGEST = 300


def new_talks(count: int, here: Sequence[Entry], came: Sequence[Entry]) -> tuple[Entry, ...]:
    """What was added there after the first `count` entries, and is not here."""
    known = set(here)
    return tuple(entry for entry in came[count:] if entry not in known)


def talk_entries(
    count: int, here: Sequence[Entry], came: Sequence[Entry], now: datetime
) -> Iterator[ReturnEntry]:
    """One for each talk. Entries are only ever added; the newest about a thing counts.

    So where both sides wrote about the same talk, older ones from there would count before newer
    ones from here: a person says whether they shall.
    """
    mine, theirs = new_talks(count, came, here), new_talks(count, here, came)
    for talk in dict.fromkeys(entry.talk for entry in theirs):
        added = [entry for entry in theirs if entry.talk == talk]
        ours = [entry for entry in mine if entry.talk == talk]
        yield ReturnEntry(
            key=f"{PREFIX}{talk}",
            kind=_kind(ours, added, now),
            title=say("checkout.talk", day=day(_begun(talk, came, added))),
            section="",
            question=None,
            here=_side(ours) if ours else None,
            came=_side(added),
            may_take=True,
            standing=tuple(ours),
        )


def taken_talks(
    count: int, here: Sequence[Entry], came: Sequence[Entry], keys: Sequence[str]
) -> tuple[Entry, ...]:
    """The entries of the talks with these keys."""
    return tuple(each for each in new_talks(count, here, came) if f"{PREFIX}{each.talk}" in keys)


def _kind(ours: Sequence[Entry], added: Sequence[Entry], now: datetime) -> EntryKind:
    if not ours:
        return EntryKind.NEW
    newest = max(entry.at for entry in ours)
    came = min(max(entry.at for entry in added), now)
    return EntryKind.NEWER_HERE if newest > came else EntryKind.DIFFERS


def _begun(talk: str, came: Sequence[Entry], added: Sequence[Entry]) -> datetime:
    return next((entry.at for entry in came if entry.talk == talk), added[0].at)


def _side(entries: Sequence[Entry]) -> Side:
    """How many, and their texts; a private note is the consultant's own, and so is this review."""
    texts = "; ".join(
        entry.text for entry in entries if entry.text and entry.kind is not Kind.BEGUN
    )
    told = say_count("checkout.talk-entries", len(entries))
    return Side(told, texts[:_LONGEST], at=max(entry.at for entry in entries))
