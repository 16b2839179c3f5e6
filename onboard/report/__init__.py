"""The snapshot as plain data for machines: the JSON shapes that the command line promises."""

from __future__ import annotations

from typing import Any

from onboard.price_cut import cuts
from onboard.report.amounts import cost_data, money_data
from onboard.report.harm import cut_data, insurer_data, risk_data, rule_data, sum_data
from onboard.report.lines import line_data, may_come_data, order_data
from onboard.report.talk import ask_data, assumption_data, facts_data, flag_data
from onboard.report.together import (
    helper_data,
    next_step_data,
    phase_data,
    working_data,
)
from onboard.risk.sums import bars
from onboard.snapshot import EngagementSnapshot

__all__ = [
    "ask_data",
    "facts_data",
    "insurer_data",
    "order_data",
    "progress",
    "recommendation_data",
    "rule_data",
]

Data = dict[str, Any]


def recommendation_data(snapshot: EngagementSnapshot) -> Data:
    """What `recommend --format json` prints."""
    return {
        "pack": snapshot.pack.id,
        "pack_version": snapshot.pack.version,
        "pack_sha256": snapshot.pack.sha256,
        "on": snapshot.on.isoformat(),
        "complete": snapshot.path.is_done,
        "lines": [line_data(snapshot, line) for line in snapshot.lines],
        "may_come": [may_come_data(snapshot, line) for line in snapshot.may_come],
        "risks": [risk_data(rated) for rated in snapshot.register.risks],
        "assumptions": assumption_data(snapshot),
        "flags": flag_data(snapshot),
        "rules": rule_data(snapshot),
        "cuts": [cut_data(cut) for cut in cuts(snapshot)],
        "sums": [sum_data(reckoning) for reckoning in snapshot.reckonings],
        "beside": [
            {"question": bar.question, "amount": money_data(bar.amount)}
            for bar in bars(snapshot.pack, snapshot.known, snapshot.currency)
        ],
        "insurers": insurer_data(snapshot),
        "budget": phase_data(snapshot),
        "working": working_data(snapshot),
        "helper": helper_data(snapshot),
        "next_step": next_step_data(snapshot),
        "totals": {
            "recommended": cost_data(snapshot.total_span),
            "chosen": cost_data(snapshot.chosen_span),
            "agreed": cost_data(snapshot.chosen_total),
        },
    }
