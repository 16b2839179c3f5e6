"""An amendment: it names the paper that it changes, and says in plain words what is different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from onboard.agreement.document import (
    Align,
    Block,
    Bullets,
    Cell,
    Column,
    Cover,
    Document,
    Emphasis,
    Facts,
    Grid,
    Paragraph,
    Section,
    Subheading,
)
from onboard.canonical import digest, plain
from onboard.content.model import QuestionId
from onboard.decisions import Position
from onboard.engagement import Engagement
from onboard.interview.answers import Answer, AnswerState
from onboard.interview.readback import heard
from onboard.order_check import check_order
from onboard.papers.agreement import (
    Agreement,
    Occasion,
    agreed_data,
    as_both_see,
    evidence_section,
    footer_note,
    sealed_content,
    signatures_section,
)
from onboard.papers.open_points import open_points
from onboard.papers.promises import Terms, terms
from onboard.papers.refusals import acceptance_text
from onboard.papers.review import review_section
from onboard.papers.wordings import price
from onboard.recommendation.money import Cost, Money
from onboard.report.difference import (
    Back,
    Change,
    DecisionChange,
    Difference,
    LineChange,
    Stand,
    difference,
)
from onboard.report.facts_back import engagement_from
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, money, say, say_count

MOST_TOLD = 6
"""So many things stand on the first page; all of them stand inside."""


def compose_amendment(
    snapshot: EngagementSnapshot, occasion: Occasion, before: Mapping[str, Any], number: int
) -> Agreement:
    """The paper that changes `before`, the data of a signed one.

    Raises:
        ValueError: `before` is not the data of a paper made with this pack.
    """
    snapshot = as_both_see(snapshot)
    agreed = terms(snapshot)
    facts = agreed_data(snapshot)
    changes = difference(before, _plain(facts))
    hindrances = open_points(snapshot, agreed)
    if changes.is_empty:
        hindrances = (*hindrances, say("amend.nothing"))
    teller = _Teller(snapshot, changes, before, engagement_from(before, snapshot.pack), number)
    document = Document(
        reference=occasion.reference,
        running_title=teller.title,
        language=snapshot.pack.language,
        cover=teller.cover(occasion),
        contents_title=say("agreement.contents"),
        sections=tuple(
            section
            for section in (
                teller.difference_section(),
                teller.lines_section(),
                teller.decisions_section(),
                teller.answers_section(),
                teller.totals_section(),
                teller.words_section(agreed),
                teller.standing_section(),
                review_section(snapshot),
                evidence_section(snapshot, occasion, agreed, digest(facts)),
                signatures_section(snapshot, agreed, hindrances),
            )
            if section.blocks
        ),
        footer_note=footer_note(occasion),
    )
    amends = {
        "reference": before["reference"],
        "digest": before["digest"],
        "number": number,
    }
    return sealed_content(snapshot, occasion, agreed, document, facts, hindrances, amends)


def names_before(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    """Whether one paper's data names another by its reference and its true digest."""
    named = later.get("amends")
    return isinstance(named, dict) and (
        named.get("reference") == earlier.get("reference")
        and named.get("digest") == earlier.get("digest")
    )


def told_difference(
    snapshot: EngagementSnapshot, before: Mapping[str, Any]
) -> tuple[Difference, tuple[str, ...]]:
    """What is different from a signed paper, as values and in plain sentences."""
    snapshot = as_both_see(snapshot)
    changes = difference(before, _plain(agreed_data(snapshot)))
    then = engagement_from(before, snapshot.pack)
    return changes, _Teller(snapshot, changes, before, then, 1).sentences()


