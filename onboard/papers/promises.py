"""Both sides' promises, how the work is billed, and how both work together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onboard.agreement.clauses import BlankValue, FilledClause, blank_values, fill_clauses
from onboard.agreement.document import Block, ClauseText, Emphasis, Paragraph, Section
from onboard.content.conditions import evaluate
from onboard.content.model import ClausePart, Side
from onboard.decisions import Choice
from onboard.engagement import ClauseEdit
from onboard.interview.answers import AnswerState
from onboard.interview.readback import answer_text
from onboard.papers.review import check_date, latest_acceptance_end
from onboard.papers.told import told
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, moment, say


@dataclass(frozen=True, slots=True)
class Terms:
    """The clauses of one agreement, filled, with the edits of either side."""

    clauses: tuple[FilledClause, ...]
    edits: dict[str, ClauseEdit]
    initials: dict[str, str]
    values: dict[str, BlankValue]
    analogies: dict[str, str]
    """A comparison from the owner's own work, by clause."""
    offered: tuple[FilledClause, ...] = ()
    """Optional clauses, ticked or not."""

    def of(self, side: Side, parts: Iterable[ClausePart]) -> tuple[FilledClause, ...]:
        wanted = tuple(parts)
        return tuple(
            filled
            for filled in self.clauses
            if filled.clause.side is side and filled.clause.part in wanted
        )

    @property
    def to_initial(self) -> tuple[FilledClause, ...]:
        """The clauses that stand and that the owner confirms with initials."""
        return tuple(
            filled
            for filled in self.clauses
            if filled.clause.initials
            and not (filled.id in self.edits and self.edits[filled.id].struck)
        )

    @property
    def unfilled(self) -> tuple[str, ...]:
        """Labels of blanks in clauses that still stand."""
        standing = (
            filled
            for filled in self.clauses
            if filled.id not in self.edits
            or not (self.edits[filled.id].struck or self.edits[filled.id].text)
        )
        return tuple(dict.fromkeys(label for filled in standing for label in filled.unfilled))

    @property
    def suggested(self) -> tuple[tuple[str, str], ...]:
        """Number of a clause, and what in it is the pack's suggestion, not the firm's own word."""
        return tuple(
            (f"{number}: {label}", text)
            for number, filled in clause_by_number(self).items()
            for label, text in filled.suggested
        )


def terms(snapshot: EngagementSnapshot) -> Terms:
    """Fill every core clause; the newest edit of a clause counts."""
    pack = snapshot.pack
    values = blank_values(pack, snapshot.firm, _computed(snapshot), _answered(snapshot))
    taken = snapshot.engagement.clauses_taken
    fitting = [
        key
        for key, clause in pack.content.clauses.items()
        if clause.core and evaluate(clause.when, snapshot.facts) is not False
        if not any(snapshot.gives_up(item) for item in clause.rests_on)
    ]
    optional = [key for key in fitting if pack.content.clauses[key].optional]
    core = [key for key in fitting if key not in optional or key in taken]
    return Terms(
        clauses=fill_clauses(pack, core, values),
        edits={edit.clause: edit for edit in snapshot.engagement.clause_edits},
        initials={entry.clause: entry.initials for entry in snapshot.engagement.clause_initials},
        values=values,
        offered=fill_clauses(pack, optional, values),
        analogies={key: snapshot.analogy(key) for key in core},
    )


_TOGETHER = (ClausePart.PROMISE, ClausePart.PROCESS, ClausePart.RISK, ClausePart.PAPER)


def provider_section(agreed: Terms, *, is_translation: bool = False) -> Section:
    """What the provider promises; where the clauses are translated, that stands before them."""
    section = _section("agreement.provider", "P", agreed)
    if not is_translation:
        return section
    unread = Paragraph(say("agreement.translation-unread"), Emphasis.WARNING)
    lead, *clauses = section.blocks
    return replace(section, blocks=(lead, unread, *clauses))


def client_section(agreed: Terms) -> Section:
    return _section("agreement.client", "C", agreed)


def billing_section(agreed: Terms) -> Section:
    return _section("agreement.billing", "B", agreed)


def together_section(agreed: Terms, first: tuple[Block, ...] = ()) -> Section:
    """Rules of working together; `first` stands before them, such as the way that was chosen."""
    section = _section("agreement.together", "T", agreed)
    lead, *clauses = section.blocks
    return replace(section, blocks=(lead, *first, *clauses))


