"""The system's own dialog for a printer."""

from __future__ import annotations

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


def ask_printer(parent: QWidget, title: str) -> QPrinter | None:
    """The printer that a person picks; None when he changes his mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(title)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if taken else None
