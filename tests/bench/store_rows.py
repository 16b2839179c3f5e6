"""The rows of `tests.bench.saving`."""

from __future__ import annotations

from collections.abc import Mapping

from tests.bench.saving import CLIENTS
from tests.bench.table import Row, Runs, beside, missing, slow, timed


def rows(runs: Mapping[str, Runs]) -> list[Row]:
    """Saving beside the raw drivers, and opening beside a plain file."""
    laptop, server, opening = (
        runs[f"{name}"] for name in ("saving-laptop", "saving-server", "opening")
    )
    return [
        *_saving("Answer saved in the laptop's store: sealed, with its event, durable", laptop, 5),
        *_saving("Answer saved on PostgreSQL: sealed, with its event, durable", server, 10),
        timed(f"Encrypted store opened, {CLIENTS} clients read", opening, "open-sealed"),
        timed("… the same tables in a plain file", opening, "open-plain"),
        beside("… ours against it", opening, "open-sealed", "open-plain", 2),
    ]


def _saving(what: str, runs: Runs, goal: float) -> list[Row]:
    if gone := missing(what, runs):
        return [gone]
    return [
        timed(f"{what}, typical", runs, "save-ours", goal),
        slow("… 95 of 100 within", runs, "save-ours", goal),
        timed("… the same statements and seals on the raw driver", runs, "save-raw"),
        beside("… ours against it", runs, "save-ours", "save-raw", 3),
    ]
