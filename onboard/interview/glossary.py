"""The words of a question that an owner may not know, with what they mean."""

from __future__ import annotations

import re
from functools import lru_cache

from onboard.content.model import Question
from onboard.content.pack import ContentPack


def words_in(pack: ContentPack, question: Question) -> dict[str, str]:
    """Words of the glossary that stand in a question, its help or its options."""
    options = [f"{option.label} {option.detail}" for option in question.options.values()]
    columns = [
        f"{column.label} {' '.join(column.options.values())}"
        for column in question.columns.values()
    ]
    helps = [part.text for part in question.help_for]
    text = " ".join([question.ask, question.why, question.help, *helps, *options, *columns])
    return {
        word: meaning
        for word, meaning in pack.content.glossary.items()
        if _pattern(word, pack.language).search(text)
    }


@lru_cache(maxsize=1024)
def _pattern(word: str, language: str) -> re.Pattern[str]:
    """The word, or several of it; in Spanish every word of a name takes the ending."""
    ends = {"es": r"(?:e?s)?"}.get(language)
    if ends is None:
        return re.compile(rf"\b{re.escape(word)}s?\b", _case_of(word))
    name = r"\s+".join(f"{re.escape(part)}{ends}" for part in word.split())
    return re.compile(rf"(?<!\w){name}(?!\w)", _case_of(word))


def _case_of(word: str) -> re.RegexFlag:
    """IT is no it: a word of capitals is looked for as it is written."""
    return re.RegexFlag(0) if word.isupper() else re.IGNORECASE
