"""`python -m tests.bench`: measure, print a table, and with `--write` renew docs/benchmarks.md."""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from os import cpu_count
from pathlib import Path

from tests.bench import engine, processes, store_rows, table
from tests.bench.processes import ROOT, Start

PAPER_CASES = ("paper-layout", "sealing")
WINDOW_CASES = ("answering", "bare-page", "memory", "loop")
CASES = ("core", *WINDOW_CASES, "saving", "packs", "shopping", "paper", "eight", *PAPER_CASES)
DESK_CASES = ("desk",)
STORE_CASES = ("saving-laptop", "saving-server", "opening")
ENGINE_CASES = ("recommending", "growing", "zen", "survey")
PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def main() -> int:
    """Exit code 0 also where a goal is missed: a slow moment of a machine is no broken build."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew docs/benchmarks.md")
    parser.add_argument("--engine", action="store_true", help="the rule engine alone")
    parser.add_argument("--desk", action="store_true", help="the list of all clients alone")
    parser.add_argument("--saving", action="store_true", help="saving and opening alone")
    parser.add_argument("--starts", type=int, default=15, help="starts of each program (15)")
    parser.add_argument("--rounds", type=int, default=7, help="processes of each case (7)")
    options = parser.parse_args()
    _tell("compiling")
    processes.compile_all()
    load = processes.load_average()
    rows = []
    few = min(options.rounds, 3)  # its store takes longer to make than all that is measured
    if options.desk:
        found = table.desk_rows(_runs(DESK_CASES, few)["desk"])
        sys.stdout.write(f"{table.as_text(found)}\n")
        return 0
    if options.saving:
        found = store_rows.rows(_runs(STORE_CASES, few))
        sys.stdout.write(f"{table.as_text(found)}\n")
        return 0
    if not options.engine:
        rows += table.start_rows(_starts(options.starts))
        runs = {**_runs(CASES, options.rounds), **_runs(DESK_CASES, few)}
        rows += table.case_rows(runs)
        rows += store_rows.rows(_runs(STORE_CASES, few))
    engine_rounds = min(options.rounds, 3)
    rows += table.engine_rows(_runs(ENGINE_CASES, engine_rounds))
    facts = _facts(options.starts, options.rounds, engine_rounds, load)
    sys.stdout.write(f"\n{facts}\n\n{table.as_text(rows)}\n")
    if options.write and not options.engine:
        _write(f"{facts}\n\n{table.as_markdown(rows)}")
    return 0


def _starts(count: int) -> dict[str, list[Start]]:
    """Each program in turn, so that a slow moment of the machine meets all of them."""
    with tempfile.TemporaryDirectory(prefix="onboard-bench-") as home:
        commands = processes.starters(Path(home))
        for command in commands.values():
            processes.start(command)  # fills the disk's cache; not counted
        found: dict[str, list[Start]] = {name: [] for name in commands}
        for number in range(count):
            _tell(f"start {number + 1} of {count}")
            for name, command in commands.items():
                found[name].append(processes.start(command))
    return found


def _runs(names: Sequence[str], count: int) -> Mapping[str, table.Runs]:
    found: dict[str, list[dict[str, list[float]]]] = {name: [] for name in names}
    for number in range(count):
        for name in names:
            _tell(f"round {number + 1} of {count}: {name}")
            found[name].append(processes.case(name))
    return found


def _facts(starts: int, rounds: int, engine_rounds: int, load: float) -> str:
    """What a reader needs to judge the numbers; nothing that tells whose machine it was."""
    asked = "import PySide6.QtCore as core; print(core.qVersion())"
    qt = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True
    ).stdout.strip()
    return (
        f"Measured on {datetime.now(UTC):%d %B %Y} with `make bench`, byte code compiled first. "
        f"{platform.system()} {platform.machine()}, {cpu_count()} cores, "
        f"Python {platform.python_version()}, Qt {qt}, no screen (offscreen); "
        f"the machine's load before the run was {load:.1f}. "
        f"Medians of {starts} starts, program by program in turn, and of {rounds} processes "
        f"for each other case ({engine_rounds} for the rule engine), case by case in turn. "
        f"Beside ours: {engine.versions() or 'no other engine is installed'}."
    )


def _write(measured: str) -> None:
    """Replace what stands between the marks; the words around it are written by hand."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise SystemExit(f"{PAGE.name} has lost its marks {BEGIN} and {END}")
    PAGE.write_text(f"{before}{BEGIN}\n{measured}\n{END}{after}", encoding="utf-8")


def _tell(what: str) -> None:
    sys.stderr.write(f"\r\x1b[K{what}" if sys.stderr.isatty() else f"{what}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    raise SystemExit(main())
