"""Language, size of text, colours and movement: how this person likes the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from onboard.wording import LANGUAGES, say
from ui.dialogs.sheet import Sheet
from ui.settings import SCALES, SCHEMES, Look
from ui.widgets.forms import Labelled, muted
from ui.widgets.pick_list import PickList, pick_list


class LookDialog(Sheet):
    """`look` is what is wished when the dialog is accepted; nothing changes before."""

    def __init__(
        self, parent: QWidget, look: Look, languages: Sequence[str], note: str = ""
    ) -> None:
        """`languages` can be chosen here and now; `note` says what the choice means."""
        title = say("look.title")
        super().__init__(parent, title, say("look.yes"), say("look.no"))
        self.setObjectName("look-dialog")
        names = {key: LANGUAGES[key] for key in languages if key in LANGUAGES}
        sizes = {str(scale): f"{round(scale * 100)} %" for scale in SCALES}
        colours = {scheme: say(f"look.{scheme}") for scheme in SCHEMES}
        self._language = _pick("language", names, look.language)
        self._scale = _pick("scale", sizes, str(look.scale))
        self._scheme = _pick("scheme", colours, look.scheme)
        for name, field in (
            ("language", self._language),
            ("scale", self._scale),
            ("scheme", self._scheme),
        ):
            hint = note if name == "language" else ""
            self.column.addWidget(Labelled(say(f"look.{name}"), field, hint))
        self._contrast = _tick("contrast", is_on=look.contrast)
        self._still = _tick("still", is_on=look.still)
        self.column.addWidget(self._contrast)
        self.column.addWidget(self._still)
        self.column.addWidget(muted(say("look.kept")))
        self.column.addStretch(1)

    def first_focus(self) -> QWidget:
        return self._language

    @property
    def look(self) -> Look:
        return Look(
            language=str(self._language.currentData()),
            scheme=str(self._scheme.currentData()),
            scale=float(self._scale.currentData()),
            contrast=self._contrast.isChecked(),
            still=self._still.isChecked(),
        )


def _pick(name: str, entries: dict[str, str], chosen: str) -> PickList:
    made = pick_list(say(f"look.{name}"), f"look-{name}")
    for key, text in entries.items():
        made.addItem(text, key)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    return made


def _tick(name: str, *, is_on: bool) -> QCheckBox:
    made = QCheckBox(say(f"look.{name}"))
    made.setObjectName(f"look-{name}")
    made.setAccessibleName(say(f"look.{name}"))
    made.setChecked(is_on)
    return made
