"""What a paper says beside its pages: to whoever hears it, and in the list of its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Name, Object, Pdf

from onboard.pdf.tagging import Element

_NUMBER = re.compile(r"\d+")
_MOST_LISTED = 500
_LISTED_KEYS = {"/Count", "/Dest", "/First", "/Last", "/Next", "/Parent", "/Prev", "/Title"}
_OTHERWISE = (Name.ActualText, Name.E)
"""A text to be read out, or copied, in place of the one that is seen."""


def spoken_in(pdf: Pdf) -> set[str]:
    """What stands for pictures, links and fields where a paper is heard, without its numbers.

    Raises:
        ValueError: a text is read out otherwise than it is seen.
    """
    found = set()
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get(Name.Type) == Name.StructElem:
            if any(key in each for key in _OTHERWISE):
                raise ValueError("words to be read out otherwise")
            if Name.Alt in each:
                found.add(_plain(each.Alt))
    return found


def spoken_by(element: Element) -> set[str]:
    """The same of a fresh layout."""
    return {_plain(each.alt) for each in _within(element) if each.alt}


def _within(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from _within(child)


def _plain(text: Any) -> str:
    return _NUMBER.sub("#", str(text))


def listed_in(pdf: Pdf) -> set[str]:
    """The titles in the list of sections.

    Raises:
        ValueError, KeyError: the list does more than lead to them, or has no end.
    """
    if Name.Outlines not in pdf.Root:
        return set()
    found: set[str] = set()
    waiting = _children(pdf.Root.Outlines)
    for _ in range(_MOST_LISTED):
        if not waiting:
            return found
        here = waiting.pop()
        if set(here.keys()) - _LISTED_KEYS:
            raise ValueError("a list of sections that does more than lead to them")
        found.add(str(here.Title))
        waiting += _children(here) + ([here.Next] if Name.Next in here else [])
    raise ValueError("more sections than in any of ours")


def _children(here: Object) -> list[Object]:
    return [here.First] if Name.First in here else []
