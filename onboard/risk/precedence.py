"""Which lines matter most: how high the risks stand today that each of them lowers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onboard.content.model import RiskId
from onboard.recommendation.bill import BillOfMaterials
from onboard.risk.grids import rank
from onboard.risk.register import Scenario, rate, today


def heights(
    applying: Mapping[RiskId, Scenario], bill: BillOfMaterials, owned: Iterable[str]
) -> Mapping[str, int]:
    """The rank of the highest level today among the risks that each item lowers.

    No decision counts: lines must not change places while somebody decides them. What lowers no
    risk of this client is not in it.
    """
    protection = today(bill, owned)
    found: dict[str, int] = {}
    for scenario in applying.values():
        height = rank(rate(scenario, protection).level)
        for measure in scenario.risk.measures:
            found[measure.item] = max(height, found.get(measure.item, height))
    return found
