"""How a part says what is looked at: a reason that was opened, a moment, the place of a slider."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

Seen = bool | int | float | str
"""Whether something is open, a place, or the name of what was picked."""


class Looker:
    """A page that wants to know; it stands before the Qt class and is none itself."""

    def looked_at(self, name: str, seen: Seen) -> None:
        """A part of this name is looked at so."""


def tell_looker(part: QWidget, name: str, seen: Seen) -> None:
    """Tell the page around a part; nobody, where there is none."""
    above = part.parentWidget()
    while above is not None:
        if isinstance(above, Looker):
            above.looked_at(name, seen)
            return
        above = above.parentWidget()
