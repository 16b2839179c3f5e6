"""Pictures of every widget of the kit in its states, in each look: python tools/gallery.py OUT.

For looking at, when a widget or a token changes. Pages are pictured by tools/shots.py.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from math import sin
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WHY = (
    "A lost laptop is one of the most common ways for customers' details to get out. Your answer"
    " decides whether we suggest locking the disk. Nobody sees it but you."
)


def sheet(*widgets: QWidget, side: float = 40) -> QWidget:
    """Widgets below each other on the canvas, in the width that a page gives them."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

    from ui.theme import px

    inner = QWidget(objectName="inner")
    column = QVBoxLayout(inner)
    column.setContentsMargins(px(side), px(28), px(side), px(28))
    column.setSpacing(px(12))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    page = QWidget(objectName="page")
    around = QVBoxLayout(page)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(area)
    return page


def words() -> QWidget:
    from ui.widgets.base import button, label, rule

    shown = [label(f"A {kind}", kind) for kind in ("eyebrow", "title", "heading", "subheading")]
    shown += [label(f"In the style {kind}. {WHY}", kind) for kind in ("lead", "muted", "error")]
    buttons = [button(kind or "plain", kind, kind) for kind in ("primary", "", "quiet", "link")]
    buttons[1].setDefault(True)
    off = button("not yet", "off", "primary")
    off.setEnabled(False)
    return sheet(*shown, rule(), beside(*buttons, off))


def beside(*widgets: QWidget) -> QWidget:
    from PySide6.QtWidgets import QWidget

    from ui.theme import px
    from ui.widgets.wrap_layout import WrapLayout

    holder = QWidget()
    line = WrapLayout(holder, px(10))
    for widget in widgets:
        line.addWidget(widget)
    return holder


def choices() -> QWidget:
    from PySide6.QtCore import Qt

    from ui.widgets.choices import CheckCards, ChoiceCards, ChoiceOption

    one = ChoiceCards(
        (
            ChoiceOption("lock", "We could lock or erase it", "Someone has tried it once."),
            ChoiceOption("word", "It has a password, but nothing more", WHY),
            ChoiceOption("unsure", "I don't know", "We will add a short task to find out."),
        ),
        "A lost laptop",
    )
    one.set_value("word")
    one.first_focus().setFocus(Qt.FocusReason.TabFocusReason)
    many = CheckCards(
        (ChoiceOption("health", "Health records"), ChoiceOption("none", "None of these")),
        "What is kept",
        "none",
    )
    many.set_value(("health",))
    return sheet(one, many)


def fields() -> QWidget:
    from PySide6.QtWidgets import QCheckBox, QRadioButton

    from ui.widgets.date_field import DateField
    from ui.widgets.forms import Labelled, pick_list
    from ui.widgets.money_field import MoneyField
    from ui.widgets.number_field import NumberField
    from ui.widgets.text_fields import LineField, TextArea

    number, money, day = NumberField(0, 50, "people"), MoneyField("USD"), DateField()
    number.set_text("6")
    money.set_text("37.36")
    day.set_text("2026-11-21")
    wrong = Labelled("E-mail", LineField("E-mail", "mail", "name@example.com"))
    wrong.say_problem("An e-mail address has an @ in it.")
    pick = pick_list("System", "system")
    pick.addItems(["Windows 11", "macOS"])
    tick, picked = QCheckBox("I don't know how many"), QRadioButton("The first of two")
    tick.setChecked(True)
    picked.setChecked(True)
    return sheet(
        Labelled("Business name", LineField("Business name", "name", "Blue Door Bakery")),
        wrong, Labelled("People", number), Labelled("An hour costs", money),
        Labelled("Paid until", day), Labelled("System", pick),
        Labelled("Anything else", TextArea("Anything else", "more", "In your own words")),
        tick, QCheckBox("Not ticked"), picked, QRadioButton("The second of two"),
    )  # fmt: skip


def notes() -> QWidget:
    from PySide6.QtWidgets import QPushButton

    from ui.widgets.notes import Badge, Banner, Expander

    banners = [Banner(kind) for kind in ("note", "warning", "problem")]
    opened = Expander("Why we ask", WHY, "why")
    opened.findChild(QPushButton, "why").setChecked(True)
    tiers = [Badge(mark, mark.capitalize()) for mark in ("must", "should", "could")]
    levels = [
        Badge(mark, mark.replace("-", " ").capitalize())
        for mark in ("very-low", "low", "moderate", "high", "very-high")
    ]
    made = sheet(
        *banners, Expander("Why we ask", WHY, "closed"), opened, beside(*tiers), beside(*levels)
    )
    for banner in banners:
        banner.say("Your answers are safe. Free some space and choose Save again.", "First")
    return made


