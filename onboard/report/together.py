"""Budget, the firm's own interest, the present helper and the next step as plain data."""

from __future__ import annotations

from typing import Any

from onboard.budget import Phase, phases
from onboard.next_step import next_step
from onboard.present_helper import present_helper
from onboard.report.amounts import cost_data
from onboard.snapshot import EngagementSnapshot, PlanLine

Data = dict[str, Any]


def phase_data(snapshot: EngagementSnapshot) -> Data | None:
    """What fits the budget now and what waits until when; None where no budget was told."""
    found = phases(snapshot)
    if found is None:
        return None
    limits = found.limits
    return {
        "once": None if limits.once is None else format(limits.once, "f"),
        "monthly": None if limits.monthly is None else format(limits.monthly, "f"),
        "now": _phase(found.now),
        "later": [_phase(phase) for phase in found.later],
    }


def _phase(phase: Phase) -> Data:
    return {
        "on": phase.on.isoformat() if phase.on is not None else None,
        "lines": [line.item for line in phase.lines],
        "cost": cost_data(phase.cost),
        "musts": [line.item for line in phase.musts],
    }


def earning_data(snapshot: EngagementSnapshot, line: PlanLine) -> Data:
    """Whether the firm earns from a line: margin yes, no or not said, and a partner scheme."""
    kind = snapshot.pack.content.items[line.item].kind.value
    earning = snapshot.firm.earning(line.item, kind)
    return {"margin": earning.margin, "scheme": earning.scheme}


def working_data(snapshot: EngagementSnapshot) -> Data | None:
    """The way of working together that stands, and the clauses that make it so."""
    working = snapshot.pack.content.working
    if working is None:
        return None
    chosen = str(snapshot.facts[working.question])
    model = working.models.get(chosen)
    return {
        "chosen": chosen,
        "name": model.name if model is not None else "",
        "clauses": [
            clause
            for clause in (*(model.clauses if model is not None else ()), *working.always)
            if _stands(snapshot, clause)
        ],
        "offered": list(working.models),
    }


def _stands(snapshot: EngagementSnapshot, key: str) -> bool:
    """Whether a clause is neither struck nor gone with a line that was declined."""
    clause = snapshot.pack.content.clauses[key]
    struck = any(edit.clause == key and edit.struck for edit in snapshot.engagement.clause_edits)
    return not struck and not any(snapshot.gives_up(item) for item in clause.rests_on)


def helper_data(snapshot: EngagementSnapshot) -> Data | None:
    """What was told of the present helper; what the owner keeps to himself is not in it."""
    view = present_helper(snapshot)
    if view is None:
        return None
    return {
        "is_us": view.is_us,
        "weighed": view.weighed,
        "chain": [
            {
                "stage": link.stage.value,
                "text": link.text,
                "answers": [{"question": key, "said": said} for key, said in link.cites],
            }
            for link in view.chain
        ],
        "tables": [
            {"question": table.question, "columns": list(table.columns), "rows": list(table.rows)}
            for table in view.tables
        ],
        "would_act": view.would_act,
        "outcome": view.outcome_id,
        "checklist": [
            {"text": step.text, "by": step.by, "who": step.who.value}
            for step in (view.outcome.checklist if view.outcome is not None else ())
            if not (view.is_us and view.outcome is not None and view.outcome.leaves)
        ],
    }


def next_step_data(snapshot: EngagementSnapshot) -> Data:
    step = next_step(snapshot)
    return {"text": step.text, "on": step.on.isoformat(), "who": step.who}
