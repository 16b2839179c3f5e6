"""The measure for start-up: the least that Qt itself needs to show a wizard of one page."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWizard, QWizardPage


class _Watch(QObject):
    """Ends the process after the first paint, in the same way as the program itself does."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, lambda: os._exit(0))
        return False


def main() -> int:
    application = QApplication([sys.argv[0]])
    page = QWizardPage()
    page.setTitle("One page")
    QVBoxLayout(page).addWidget(QLabel("One label"))
    wizard = QWizard()
    wizard.addPage(page)
    watch = _Watch()
    wizard.installEventFilter(watch)
    wizard.show()
    return application.exec()


if __name__ == "__main__":
    raise SystemExit(main())