def cards() -> QWidget:
    from ui.widgets.card_button import CardButton
    from ui.widgets.line_card import LineCard, LineText

    line = LineText(
        id="guard",
        title="Protection for each computer",
        mark="must",
        mark_text="Must",
        price="105.00 to 105.00 USD a year",
        price_note="An estimate. It is priced before you order.",
        text="You need 11 and have 8, so 3 more.",
        details=("You told us that you will buy three computers.", WHY),
    )
    client = CardButton("Blue Door Bakery", "Last changed on 21 November 2026", "client")
    return sheet(client, LineCard(line))


def table() -> QWidget:
    from ui.widgets.table_editor import TableColumn, TableEditor

    editor = TableEditor(
        (
            TableColumn("kind", "Kind", "choice", (("desktop", "Desktop"), ("laptop", "Laptop"))),
            TableColumn("note", "Where it stands", "text"),
            TableColumn("count", "How many", "number"),
        )
    )
    editor.set_rows(
        [
            {"kind": "laptop", "note": "Front desk", "count": 2},
            {"kind": "desktop", "note": "Workshop", "count": 1},
        ]
    )
    return sheet(editor)


def risks() -> QWidget:
    from ui.widgets.cost_bars import Bar, CostBars
    from ui.widgets.risk_map import MapPoint, RiskMap

    chart, bars = RiskMap(), CostBars()
    chart.show_points(
        [
            MapPoint(1, "A bill with a false account number", "high", "very-high"),
            MapPoint(2, "A lost laptop", "moderate", "high", was=("very-high", "high")),
            MapPoint(3, "All files locked for ransom", "low", "very-high"),
            MapPoint(4, "A letter to the wrong person", "moderate", "high"),
        ]
    )
    bars.show_bars(
        [
            Bar("A bill with a false account number", 8000, 42000, "8,000 to 42,000 USD"),
            Bar("A lost laptop", 1500, 12000, "1,500 to 12,000 USD"),
        ]
    )
    return sheet(chart, bars)


def _panel() -> QWidget:
    from ui.widgets.signature_panel import SignaturePanel

    return SignaturePanel(
        "For the owner",
        "I have read the plan, and I know what is left out and why.",
        "Dana Rivera",
        "I agree to sign this way, and that it counts like a signature on paper.",
    )


def sign_empty() -> QWidget:
    return sheet(_panel())


def sign_drawn() -> QWidget:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    from ui.widgets.ink_pad import InkPad

    panel = _panel()
    made = sheet(panel)
    made.resize(1120, 900)
    made.show()
    pad = panel.findChild(InkPad)
    left = Qt.MouseButton.LeftButton
    points = [QPoint(60 + 3 * n, round(70 + 40 * sin(n / 7) * (1 - n / 160))) for n in range(120)]
    QTest.mousePress(pad, left, pos=points[0])
    for point in points:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, left, pos=points[-1])
    return made


def sign_typed() -> QWidget:
    from PySide6.QtWidgets import QAbstractButton

    panel = _panel()
    panel.findChild(QAbstractButton, "type-instead").click()
    panel.findChild(QAbstractButton, "consent").setChecked(True)
    panel.set_problem("The paper could not be signed. Nothing was lost. Please try again.")
    return sheet(panel)


def rail() -> QWidget:
    from ui.theme import px
    from ui.widgets.rail import Rail, RailStep, StepState

    shown = Rail()
    shown.setFixedWidth(px(248))
    shown.show_steps(
        "Blue Door Bakery",
        (
            RailStep("welcome", "Welcome", StepState.DONE, can_go=True),
            RailStep("questions", "Your questions", StepState.CURRENT, can_go=True),
            RailStep("day", "A day without computers", StepState.DONE, True, inner=True),
            RailStep("sign-in", "People and how they sign in", StepState.CURRENT, True, inner=True),
            RailStep("money", "Money and suppliers", StepState.TODO, False, inner=True),
            RailStep("plan", "Your plan", StepState.TODO, can_go=False),
            RailStep("sign", "Read and sign", StepState.TODO, can_go=False),
        ),
    )
    return shown


def dialog() -> QWidget:
    from PySide6.QtWidgets import QWidget

    from ui.dialogs.sheet import Sheet
    from ui.widgets.base import label

    owner = QWidget()
    shown = Sheet(owner, "Leave this out?", "Leave it out", "Keep it")
    shown.column.addWidget(label(WHY))
    shown.column.addStretch(1)
    shown.owner = owner  # the dialog would go with its owner
    return shown


SCENES: tuple[tuple[Callable[[], QWidget], tuple[int, int]], ...] = (
    (words, (900, 1100)),
    (choices, (900, 900)),
    (fields, (900, 1200)),
    (notes, (900, 1000)),
    (cards, (900, 700)),
    (table, (900, 760)),
    (risks, (1120, 1000)),
    (sign_empty, (900, 900)),
    (sign_drawn, (900, 900)),
    (sign_typed, (900, 900)),
    (rail, (496, 760)),
    (dialog, (900, 700)),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication
    from shots import Shot, take

    shots = [Shot(make.__name__.replace("_", "-"), make, size) for make, size in SCENES]
    take(QApplication(sys.argv[:1]), shots, folder)
    print(folder / "index.html")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
