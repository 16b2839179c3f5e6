"""A pack in another language: its texts and words by a gettext catalogue beside the YAML files.

`es.po` holds the Spanish of a pack. A message is a text of the pack, as it stands there. The words
by which things are asked for, and those that the glossary explains, stand under contexts of their
own: they are lists and names of the pack, no texts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, write_po

from onboard.content.model import PackContent
from onboard.content.parts import PLACEHOLDER
from onboard.content.problems import PackProblem, Place
from onboard.content.spoken import spoken_texts, with_texts

WORDS, GLOSSARY = "words", "glossary"
"""Contexts: the words for an item, by its id and parted by commas; one word of the glossary."""
_HEADER = re.compile(r'(?:#[^\n]*\n|\s)*msgid ""\nmsgstr ""\n(?:"[^\n]*"\n)*')
_PLURALS = "nplurals=2; plural=(n != 1);"


def read_catalogue(file: str, text: str) -> Catalog:
    """The messages of a file.

    Raises:
        ValueError: it is no catalogue; with one sentence.
    """
    if "msgid_plural" in text:  # a pack has none; how many there may be is for a header to say
        raise ValueError(f"{file} is no catalogue of sentences: it has plural forms")
    try:
        return read_po(io.BytesIO(_bare(text).encode("utf-8")), abort_invalid=True)
    except (PoFileError, ValueError, LookupError, ArithmeticError) as error:
        raise ValueError(f"{file} is no catalogue of sentences: {error}") from error


def _bare(text: str) -> str:
    """Without its header, which could ask for any character set and any number of plurals."""
    found = _HEADER.match(text)
    return text[found.end() :] if found is not None else text


def translated(content: PackContent, language: str, catalogue: Catalog) -> PackContent:
    """The same pack in another language; what the catalogue lacks stays as it is written."""
    said = {
        (message.context, message.id): message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str) and is_said(message)
        # With other blanks it would promise something else: the text stays as it is written.
        if message.string.strip() and _names(message.id) == _names(message.string)
    }

    def change(_: Place, text: str) -> str:
        return said.get((None, text), text)

    told = with_texts(content, change)
    assert isinstance(told, PackContent)  # noqa: S101  (a part of a pack stays what it is)
    glossary = {
        said.get((GLOSSARY, word), word): meaning for word, meaning in told.glossary.items()
    }
    items = {
        key: item.model_copy(update={"words": (*item.words, *_parts(said.get((WORDS, key), "")))})
        for key, item in told.items.items()
    }
    pack = told.pack.model_copy(update={"language": language})
    return told.model_copy(update={"glossary": glossary, "items": items, "pack": pack})


def is_said(message: Message) -> bool:
    """Whether somebody has put it into words, and for the text as it stands today."""
    return bool(message.string) and not message.fuzzy


def updated(content: PackContent, language: str, catalogue: Catalog | None) -> str:
    """A catalogue with all that is to be said, and what has been said already."""
    template = Catalog(charset="utf-8", header_comment=f"# {content.pack.title}")
    for context, text, places in _to_say(content):
        template.add(text, context=context, auto_comments=places[:1])
    if catalogue is None:
        catalogue = Catalog(locale=None, charset="utf-8")
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    out = io.BytesIO()
    write_po(out, catalogue, width=0, omit_header=True, include_previous=False)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {_PLURALS}\\n"\n\n'
    )
    return header + out.getvalue().decode("utf-8")


def progress(text: str) -> tuple[int, int]:
    """How many messages of a catalogue are said, and how many there are."""
    messages = [message for message in read_catalogue("", text) if message.id]
    return sum(map(is_said, messages)), len(messages)


def problems(content: PackContent, file: str, text: str) -> Iterator[PackProblem]:
    """What is not said yet, what says other blanks than the text, and what nothing needs."""
    try:
        catalogue = read_catalogue(file, text)
    except ValueError as error:
        yield PackProblem(file, 1, "translation", str(error))
        return
    wanted = {(context, text) for context, text, _ in _to_say(content)}
    found = {(message.context, str(message.id)): message for message in catalogue if message.id}
    for key in sorted(wanted, key=str):
        message = found.get(key)
        if message is None or not is_said(message):
            line = (message.lineno if message is not None else None) or 1
            yield PackProblem(file, line, "untranslated", f'not said yet: "{_short(key[1])}"')
    for key, message in found.items():
        line = message.lineno or 1
        if key not in wanted:
            told = f'nothing of the pack reads "{_short(key[1])}"'
            yield PackProblem(file, line, "translation", told)
        elif is_said(message) and _names(str(message.id)) != _names(str(message.string)):
            told = f'other blanks than in "{_short(str(message.id))}"'
            yield PackProblem(file, line, "translation", told)


def _to_say(content: PackContent) -> Iterator[tuple[str | None, str, list[str]]]:
    """Context, text and where it stands."""
    places: dict[str, list[str]] = {}
    for place, text in spoken_texts(content):
        places.setdefault(text, []).append(".".join(map(str, place)))
    for text, found in places.items():
        yield None, text, found
    for key, item in content.items.items():
        yield WORDS, key, [", ".join((item.name, *item.words))]
    for word, meaning in content.glossary.items():
        yield GLOSSARY, word, [meaning]


def _parts(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(",") if word.strip())


def _names(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
