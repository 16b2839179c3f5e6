"""A field for a day: typed as year-month-day, or picked from a calendar."""

from __future__ import annotations

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

from onboard.wording import say
from ui.theme import Theme, px
from ui.widgets.base import button, label

_FORMAT = "yyyy-MM-dd"


class DateField(QWidget):
    """Gives the text as it was typed; whether it is a day is for the interview to say.

    Args:
        name: what day it is, for a screen reader; default: "Date".
    """

    changed = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self._edit = QLineEdit()
        self._edit.setObjectName("date")
        self._edit.setAccessibleName(name or say("ui.date"))
        self._edit.setAccessibleDescription(say("ui.date-hint"))
        self._edit.setMaxLength(20)
        self._edit.setMinimumWidth(px(116))
        self._edit.setMaximumWidth(px(160))
        self._edit.textChanged.connect(self._announce)
        spoken = say("ui.calendar-for", name=self._edit.accessibleName())
        self._button = button(say("ui.calendar"), "calendar", spoken=spoken)
        self._button.clicked.connect(self.open_calendar)
        self._popup: _CalendarPopup | None = None
        hint = label(say("ui.date-hint"), "muted")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._edit)
        row.addWidget(self._button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addLayout(row)
        column.addWidget(hint)

    def first_focus(self) -> QWidget:
        """Where one types. No focus proxy: Qt's Tab key leaps to one from afar."""
        return self._edit

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._edit.setFocus(event.reason())

    def text(self) -> str:
        """What was typed, without spaces around it."""
        return self._edit.text().strip()

    def set_text(self, text: str) -> None:
        """Show a day without announcing it as a change."""
        blocked = self._edit.blockSignals(True)
        self._edit.setText(text)
        self._edit.blockSignals(blocked)

    def open_calendar(self) -> None:
        """Show the calendar under the field, at the day that is typed or else at today."""
        if self._popup is None:
            self._popup = _CalendarPopup(self)
            self._popup.picked.connect(self._take)
        typed = QDate.fromString(self.text(), _FORMAT)
        self._popup.show_under(self._edit, typed if typed.isValid() else QDate.currentDate())

    def _announce(self, text: str) -> None:
        self.changed.emit(text.strip())

    def _take(self, day: QDate) -> None:
        self._edit.setText(day.toString(_FORMAT))
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

    def show_under(self, field: QWidget, day: QDate) -> None:
        self._calendar.setSelectedDate(day)
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

    def _pick(self, day: QDate) -> None:
        self.close()
        self.picked.emit(day)

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
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, plain)
