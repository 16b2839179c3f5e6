"""The ways of working together, chosen openly: what each costs, gives, asks and means."""

from __future__ import annotations

from dataclasses import dataclass

from onboard.agreement.clauses import fill_text
from onboard.agreement.document import Block, Cell, Column, Emphasis, Grid, Paragraph, Subheading
from onboard.content.conditions import Missing
from onboard.content.model import QuestionId
from onboard.papers.promises import Terms
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


@dataclass(frozen=True, slots=True)
class Way:
    """One way of working together, with the firm's own numbers in it."""

    id: str
    name: str
    price_basis: str
    provider_does: str
    client_does: str
    consequence: str
    is_chosen: bool
    is_guess: bool
    """It stands because nobody has chosen yet."""
    clauses: tuple[str, ...]
    """Titles of the clauses that make it so."""
    missing: tuple[str, ...]
    """Those of them that this paper does not have, as a line they rest on was declined."""
    always: tuple[str, ...]
    """Titles of the clauses that stand in every way."""


def ways(snapshot: EngagementSnapshot, agreed: Terms) -> tuple[Way, ...]:
    """All ways that the pack offers, as the firm prices them; none where it offers none."""
    working = snapshot.pack.content.working
    if working is None:
        return ()
    key = QuestionId(working.question)
    chosen, known = snapshot.facts[key], snapshot.known[key]
    clauses = snapshot.pack.content.clauses
    values = agreed.values
    standing = {filled.id for filled in agreed.clauses}
    return tuple(
        Way(
            id=name,
            name=model.name,
            price_basis=fill_text(model.price_basis, values),
            provider_does=fill_text(model.provider_does, values),
            client_does=fill_text(model.client_does, values),
            consequence=fill_text(model.consequence, values),
            is_chosen=name == chosen,
            is_guess=known is Missing.UNKNOWN or known is Missing.NOT_ASKED,
            clauses=tuple(clauses[clause].title for clause in model.clauses),
            missing=tuple(
                clauses[clause].title for clause in model.clauses if _has_gone(clause, agreed)
            )
            if name == chosen
            else (),
            always=tuple(clauses[clause].title for clause in working.always if clause in standing),
        )
        for name, model in working.models.items()
    )


def ways_blocks(snapshot: EngagementSnapshot, agreed: Terms) -> tuple[Block, ...]:
    """The chosen way in full, and the others beside it, so that the choice can be judged later."""
    offered = ways(snapshot, agreed)
    if not offered:
        return ()
    columns = (
        Column(say("agreement.col-way"), 4),
        Column(say("agreement.col-way-price"), 6),
        Column(say("agreement.col-way-means"), 7),
    )
    rows = tuple(
        (
            Cell(
                way.name,
                strong=way.is_chosen,
                note=_state(way),
            ),
            Cell(way.price_basis),
            Cell(way.consequence, note=f"{way.provider_does} {way.client_does}"),
        )
        for way in offered
    )
    always = "; ".join(offered[0].always)
    return (
        Subheading(say("agreement.ways-title")),
        Paragraph(say("agreement.ways-lead")),
        Grid("", columns, rows),
        Paragraph(say("agreement.ways-always", titles=always), Emphasis.NOTE),
    )


def _has_gone(clause: str, agreed: Terms) -> bool:
    """Whether a clause that belongs to the chosen way does not stand, or was struck."""
    edit = agreed.edits.get(clause)
    waits = {filled.id for filled in agreed.offered}
    stands = {filled.id for filled in agreed.clauses}
    return (edit is not None and edit.struck) or (clause not in stands and clause not in waits)


def _state(way: Way) -> str:
    if not way.is_chosen:
        return ""
    state = say("agreement.way-assumed" if way.is_guess else "agreement.way-chosen")
    if way.missing:
        return f"{state}. {say('agreement.way-missing', titles='; '.join(way.missing))}"
    return state
