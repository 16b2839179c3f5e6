"""A paper from a file, read and checked beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onboard.agreement.document import Document
    from onboard.bootstrap import Application
    from onboard.errors import UserFacingError
    from onboard.ports import Ink, SigningKey
    from ui.received_chain import NamedPaper, ReceivedChain


@dataclass(frozen=True, slots=True)
class Received:
    """What a paper from a file is, in words, and what can be done with it."""

    path: Path
    pdf: bytes
    reference: str
    status: str
    """As `onboard verify` has it."""
    told: tuple[str, ...]
    """What the check found, in plain sentences; the first one is the verdict."""
    document: Document | None
    """To be read; None where it is not one of ours, or was changed."""
    waits_for_owner: bool
    owner: str = ""
    """The name in the owner's box."""
    saved_as: str = ""
    """The name of the file into which it was just signed."""
    changes: str = ""
    """Reference of the paper that this one, or the oldest one at hand, changes; empty: none."""
    earlier: tuple[NamedPaper, ...] = ()
    """The papers that were chosen beside it, the oldest first."""
    chain: ReceivedChain | None = None
    """What was found when all of them were checked together."""


def look_at(application: Application, path: Path) -> Received:
    """Read and check a file.

    Raises:
        UserFacingError: it cannot be read at all.
    """
    from onboard.files import read_start
    from onboard.pdf.limits import LARGEST

    return _checked(application, path, read_start(path, LARGEST + 1))


def with_earlier(application: Application, received: Received, path: Path) -> Received:
    """Read the paper that the oldest one at hand changes, and check all of them together.

    Raises:
        UserFacingError: it cannot be read; "received.other-paper", it is another one.
    """
    from onboard.errors import UserFacingError
    from onboard.files import read_start
    from onboard.pdf.limits import LARGEST
    from onboard.pdf.paper import read_data
    from ui.received_chain import changed_by, checked_together, reference_of

    pdf = read_start(path, LARGEST + 1)
    try:
        data = read_data(pdf)
    except UserFacingError:
        data = {}
    if reference_of(data) != received.changes:
        raise UserFacingError("received.other-paper", name=path.name, reference=received.changes)
    earlier = ((path, pdf), *received.earlier)
    chain = checked_together(application, [*earlier, (received.path, received.pdf)])
    return replace(received, earlier=earlier, changes=changed_by(data), chain=chain)


def signed(
    application: Application,
    received: Received,
    name: str,
    ink: Ink,
    target: Path,
    key: SigningKey | None = None,
    untimed: Callable[[UserFacingError], None] | None = None,
) -> Received:
    """Sign as the owner into another file, read back and checked; `untimed` as for the desk.

    Raises:
        UserFacingError: why it cannot be signed or written; the first file stays as it is.
    """
    from onboard.files import write_checked

    pdf = application.desk.sign_file(
        received.pdf,
        received.reference,
        "owner",
        name,
        ink,
        keep=lambda sealed: write_checked(target, sealed),
        key=key,
        untimed=untimed,
    )
    return replace(_checked(application, target, pdf), saved_as=target.name)


def _checked(application: Application, path: Path, pdf: bytes) -> Received:
    from onboard.agreement.document import SignatureBox, from_data
    from onboard.errors import UserFacingError
    from onboard.pdf.paper import open_paper
    from onboard.pdf.told import verification_text
    from onboard.pdf.verify import verify_pdf
    from ui.received_chain import changed_by, reference_of

    try:
        paper = open_paper(pdf)
        reference = reference_of(paper.data)
        known = application.desk.known_paper(reference, pdf)
    except UserFacingError:
        reference, known, paper = "", None, None
    result = verify_pdf(pdf, known=known)
    roles = [report.role for report in result.signatures if report.valid]
    is_sound = result.status in ("unchanged", "incomplete")
    document = None
    if is_sound and paper is not None:
        document = from_data(paper.data["document"])
    boxes = (
        block
        for section in (document.sections if document is not None else ())
        for block in section.blocks
        if isinstance(block, SignatureBox) and block.role == "owner"
    )
    return Received(
        path=path,
        pdf=pdf,
        reference=reference,
        status=result.status,
        told=tuple(verification_text(result)),
        document=document,
        # Pages that another version drew may show more than the data says: sign where it was made.
        waits_for_owner=result.status == "incomplete"
        and roles == ["consultant"]
        and result.is_same_drawing,
        owner=next((box.name for box in boxes), ""),
        changes=changed_by(paper.data) if document is not None and paper is not None else "",
    )
