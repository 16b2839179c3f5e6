"""An amendment: it names the paper that it changes, and says in plain words what is different."""

from __future__ import annotations

from collections.abc import Mapping
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
from onboard.papers.agreement import (
    Agreement,
    agreed_data,
    as_both_see,
    footer_note,
    sealed_content,
    signatures_section,
)
from onboard.papers.cover import amendment_cover
from onboard.papers.difference_cells import line_row, stand_cell
from onboard.papers.difference_in_words import (
    DifferenceInWords,
    amount,
    listed,
    with_sign,
)
from onboard.papers.evidence import Occasion, evidence_section
from onboard.papers.open_points import open_points
from onboard.papers.promises import Terms, terms
from onboard.papers.refusals import acceptance_text
from onboard.papers.review import review_section
from onboard.recommendation.money import Cost, Money
from onboard.report.difference import (
    Change,
    Difference,
    difference,
)
from onboard.report.facts_back import engagement_from
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say, say_count


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
    made = _Sections(snapshot, changes, before, engagement_from(before, snapshot.pack), number)
    document = Document(
        reference=occasion.reference,
        running_title=made.title,
        language=snapshot.pack.language,
        cover=made.cover(occasion),
        contents_title=say("agreement.contents"),
        sections=tuple(
            section
            for section in (
                made.difference_section(),
                made.lines_section(),
                made.decisions_section(),
                made.answers_section(),
                made.totals_section(),
                made.words_section(agreed),
                made.standing_section(),
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
    return changes, DifferenceInWords(snapshot, changes).sentences()


class _Sections:
    """The parts of one amendment."""

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
        self._words = DifferenceInWords(snapshot, changes)
        self.title = say("amend.title", number=number, reference=before["reference"])

    def cover(self, occasion: Occasion) -> Cover:
        words, changed = self._words, str(self._before["reference"])
        told, total = words.sentences(), words.total()
        return amendment_cover(self._snapshot, occasion, self.title, changed, told, total)

    def difference_section(self) -> Section:
        before = self._before
        signed = datetime.fromisoformat(before["made_at"]).date()
        lead = say("amend.lead", reference=before["reference"], day=day(signed))
        told = self._words.sentences()
        blocks: list[Block] = [Paragraph(lead, Emphasis.LEAD)]
        if told:
            blocks.append(Bullets(told))
        blocks.append(Paragraph(self._words.total()))
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
            rows = tuple(line_row(line) for line in self._changes.of(change))
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
            note = self._words.decision(change)
            then, now = change.then, change.now
            rows.append(
                (Cell(change.name, note=note, strong=True), stand_cell(then), stand_cell(now))
            )
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
                Cell(amount(_part(then, name))),
                Cell(amount(_part(now, name)), strong=is_last),
                Cell(with_sign(_part(more, name)), strong=is_last),
            )
            for name in ("once", "monthly", "yearly", "first-year")
            for is_last in [name == "first-year"]
        )
        title = say("amend.totals-title")
        is_same = then == now  # then the sentence before has said so
        blocks: list[Block] = [] if is_same else [Grid(title, columns, rows[:3], rows[3:])]
        names = self._names(changes.installed)
        if names:
            told = say_count("amend.installed", len(names), names=listed(names))
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


def _part(cost: Cost, name: str) -> Money:
    return cost.first_year if name == "first-year" else getattr(cost, name)


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    data = plain(facts)
    assert isinstance(data, dict)  # noqa: S101  (a mapping stays a mapping)
    return data
