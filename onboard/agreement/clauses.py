"""Clauses with their blanks filled and the edits of either side applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onboard.content.model import BlankSource, Clause, ClauseId
from onboard.content.pack import ContentPack
from onboard.content.parts import PLACEHOLDER
from onboard.firm import FirmProfile

UNFILLED = "________"


@dataclass(frozen=True, slots=True)
class FilledClause:
    """One clause as it will be printed."""

    id: ClauseId
    clause: Clause
    text: str
    measure: str
    unfilled: tuple[str, ...]
    """Labels of blanks that nothing fills."""
    suggested: tuple[tuple[str, str], ...]
    """Label and text of each blank that holds the pack's suggestion."""


@dataclass(frozen=True, slots=True)
class BlankValue:
    text: str
    is_suggested: bool = False


def blank_values(
    pack: ContentPack,
    firm: FirmProfile,
    computed: Mapping[str, str],
    answered: Mapping[str, tuple[str, str]],
) -> dict[str, BlankValue]:
    """What fills each blank: the firm's own words, an answer, a computation, a suggestion.

    `answered` maps question ids to the answer as data and as words; the words fill a blank that
    does not say how each option reads.
    """
    values: dict[str, BlankValue] = {
        name: BlankValue(text) for name, text in computed.items() if text
    }
    for name, blank in pack.content.blanks.items():
        own = firm.terms.get(name, "").strip()
        value, words = answered.get(blank.from_question or "", ("", ""))
        from_answer = blank.values.get(value, "") if blank.values else words
        if own:
            values[name] = BlankValue(own)
        elif from_answer:
            values[name] = BlankValue(from_answer)
        elif name in values and blank.source is not BlankSource.FIRM:
            continue
        elif blank.suggested:
            values[name] = BlankValue(blank.suggested, is_suggested=True)
    return values


def fill_clauses(
    pack: ContentPack, chosen: Iterable[str], values: Mapping[str, BlankValue]
) -> tuple[FilledClause, ...]:
    """The clauses with these ids, in the order of the pack."""
    wanted = set(chosen)
    return tuple(
        _filled(pack, ClauseId(key), clause, values)
        for key, clause in pack.content.clauses.items()
        if key in wanted
    )


def fill_text(text: str, values: Mapping[str, BlankValue]) -> str:
    """Replace each blank; what nothing fills stays a visible line.

    Where a sentence ends with a blank, what was typed there may have its own full stop already.
    """

    def filled(match: re.Match[str]) -> str:
        value = values.get(match.group(1))
        if value is None:
            return UNFILLED
        ends = text[match.end() : match.end() + 1] == "." and not value.text.endswith("..")
        return value.text.removesuffix(".") if ends else value.text

    return PLACEHOLDER.sub(filled, text)


def _filled(
    pack: ContentPack, key: ClauseId, clause: Clause, values: Mapping[str, BlankValue]
) -> FilledClause:
    names = dict.fromkeys(PLACEHOLDER.findall(clause.text + clause.measure))
    labels = {name: _label(pack, name) for name in names}
    return FilledClause(
        id=key,
        clause=clause,
        text=fill_text(clause.text, values),
        measure=fill_text(clause.measure, values),
        unfilled=tuple(labels[name] for name in names if name not in values),
        suggested=tuple(
            (labels[name], values[name].text)
            for name in names
            if name in values and values[name].is_suggested
        ),
    )


def _label(pack: ContentPack, name: str) -> str:
    blank = pack.content.blanks.get(name)
    return blank.label if blank else name.replace("-", " ")
