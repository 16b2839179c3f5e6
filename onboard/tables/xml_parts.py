"""XML of a foreign file, read as it streams: no document type, no entities, no depth without end.

Expat alone, because whatever builds a tree first has already swallowed the bomb.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

MOST_DEPTH = 60


class Refused(ValueError):
    """The XML is none, or not of the kind that a workbook holds. Says nothing of the content."""


class Listener(Protocol):
    """Hears local names, without the name spaces that writers choose freely."""

    def begin(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def parse(data: bytes, listener: Listener) -> None:
    """Tell the listener what is in the XML.

    Raises:
        Refused: no XML, too deep, or it declares a document type, by which entities come.
    """
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise Refused("too deep")
        listener.begin(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(_local(name))

    def refuse(*_: object) -> NoReturn:
        raise Refused("a document type")

    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.CharacterDataHandler = listener.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, UnicodeError) as error:
        raise Refused("no XML") from error


def _local(name: str) -> str:
    return name.rpartition(":")[2]
