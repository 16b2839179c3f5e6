"""A field for a day: typed as people write one, or picked from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from onboard.interview.days import day_problem, example_day, read_day
from onboard.wording import day, say
from ui.theme import Theme, px
from ui.widgets.base import button, label, show_if

_FORMAT = "yyyy-MM-dd"


class DateField(QWidget):
    """Says in words which day was read, and gives that; what cannot be read as it was typed.

    Args:
        name: what day it is, for a screen reader; default: "Date".
        is_past: whether the day that is asked lies behind; the example does too then.
    """

    changed = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None, *, is_past: bool = False):
        super().__init__(parent)
        today = QDate.currentDate()
        self._example = example_day(date(today.year(), today.month(), today.day()), is_past=is_past)
        hint_text = say("ui.date-hint", example=day(self._example), iso=self._example.isoformat())
        self._edit = QLineEdit()
        self._edit.setObjectName("date")
        self._edit.setAccessibleName(name or say("ui.date"))
        self._edit.setAccessibleDescription(hint_text)
        self._edit.setMaxLength(60)
        self._edit.setMinimumWidth(px(116))
        self._edit.setMaximumWidth(px(220))
        self._edit.textChanged.connect(self._announce)
        spoken = say("ui.calendar-for", name=self._edit.accessibleName())
        self._button = button(say("ui.calendar"), "calendar", spoken=spoken)
        self._button.clicked.connect(self.open_calendar)
        self._popup: _CalendarPopup | None = None
        hint = label(hint_text, "muted")
        self._read = label("", "muted", name="read")
        self._read.hide()
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._edit)
        row.addWidget(self._button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(row)
        column.addWidget(self._read)
        column.addWidget(hint)

    def first_focus(self) -> QWidget:
        """Where one types. No focus proxy: Qt's Tab key leaps to one from afar."""
        return self._edit

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._edit.setFocus(event.reason())

    def text(self) -> str:
        """The day that was read, as 2027-03-31; what cannot be read as it was typed."""
        typed = self._edit.text().strip()
        read = read_day(typed)
        return read.isoformat() if read is not None else typed

    @property
    def problem(self) -> str:
        """One sentence on what is missing in what was typed; nothing in an empty field."""
        return day_problem(self._edit.text(), self._example)

    def set_text(self, text: str) -> None:
        """Show a day without announcing it as a change."""
        blocked = self._edit.blockSignals(True)
        self._edit.setText(text)
        self._edit.blockSignals(blocked)
        self._say_read()

    def open_calendar(self) -> None:
        """Show the calendar under the field, at the day that is typed or else at today."""
        if self._popup is None:
            self._popup = _CalendarPopup(self)
            self._popup.picked.connect(self._take)
        typed = QDate.fromString(self.text(), _FORMAT)
        self._popup.show_under(self._edit, typed if typed.isValid() else QDate.currentDate())

    def _announce(self, _: str) -> None:
        self._say_read()
        self.changed.emit(self.text())

    def _say_read(self) -> None:
        """In words it cannot be read the wrong way round."""
        read = read_day(self._edit.text())
        self._read.setText(say("ui.date-read", day=day(read)) if read is not None else "")
        show_if(self._read, read is not None)

    def _take(self, picked: QDate) -> None:
        self._edit.setText(picked.toString(_FORMAT))
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)


class _CalendarPopup(QFrame):
    """Arrow keys move by day, Page Up and Down by month, Enter takes, Escape leaves."""

    picked = Signal(QDate)

    def __init__(self, parent: QWidget):
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "card")
        self.setObjectName("calendar-popup")
        self._calendar = QCalendarWidget()
        self._calendar.setObjectName("days")
        self._calendar.setAccessibleName(say("ui.calendar"))
        self._calendar.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        self._calendar.activated.connect(self._pick)
        self._calendar.clicked.connect(self._pick)
        self._name_parts()
        self._dress()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.addWidget(self._calendar)

    def show_under(self, field: QWidget, start: QDate) -> None:
        self._calendar.setSelectedDate(start)
        self.adjustSize()
        corner = field.mapToGlobal(QPoint(0, field.height() + px(4)))
        room = field.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.move(corner)
        self.show()
        self._calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The grid of days swallows Escape, which would leave a person inside the popup."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close()
            return True
        return super().eventFilter(watched, event)

    def _pick(self, picked: QDate) -> None:
        self.close()
        self.picked.emit(picked)

    def _name_parts(self) -> None:
        """Qt's own buttons in a calendar have no words for a screen reader."""
        for name, key in (
            ("qt_calendar_prevmonth", "ui.month-before"),
            ("qt_calendar_nextmonth", "ui.month-after"),
            ("qt_calendar_monthbutton", "ui.month"),
            ("qt_calendar_yearbutton", "ui.year"),
            ("qt_calendar_yearedit", "ui.year"),
            ("qt_calendar_calendarview", "ui.days"),
        ):
            part = self._calendar.findChild(QWidget, name)
            if part is not None:
                part.setAccessibleName(say(key))
                part.installEventFilter(self)

    def _dress(self) -> None:
        """Qt paints black arrows and red week-ends, which cannot be read in the dark."""
        for name, arrow in (("qt_calendar_prevmonth", "←"), ("qt_calendar_nextmonth", "→")):
            part = self._calendar.findChild(QToolButton, name)
            if part is not None:
                part.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
                part.setText(arrow)
        plain = QTextCharFormat()
        plain.setForeground(QColor(Theme.tokens.text))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(weekday, plain)
