"""What a part is, for assistive technology, where Qt alone cannot know: headings, drawings."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAttributesInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget
from shiboken6 import VoidPtr

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
    return _Part(part, role) if role is not QAccessible.Role.Heading else _Heading(part, role)


class _Part(QAccessibleWidget):
    """A part with its role; the name of a heading is what it says now."""

    def text(self, kind: QAccessible.Text) -> str:
        told = super().text(kind)
        part = self.object()
        if kind is QAccessible.Text.Name and not told and isinstance(part, QLabel):
            return part.text()
        return told


class _Heading(_Part):
    """A heading with its level, by which a reader goes from part to part."""

    def __init__(self, part: QWidget, role: QAccessible.Role) -> None:
        super().__init__(part, role)
        self._level = _Level(lambda: getattr(self.object(), "level", 1))

    def interface_cast(self, kind: QAccessible.InterfaceType) -> int:
        """PySide6 takes an object of Python for the pointer that Qt wants; it has to be kept.

        The stubs call a pointer a number, which it is not. None would not be read as no pointer:
        PySide6 6.11.3 hands Qt the address of None itself.
        """
        if kind is QAccessible.InterfaceType.AttributesInterface:
            return cast("int", self._level)
        usual: object = super().interface_cast(kind)
        return cast("int", VoidPtr(0) if usual is None else usual)


class _Level(QAccessibleAttributesInterface):
    def __init__(self, level: Callable[[], int]) -> None:
        """`level` is asked each time: a part may be listened to before it knows its own."""
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:  # noqa: N802  (Qt's name)
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> object:  # noqa: N802  (Qt's name)
        return self._level() if key is QAccessible.Attribute.Level else None
