"""Whether a signature says what its box on the paper asks for, and nothing besides.

Whoever signs may write anything beside the name: that he does not agree, that he signs under
protest, or that nothing is locked. Such a paper is not one that both have signed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from onboard.agreement.document import SignatureBox, from_data
from onboard.errors import UserFacingError
from onboard.pdf.memory_check import SignatureReport
from onboard.pdf.paper import Paper
from onboard.pdf.revisions import written

_KEYS = frozenset(
    [
        "/ByteRange",
        "/Contents",
        "/Filter",
        "/M",
        "/Name",
        "/Prop_Build",
        "/Reason",
        "/Reference",
        "/SubFilter",
        "/Type",
    ]
)
_LIMITS = {
    "/DocMDP": {"/Type": b"/TransformParams", "/V": b"/1.2"},
    "/FieldMDP": {"/Type": b"/TransformParams", "/V": b"/1.2", "/Action": b"/All"},
}
"""What a signature allows afterwards, but for the number."""


_A_DAY = timedelta(days=1)


def boxes_of(paper: Paper) -> Mapping[str, SignatureBox]:
    """The signature boxes of the pages that are signed, by role; none where the data is foreign."""
    data = paper.data if paper.by_pen is None else paper.by_pen
    try:
        document = from_data(data["document"])
    except (KeyError, ValueError, TypeError, AttributeError, UserFacingError):
        return {}
    return {
        block.role: block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, SignatureBox)
    }


def says_other(signature: Any, box: SignatureBox, allowed: int, *, is_first: bool) -> bool:
    """Whether anything but the name, the time and the words of its box stands in a signature.

    `allowed` is the number of what may still be changed after it.
    """
    entries = signature.sig_object
    if set(entries) - _KEYS or str(entries.get("/Reason", "")) != box.statement:
        return True
    method = "/DocMDP" if is_first else "/FieldMDP"
    limits = entries["/Reference"]
    if len(limits) != 1 or limits[0]["/TransformMethod"] != method:
        return True
    parameters = limits[0]["/TransformParams"]
    told = {key: written(parameters.raw_get(key)) for key in parameters}
    return told != {**_LIMITS[method], "/P": b"%d" % allowed}


def other_names(
    paper: Paper, found: Mapping[str, str], boxes: Mapping[str, SignatureBox]
) -> Iterator[str]:
    """The roles in which somebody signed whom the paper does not name there.

    Where it names no person, the firm or the client stands in the box, and anybody signs for it.
    """
    for role, name in found.items():
        told = paper.data.get({"consultant": "firm", "owner": "client"}.get(role, ""))
        whole = told.get("name") if isinstance(told, dict) else None
        if role in boxes and boxes[role].name != whole and _plain(name) != _plain(boxes[role].name):
            yield role


def odd_days(paper: Paper, reports: Sequence[SignatureReport]) -> list[str]:
    """Ids of what is odd about the times that the signers' clocks told.

    One clock may be a day off, and nobody can tell which one is right.
    """
    try:
        earliest = datetime.fromisoformat(paper.data["made_at"])
        for report in reports:
            if report.when is None or report.when < earliest - _A_DAY:
                return ["verify.day-too-early"]
            earliest = report.when
    except (KeyError, ValueError, TypeError):
        return []
    return []


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()
