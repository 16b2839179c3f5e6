"""A paper read back: strictly, and only if it is one of ours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from onboard.errors import UserFacingError
from onboard.pdf.limits import LARGEST_DATA, has_unusual_filters, is_too_large
from onboard.pdf.names import AGREEMENT_FILE, AGREEMENT_PDF, BILL_FILE, ON_PAPER_FILE
from onboard.wording import say

_LANGUAGE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}")


@dataclass(frozen=True, slots=True)
class Paper:
    """The bytes, pyHanko's strict reader over them, and what is attached."""

    pdf: bytes
    reader: Any
    files: dict[str, Any]
    """Attachment name to its file specification, by reference."""
    data: dict[str, Any]
    """agreement.json; of a paper that was signed with a pen, that of the print inside it."""
    printed: Paper | None = None
    """The unsigned paper inside one that was signed with a pen."""
    by_pen: dict[str, Any] | None = None
    """on-paper.json of such a one."""

    @property
    def language(self) -> str:
        """Of the document; English where the file says something that names no language."""
        document = self.data.get("document")
        language = document.get("language") if isinstance(document, dict) else None
        is_name = isinstance(language, str) and _LANGUAGE.fullmatch(language)
        return str(language) if is_name else "en"

    @property
    def open_points(self) -> tuple[str, ...]:
        """Why it may not be signed yet. A paper that does not say is not ready either."""
        points = self.data.get("open_points")
        if not isinstance(points, list):
            return (say("seal.readiness-unknown", language=self.language),)
        return tuple(str(point) for point in points)


def read_data(pdf: bytes) -> dict[str, Any]:
    """The agreement.json of a paper, unchecked.

    Raises:
        UserFacingError: "verify.…", why the file cannot be read.
    """
    return open_paper(pdf).data


TAIL = 1024
"""Bytes at the end among which readers look for the mark that ends a PDF."""


def open_paper(pdf: bytes) -> Paper:
    """Parse a file from outside.

    Raises:
        UserFacingError: "verify.…", why the file cannot be read. Nothing else, whatever the bytes.
    """
    reader, files = _parsed(pdf)
    if set(files) == {AGREEMENT_FILE, BILL_FILE}:
        return Paper(pdf, reader, files, _object_in(files[AGREEMENT_FILE]))
    if set(files) != {AGREEMENT_PDF, ON_PAPER_FILE}:
        raise UserFacingError("verify.not-ours")
    by_pen = _object_in(files[ON_PAPER_FILE])
    try:
        inside: bytes = attached_stream(files[AGREEMENT_PDF]).data
    except Exception as error:  # the stream's filters are the file's choice
        raise UserFacingError("verify.not-ours") from error
    inner, inner_files = _parsed(inside)
    if set(inner_files) != {AGREEMENT_FILE, BILL_FILE}:
        raise UserFacingError("verify.not-ours")
    printed = Paper(inside, inner, inner_files, _object_in(inner_files[AGREEMENT_FILE]))
    return Paper(pdf, reader, files, printed.data, printed, by_pen)


def _parsed(pdf: bytes) -> tuple[Any, dict[str, Any]]:
    """The reader over a file from outside, and what is attached."""
    if not pdf:
        raise UserFacingError("verify.empty")
    if not pdf.startswith(b"%PDF-"):
        raise UserFacingError("verify.not-a-pdf")
    if is_too_large(pdf):
        raise UserFacingError("verify.too-large")
    if b"%%EOF" not in pdf[-TAIL:]:
        raise UserFacingError("verify.broken")  # cut off: where it ends is not where a PDF ends
    if has_unusual_filters(pdf):
        raise UserFacingError("verify.not-ours")
    try:
        from onboard.pdf.reading import BoundedReader, has_foreign_form

        reader = BoundedReader(pdf)
        is_locked = reader.encrypted
        if not is_locked:
            files = {} if has_foreign_form(reader) else _attachments(reader)
    except Exception as error:  # a foreign file can make the parser fail in any way
        raise UserFacingError("verify.broken") from error
    if is_locked:
        raise UserFacingError("verify.locked")
    return reader, files


def _object_in(reference: Any) -> dict[str, Any]:
    """What an attached JSON file says."""
    try:
        attached = attached_stream(reference).data
        data = json.loads(attached) if len(attached) <= LARGEST_DATA else None
    except Exception as error:  # as above: the stream's filters are the file's choice
        raise UserFacingError("verify.not-ours") from error
    if not isinstance(data, dict):
        raise UserFacingError("verify.not-ours")
    return data


def attached_stream(specification: Any) -> Any:
    """The embedded file behind a reference to its specification."""
    return specification.get_object()["/EF"]["/F"]


def _attachments(reader: Any) -> dict[str, Any]:
    """Name to reference, from the tree of names; empty if it is not built as ours is."""
    root = reader.root
    if "/Names" not in root or "/EmbeddedFiles" not in root["/Names"] or "/AF" not in root:
        return {}
    listed = root["/Names"]["/EmbeddedFiles"]["/Names"]
    pairs = {
        str(listed[index]): listed.raw_get(index + 1).reference
        for index in range(0, len(listed), 2)
    }
    associated = [root["/AF"].raw_get(index).reference for index in range(len(root["/AF"]))]
    if len(pairs) * 2 != len(listed) or set(associated) != set(pairs.values()):
        return {}
    return pairs
