"""All sheets by their kind: which can be made of a file, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onboard.agreement.document import Document
from onboard.errors import UserFacingError
from onboard.papers.sheets import insurer, maker_calls, switching
from onboard.papers.sheets.breaks import when_it_breaks
from onboard.papers.sheets.engineer import engineer
from onboard.papers.sheets.first_days import first_days
from onboard.papers.sheets.reviewing import review_sheet
from onboard.papers.sheets.supplier import supplier_list
from onboard.papers.sheets.visit import visit
from onboard.snapshot import EngagementSnapshot

SUPPLIER_SHEET = "supplier-sheet"
"""The one kind that is a table to fill in, and no PDF; see `onboard.papers.supplier_sheet`."""


def _always(_: EngagementSnapshot) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class SheetKind:
    """How one kind is made, and whether a file has what it needs."""

    make: Callable[[EngagementSnapshot], Document]
    can_be_made: Callable[[EngagementSnapshot], bool] = _always
    fits: Callable[[EngagementSnapshot], bool] = _always
    """Whether it goes with what was said; one that does not is made only when asked for by name."""


KINDS: Mapping[str, SheetKind] = {
    "first-90-days": SheetKind(first_days),
    "when-it-breaks": SheetKind(when_it_breaks),
    "maker-calls": SheetKind(maker_calls.maker_calls, maker_calls.can_be_made),
    "engineer": SheetKind(engineer),
    "visit": SheetKind(visit),
    "review": SheetKind(review_sheet),
    "supplier-list": SheetKind(supplier_list),
    "insurer": SheetKind(insurer.insurer, insurer.can_be_made),
    "safe-switch": SheetKind(switching.safe_switch, switching.can_be_made),
    "letter": SheetKind(switching.letter, switching.can_be_made, switching.fits),
}
"""In the order in which they are offered."""


def offered(snapshot: EngagementSnapshot) -> tuple[str, ...]:
    """The kinds that this file has what it takes for; the table for a supplier comes last."""
    sheets = (
        key for key, kind in KINDS.items() if kind.can_be_made(snapshot) and kind.fits(snapshot)
    )
    return (*sheets, SUPPLIER_SHEET)


def compose_sheet(kind: str, snapshot: EngagementSnapshot) -> Document:
    """One sheet.

    Raises:
        UserFacingError: "papers.not-here", this file or its pack does not have what it takes.
    """
    wanted = KINDS[kind]
    if not wanted.can_be_made(snapshot):
        raise UserFacingError("papers.not-here", kind=kind)
    return wanted.make(snapshot)
