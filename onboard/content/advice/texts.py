"""Texts that an owner reads: how hard they are, and shortened words that nothing explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from onboard.content.model import PackContent
from onboard.content.parts import BRACED, PLACEHOLDER
from onboard.content.problems import PackProblem, Place, Report

HARDEST_GRADE = 7.0
"""Years of school (Flesch-Kincaid) above which a text is reported; 6 is the aim."""
FEWEST_WORDS = 10
"""Below this many words the formula says more about chance than about the text."""

_READ_BY_OWNERS = {
    "sections": {"title", "intro"},
    "questions": {
        "ask", "why", "help", "text", "label", "detail", "heard", "reply", "assumed_text", "say",
        "where", "who", "who_alone",
    },
    "items": {
        "name", "unit", "counting", "issue", "benefit", "risk", "without", "text", "leaves",
        "because", "done_means", "test", "exclusions", "owned_question",
    },
    "needs": {"because"},
    "risks": {"name", "story", "because", "text"},
    "flags": {"text", "do_now", "if_unknown"},
    "clauses": {"title", "text", "measure"},
    "rules": {"name", "text", "note"},
    "trades": {"analogies"},
    "insurers": {"ask"},
    "working": {"name", "price_basis", "provider_does", "client_does", "consequence"},
    "helper": {"text", "title", "lead", "by"},
    "fit": {"title", "lead", "name", "advice", "provider"},
    "explained": {"title", "lead", "text"},
}  # fmt: skip

_WITH_BLANKS = ("clauses", "trades", "working", "explained")
"""Where a `{name}` is a blank of the agreement, which the loader checks."""

_SHORTENED = re.compile(r"\b(?:[A-Z]{2,}[a-z]?\d*|[A-Z]\d[A-Z]+)(?=s?\b)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|\d[\d.,]*")
_SENTENCE = re.compile(r"[.!?:;](?:\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")


def text_problems(content: PackContent, report: Report) -> Iterator[PackProblem]:
    """Texts that read harder than grade 7, and words that the glossary should explain."""
    known = {word.casefold() for word in content.glossary}
    words = {"answer", *(content.trades.words if content.trades else ())}
    for at, text in owner_texts(content):
        if at[0] not in _WITH_BLANKS:
            for name in BRACED.findall(text):
                if name not in words:
                    yield report(at, "placeholder", f'nothing stands for "{{{name}}}"')
        plain = PLACEHOLDER.sub("thing", text)
        grade = reading_grade(plain)
        if grade > HARDEST_GRADE and len(_WORD.findall(plain)) >= FEWEST_WORDS:
            told = f"this reads like school year {grade:.1f}; {HARDEST_GRADE:.0f} is the most"
            yield report(at, "hard-to-read", f'{told}: "{_short(text)}"')
        for word in dict.fromkeys(_SHORTENED.findall(text)):
            if word.casefold() not in known:
                yield report(at, "acronym", f'"{word}" is not in the glossary')


def owner_texts(content: PackContent) -> Iterator[tuple[Place, str]]:
    """Every text of a pack that an owner may read, with its place."""
    for part, fields in _READ_BY_OWNERS.items():
        value = getattr(content, part)
        if part == "sections":
            value = dict(enumerate(value))
        yield from _texts((part,), value, fields, "")


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade level; 0 for no words.

    Kincaid and others, "Derivation of new readability formulas", 1975. Syllables are counted by
    groups of vowels, which is right for most everyday words.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_SENTENCE.findall(text.strip())))
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    letters = word.casefold()
    if letters.endswith("e") and not letters.endswith(("le", "ee")):
        letters = letters[:-1]
    elif letters.endswith("ed") and not letters.endswith(("ted", "ded")):
        letters = letters[:-2]
    return max(1, len(_VOWELS.findall(letters)))


def _texts(at: Place, value: object, fields: set[str], field: str) -> Iterator[tuple[Place, str]]:
    match value:
        case str():
            if value and field in fields:
                yield at, value
        case BaseModel():
            for name in type(value).model_fields:
                yield from _texts((*at, name), getattr(value, name), fields, name)
        case Mapping():
            for name, part in value.items():
                # An entry of a mapping is read like the field that holds the mapping.
                yield from _texts((*at, str(name)), part, fields, field)
        case tuple() | list():
            for index, part in enumerate(value):
                yield from _texts((*at, index), part, fields, field)
        case _:
            pass


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
