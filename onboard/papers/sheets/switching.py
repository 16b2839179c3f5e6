"""A change to another helper: the owner's own list, and a courteous letter (S4.13)."""

from __future__ import annotations

from onboard.agreement.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Grid,
    Paragraph,
    Section,
)
from onboard.content.model import HelperOutcome, ItemKind
from onboard.papers.sheets.parts import BOX, LINE, SHORT_LINE, empty_rows, part, sheet
from onboard.papers.wordings import doer
from onboard.present_helper import helper_is_us, present_helper
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say

_NAMED = ("address", "mail", "line", "website", "copies", "passwords")
WISHES = 7


def can_be_made(snapshot: EngagementSnapshot) -> bool:
    """Not where we are the helper: then the list is the owner's own, and in no paper of ours."""
    is_ours = helper_is_us(snapshot) and not snapshot.engagement.alone
    return _leaves(snapshot) is not None and not is_ours


def fits(snapshot: EngagementSnapshot) -> bool:
    """Whether a letter of farewell does: not where the owner has said that he stays."""
    view = present_helper(snapshot)
    return view is None or view.outcome is None or view.outcome.leaves


def _leaves(snapshot: EngagementSnapshot) -> HelperOutcome | None:
    helper = snapshot.pack.content.helper
    outcomes = helper.outcomes.values() if helper is not None else ()
    return next((outcome for outcome in outcomes if outcome.leaves), None)


def safe_switch(snapshot: EngagementSnapshot) -> Document:
    """The pack's list, step by step, and a table of what stands in whose name."""
    outcome = _leaves(snapshot)
    sections = [_steps(outcome)] if outcome is not None else []
    return sheet(snapshot, "safe-switch", (*sections, _names(snapshot)), of_firm=False)


def _steps(outcome: HelperOutcome) -> Section:
    columns = (
        Column(say("agreement.col-by"), 5),
        Column(say("agreement.col-to-do"), 16),
        Column(say("agreement.col-who"), 4),
        Column(say("sheets.col-done"), 2),
    )
    rows = []
    before = ""
    for step in outcome.checklist:
        when = step.by if step.by != before else ""
        rows.append((Cell(when, strong=True), Cell(step.text), Cell(doer(step.who)), Cell(BOX)))
        before = step.by
    return part(say("sheets.steps-title"), Paragraph(outcome.lead), Grid("", columns, tuple(rows)))


def _names(snapshot: EngagementSnapshot) -> Section:
    """In whose name things are: the licences of this file, and what everyone has."""
    columns = (
        Column(say("sheets.col-what"), 8),
        Column(say("sheets.col-in-name"), 6),
        Column(say("sheets.col-holds"), 6),
        Column(say("sheets.col-ends"), 5),
    )
    items = snapshot.pack.content.items
    rows = [(Cell(say(f"sheets.named-{key}")), Cell(""), Cell(""), Cell("")) for key in _NAMED]
    for holding in snapshot.engagement.estate:
        item = items.get(holding.item)
        if item is not None and item.kind is ItemKind.LICENCE:
            ends = day(holding.until) if holding.until else ""
            rows.append((Cell(item.name), Cell(""), Cell(""), Cell(ends)))
    return part(
        say("sheets.names-title"),
        Paragraph(say("sheets.names-lead")),
        Grid("", columns, (*rows, *empty_rows(1, "", "", "", ""))),
    )


def letter(snapshot: EngagementSnapshot) -> Document:
    """Kind and short: thanks, a last day, what is needed by when. No faults, no answers told."""
    client = snapshot.engagement.client
    owner = client.owner or LINE
    wishes = tuple(
        say("sheets.letter-by", text=say(f"sheets.letter-wish-{number}"), line=SHORT_LINE)
        for number in range(1, WISHES + 1)
    )
    texts: list[Block] = [
        Paragraph(say("sheets.letter-dear", line=LINE)),
        Paragraph(say("sheets.letter-thanks", client=client.name or LINE)),
        Paragraph(say("sheets.letter-end", line=SHORT_LINE)),
        Paragraph(say("sheets.letter-need")),
        Bullets(wishes),
        Paragraph(say("sheets.letter-side", line=LINE)),
        Paragraph(say("sheets.letter-ask", owner=owner, line=LINE)),
        Paragraph(say("sheets.letter-good")),
        Paragraph(say("sheets.letter-greeting")),
        Paragraph(f"\n\n{LINE}{LINE[:8]}\n{', '.join(filter(None, (client.owner, client.name)))}"),
    ]
    head = Paragraph(say("sheets.letter-to", line=LINE))
    return sheet(snapshot, "letter", (part("", head, *texts),), of_firm=False, is_letter=True)
