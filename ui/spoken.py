"""What a part is, for assistive technology, where Qt alone cannot know: headings, drawings."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget

_ROLES = {
    "CostBars": QAccessible.Role.Chart,
    "Heading": QAccessible.Role.Heading,
    "InkPad": QAccessible.Role.Canvas,
    "RiskMap": QAccessible.Role.Chart,
    "WizardWindow": QAccessible.Role.Window,
}
"""By the name of the class, as Qt asks for it."""


@cache
def tell_roles() -> None:
    """From now on, once. Qt asks only while somebody listens, and one time for each part."""
    QAccessible.installFactory(_interface)


def is_heard() -> bool:
    """Whether assistive technology has asked for anything yet."""
    return QAccessible.isActive()


def _interface(name: str, part: QObject) -> QAccessibleInterface | None:
    role = _ROLES.get(name)
    if role is None or not isinstance(part, QWidget):
        return None
    return _Part(part, role)


class _Part(QAccessibleWidget):
    """A part with its role; the name of a heading is what it says now."""

    def text(self, kind: QAccessible.Text) -> str:
        told = super().text(kind)
        part = self.object()
        if kind is QAccessible.Text.Name and not told and isinstance(part, QLabel):
            return part.text()
        return told
