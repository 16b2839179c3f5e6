"""What is looked at in a talk: what both windows show alike beside the facts.

It lasts until the file is left and is kept nowhere. Nothing of the consultant's side may ever
come here.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ui.widgets.looked import Seen

if TYPE_CHECKING:
    from onboard.content.model import ItemId


class Answering(Enum):
    """What a dialog about a line asks for."""

    DECLINE = "decline"
    LATER = "later"


class Asking(NamedTuple):
    """A dialog that is open about a line, or about several that are put off together."""

    items: tuple[ItemId, ...]
    what: Answering
    on_owner_screen: bool


class Draft(NamedTuple):
    """What stands in a refusal that nobody has given yet."""

    reason: str = ""
    initials: str = ""
    steps: frozenset[str] = frozenset()


class Looking(QObject):
    """Told by the page on which something was opened or asked; pages of both windows listen."""

    asking_leaves = Signal()
    """The dialog that is open closes, wherever it is, and leaves its draft behind."""
    asking_changed = Signal()

    looked = Signal(str, str)
    """Something on a page is looked at otherwise: the page, and the name of the part."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[tuple[str, str], Seen] = {}
        self.asking: Asking | None = None
        self.has_owner_screen = False
        self.drafts: dict[ItemId, Draft] = {}
        """What was begun and left, by line, while the page of decisions stands."""

    # ---- what is open, picked and in sight

    def look(self, page: str, name: str, seen: Seen) -> None:
        """Told once: a page that follows says the same again, and nobody hears it."""
        if self._seen.get((page, name)) != seen:
            self._seen[page, name] = seen
            self.looked.emit(page, name)

    def seen(self, page: str) -> dict[str, Seen]:
        """How the parts of a page are looked at, as far as anybody has touched them."""
        return {name: seen for (on, name), seen in self._seen.items() if on == page}

    # ---- the dialog about a line

    def ask(self, what: Answering, *items: ItemId) -> None:
        """Open the dialog about lines: on the owner's screen where there is one."""
        self._set_asking(Asking(items, what, self.has_owner_screen))

    def bring_here(self) -> None:
        """Move the dialog to the window that leads."""
        if self.asking is not None:
            self._set_asking(self.asking._replace(on_owner_screen=False))

    def asked(self) -> None:
        """The dialog is closed, with an answer or without."""
        self._set_asking(None)

    def _set_asking(self, asking: Asking | None) -> None:
        if asking != self.asking:
            self.asking_leaves.emit()
            self.asking = asking
            self.asking_changed.emit()

    def owner_screen(self, *, is_there: bool) -> None:
        """The owner's screen has come, or has gone with all that was open on it."""
        self.has_owner_screen = is_there
        if not is_there:
            self.bring_here()

    # ---- leaving

    def leave_file(self) -> None:
        """Whoever comes next begins with everything closed."""
        self._seen.clear()
        self.leave_decisions()

    def leave_decisions(self) -> None:
        """Nothing of what was begun about the lines outlives their page."""
        self.asked()  # first: a dialog that closes leaves its draft behind
        self.drafts.clear()
