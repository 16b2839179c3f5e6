"""Numbers into rows with goals, and rows into a table for the screen and for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.processes import Start

Runs = Sequence[Mapping[str, Sequence[float]]]
"""What one case gave, process by process."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number; `goal` is the most it may be, None where there is none."""

    what: str
    number: float
    unit: str
    goal: float | None = None

    @property
    def verdict(self) -> str:
        if self.goal is None:
            return ""
        return "met" if self.number <= self.goal else "NOT MET"

    def cells(self) -> tuple[str, str, str, str]:
        goal = "" if self.goal is None else f"≤ {_shown(self.goal)} {self.unit}"
        return self.what, f"{_shown(self.number)} {self.unit}", goal, self.verdict


def start_rows(starts: Mapping[str, Sequence[Start]]) -> list[Row]:
    """Time and memory of each program as ratios to the bare wizard started just before it."""
    bare = starts["bare"]
    rows = [
        Row("Bare wizard of one page: start to first paint", _time(bare), "ms"),
        Row("Bare wizard of one page: peak memory", _peak(bare), "MiB"),
    ]
    names = {"app": "Our first page", "frozen": "Our first page, one-folder build"}
    for key, name in names.items():
        if key not in starts:
            continue
        pairs = list(zip(starts[key], bare, strict=True))
        times = median(own.milliseconds / other.milliseconds for own, other in pairs)
        peaks = median(own.peak_mib / other.peak_mib for own, other in pairs)
        goals = (1.8, 1.5) if key == "app" else (None, None)
        rows += [
            Row(f"{name}: start to first paint", _time(starts[key]), "ms"),
            Row(f"{name}: time against the bare wizard", times, "×", goals[0]),
            Row(f"{name}: peak memory", _peak(starts[key]), "MiB"),
            Row(f"{name}: memory against the bare wizard", peaks, "×", goals[1]),
        ]
    return rows


def case_rows(runs: Mapping[str, Runs]) -> list[Row]:
    """The rows of all cases in the order of a client's file."""
    core, answering, saving = runs["core"], runs["answering"], runs["saving"]
    packs, paper = runs["packs"], runs["paper"]
    size = f"{_typical(core, 'questions'):.0f} questions, {_typical(core, 'items'):.0f} items"
    pages = f"{_typical(paper, 'pages'):.0f} pages"
    return [
        Row("Shipped pack read and checked, first in a process", *_ms(packs, "shipped-pack-first")),
        Row("Shipped pack again", *_ms(packs, "shipped-pack")),
        Row(f"Made-up pack ({size})", *_ms(packs, "synthetic-pack")),
        Row("Answer saved, next question painted: typical", *_ms(answering, "answer-to-next"), 50),
        Row(
            "Answer saved, next question painted: 95 of 100 within",
            _high(answering, "answer-to-next"),
            "ms",
            50,
        ),
        Row("… of which saving, typical", *_ms(saving, "save-answer")),
        Row("… of which the way through the questions, typical", *_ms(core, "path"), 5),
        Row(
            "… of which the way through the questions, 95 of 100 within",
            _high(core, "path"),
            "ms",
            5,
        ),
        Row("… of which way and urgent flags, typical", *_ms(core, "question-page")),
        Row(f"All {_typical(core, 'plan-lines'):.0f} lines of the plan", *_ms(core, "lines")),
        Row("Risks, flags and reasons for these lines", *_ms(core, "rest")),
        Row(f"Agreement of {pages} built, not signed, first", *_ms(paper, "render-first")),
        Row(f"Agreement of {pages} built, not signed, again", *_ms(paper, "render-again")),
        Row("Agreement built and signed twice, first", *_ms(paper, "paper-first"), 2000),
        Row("Agreement built and signed twice, again", *_ms(paper, "paper-again"), 2000),
        Row("Signed agreement checked, first", *_ms(paper, "verify-first")),
        Row("Signed agreement checked, again", *_ms(paper, "verify-again")),
        Row("Size of the signed agreement", _typical(paper, "kib"), "KiB"),
    ]


HEAD = ("What", "Median", "Goal", "")


def as_text(rows: Sequence[Row]) -> str:
    """Columns for the screen."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        f"{what:<{widths[0]}}  {number:>{widths[1]}}  {goal:>{widths[2]}}  {verdict}".rstrip()
        for what, number, goal, verdict in lines
    )


def as_markdown(rows: Sequence[Row]) -> str:
    lines = ["| " + " | ".join(HEAD) + " |", "|---|---:|---:|---|"]
    lines += ["| " + " | ".join(row.cells()) + " |" for row in rows]
    return "\n".join(lines)


def _ms(runs: Runs, name: str) -> tuple[float, str]:
    return _typical(runs, name), "ms"


def _typical(runs: Runs, name: str) -> float:
    """The median over processes of each process's median."""
    return median(median(run[name]) for run in runs)


def _high(runs: Runs, name: str) -> float:
    """The median over processes of the time that 95 of 100 samples stay within."""
    return median(quantiles(run[name], n=20)[-1] for run in runs)


def _time(starts: Sequence[Start]) -> float:
    return median(each.milliseconds for each in starts)


def _peak(starts: Sequence[Start]) -> float:
    return median(each.peak_mib for each in starts)


def _shown(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.1f}" if number < 100 else f"{number:,.0f}"
