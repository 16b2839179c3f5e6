"""The first page of an agreement and of an amendment: whose it is, and what matters most."""

from __future__ import annotations

from collections.abc import Sequence

from onboard.agreement.document import Cover
from onboard.content.model import Tier
from onboard.papers.evidence import Occasion
from onboard.papers.plan import bought
from onboard.papers.wordings import whole_amount
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import day, say, say_count

HIGHLIGHTS = 6
"""So many things stand on the first page; all of them stand inside."""
MOST_NAMED = 3
"""So many refused must-haves are named there."""
LONGEST_TOLD = 160
"""Letters of one thing there, if it is a list."""
FEW_NAMES = 2


def agreement_cover(snapshot: EngagementSnapshot, occasion: Occasion) -> Cover:
    """The six things that matter most, before anything else."""
    return Cover(
        title=say("agreement.title"),
        subtitle=snapshot.engagement.client.name,
        firm=snapshot.firm.name,
        facts=_facts(snapshot, occasion),
        highlights_title=say("agreement.highlights-title"),
        highlights=_highlights(snapshot),
        note=say("agreement.cover-note"),
    )


def amendment_cover(
    snapshot: EngagementSnapshot,
    occasion: Occasion,
    title: str,
    changed: str,
    told: Sequence[str],
    total: str,
) -> Cover:
    """What is different, in so many words as the page holds; `changed` is the paper before."""
    return Cover(
        title=title,
        subtitle=snapshot.engagement.client.name,
        firm=snapshot.firm.name,
        facts=_facts(snapshot, occasion, changed),
        highlights_title=say("amend.highlights"),
        highlights=(*map(_in_short, told[: HIGHLIGHTS - 1]), total),
        note=say("amend.cover-note"),
    )


def _facts(
    snapshot: EngagementSnapshot, occasion: Occasion, changed: str = ""
) -> tuple[tuple[str, str], ...]:
    client, firm = snapshot.engagement.client, snapshot.firm
    rows = (
        ("agreement.cover-reference", occasion.reference),
        ("amend.cover-changes", changed),
        ("agreement.cover-owner", client.owner),
        ("agreement.cover-consultant", firm.consultant or firm.name),
        ("agreement.cover-date", day(snapshot.on)),
    )
    return tuple((say(label), value) for label, value in rows if value)


def _declined(declined: list[PlanLine], grave: list[PlanLine], later: int) -> str:
    """How many were refused or wait, and which of the must-haves are among them."""
    told = say("agreement.highlight-declined", count=len(declined), grave=len(grave), later=later)
    if not grave:
        return told
    names = "; ".join(line.line.name for line in grave[:MOST_NAMED])
    more = len(grave) - MOST_NAMED
    end = f"; {say_count('agreement.highlight-more', more)}" if more > 0 else ""
    return f"{told} {say('agreement.highlight-grave', names=names + end)}"


def _highlights(snapshot: EngagementSnapshot) -> tuple[str, ...]:
    """The six things that matter most, in the order in which an owner would ask."""
    chosen = snapshot.chosen_total
    declined = [line for line in snapshot.lines if line.settled.position.value == "declined"]
    grave = [line for line in declined if line.tier is Tier.MUST]
    later = [line for line in snapshot.lines if line.settled.position.value == "later"]
    worst = snapshot.register.worst_first()[:1]
    ordered = sum(bool(line.line.ordered) for line in snapshot.lines)
    owned = sum(not line.line.is_bought and not line.line.ordered for line in snapshot.lines)
    number = sum(bought(line) for line in snapshot.lines)
    money = say(
        "agreement.highlight-money",
        once=whole_amount(snapshot, chosen.once),
        monthly=whole_amount(snapshot, chosen.monthly),
        yearly=whole_amount(snapshot, chosen.yearly),
    )
    lines = say("agreement.highlight-lines", bought=number, have=owned, ordered=ordered)
    if snapshot.open_lines:
        undecided = say("agreement.highlight-open", count=len(snapshot.open_lines))
        lines = f"{lines} {undecided}"
    texts = [
        money if number or not chosen.is_zero else say("agreement.highlight-nothing"),
        lines,
        _declined(declined, grave, len(later)),
        say(
            "agreement.highlight-worst",
            name=worst[0].name,
            today=say(f"level.{worst[0].today.level.value}"),
            chosen=say(f"level.{worst[0].chosen.level.value}"),
        )
        if worst
        else "",
        say("agreement.highlight-guesses", count=len(snapshot.assumptions)),
    ]
    urgent = [flag.told for flag in snapshot.urgent]
    return tuple(text for text in (*urgent[:1], *texts) if text)[:HIGHLIGHTS]


def _in_short(text: str) -> str:
    """Of a long list so many as a card on the first page holds."""
    held = text[:LONGEST_TOLD].rpartition("; ")[0]
    if len(text) <= LONGEST_TOLD or held.count("; ") < FEW_NAMES:
        return text
    return say("amend.more-inside", text=held)
