"""The sample client with everything as long, as many and as dear as it may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from onboard.amounts import LARGEST
from onboard.case_file import Case
from onboard.content.model import AnswerKind, BlankSource, ColumnKind, ItemKind, Question
from onboard.content.pack import ContentPack
from onboard.content.parts import ItemId, QuestionId
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import ClauseEdit, ClauseInitials, NextStep, Remark
from onboard.firm import Earning, FirmProfile, OwnPrice
from onboard.interview.answers import Answer, Answers, AnswerState, Sureness
from onboard.interview.validation import AnswerProblem, column_options, validate
from onboard.recommendation.estate import Holding
from onboard.recommendation.shopping import read_list
from tools.scenes.texts import (
    ADDRESS,
    CELL,
    ENDLESS,
    INITIALS,
    NAME,
    ORDER,
    PERSON,
    REASON,
    ROLE,
    WORDS,
)  # fmt: skip

ROWS = 9
"""In a table: more than a window shows."""
DEAR = Decimal("999999999.99")


def worst_case(pack: ContentPack, case: Case) -> Case:
    """The facts of the sample, blown up."""
    facts, content = case.engagement, pack.content
    today = facts.created
    return Case(
        replace(
            facts,
            client=replace(
                facts.client,
                name=NAME,
                owner=PERSON,
                email=ADDRESS,
                role=ROLE,
                authority=REASON,
                language="es",
            ),
            answers=_answers(pack, facts.answers),
            estate=tuple(_holding(pack, ItemId(key), today) for key in content.items),
            order=read_list(pack, "\n".join(ORDER)),
            opened=tuple(section.id for section in content.sections if section.optional),
            decisions=_decisions(pack, today),
            clause_edits=tuple(
                ClauseEdit(key, "owner", REASON)
                for key in list(content.clauses)[:4]
                if key not in pack.always_standing
            ),
            clause_initials=tuple(ClauseInitials(key, INITIALS) for key in content.clauses),
            corrections=(REASON, WORDS, ENDLESS),
            remarks=tuple(Remark(section.id, WORDS) for section in content.sections),
            next_step=NextStep(REASON, today + timedelta(days=400), "supplier"),
            private_note=WORDS,
        ),
        case.on,
        _firm(pack, case.firm or FirmProfile()),
    )


def _firm(pack: ContentPack, firm: FirmProfile) -> FirmProfile:
    blanks = pack.content.blanks.items()
    dear = list(pack.content.items.items())[:5]
    return replace(
        firm,
        name=NAME, consultant=PERSON, email=ADDRESS,
        phone="+52 (55) 1234 5678, extensión 90123, o el celular de guardia +52 1 55 8765 4321",
        tax_name="Impuesto sobre el valor agregado de la región fronteriza",
        tax_percent=Decimal("99.99"),
        terms={key: REASON for key, blank in blanks if blank.source is BlankSource.FIRM},
        own_prices=tuple(
            OwnPrice(key, next(iter(item.offers)), DEAR, "month") for key, item in dear
        ),
        earnings=tuple(
            Earning(kind.value, True, CELL, Decimal("99.99")) for kind in ItemKind
        ),
    )  # fmt: skip


def _answers(pack: ContentPack, answers: Answers) -> Answers:
    for key, question in pack.content.questions.items():
        if key == "helper-outcome":
            continue  # as in the sample: the outcome that has most to tell
        value = validate(pack, QuestionId(key), _raw(pack, question, answers.get(QuestionId(key))))
        assert not isinstance(value, AnswerProblem), f"{key}: {value}"
        given = Answer(
            QuestionId(key), AnswerState.GIVEN, value, words=REASON, by=PERSON,
            sure=Sureness.BELIEVED,
        )  # fmt: skip
        answers = answers.with_(given)
    return answers


def _raw(pack: ContentPack, question: Question, answer: Answer | None) -> object:
    match question.kind:
        case AnswerKind.CHOICE if answer is not None and answer.value is not None:
            return answer.value
        case AnswerKind.CHOICE:
            return max(question.options, key=lambda key: len(question.options[key].label))
        case AnswerKind.MULTIPLE:
            return [key for key in question.options if key != question.none_option]
        case AnswerKind.NUMBER:
            return question.high
        case AnswerKind.MONEY:
            return min(DEAR, Decimal(question.high), LARGEST)
        case AnswerKind.DATE:
            return date(2031, 12, 28)
        case AnswerKind.TEXT:
            return WORDS
        case AnswerKind.TABLE:
            return _rows(pack, question)


def _rows(pack: ContentPack, question: Question) -> list[dict[str, object]]:
    each = question.columns.get(question.row_each or "")
    count = len(column_options(pack, each)) if each is not None else ROWS
    return [
        {key: _cell(pack, column, number) for key, column in question.columns.items()}
        for number in range(count)
    ]


def _cell(pack: ContentPack, column, number: int) -> object:  # type: ignore[no-untyped-def]
    match column.kind:
        case ColumnKind.NUMBER:
            return column.high
        case ColumnKind.TEXT:
            return CELL
        case ColumnKind.DATE:
            return "2031-12-28"
        case ColumnKind.CHOICE:
            options = list(column_options(pack, column))
            return options[number % len(options)]


def _holding(pack: ContentPack, key: ItemId, today: date) -> Holding:
    """One of all things, as much as fits its card, and still too little."""
    item = pack.content.items[key]
    return Holding(
        key,
        None if item.kind is ItemKind.TASK else 1,
        until=None if item.kind is ItemKind.HARDWARE else today + timedelta(days=4000),
        capacity=1 if item.capacity_unit else None,
        offer=next((name for name, offer in item.offers.items() if offer.includes), ""),
    )


def _decisions(pack: ContentPack, today: date) -> tuple[Decision, ...]:
    """A yes to all, then noes and laters to every third thing of its own."""
    made = [Decision(EVERY_LINE, Choice.ACCEPT)]
    for number, (key, item) in enumerate(pack.content.items.items()):
        end = today + timedelta(days=170)
        if number % 3 == 0:
            steps = tuple(item.cheaper)
            made.append(
                Decision(
                    ItemId(key), Choice.DECLINE, reason=REASON, initials=INITIALS, cheaper=steps,
                    until=end, name=PERSON, role=ROLE, authority=REASON,
                )
            )  # fmt: skip
        elif number % 3 == 1:
            made.append(Decision(ItemId(key), Choice.LATER, by=end, name=PERSON, role=ROLE))
    return tuple(made)
