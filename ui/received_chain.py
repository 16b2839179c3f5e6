"""A paper from a file and those that it changes, checked as one chain beside the window."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onboard.errors import UserFacingError
from onboard.wording import say

if TYPE_CHECKING:
    from onboard.bootstrap import Application
    from onboard.pdf.chain import Chain, Link
    from onboard.ports import KnownPaper


NamedPaper = tuple[Path, bytes]
REFERENCE = re.compile(r"EA-[A-Z0-9-]{1,60}")
"""As ours are; anything else is nobody's paper here."""


@dataclass(frozen=True, slots=True)
class ReceivedChain:
    """Papers that name each other, in words."""

    is_sound: bool
    """Nothing is wrong, though a signature or an earlier one may be missing."""
    verdict: str
    told: tuple[str, ...]
    """A sentence or more for each paper, the oldest first."""


def reference_of(data: dict[str, Any]) -> str:
    """The reference in a paper's data; empty where it is none of ours."""
    reference = data.get("reference")
    return reference if isinstance(reference, str) and REFERENCE.fullmatch(reference) else ""


def changed_by(data: dict[str, Any]) -> str:
    """The reference of the paper that this one says it changes; empty: none."""
    amends = data.get("amends")
    return reference_of(amends) if isinstance(amends, dict) else ""


def known_of(application: Application, pdf: bytes) -> KnownPaper | None:
    """What this computer remembers of a paper."""
    from onboard.pdf.paper import read_data

    try:
        return application.desk.known_paper(reference_of(read_data(pdf)), pdf)
    except UserFacingError:
        return None


def checked_together(application: Application, papers: Sequence[NamedPaper]) -> ReceivedChain:
    """What papers are together, the oldest first."""
    from onboard.pdf.chain import verify_chain

    known = [known_of(application, pdf) for _, pdf in papers]
    checked = verify_chain([pdf for _, pdf in papers], known)
    state = _state(checked)
    return ReceivedChain(
        is_sound=state != "broken" and not any(link.is_other_key for link in checked.links),
        verdict=say(f"chain.{state}", count=len(papers)),
        told=tuple(
            line
            for (file, _), link in zip(papers, checked.links, strict=True)
            for line in _told(file, link)
        ),
    )


def _state(checked: Chain) -> str:
    if checked.is_whole:
        return "whole"
    return "waits" if checked.waits else "so-far" if checked.lacks_earlier else "broken"


def _told(file: Path, link: Link) -> list[str]:
    from onboard.pdf.told import verification_text

    key = "chain.paper" if link.reference else "chain.no-reference"
    named = say(key, file=file.name, reference=link.reference)
    verdict, *rest = verification_text(link.verification)
    # What a whole paper's signatures are is told above, or was told when it was opened.
    faults = rest if link.verification.status != "unchanged" else ()
    return [f"{named}. {verdict} {link.told}", *faults]
