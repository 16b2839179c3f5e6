"""The risks of a client as the plan shows them: on the map, as a table, at three moments."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from onboard.papers.wordings import level_name
from onboard.wording import say
from ui.theme import Theme, level_fill, px
from ui.widgets.base import label
from ui.widgets.data_table import DataTable
from ui.widgets.forms import action
from ui.widgets.looked import tell_looker
from ui.widgets.notes import Expander
from ui.widgets.risk_map import MapPoint, RiskMap
from ui.widgets.wrap_layout import WrapLayout

if TYPE_CHECKING:
    from onboard.risk.register import RatedRisk, Rating
    from onboard.snapshot import EngagementSnapshot


class Moment(Enum):
    """When the risks are looked at."""

    TODAY = "today"
    EVERYTHING = "everything"
    CHOSEN = "chosen"


class RiskView(QWidget):
    """The map at one moment, with arrows from today; below it all three as a table."""

    def __init__(self, snapshot: EngagementSnapshot) -> None:
        super().__init__()
        self._ranked = snapshot.register.worst_first()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(label(say("page.moments"), "field"))
        buttons = WrapLayout(spacing=px(8))
        self._moments = QButtonGroup(self)
        for moment in Moment:
            made = action(say(f"page.moment-{moment.value}"), f"moment-{moment.value}")
            made.setCheckable(True)
            # Not `clicked`: assistive technology toggles a button that can stay down.
            made.toggled.connect(lambda on, at=moment: self._draw(at) if on else None)
            self._moments.addButton(made)
            buttons.addWidget(made)
        column.addLayout(buttons)
        self.map = RiskMap()
        self.map.setObjectName("risk-map")
        column.addWidget(self.map)
        column.addWidget(self._table())
        stories = [f"{n}. {rated.story}" for n, rated in enumerate(self._ranked, start=1)]
        column.addWidget(Expander(say("page.plan-stories"), "\n".join(stories), "risk-stories"))
        self.show_moment(Moment.EVERYTHING)

    def show_moment(self, moment: Moment) -> None:
        """Put each risk where it stands then; arrows come from where it stands today."""
        for made in self._moments.buttons():
            if made.objectName() == f"moment-{moment.value}":
                made.setChecked(True)

    def _draw(self, moment: Moment) -> None:
        tell_looker(self, "moment", f"moment-{moment.value}")
        self.map.show_points(
            [_point(number, each, moment) for number, each in enumerate(self._ranked, start=1)]
        )

    def _table(self) -> DataTable:
        heads = (
            say("agreement.col-risk"),
            say("agreement.level-today"),
            say("agreement.level-everything"),
            say("agreement.level-chosen"),
        )
        rows = [
            (
                f"{number}. {rated.name}",
                *(level_name(_rating(rated, moment).level) for moment in Moment),
            )
            for number, rated in enumerate(self._ranked, start=1)
        ]
        made = DataTable(say("agreement.risks-title"), heads, rows, (7, 3, 3, 3))
        made.setObjectName("risk-table")
        ink = QColor(Theme.tokens.on_level)
        for y, rated in enumerate(self._ranked):
            for x, moment in enumerate(Moment, start=1):
                made.tint(y, x, level_fill(_rating(rated, moment).level.value), ink)
        return made


def _rating(rated: RatedRisk, moment: Moment) -> Rating:
    match moment:
        case Moment.TODAY:
            return rated.today
        case Moment.EVERYTHING:
            return rated.recommended
        case Moment.CHOSEN:
            return rated.chosen


def _point(number: int, rated: RatedRisk, moment: Moment) -> MapPoint:
    now, today = _rating(rated, moment), rated.today
    was = None if moment is Moment.TODAY else (today.likelihood.value, today.impact.value)
    return MapPoint(number, rated.name, now.likelihood.value, now.impact.value, was)
