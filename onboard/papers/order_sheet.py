"""One sheet on an order: how it was read, what it lacks and why, and what happens without it."""

from __future__ import annotations

from onboard.agreement.document import (
    Align,
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Emphasis,
    Grid,
    Paragraph,
    Section,
)
from onboard.order_check import MissingLine, OrderCheck
from onboard.papers.wordings import price, tier_name
from onboard.wording import day, say


def order_sheet(check: OrderCheck) -> Document:
    """For the owner, and for whoever sells the order. It is no agreement, and says so."""
    snapshot = check.with_order
    client = snapshot.engagement.client.name
    sections = [_read(check), *_lists(check), _today(check)]
    return Document(
        reference=day(snapshot.on),
        running_title=say("sheet.running", client=client),
        language=snapshot.pack.language,
        cover=Cover(
            title=say("sheet.title"),
            subtitle=client,
            firm=snapshot.firm.name,
            facts=((say("agreement.cover-date"), day(snapshot.on)),),
            highlights_title=say("spec.highlights"),
            highlights=(
                verdict(check),
                say("sheet.cost", amount=price(check.missing_cost)),
                say("spec.not-an-agreement"),
            ),
            note=say("sheet.note"),
        ),
        contents_title=say("agreement.contents"),
        sections=tuple(section for section in sections if section.blocks),
        footer_note=say("spec.not-an-agreement"),
    )


def verdict(check: OrderCheck) -> str:
    """What there is to say of the order in one sentence."""
    if check.missing:
        return say("sheet.lacks", count=len(check.missing))
    is_read = all(entry.item is not None for entry in check.understood)
    return say("cli.order-complete" if is_read else "cli.order-unread")


def understood(check: OrderCheck) -> tuple[str, ...]:
    """How each line was read, in the owner's words."""
    items = check.with_order.pack.content.items
    return tuple(
        say("page.welcome-not-understood", words=entry.words)
        if entry.item is None
        else say(
            "page.welcome-reads",
            words=entry.words,
            name=items[entry.item].name,
            count=entry.quantity,
        )
        for entry in check.understood
    )


def _read(check: OrderCheck) -> Section:
    return Section(say("page.welcome-understood"), (Bullets(understood(check)),))


def _lists(check: OrderCheck) -> list[Section]:
    columns = (
        Column(say("sheet.col-missing"), 5),
        Column(say("agreement.col-number"), 2),
        Column(say("sheet.col-why"), 7),
        Column(say("agreement.col-price"), 4, Align.RIGHT),
    )
    found = []
    for per, parts in check.missing_by_per.items():
        title = say(f"order.per-{per.value}").rstrip(":")
        rows = tuple(_row(missing) for missing in parts)
        lead = Paragraph(say("cli.order-missing"), Emphasis.LEAD)
        found.append(Section(title, (lead, Grid(title, columns, rows))))
    return found


def _row(missing: MissingLine) -> tuple[Cell, ...]:
    because = missing.because[0] if missing.because else ""
    return (
        Cell(missing.line.line.name, note=tier_name(missing.line.tier), strong=True),
        Cell(missing.reads),
        Cell(because, note=say("sheet.without", text=missing.without_it)),
        Cell(price(missing.cost)),
    )


def _today(check: OrderCheck) -> Section:
    names = tuple(line.line.name for line in check.missing_today)
    lead = Paragraph(say("sheet.today-lead"), Emphasis.LEAD)
    return Section(say("sheet.today"), (lead, Bullets(names)) if names else ())
