"""Every control in light and dark, at usual and at double size: nothing cut, faint or nameless."""

from __future__ import annotations

import pytest
from checks import all_findings
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.widgets.cost_bars import Bar, CostBars
from ui.widgets.date_field import DateField
from ui.widgets.money_field import MoneyField
from ui.widgets.number_field import NumberField
from ui.widgets.risk_map import MapPoint, RiskMap
from ui.widgets.signature_panel import SignaturePanel
from ui.widgets.table_editor import TableColumn, TableEditor


def fields() -> list[QWidget]:
    money, number, date = MoneyField("USD"), NumberField(1, 500, "people"), DateField("End")
    money.set_text("40000")
    number.set_text("500")
    date.set_text("2027-03-31")
    return [money, number, date]


def table() -> list[QWidget]:
    systems = (("win", "Windows 11 Pro, 25H2"), ("other", "Something else"))
    columns = (
        TableColumn("system", "System", "choice", systems),
        TableColumn("count", "How many", "number", low=1, high=50),
        TableColumn("note", "Where it stands", "text"),
    )
    made = TableEditor(columns)
    made.set_rows([{"system": "win", "count": 50, "note": "front desk"}] * 2)
    return [made]


def panel(is_typed: bool = False) -> list[QWidget]:
    made = SignaturePanel(
        "For the practice",
        "I decide for the practice. I know what is bought and what is not.",
        "Alexandra Featherstonehaugh-Cholmondeley",
        consent="I have read this agreement and I agree to sign it on this computer.",
    )
    if is_typed:
        made.findChild(QWidget, "type-instead").click()
    made.set_problem("The disk is full. Your answers are safe. Free some space and sign again.")
    return [made]


def charts() -> list[QWidget]:
    risks, bars = RiskMap(), CostBars()
    risks.show_points(
        [MapPoint(n, f"Risk {n}", "low", "high", was=("high", "high")) for n in range(1, 9)]
    )
    bars.show_bars([Bar("A week without the schedule", 9_000, 60_000, "$9,000 – $60,000")] * 3)
    return [risks, bars]


@pytest.mark.parametrize(
    "make", [fields, table, panel, lambda: panel(is_typed=True), charts],
    ids=["fields", "table", "ink", "typed", "charts"],
)  # fmt: skip
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("scale", "width"), [(1.0, 900), (1.0, 480), (2.0, 640)])
def test_nothing_is_cut_faint_nameless_or_small(show, dress, make, dark, scale, width):
    dress(dark=dark, scale=scale)
    page = QWidget()
    page.setObjectName("page")
    column = QVBoxLayout(page)
    for part in make():
        column.addWidget(part)
    column.addStretch(1)
    view = QScrollArea()
    view.setAccessibleName("Page")
    view.setWidgetResizable(True)
    view.setWidget(page)
    show(view, width, 2000)
    assert all_findings(view) == []
