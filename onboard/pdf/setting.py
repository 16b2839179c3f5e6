"""What every block needs to know to be set: the measure, the page, the language."""

from __future__ import annotations

from dataclasses import dataclass

from onboard.agreement.document import Cell
from onboard.wording import say


@dataclass(frozen=True, slots=True)
class Setting:
    """The measure of a page."""

    width: float
    """Of the text, in points."""
    page_height: float
    """Of the text, in points."""
    language: str

    def word(self, message_id: str, **arguments: object) -> str:
        return say(f"paper.{message_id}", language=self.language, arguments=arguments)

    def mark(self, mark: str) -> str:
        return self.word(f"mark-{mark}")

    def mark_word(self, cell: Cell) -> str:
        """The word beside the shape, as the cell writes it if it writes it."""
        word = self.mark(cell.mark)
        return cell.text if cell.text.casefold() == word.casefold() else word

    def text_beside_mark(self, cell: Cell) -> str:
        return "" if cell.text.casefold() == self.mark(cell.mark).casefold() else cell.text
