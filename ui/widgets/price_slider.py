"""Pushing the price down, stop by stop, and seeing at once what leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from onboard.wording import say
from ui.theme import px
from ui.widgets.base import BULLET, label, row
from ui.widgets.listed import points
from ui.widgets.looked import tell_looker


@dataclass(frozen=True, slots=True)
class PriceStop:
    """One place of the slider."""

    price: str
    """What is left to pay there."""
    texts: tuple[str, ...] = ()
    """What has left by then, the newest last; empty at the whole plan."""


class _Slider(QSlider):
    """A wheel that scrolls the page must not push the price on its way."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class PriceSlider(QWidget):
    """From the whole plan at the left to the lowest price at the right. Nothing is decided."""

    def __init__(self, stops: Sequence[PriceStop]) -> None:
        super().__init__()
        self._stops = tuple(stops)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("price-slider")
        self.slider.setRange(0, len(self._stops) - 1)
        self.slider.setPageStep(max(1, len(self._stops) // 5))
        self.slider.setMinimumHeight(px(32))
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.slider.setAccessibleName(say("page.slider"))
        self.slider.valueChanged.connect(self._show)
        self.slider.valueChanged.connect(lambda at: tell_looker(self, "price-slider", at))
        column.addLayout(
            row(
                label(say("page.slider-whole"), "muted"),
                None,
                label(say("page.slider-low"), "muted"),
            )
        )
        column.addWidget(self.slider)
        self.price = label("", "heading", name="slider-price")
        column.addWidget(self.price)
        self.newest = label("", name="slider-newest")
        column.addWidget(self.newest)
        self.earlier = points([], "muted", name="slider-earlier")
        column.addWidget(self.earlier)
        self._show(0)

    def _show(self, place: int) -> None:
        stop = self._stops[place]
        self.price.setText(stop.price)
        newest = stop.texts[-1] if stop.texts else say("page.slider-nothing")
        self.newest.setText(newest)
        self.earlier.setText("\n".join(f"{BULLET}{text}" for text in reversed(stop.texts[:-1])))
        self.earlier.setVisible(len(stop.texts) > 1)
        told = f"{stop.price}. {newest}"
        self.slider.setAccessibleDescription(told)
        if self.slider.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.slider, told))
