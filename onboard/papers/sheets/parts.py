"""What all sheets share: the frame, boxes to tick, lines to write on, and room to sign by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onboard.agreement.clauses import FilledClause
from onboard.agreement.document import (
    Block,
    Cell,
    Column,
    Cover,
    Document,
    Facts,
    Grid,
    Paragraph,
    Section,
)
from onboard.budget import due
from onboard.decisions import Position
from onboard.papers.promises import Terms, clause_by_number
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import day, say

BOX = "☐"
LINE = "_" * 22
SHORT_LINE = "_" * 12
LONGEST_FOOT = 90


def sheet(
    snapshot: EngagementSnapshot,
    kind: str,
    sections: Iterable[Section],
    *,
    of_firm: bool = True,
    foot: str = "",
    is_letter: bool = False,
) -> Document:
    """A sheet of one kind; empty parts are left out. `of_firm`: the firm hands it out."""
    client = snapshot.engagement.client.name
    firm = (snapshot.firm.name or say("sheets.our-firm")) if of_firm else ""
    name = say(f"papers.{kind}-name")
    signed = snapshot.engagement.signed_paper
    facts = [(say("sheets.as-of" if of_firm else "agreement.cover-date"), day(snapshot.on))]
    if signed is not None and of_firm:
        facts.append((say("sheets.belongs-to"), signed.reference))
    return Document(
        reference=day(snapshot.on),
        running_title=_short(client if is_letter else ", ".join(filter(None, (name, client)))),
        language=snapshot.pack.language,
        cover=Cover(
            title=say(f"papers.{kind}-title"),
            subtitle=client,
            firm=firm,
            facts=tuple(facts),
            highlights_title="",
            highlights=(),
            note="" if is_letter else say(f"papers.{kind}-lead"),
        ),
        contents_title="",
        sections=tuple(section for section in sections if section.blocks),
        footer_note=foot,
    )


def _short(text: str) -> str:
    """For the foot of each page, which is one line."""
    return text if len(text) <= LONGEST_FOOT else f"{text[:LONGEST_FOOT].rstrip()}…"


def boxed(*message_ids: str) -> str:
    """Boxes to tick, one beside the other, each with its word."""
    return "   ".join(
        f"{BOX} {say(message_id)}".replace(" ", "\u00a0") for message_id in message_ids
    )


def boxes(*texts: str) -> tuple[Paragraph, ...]:
    """Boxes to tick, one below the other."""
    return tuple(Paragraph(f"{BOX} {text}") for text in texts)


def two_up(texts: Sequence[str], empty: int = 0) -> Grid:
    """Boxes to tick in two columns, each with room beside it for a day and a name."""
    ticks = [*(f"{BOX} {text}" for text in texts), *[f"{BOX} "] * empty]
    ticks += [""] * (len(ticks) % 2)
    half = len(ticks) // 2
    pair = (Column(say("sheets.col-point"), 11), Column(say("sheets.col-else-by"), 3))
    rows = zip(ticks[:half], ticks[half:], strict=True)
    return Grid("", pair * 2, tuple(tuple(map(Cell, (a, "", b, ""))) for a, b in rows))


def empty_rows(count: int, *cells: str) -> tuple[tuple[Cell, ...], ...]:
    """Rows to write on by hand."""
    return tuple(
        tuple(Cell(text or "\u00a0", note="\u00a0") for text in cells) for _ in range(count)
    )


def by_hand(snapshot: EngagementSnapshot, statement: str = "") -> Section:
    """Room for both to sign with a pen."""
    client, firm = snapshot.engagement.client, snapshot.firm
    columns = (
        Column(say("sheets.col-who"), 6),
        Column(say("sheets.col-day"), 4),
        Column(say("sheets.col-signature"), 9),
    )
    names = (
        (client.owner, client.name or say("sheets.our-client")),
        (firm.consultant, firm.name or say("sheets.our-firm")),
    )
    rows = tuple(
        (
            Cell(name or LINE, note=f"{say('sheets.for')} {whom}", strong=bool(name)),
            Cell(f"\u00a0\n{SHORT_LINE}"),
            Cell(f"\u00a0\n{'_' * 34}"),
        )
        for name, whom in names
    )
    return Section(say("sheets.by-hand"), (Grid(statement, columns, rows),))


def contact(snapshot: EngagementSnapshot, agreed: Terms) -> Facts:
    """Whom to call; what is not known is a line to write on."""
    firm = snapshot.firm
    person = ", ".join(part for part in (firm.consultant, firm.name) if part)
    hours = agreed.values.get(snapshot.pack.content.papers.hours or "")
    return Facts(
        (
            (say("sheets.contact-name"), person or LINE),
            (say("sheets.contact-phone"), firm.phone or LINE),
            (say("sheets.contact-mail"), firm.email or LINE),
            (say("sheets.contact-second"), LINE),
            *([(say("sheets.contact-hours"), hours.text)] if hours else []),
        )
    )


def wanted(snapshot: EngagementSnapshot) -> tuple[PlanLine, ...]:
    """The lines that come, as decided; undecided ones count as recommended, put-off ones wait."""
    return tuple(
        line
        for line in snapshot.lines
        if due(snapshot, line) is not None and line.settled.position is not Position.LATER
    )


def number_of(agreed: Terms, clause: str | None) -> str:
    """The number under which a clause stands in the agreement; empty where it does not stand."""
    if clause is None:
        return ""
    edit = agreed.edits.get(clause)
    if edit is not None and edit.struck:
        return ""
    numbers = (number for number, filled in clause_by_number(agreed).items() if filled.id == clause)
    return next(numbers, "")


def standing(agreed: Terms) -> Iterator[tuple[str, FilledClause, str]]:
    """Number, clause and text of every clause that stands, as it is printed."""
    for number, filled in clause_by_number(agreed).items():
        edit = agreed.edits.get(filled.id)
        if edit is not None and edit.struck:
            continue
        yield number, filled, (edit.text if edit is not None and edit.text else filled.text)


def clause_text(agreed: Terms, *wanted_ids: str) -> tuple[str, ...]:
    """The clauses with these ids that stand, each with the number it is printed with."""
    found = {filled.id: (number, text) for number, filled, text in standing(agreed)}
    return tuple(
        say("sheets.clause", number=found[key][0], text=found[key][1])  # type: ignore[index]
        for key in wanted_ids
        if key in found
    )


def is_as_offered(agreed: Terms, clause: str | None) -> bool:
    """Whether a clause stands in the pack's own words, so that its blanks say what is agreed."""
    edit = agreed.edits.get(clause) if clause is not None else None
    return bool(number_of(agreed, clause)) and (edit is None or not edit.text)


def blank(agreed: Terms, name: str) -> str:
    """What fills a blank; a suggestion of the pack is told as one."""
    value = agreed.values.get(name)
    if value is None:
        return LINE
    return say("sheets.suggested", text=value.text) if value.is_suggested else value.text


def part(title: str, *blocks: Block) -> Section:
    return Section(title, tuple(blocks))
