"""Names for the files, of the client, the person and the day."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from onboard.handover.frame import ENDINGS, FileKind

_LONGEST = 60


def file_name(kind: FileKind, client: str, person: str, on: date) -> str:
    """A name that any file system takes."""
    return plain_name(f"{client} {person}", on, ENDINGS[kind])


def plain_name(text: str, on: date, ending: str) -> str:
    """Likewise, of any text and a day."""
    return plain_file(text, f"-{on.isoformat()}{ending}")


def plain_file(text: str, ending: str) -> str:
    """Likewise, of any text."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    return f"{words or 'onboard'}{ending}"
