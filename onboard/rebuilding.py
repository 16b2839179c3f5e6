"""A file made again from nothing but its signed papers, and what of it cannot come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onboard.canonical import digest
from onboard.content.pack import ContentPack
from onboard.engagement import Engagement
from onboard.firm import FirmProfile
from onboard.papers.agreement import agreed_data, compose
from onboard.papers.amendment import compose_amendment
from onboard.papers.evidence import Occasion, RefusedPaper
from onboard.report.facts_back import engagement_from, firm_from
from onboard.snapshot import EngagementSnapshot, derive
from onboard.wording import say, speaking

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came back from paper."""

    engagement: Engagement
    not_brought_back: tuple[str, ...]
    """In plain sentences."""
    facts_sha256: str
    """Of the facts as they stand here now."""
    is_same_facts: bool
    """The facts, and all that follows from them on that day, are those of the paper."""
    is_same_paper: bool | None
    """The paper composed again has the same digest; None where the paper it changes is missing."""


@dataclass(frozen=True, slots=True)
class FromPaper:
    """Facts, firm and day out of one paper's data."""

    engagement: Engagement
    firm: FirmProfile
    on: date

    def snapshot(self, pack: ContentPack) -> EngagementSnapshot:
        worded = pack.in_language(self.engagement.client.language)
        return derive(worded, self.firm, self.engagement, self.on)


def read_back(data: Data, pack: ContentPack) -> FromPaper:
    """The facts as they were on the paper's day.

    Raises:
        ValueError: the data is not that of a paper of this program.
    """
    facts, firm = engagement_from(data, pack), firm_from(data)
    try:
        on = date.fromisoformat(data["on"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"not the data of a paper: {error}") from error
    return FromPaper(facts, firm, on)


def compares(
    data: Data, read: FromPaper, pack: ContentPack, before: Data | None
) -> tuple[str, bool, bool | None]:
    """The facts' hash today, whether it is the paper's, and whether the whole paper is."""
    snapshot = read.snapshot(pack)
    with speaking(snapshot.pack.language):
        facts_sha256 = digest(agreed_data(snapshot))
        again = _composed_again(data, snapshot, before)
    is_same = None if again is None else again == data.get("digest")
    return facts_sha256, facts_sha256 == data.get("facts_sha256"), is_same


def _composed_again(data: Data, snapshot: EngagementSnapshot, before: Data | None) -> str | None:
    try:
        occasion = Occasion(
            reference=data["reference"],
            at=datetime.fromisoformat(data["made_at"]),
            audit_sequence=data["audit"]["sequence"],
            audit_sha256=data["audit"]["sha256"],
            is_protected=data["protected"],
            how=data["how"],
            device=data.get("device", ""),
            refused=tuple(map(_refused, data.get("refused", ()))),
            time_stamp_server=data.get("time_stamp_server", ""),
        )
        if "amends" not in data:
            return compose(snapshot, occasion).digest
        if before is None:
            return None
        number = data["amends"]["number"]
    except (KeyError, TypeError, ValueError):
        return ""
    return compose_amendment(snapshot, occasion, before, number).digest


def not_brought_back(
    facts: Engagement, *, is_same_facts: bool, is_same_paper: bool | None
) -> tuple[str, ...]:
    """What a paper does not hold, in plain sentences."""
    kept = [say("rebuild.lost-note"), say("rebuild.lost-audit"), say("rebuild.lost-aside")]
    kept += [say("rebuild.lost-private"), say("rebuild.lost-firm")]
    if facts.papers and facts.papers[0].amends:
        kept.append(say("rebuild.lost-first", reference=facts.papers[0].amends))
    if not is_same_facts:
        kept.append(say("rebuild.other-facts"))
    elif is_same_paper is False:
        kept.append(say("rebuild.other-words"))
    return tuple(kept)


def _refused(told: Mapping[str, Any]) -> RefusedPaper:
    on = date.fromisoformat(told["on"])
    return RefusedPaper(told["reference"], told["name"], on, told["reason"])
