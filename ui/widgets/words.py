"""Texts as people typed them, which wrap also where a word is wider than the page."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QLabel

BULLET = "•  "
"""Before each point of a list."""

LONGEST_WORD, PIECE = 24, 12
"""A word with more letters than this may be broken, after so many letters each."""
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_PIECE = re.compile(rf"\S{{1,{PIECE}}}")
BREAK = "\u200b"


def breakable(text: str) -> str:
    """The text with places to break in words that no line could hold; there is nothing to see."""
    return _ENDLESS.sub(lambda word: BREAK.join(_PIECE.findall(word[0])), text)


class Words(QLabel):
    """A text that wraps, whatever a person typed: also a word that is wider than the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = ""
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802  (Qt's name)
        self._text = text
        super().setText(breakable(text))

    def text(self) -> str:
        """As it was typed."""
        return self._text
