"""Dialogs of lists from other programs, and of a whole client as a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.flow import Stop
from onboard.papers.supplier_told import ToldAnswers, ToldPart
from onboard.tables.limits import Rows
from onboard.wording import say
from tools.scenes.stage import Stage, State
from tools.scenes.texts import NAME
from ui.dialogs.client_file import BRING, ClientFileDialog
from ui.dialogs.list_intake import ListDialog
from ui.dialogs.sheet import Sheet
from ui.dialogs.supplier import SupplierDialog

EMPTY, TYPICAL, WORST, PROBLEM = State.EMPTY, State.TYPICAL, State.WORST, State.PROBLEM
HOME = {EMPTY: "typical", TYPICAL: "typical", WORST: "worst", PROBLEM: "typical"}
CODE = "K7MW-3QPA-9XTC-0H5R-ZB6T-2N8D"
"""Made up, in the form of a code of a client file."""
FEW: Rows = (
    ("Computer name", "Serial number", "OS", "Type", "Last user", "Purchase date"),
    ("DESK-01", "PF2X81", "Windows 11 Pro 23H2", "Laptop", "ana", "2024-02-01"),
    ("DESK-02", "PF2X82", "Windows 10 Pro 10.0.19045", "Desktop", "luis", "02/03/2024"),
    ("KIOSK", "PF2X83", "Windows 10 Pro", "Kiosk", "", ""),
    ("SRV-01", "PF2X84", "Windows Server 2019", "Server", "", ""),
)


def listed(stage: Stage, state: State) -> QWidget:
    """A price list that says nothing, computers, very many rows, and other money."""
    window = stage.window(HOME[state], "undecided", Stop.WELCOME)
    kind, rows = "computers", FEW
    if state is EMPTY:
        kind, rows = "prices", (("Thing", "Amount"),)
    if state is WORST:
        rows = (
            FEW[0],
            *((NAME, f"S{n}", NAME, f"{NAME[:60]} {n % 3}", NAME, "") for n in range(80)),
        )
    if state is PROBLEM:
        kind, rows = "prices", (("Item", "Price", "Currency"), ("workstation", "900", "EUR"))
    return _opened(stage, ListDialog(window, window.session.foreign_list(kind, rows)), state)


def client_file(stage: Stage, state: State) -> QWidget:
    """Saving, bringing in, the code of a long name, and a file that does not open."""
    window = stage.window(HOME[state])
    name = NAME if state is WORST else "Example Bakery"
    clients = [] if state is EMPTY else [(EngagementId("e"), name)]
    dialog = ClientFileDialog(window, window.session, clients)
    if state is PROBLEM:
        dialog.which.set_value(BRING)
        dialog._on_which(BRING)
        dialog.take_file(Path(f"{NAME[:40]}.onboard-client"))
        dialog.came(str(UserFacingError("archive.wrong-code")), "")
    if state is WORST:
        dialog.saved("", CODE)
    dialog.open()
    stage.settle()
    return dialog


def _opened(stage: Stage, dialog: ListDialog, state: State) -> QWidget:
    dialog.open()
    stage.settle()
    if state in (EMPTY, PROBLEM):
        dialog.yes.click()
    return dialog


def supplier(stage: Stage, state: State) -> QWidget:
    """All yes; some to talk about; a sheet of another need; very many long lines."""
    window = stage.window(HOME[state], "undecided", Stop.WELCOME)
    counts: dict[str, object] = {"yes": 51, "no": 2, "instead": 1, "open": 3}
    if state is EMPTY:
        counts = {"yes": 57, "no": 0, "instead": 0, "open": 0}
    lines = {
        "missing": ("Virus protection", "Copy away from the building"),
        "leaves": (say("answers.no-line", name="Managed switch", without="Nobody sees a fault."),),
    }
    if state is PROBLEM:
        lines = {
            "extra": ("Coffee machine",),
            "unread": (say("answers.row-twice", row=3, line="a"),),
        }
    if state is WORST:
        lines = {key: tuple([NAME] * 30) for key in ("missing", "extra", "unanswered")}
    parts = (
        ()
        if state is EMPTY
        else tuple(ToldPart(say(f"answers.{key}"), texts) for key, texts in lines.items())
    )
    told = ToldAnswers(say("answers.counted", arguments=counts), parts)
    file = f"{NAME}.csv" if state is WORST else "What we need.csv"
    return _opened(stage, SupplierDialog(window, file, told), TYPICAL)


SHEETS: dict[str, type[Sheet]] = {
    "list": ListDialog,
    "client-file": ClientFileDialog,
    "supplier": SupplierDialog,
}
SHOWS = (listed, client_file, supplier)
