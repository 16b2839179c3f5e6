"""Papers that name each other, checked together: each whole, each naming the one before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onboard.errors import UserFacingError
from onboard.pdf.foreign_text import one_line
from onboard.pdf.paper import read_data
from onboard.pdf.verify import Status, Verification, verify_pdf
from onboard.ports import KnownPaper
from onboard.wording import say

Place = Literal[
    "first", "holds", "missing", "other-digest", "out-of-order", "not-linked", "unreadable"
]


@dataclass(frozen=True, slots=True)
class Link:
    """One paper of a chain."""

    verification: Verification
    place: Place
    reference: str = ""
    amends: str = ""
    """Reference of the paper that it says it changes."""

    is_other_key: bool = False
    """Whether its consultant signed with another key than that of the paper before."""

    @property
    def told(self) -> str:
        told = say(f"chain.{self.place}", amends=self.amends)
        return f"{told} {say('chain.other-key')}" if self.is_other_key else told


@dataclass(frozen=True, slots=True)
class Chain:
    links: tuple[Link, ...]

    @property
    def is_whole(self) -> bool:
        """Every paper unchanged and signed by both, from the first one on without a gap."""
        return self._hangs_together("first", "unchanged")

    @property
    def waits(self) -> bool:
        """As whole as it can be while the newest paper waits for a signature."""
        return self._hangs_together("first", "incomplete")

    @property
    def lacks_earlier(self) -> bool:
        """Nothing is wrong with these papers, but the oldest one changes another."""
        return self._hangs_together("missing", "unchanged", "incomplete")

    def _hangs_together(self, oldest: Place, *newest: Status) -> bool:
        found = [(link.place, link.verification.status) for link in self.links]
        return (
            [place for place, _ in found] == [oldest, *["holds"] * (len(found) - 1)]
            and all(status == "unchanged" for _, status in found[:-1])
            and found[-1][1] in newest
        )

    @property
    def is_unreadable(self) -> bool:
        return any(link.verification.status == "unreadable" for link in self.links)


def verify_chain(pdfs: Sequence[bytes], known: Sequence[KnownPaper | None] | None = None) -> Chain:
    """Check papers in the order given, the oldest first; whatever the bytes, it is a value."""
    remembered = known if known is not None else [None] * len(pdfs)
    data = [_data(pdf) for pdf in pdfs]
    checked = [
        verify_pdf(pdf, known=mine, before=before)
        for pdf, mine, before in zip(pdfs, remembered, [None, *data][: len(data)], strict=True)
    ]
    links = []
    for index, (verification, mine) in enumerate(zip(checked, data, strict=True)):
        place, amends = place_in(index, data)
        is_other = index > 0 and _are_other(checked[index - 1], verification)
        reference = one_line(_text(mine, "reference"))
        links.append(Link(verification, place, reference, one_line(amends), is_other))
    return Chain(tuple(links))


def _are_other(before: Verification, after: Verification) -> bool:
    """Whether two consultants' keys differ: one name can stand on many keys."""
    keys = [
        {each.fingerprint for each in paper.signatures if each.role == "consultant"}
        for paper in (before, after)
    ]
    return all(keys) and keys[0] != keys[1]


def _data(pdf: bytes) -> Mapping[str, Any] | None:
    try:
        return read_data(pdf)
    except UserFacingError:
        return None


def place_in(index: int, data: Sequence[Mapping[str, Any] | None]) -> tuple[Place, str]:
    """Where one paper stands among the data of all, and the reference that it says it changes."""
    mine = data[index]
    if mine is None:
        return "unreadable", ""
    named = mine.get("amends")
    if not isinstance(named, dict):
        return ("first" if index == 0 else "not-linked"), ""
    amends = _text(named, "reference")
    here = [_text(each, "reference") if each is not None else None for each in data]
    if amends not in here:
        return "missing", amends
    at = here.index(amends)
    if at != index - 1:
        return "out-of-order", amends
    before = data[at]
    is_true = before is not None and named.get("digest") == before.get("digest")
    return ("holds" if is_true else "other-digest"), amends


def _text(data: Mapping[str, Any] | None, key: str) -> str:
    value = data.get(key) if data is not None else None
    return value if isinstance(value, str) else ""
