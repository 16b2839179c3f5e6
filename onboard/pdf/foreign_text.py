"""Texts out of foreign files, so that they can be shown in a sentence."""

from __future__ import annotations

import unicodedata

LONGEST = 120


def one_line(text: str, most: int = LONGEST) -> str:
    """A text from a foreign file as one short line, without signs that move or hide others."""
    seen = "".join(
        " " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text[: 4 * most]
    )
    plain = " ".join(seen.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"
