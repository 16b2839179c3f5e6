"""Cells that no spreadsheet program takes for a formula."""

from __future__ import annotations

_STARTERS = ("=", "+", "-", "@", "\t", "\r", "|")


def harmless(cell: object) -> str:
    """The cell as text; one that could start a formula gets an apostrophe in front."""
    text = str(cell)
    if text.startswith(_STARTERS) and not text.lstrip("-").replace(".", "", 1).isdigit():
        return "'" + text
    return text