class _Teller:
    """Says one difference."""

    def __init__(
        self,
        snapshot: EngagementSnapshot,
        changes: Difference,
        before: Mapping[str, Any],
        then: Engagement,
        number: int,
    ) -> None:
        self._snapshot, self._changes, self._before = snapshot, changes, before
        self._then = then
        self.title = say("amend.title", number=number, reference=before["reference"])

    def cover(self, occasion: Occasion) -> Cover:
        client, firm = self._snapshot.engagement.client, self._snapshot.firm
        rows = (
            (say("agreement.cover-reference"), occasion.reference),
            (say("amend.cover-changes"), str(self._before["reference"])),
            (say("agreement.cover-owner"), client.owner),
            (say("agreement.cover-consultant"), firm.consultant or firm.name),
            (say("agreement.cover-date"), day(self._snapshot.on)),
        )
        told = self.sentences()
        return Cover(
            title=self.title,
            subtitle=client.name,
            firm=firm.name,
            facts=tuple((label, value) for label, value in rows if value),
            highlights_title=say("amend.highlights"),
            highlights=(*told[: MOST_TOLD - 1], self._sum()),
            note=say("amend.cover-note"),
        )

    def sentences(self) -> tuple[str, ...]:
        """The difference as one would tell it across a table."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        changes = self._changes
        if changes.ordered:
            items = self._snapshot.pack.content.items
            listing = _listed(
                [f"{number} × {items[item].name}" for item, number in changes.ordered]
            )
            yield say("amend.you-add", list=listing)
            dragged = self._dragged()
            if dragged:
                yield say("amend.also-adds", list=_listed(dragged))
        yield from (self._decision(change) for change in changes.decisions)
        for change, key in (
            (Change.ADDED, "amend.lines-added"),
            (Change.CHANGED, "amend.lines-changed"),
            (Change.REMOVED, "amend.lines-removed"),
        ):
            names = [line.name for line in changes.of(change)]
            if names:
                yield say_count(key, len(names), names=_listed(names))

    def _dragged(self) -> list[str]:
        """What the new order needs besides and does not name."""
        snapshot = self._snapshot
        check = check_order(snapshot.pack, snapshot.firm, snapshot.engagement, snapshot.on)
        return [f"{part.quantity} × {part.line.line.name}" for part in check.missing]

    def _decision(self, change: DecisionChange) -> str:
        then, now = change.then, change.now
        name = change.name
        match change.why:
            case Back.ENDED:
                told = say("amend.no-ended", name=name, reason=change.reason.rstrip("."))
            case Back.RAN_OUT if then is not None:
                key = "amend.no-ran-out" if then.position == "declined" else "amend.later-passed"
                end = then.ends or then.by
                told = say(key, name=name, day=day(end) if end else say("agreement.no-date"))
            case Back.WIDER | Back.NARROWER if then is not None and now is not None:
                told = say("amend.no-covers", name=name, arguments=self._sizes(then, now))
            case Back.PRICE if then is not None and now is not None:
                told = say("amend.no-price", name=name, then=_unit(then), now=_unit(now))
            case Back.NEW if now is not None:
                return say(f"amend.new-{now.position}", name=name)
            case _:
                told = say("amend.other-word", name=name)
        return f"{told} {self._today(now)}".strip()

    def _sizes(self, then: Stand, now: Stand) -> dict[str, str]:
        """Of the population that grew, or else in pieces: "11 computers", "8"."""
        names = self._snapshot.pack.content.populations
        grown = [
            (count - then.covers.get(key, 0), names[key].name, count, then.covers.get(key, 0))
            for key, count in now.covers.items()
            if key in names and count != then.covers.get(key, 0)
        ]
        if grown:
            _, name, count, had = max(grown, key=lambda each: abs(each[0]))
            return {"now": f"{count} {name}", "then": str(had)}
        return {"now": f"{now.offered} × {now.unit}", "then": str(then.offered)}

    def _today(self, now: Stand | None) -> str:
        """What is said about the line now."""
        if now is None:
            return say("amend.today-none")
        if now.is_bought:
            return say("amend.today-bought", number=now.quantity, price=price(now.cost))
        return say(f"amend.today-{now.position}")

    def difference_section(self) -> Section:
        before = self._before
        signed = datetime.fromisoformat(before["made_at"]).date()
        lead = say("amend.lead", reference=before["reference"], day=day(signed))
        told = self.sentences()
        blocks: list[Block] = [Paragraph(lead, Emphasis.LEAD)]
        if told:
            blocks.append(Bullets(told))
        blocks.append(Paragraph(self._sum()))
        rows = (
            (say("amend.names-reference"), str(before["reference"])),
            (say("amend.names-digest"), str(before["digest"])),
        )
        blocks.append(Facts(rows))
        return Section(say("amend.difference-title"), tuple(blocks))

    def lines_section(self) -> Section:
        columns = (
            Column(say("agreement.col-line"), 8),
            Column(say("amend.col-then"), 6),
            Column(say("amend.col-now"), 6),
            Column(say("amend.col-buy"), 6),
        )
        blocks: list[Block] = []
        for change in Change:
            rows = tuple(_line_row(line) for line in self._changes.of(change))
            if rows:
                blocks.append(Grid(say(f"amend.{change.value}"), columns, rows))
        return Section(say("amend.lines-title"), tuple(blocks))

    def decisions_section(self) -> Section:
        """Each decision that came back: the facts then, the facts now, and the new word."""
        columns = (
            Column(say("agreement.col-line"), 5),
            Column(say("amend.col-then"), 7),
            Column(say("amend.col-now"), 7),
        )
        rows, blocks = [], list[Block]()
        for change in self._changes.decisions:
            note = self._decision(change)
            then, now = change.then, change.now
            rows.append((Cell(change.name, note=note, strong=True), _facts(then), _facts(now)))
        if rows:
            blocks.append(Grid(say("amend.decisions-title"), columns, tuple(rows)))
        here = {change.item for change in self._changes.decisions}
        blocks.extend(
            acceptance_text(self._snapshot, line)
            for line in self._snapshot.lines
            if line.item in here and line.settled.position is Position.DECLINED
        )
        return Section(say("amend.decisions-title"), tuple(blocks))

    def answers_section(self) -> Section:
        """What was asked again, or told anew: today's answer beside the old one."""
        columns = (
            Column(say("agreement.col-question"), 6),
            Column(say("amend.col-then"), 6),
            Column(say("amend.col-now"), 6),
        )
        pack = self._snapshot.pack
        rows = tuple(
            (
                Cell(pack.content.questions[QuestionId(key)].ask),
                self._answer(self._then.answers.get(QuestionId(key))),
                self._answer(self._shown(QuestionId(key))),
            )
            for key in pack.questions_in_order
            if key in self._changes.answers
        )
        title = say("amend.answers-title")
        return Section(title, (Grid(title, columns, rows),) if rows else ())

    def _shown(self, key: QuestionId) -> Answer | None:
        on_path = key in self._snapshot.path.questions
        return self._snapshot.engagement.answers.get(key) if on_path else None

    def _answer(self, answer: Answer | None) -> Cell:
        if answer is None or answer.state is AnswerState.PRIVATE:
            return Cell("–")
        note = day(answer.at.date()) if answer.at is not None else ""
        return Cell(heard(self._snapshot.pack, answer), note=note)

    def totals_section(self) -> Section:
        changes = self._changes
        columns = (
            Column(say("agreement.col-total"), 5),
            Column(say("amend.col-then"), 4, Align.RIGHT),
            Column(say("amend.col-now"), 4, Align.RIGHT),
            Column(say("amend.col-more"), 4, Align.RIGHT),
        )
        then, now, more = changes.then_total, changes.now_total, changes.more
        rows = tuple(
            (
                Cell(say(f"agreement.total-{name}"), strong=is_last),
                Cell(_amount(_part(then, name))),
                Cell(_amount(_part(now, name)), strong=is_last),
                Cell(_signed(_part(more, name)), strong=is_last),
            )
            for name in ("once", "monthly", "yearly", "first-year")
            for is_last in [name == "first-year"]
        )
        title = say("amend.totals-title")
        blocks: list[Block] = [Grid(title, columns, rows[:3], rows[3:])]
        names = self._names(changes.installed)
        if names:
            told = say_count("amend.installed", len(names), names=_listed(names))
            blocks.append(Paragraph(told))
        return Section(title, tuple(blocks))

    def words_section(self, agreed: Terms) -> Section:
        """Clauses whose words changed, as they read now."""
        titles = self._snapshot.pack.content.clauses
        now = {filled.id: filled.text for filled in agreed.clauses}
        blocks: list[Block] = []
        for key in self._changes.clauses:
            edit = agreed.edits.get(key)
            text = now.get(key, "")  # type: ignore[call-overload]
            if edit is not None and edit.text:
                text = edit.text
            if not text or (edit is not None and edit.struck):
                text = say("amend.clause-gone")
            blocks.extend((Subheading(titles[key].title), Paragraph(text)))
        return Section(say("amend.words-title"), tuple(blocks))

    def standing_section(self) -> Section:
        """What this paper leaves alone."""
        text = say("amend.stands", reference=self._before["reference"])
        return Section(say("amend.stands-title"), (Paragraph(text, Emphasis.LEAD),))

    def _names(self, items: tuple[str, ...]) -> list[str]:
        known = self._snapshot.pack.content.items
        return [known[item].name for item in items if item in known]

    def _sum(self) -> str:
        changes = self._changes
        return say(
            "amend.sum",
            now=price(changes.now_total),
            then=price(changes.then_total),
            more=_signed(changes.more.first_year),
        )


