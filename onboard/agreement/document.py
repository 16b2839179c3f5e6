"""The agreement as a document without layout: sections of blocks, ready to be drawn anywhere.

Everything here is text that both sides may see. `to_data` and `from_data` carry it through the
attachment of the signed file without loss, so that the paper can be drawn again and compared.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any, get_args

from onboard.canonical import plain


class Align(Enum):
    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


class Emphasis(Enum):
    BODY = "body"
    LEAD = "lead"  # larger, opens a section
    NOTE = "note"  # smaller, muted
    QUOTE = "quote"  # the owner's own words
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    emphasis: Emphasis = Emphasis.BODY


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, one pair a row (the parties, the dates)."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    weight: int = 1
    """Share of the width."""
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    mark: str = ""
    """A tier ("must", "should", "could") or a risk level ("very-high" …): drawn as word + shape."""
    strong: bool = False
    note: str = ""
    """A second, smaller line."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Header cells repeat on each page; a row is never split badly."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class MapPoint:
    number: int
    name: str
    likelihood: str  # a level, "very-low" … "very-high"
    impact: str


@dataclass(frozen=True, slots=True)
class RiskMap:
    """Likelihood by impact, five by five, with numbered points; `text` says the same in words."""

    caption: str
    text: str
    points: tuple[MapPoint, ...]


@dataclass(frozen=True, slots=True)
class ClauseText:
    """One numbered promise or rule."""

    number: str
    title: str
    text: str
    measure: str = ""
    state: str = ""
    """"edited" or "struck"; empty: as offered."""
    note: str = ""
    """Who changed it and when; for a clause as offered, a comparison that explains it."""
    initials_label: str = ""
    """Not empty: a box for initials stands beside it."""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class AcceptanceText:
    """One refusal: what it leaves open, with the owner's initials beside it."""

    line: str
    risk: str
    levels: tuple[tuple[str, str], ...]
    """(label, level) pairs: today, with everything, as chosen."""
    reason: str
    steps: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    """Price refused, who, authority, dates, what ends it sooner."""
    initials: str = ""
    initials_label: str = ""


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Where a person signs. `role` is "consultant" or "owner" and names the form field."""

    role: str
    label: str
    name: str
    capacity: str
    statement: str


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """One page of a paper that was signed with a pen; its picture stands beside the document."""

    number: int
    """From 1; the picture has the same."""
    width: int
    """Of the picture, in pixels."""
    height: int
    text: str
    """What stands for the picture where nobody sees it."""


Block = (
    Paragraph
    | Subheading
    | Bullets
    | Facts
    | Grid
    | RiskMap
    | ClauseText
    | AcceptanceText
    | SignatureBox
    | ScannedPage
)


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part with a heading in the outline.

    `new_page`: it stands together, on a new page where the one at hand has no room for all of it.
    """

    title: str
    blocks: tuple[Block, ...]
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    title: str
    subtitle: str
    firm: str
    facts: tuple[tuple[str, str], ...]
    highlights_title: str
    highlights: tuple[str, ...]
    """The six things that matter most."""
    note: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper."""

    reference: str
    running_title: str
    language: str
    cover: Cover
    contents_title: str
    sections: tuple[Section, ...]
    footer_note: str = ""
    """Printed on each page, for example that this copy is not protected."""


_BLOCKS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Block)}


def to_data(document: Document) -> dict[str, Any]:
    """Plain JSON values; each block carries its kind."""
    data = plain(replace(document, sections=()))  # they follow, each block with its kind
    assert isinstance(data, dict)  # noqa: S101  (a dataclass always becomes an object)
    data["sections"] = [
        {
            "title": section.title,
            "new_page": section.new_page,
            "blocks": [
                {"kind": type(block).__name__, **plain(block)}  # type: ignore[dict-item]
                for block in section.blocks
            ],
        }
        for section in document.sections
    ]
    return data


def from_data(data: dict[str, Any]) -> Document:
    """The document back from `to_data`.

    Raises:
        ValueError: the data does not have this shape.
    """
    try:
        sections = tuple(
            Section(
                title=section["title"],
                new_page=bool(section.get("new_page", False)),
                blocks=tuple(_block(block) for block in section["blocks"]),
            )
            for section in data["sections"]
        )
        cover = _build(Cover, data["cover"])
        return Document(
            reference=data["reference"],
            running_title=data["running_title"],
            language=data["language"],
            cover=cover,
            contents_title=data["contents_title"],
            sections=sections,
            footer_note=data.get("footer_note", ""),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not the data of a document: {error}") from error


def _block(data: dict[str, Any]) -> Block:
    rest = {key: value for key, value in data.items() if key != "kind"}
    built: Block = _build(_BLOCKS[data["kind"]], rest)
    return built


def _build(kind: type[Any], data: dict[str, Any]) -> Any:
    known = {field.name: field for field in fields(kind)}
    unknown = set(data) - set(known)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    values = {name: _value(kind, name, value) for name, value in data.items()}
    for name, required in known.items():
        # Empty texts and empty lists are left out of canonical data; put them back.
        if name not in values and required.default.__class__.__name__ == "_MISSING_TYPE":
            values[name] = () if "tuple" in str(required.type) else ""
    return kind(**values)


def _value(kind: type[Any], name: str, value: Any) -> Any:
    if kind is Grid and name == "columns":
        return tuple(_build(Column, column) for column in value)
    if kind is Grid and name in ("rows", "totals"):
        return tuple(tuple(_build(Cell, cell) for cell in row) for row in value)
    if kind is RiskMap and name == "points":
        return tuple(_build(MapPoint, point) for point in value)
    if name == "align":
        return Align(value)
    if name == "emphasis":
        return Emphasis(value)
    return _tuples(value)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
