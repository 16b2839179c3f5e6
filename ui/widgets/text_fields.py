"""Text fields that save while one types: after a short pause, at the latest after a second."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from ui.theme import px

PAUSE_MS = 300
LONGEST_MS = 1000
MOST_LINES = 12


class SaveSoon(QObject):
    """Collects changes and emits `due` after a pause; `flush` does so at once."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._since = QElapsedTimer()
        self._waiting = False

    def touch(self) -> None:
        if not self._waiting:
            self._waiting = True
            self._since.start()
        left = LONGEST_MS - self._since.elapsed()
        self._timer.start(max(0, min(PAUSE_MS, left)))

    @property
    def is_waiting(self) -> bool:
        """Whether something typed has not been told yet; it must not be painted over."""
        return self._waiting

    def forget(self) -> None:
        """Tell nothing of what has been typed so far."""
        self._timer.stop()
        self._waiting = False

    def flush(self) -> None:
        self._timer.stop()
        if self._waiting:
            self._waiting = False
            self.due.emit()


class LineField(QLineEdit):
    """One line of text. `saved` carries it; `textChanged`, as helpers type without `textEdited`."""

    saved = Signal(str)

    def __init__(self, name: str, object_name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName(object_name)
        self.setPlaceholderText(hint)
        self._filling = False
        self._soon = SaveSoon(self)
        self._soon.due.connect(lambda: self.saved.emit(self.text()))
        self.textChanged.connect(lambda _: None if self._filling else self._soon.touch())

    def fill(self, text: str) -> None:
        """Show a text without telling anyone; leaves what is being typed alone."""
        if text != self.text() and not self.hasFocus() and not self._soon.is_waiting:
            self._filling = True
            self.setText(text)
            self.setCursorPosition(0)  # a long text is read from its beginning
            self._filling = False

    def flush(self) -> None:
        self._soon.flush()


class TextArea(QPlainTextEdit):
    """Several lines. Tab moves on to the next field; the height follows the text."""

    saved = Signal(str)

    def __init__(self, name: str, object_name: str, hint: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName(object_name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._least = lines
        self._fit()
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._filling = False
        self._soon = SaveSoon(self)
        self._soon.due.connect(lambda: self.saved.emit(self.toPlainText()))
        self.textChanged.connect(lambda: None if self._filling else self._soon.touch())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes other lines, and Qt counts them only when they are painted."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            block, layout = self.document().firstBlock(), self.document().documentLayout()
            while block.isValid():
                layout.blockBoundingRect(block)
                block = block.next()
            self._fit()

    def _fit(self) -> None:
        """As high as its lines, and a page that scrolls is not filled by one answer."""
        shown = min(max(self._least, round(self.document().size().height())), MOST_LINES)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * shown + px(28))

    def fill(self, text: str) -> None:
        if text != self.toPlainText() and not self.hasFocus() and not self._soon.is_waiting:
            self.start_with(text)

    def start_with(self, text: str) -> None:
        """Show a text whatever stands here; for a field that now belongs to something else."""
        self._soon.forget()
        self._filling = True
        self.setPlainText(text)
        self._filling = False

    def flush(self) -> None:
        self._soon.flush()

    def event(self, event: QEvent) -> bool:
        # Enter stays a new line here; Ctrl+Enter goes on like Enter elsewhere.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                event.ignore()
                return False
        return super().event(event)