def _line_row(line: LineChange) -> tuple[Cell, ...]:
    now = line.now
    buys = now is not None and now.is_bought
    return (
        Cell(line.name, strong=True),
        _number(line.then),
        _number(now) if line.change is not Change.REMOVED else Cell(say("amend.not-any-more")),
        Cell(say("amend.buy", number=now.quantity), note=price(now.cost))
        if now is not None and buys
        else Cell("–"),
    )


def _number(side: Stand | None) -> Cell:
    """How many are needed, and what one costs."""
    if side is None:
        return Cell(say("amend.was-not-there"))
    return Cell(f"{side.needed} × {side.unit}", note=_unit(side))


def _facts(side: Stand | None) -> Cell:
    """Position, number, price and last day, as it stood."""
    if side is None:
        return Cell(say("amend.was-not-there"))
    parts = [f"{side.offered} × {side.unit}", price(side.offered_cost), say(f"tier.{side.tier}")]
    if side.reason:
        parts.append(f"“{side.reason}”")
    end = side.ends or side.by
    if end is not None:
        parts.append(say("amend.until", day=day(end)))
    return Cell(say(f"amend.stood-{side.position}"), note=" · ".join(parts))


def _unit(side: Stand) -> str:
    keys = {"once": "each-once", "month": "each-month", "year": "each-year"}
    return say(f"agreement.{keys[side.per]}", amount=_amount(side.price))


def _part(cost: Cost, name: str) -> Money:
    return cost.first_year if name == "first-year" else getattr(cost, name)


def _amount(value: Money) -> str:
    return money(value.low, value.high, value.currency)


def _signed(value: Money) -> str:
    """With a plus or a minus before each end."""
    ends = [
        f"{'−' if end < 0 else '+'}{money(abs(end), abs(end), value.currency)}"
        for end in dict.fromkeys((value.low, value.high))
    ]
    return " … ".join(ends)


def _listed(names: list[str]) -> str:
    return "; ".join(names)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    data = plain(facts)
    assert isinstance(data, dict)  # noqa: S101  (a mapping stays a mapping)
    return data
