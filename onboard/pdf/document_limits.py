"""How long a document may be: one beyond this could be signed, but not checked in time."""

from __future__ import annotations

from onboard.pdf.fonts import borrowed_letters

MOST_PARTS = 18_000
"""Blocks, cells and texts of a document, together; a bill of seventy lines makes six thousand."""
MOST_LETTERS = 400_000
LONGEST_WORD = 2_000
LONGEST_TEXT = 20_000
"""Letters of one paragraph; setting a longer one takes time out of all proportion."""
LONGEST_ROW = LONGEST_TEXT
"""Letters of one row of a table: it is cut over pages cell by cell, again and again."""
MOST_BORROWED = 20_000
"""Letters that the paper's own font lacks: setting one takes as long as thirty others."""
MOST_SECTIONS = 100


def is_document_too_large(document: object) -> bool:
    """Whether setting this on pages would take far longer than any paper of ours."""
    sections = document.get("sections") if isinstance(document, dict) else None
    if isinstance(sections, list) and len(sections) > MOST_SECTIONS:
        return True
    parts, letters, borrowed = 0, 0, 0
    waiting = [document]
    while waiting:
        value = waiting.pop()
        parts += 1
        if isinstance(value, dict):
            if any(_letters(row) > LONGEST_ROW for row in value.get("rows") or ()):
                return True
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, str):
            letters += len(value)
            borrowed += borrowed_letters(value)
            if len(value) > LONGEST_TEXT or max(map(len, value.split()), default=0) > LONGEST_WORD:
                return True
        if parts > MOST_PARTS or letters > MOST_LETTERS or borrowed > MOST_BORROWED:
            return True
    return False


def _letters(row: object) -> int:
    """Of all texts in one row of a table."""
    if isinstance(row, str):
        return len(row)
    if isinstance(row, dict | list):
        return sum(map(_letters, row.values() if isinstance(row, dict) else row))
    return 0