def numbered(agreed: Terms, letter: str) -> tuple[tuple[str, FilledClause], ...]:
    """The clauses of one part with the numbers they are printed with."""
    match letter:
        case "P":
            clauses = agreed.of(Side.PROVIDER, ClausePart)
        case "C":
            clauses = agreed.of(Side.CLIENT, ClausePart)
        case "B":
            clauses = agreed.of(Side.BOTH, (ClausePart.BILLING,))
        case _:
            clauses = agreed.of(Side.BOTH, _TOGETHER)
    return tuple((f"{letter}{number}", filled) for number, filled in enumerate(clauses, start=1))


def clause_by_number(agreed: Terms) -> dict[str, FilledClause]:
    """Every clause by the number it is printed with."""
    return {number: filled for letter in "PCBT" for number, filled in numbered(agreed, letter)}


def _section(key: str, letter: str, agreed: Terms) -> Section:
    blocks: list[Block] = [Paragraph(say(f"{key}-lead"), Emphasis.LEAD)]
    blocks.extend(_clause(number, filled, agreed) for number, filled in numbered(agreed, letter))
    return Section(say(f"{key}-title"), tuple(blocks))


def _clause(number: str, filled: FilledClause, agreed: Terms) -> ClauseText:
    edit = agreed.edits.get(filled.id)
    comparison = agreed.analogies[filled.id]
    note = say("agreement.analogy", text=comparison) if comparison else ""
    state, text = "", filled.text
    if edit is not None and (edit.struck or edit.text):
        state = "struck" if edit.struck else "edited"
        text = filled.text if edit.struck else edit.text
        side = say(f"agreement.side-{edit.by}")
        when = moment(edit.at) if edit.at else ""
        note = say(f"agreement.clause-{state}", side=side, when=when).replace(" ()", "")
    return ClauseText(
        number=number,
        title=filled.clause.title,
        text=text,
        measure="" if state == "struck" else filled.measure,
        state=state,
        note=note,
        initials_label=say("agreement.owner-initials") if filled.clause.initials else "",
        initials=agreed.initials.get(filled.id, ""),
    )


def _answered(snapshot: EngagementSnapshot) -> dict[str, tuple[str, str]]:
    """Each given answer on the path: the value as data, and as words."""
    return {
        key: (str(answer.value), answer_text(snapshot.pack, answer))
        for key, answer in snapshot.engagement.answers.items()
        if answer.state is AnswerState.GIVEN and key in snapshot.path.questions
    }


def _computed(snapshot: EngagementSnapshot) -> dict[str, str]:
    client = snapshot.engagement.client
    owner = client.owner or say("agreement.the-owner")
    return {
        "client-name": client.name,
        "firm-name": snapshot.firm.name,
        "signer-name": owner,
        "must-signer": owner,
        "check-date": day(check_date(snapshot)),
        "acceptance-end": day(latest_acceptance_end(snapshot)),
        "baseline": _baseline(snapshot),
        "client-tasks": _client_tasks(snapshot),
        "currency": snapshot.currency,
    }


def _baseline(snapshot: EngagementSnapshot) -> str:
    """Today's pains, in the owner's answers, as the numbers to beat."""
    sections = snapshot.pack.section_by_id
    texts = [
        told(snapshot.pack, answer).rstrip(".")
        for key in snapshot.path.questions
        if (answer := snapshot.engagement.answers.get(key)) is not None
        and sections[snapshot.pack.content.questions[key].section].baseline
        and answer.state is AnswerState.GIVEN
    ]
    return "; ".join(texts) or say("agreement.no-baseline")


def _client_tasks(snapshot: EngagementSnapshot) -> str:
    """What the owner has said yes to doing himself: lines and cheaper steps done by him."""
    tasks = []
    for line in snapshot.lines:
        decision = line.settled.decision
        chosen = line.chosen
        if chosen is not None and chosen.is_bought and chosen.who.value == "you":
            tasks.append(chosen.name)
        if decision is not None and decision.choice is Choice.DECLINE:
            tasks.extend(
                option.text.rstrip(".")
                for option in line.leaving_out.cheaper
                if option.id in decision.cheaper and option.who.value == "you"
            )
    return "; ".join(tasks) or say("agreement.no-tasks")
