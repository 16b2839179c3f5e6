"""Compose the expectations agreement: one document, its data, and what still bars signing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from onboard.agreement.clauses import fill_text
from onboard.agreement.document import (
    Bullets,
    Document,
    Emphasis,
    Paragraph,
    Section,
    SignatureBox,
    to_data,
)
from onboard.canonical import canonical_bytes, digest, plain
from onboard.interview.answers import Answers, AnswerState
from onboard.papers.bill_table import bill_table
from onboard.papers.costs import costs_section
from onboard.papers.cover import agreement_cover
from onboard.papers.evidence import Occasion, evidence_section
from onboard.papers.explained import explained_sections
from onboard.papers.heard import heard_section
from onboard.papers.helper import helper_section
from onboard.papers.lower_price import lower_price_section
from onboard.papers.noticed import noticed_section
from onboard.papers.open_points import open_points
from onboard.papers.phases import phases_section
from onboard.papers.plan import plan_section, schedule_section
from onboard.papers.promises import (
    Terms,
    billing_section,
    client_section,
    provider_section,
    terms,
    together_section,
)
from onboard.papers.refusals import refusals_section
from onboard.papers.review import guesses_section, review_section
from onboard.papers.risks import risks_section
from onboard.papers.rules import rules_section
from onboard.papers.sums import sums_section
from onboard.papers.ways import ways_blocks
from onboard.report import facts_data, recommendation_data
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """A composed agreement, ready to be laid out."""

    reference: str
    document: Document
    data: bytes
    """agreement.json: canonical bytes with the digest over all the rest."""
    table: bytes
    """bill.csv."""
    digest: str
    open_points: tuple[str, ...]


def compose(snapshot: EngagementSnapshot, occasion: Occasion) -> Agreement:
    """The whole agreement as both may see it; the same input gives the same bytes."""
    snapshot = as_both_see(snapshot)
    agreed = terms(snapshot)
    hindrances = open_points(snapshot, agreed)
    facts = agreed_data(snapshot)
    document = _document(snapshot, occasion, agreed, digest(facts), hindrances)
    return sealed_content(snapshot, occasion, agreed, document, facts, hindrances)


def as_both_see(snapshot: EngagementSnapshot) -> EngagementSnapshot:
    """What the owner keeps to himself reads like what he never said, in all that follows too."""
    facts = snapshot.engagement
    shown = Answers(one for one in facts.answers.values() if one.state is not AnswerState.PRIVATE)
    if len(shown) == len(facts.answers):
        return snapshot
    return replace(snapshot, engagement=replace(facts, answers=shown))


def agreed_data(snapshot: EngagementSnapshot) -> dict[str, Any]:
    """The facts that both may see, and what follows from them."""
    return {"facts": facts_data(snapshot), **recommendation_data(snapshot)}


def sealed_content(
    snapshot: EngagementSnapshot,
    occasion: Occasion,
    agreed: Terms,
    document: Document,
    facts: dict[str, Any],
    hindrances: tuple[str, ...],
    amends: dict[str, Any] | None = None,
) -> Agreement:
    """A paper with its data and the digest over all of it; `amends` names the paper it changes."""
    facts_sha256 = digest(facts)
    table = bill_table(snapshot)
    content: dict[str, Any] = {
        "format": FORMAT,
        **({} if amends is None else {"amends": amends}),
        "reference": occasion.reference,
        "made_at": occasion.at,
        "how": occasion.how,
        "device": occasion.device,
        "refused": occasion.refused,
        **_time_stamps(occasion),
        "client": snapshot.engagement.client,
        "firm": {
            "name": snapshot.firm.name,
            "consultant": snapshot.firm.consultant,
            "email": snapshot.firm.email,
            "phone": snapshot.firm.phone,
            "terms": {key: value.text for key, value in agreed.values.items()},
        },
        **facts,
        "facts_sha256": facts_sha256,
        "bill_sha256": hashlib.sha256(table).hexdigest(),
        "audit": {"sequence": occasion.audit_sequence, "sha256": occasion.audit_sha256},
        "open_points": list(hindrances),
        "protected": occasion.is_protected,
        "document": to_data(document),
    }
    whole = plain(content)
    assert isinstance(whole, dict)  # noqa: S101  (a dict stays a dict)
    seal = digest(whole)
    return Agreement(
        reference=occasion.reference,
        document=document,
        data=canonical_bytes({**whole, "digest": seal}),
        table=table,
        digest=seal,
        open_points=hindrances,
    )


def _time_stamps(occasion: Occasion) -> dict[str, str]:
    """So that a paper from which all time stamps were cut off still says that it had them."""
    server = occasion.time_stamp_server
    return {"time_stamp_server": server} if server else {}


def _document(
    snapshot: EngagementSnapshot,
    occasion: Occasion,
    agreed: Terms,
    facts_sha256: str,
    hindrances: tuple[str, ...],
) -> Document:
    sections = [
        # What the owner has to know and to decide
        noticed_section(snapshot),
        costs_section(snapshot),
        phases_section(snapshot),
        schedule_section(snapshot),
        refusals_section(snapshot),
        provider_section(agreed, is_translation=snapshot.pack.is_translation),
        client_section(agreed),
        billing_section(agreed),
        together_section(agreed, ways_blocks(snapshot, agreed)),
        review_section(snapshot),
        # What it rests on, to look up
        plan_section(snapshot),
        heard_section(snapshot),
        guesses_section(snapshot),
        risks_section(snapshot),
        sums_section(snapshot),
        lower_price_section(snapshot),
        rules_section(snapshot),
        *explained_sections(snapshot, agreed),
        helper_section(snapshot),
        evidence_section(snapshot, occasion, agreed, facts_sha256),
        signatures_section(snapshot, agreed, hindrances),
    ]
    return Document(
        reference=occasion.reference,
        running_title=say("agreement.running-title", client=snapshot.engagement.client.name),
        language=snapshot.pack.language,
        cover=agreement_cover(snapshot, occasion),
        contents_title=say("agreement.contents"),
        sections=tuple(section for section in sections if section.blocks),
        footer_note=footer_note(occasion),
    )


def footer_note(occasion: Occasion) -> str:
    """What each page says of a trial copy."""
    return "" if occasion.is_protected else say("agreement.not-protected")


def signatures_section(
    snapshot: EngagementSnapshot, agreed: Terms, hindrances: tuple[str, ...]
) -> Section:
    client, firm = snapshot.engagement.client, snapshot.firm
    blocks: list[Any] = [
        Paragraph(fill_text(snapshot.pack.content.not_legal_advice, agreed.values)),
        Paragraph(say("agreement.language-counts")),
        Paragraph(say("agreement.sign-lead"), Emphasis.LEAD),
    ]
    if snapshot.pack.is_translation:
        blocks.insert(1, Paragraph(say("agreement.translation-unread"), Emphasis.WARNING))
    if hindrances:
        blocks.append(Paragraph(say("agreement.not-ready"), Emphasis.WARNING))
        blocks.append(Bullets(hindrances))
    blocks.extend(
        (
            SignatureBox(
                role="consultant",
                label=say("agreement.sign-consultant"),
                name=firm.consultant or firm.name,
                capacity=say("agreement.capacity-consultant", firm=firm.name),
                statement=say("agreement.statement-consultant"),
            ),
            SignatureBox(
                role="owner",
                label=say("agreement.sign-owner"),
                name=client.owner or client.name,
                capacity=client.authority
                or say("agreement.capacity-owner", role=client.role or say("agreement.the-owner")),
                statement=say("agreement.statement-owner"),
            ),
        )
    )
    return Section(say("agreement.signatures-title"), tuple(blocks), new_page=True)
