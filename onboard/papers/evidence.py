"""The page that lets anyone check later: what was signed, by whom, how, and what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from onboard.agreement.document import Cell, Column, Emphasis, Facts, Grid, Paragraph, Section
from onboard.engagement import Engagement
from onboard.papers.promises import Terms, clause_by_number
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, moment, say


@dataclass(frozen=True, slots=True)
class RefusedPaper:
    """A paper that the owner would not sign, with his reason."""

    reference: str
    name: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """What the paper says about its own making."""

    reference: str
    at: datetime
    audit_sequence: int
    audit_sha256: str
    is_protected: bool = True
    """False in a throw-away home: pages and footer say that this copy is not protected."""
    how: str = "in-person"
    device: str = ""
    """The kind of computer that it is signed on; empty: not told."""
    refused: tuple[RefusedPaper, ...] = ()
    time_stamp_server: str = ""
    """The name of the server that is to stamp the signatures; empty: none is asked."""


def refused_before(facts: Engagement) -> tuple[RefusedPaper, ...]:
    """The papers that the owner refused since the last one that he signed."""
    since = max((at for at, paper in enumerate(facts.papers) if paper.owner), default=-1)
    return tuple(
        RefusedPaper(
            paper.reference, paper.refused_by, paper.refused_at.date(), paper.refused_because
        )
        for paper in facts.papers[since + 1 :]
        if paper.refused_at is not None
    )


def evidence_section(
    snapshot: EngagementSnapshot, occasion: Occasion, agreed: Terms, facts_sha256: str
) -> Section:
    pack = snapshot.pack
    rows = [
        (say("agreement.evidence-pack"), f"{pack.content.pack.title} {pack.version}"),
        (say("agreement.evidence-pack-hash"), pack.sha256),
        (say("agreement.evidence-language"), say("agreement.this-language")),
        (say("agreement.evidence-facts"), facts_sha256),
        (
            say("agreement.evidence-audit"),
            say(
                "agreement.evidence-audit-text",
                sequence=occasion.audit_sequence,
                sha256=occasion.audit_sha256,
            )
            if occasion.audit_sha256
            else say("agreement.evidence-no-audit"),
        ),
        (say("agreement.evidence-made"), moment(occasion.at)),
        (say("agreement.evidence-how"), say(f"agreement.how-{occasion.how}")),
        *_of_the_signing(snapshot, occasion),
    ]
    blocks: list[Any] = [
        Paragraph(say("agreement.evidence-lead"), Emphasis.LEAD),
        Facts(tuple(rows)),
        Paragraph(say("agreement.evidence-kind")),
    ]
    if agreed.suggested:
        blocks.append(Paragraph(say("agreement.suggested-lead")))
        blocks.append(_suggested(agreed))
    return Section(say("agreement.evidence-title"), tuple(blocks))


def _suggested(agreed: Terms) -> Grid:
    """One row a clause: what in it is not the firm's own word yet."""
    columns = (Column(say("agreement.col-clause"), 6), Column(say("agreement.col-stands"), 12))
    rows = tuple(
        (
            Cell(f"{number} {filled.clause.title}"),
            Cell("; ".join(f"{label}: {text}" for label, text in filled.suggested)),
        )
        for number, filled in clause_by_number(agreed).items()
        if filled.suggested
    )
    return Grid("", columns, rows)


def _of_the_signing(snapshot: EngagementSnapshot, occasion: Occasion) -> Iterator[tuple[str, str]]:
    """Who signs and by what right, consent and intent, on what, and what was refused before."""
    client, firm = snapshot.engagement.client, snapshot.firm
    owner, consultant = client.owner or client.name, firm.consultant or firm.name
    role = client.role or say("agreement.the-owner")
    bound = client.authority or say("agreement.capacity-owner", role=role)
    known = f"agreement.identity-{client.identity or 'unsaid'}"
    yield say("agreement.evidence-identity"), say(known, owner=owner, consultant=consultant)
    yield say("agreement.evidence-authority"), f"{owner}: {bound}"
    yield say("agreement.evidence-consent"), say("agreement.consent-text")
    if occasion.device:
        yield say("agreement.evidence-device"), occasion.device
    for paper in occasion.refused:
        yield (
            say("agreement.evidence-refused", reference=paper.reference),
            say("agreement.refused-text", name=paper.name, day=day(paper.on), reason=paper.reason),
        )
