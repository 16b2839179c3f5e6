"""Numbers into rows with goals, and rows into a table for the screen and for the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from tests.bench.cases import ANSWERS, BUSY, CLIENTS, GESTURE
from tests.bench.engine import BIG, NOT_MEASURED, SMALL
from tests.bench.processes import Start

Runs = Sequence[Mapping[str, Sequence[float]]]
"""What one case gave, process by process."""


@dataclass(frozen=True, slots=True)
class Row:
    """One measured number; `goal` is the most it may be, None where there is none."""

    what: str
    number: float | None
    """None where it could not be measured; `unit` says why."""
    unit: str
    goal: float | None = None
    busy: float | None = None
    """The part of a time that was spent on the processor."""

    @property
    def verdict(self) -> str:
        if self.goal is None or self.number is None:
            return ""
        return "met" if self.number <= self.goal else "NOT MET"

    def cells(self) -> tuple[str, str, str, str, str]:
        if self.number is None:
            return self.what, self.unit, "", "", ""
        goal = "" if self.goal is None else f"≤ {_shown(self.goal)} {self.unit}"
        busy = "" if self.busy is None else f"{_shown(self.busy)} {self.unit}"
        return self.what, f"{_shown(self.number)} {self.unit}", busy, goal, self.verdict


def start_rows(starts: Mapping[str, Sequence[Start]]) -> list[Row]:
    """Time and memory of each program as ratios to the bare wizard started just before it."""
    bare = starts["bare"]
    rows = [
        Row("Bare wizard of one page: start to first paint", _time(bare), "ms", busy=_busy(bare)),
        Row("Bare wizard of one page: peak memory", _peak(bare), "MiB"),
    ]
    names = {"app": "Our first page", "frozen": "Our first page, one-folder build"}
    for key, name in names.items():
        if key not in starts:
            continue
        pairs = list(zip(starts[key], bare, strict=True))
        times = median(own.milliseconds / other.milliseconds for own, other in pairs)
        busy = median(own.busy / other.busy for own, other in pairs)
        peaks = median(own.peak_mib / other.peak_mib for own, other in pairs)
        goals = (1.4, 1.5) if key == "app" else (None, None)
        rows += [
            Row(
                f"{name}: start to first paint",
                _time(starts[key]),
                "ms",
                busy=_busy(starts[key]),
            ),
            Row(f"{name}: time against the bare wizard", times, "×", goals[0], busy),
            Row(f"{name}: peak memory", _peak(starts[key]), "MiB"),
            Row(f"{name}: memory against the bare wizard", peaks, "×", goals[1]),
        ]
    return rows


def case_rows(runs: Mapping[str, Runs]) -> list[Row]:
    """The rows of all cases in the order of a client's file."""
    core, answering, saving = runs["core"], runs["answering"], runs["saving"]
    packs, paper, eight = runs["packs"], runs["paper"], runs["eight"]
    shopping = runs["shopping"]
    size = f"{_typical(core, 'questions'):.0f} questions, {_typical(core, 'items'):.0f} items"
    pages = f"{_typical(paper, 'pages'):.0f} pages"
    return [
        timed("Shipped pack read and checked, first in a process", packs, "shipped-pack-first"),
        timed("Shipped pack again", packs, "shipped-pack"),
        timed(f"Made-up pack ({size})", packs, "synthetic-pack"),
        timed("Owner's list read against 500 items, first", shopping, "read-list-first", 50),
        timed("Owner's list read against 500 items, again", shopping, "read-list", 50),
        timed("Nearest name of what was not understood", shopping, "suggestion", 50),
        timed("Answer saved, next question painted: typical", answering, "answer-to-next", 50),
        slow(
            "Answer saved, next question painted: 95 of 100 within", answering, "answer-to-next", 50
        ),
        timed("… of which saving, typical", saving, "save-answer"),
        *_page_rows(runs),
        timed("… of which the way through the questions, typical", core, "path", 5),
        slow("… of which the way through the questions, 95 of 100 within", core, "path", 5),
        timed("… of which way and urgent flags, typical", core, "question-page"),
        timed(f"All {_typical(core, 'plan-lines'):.0f} lines of the plan", core, "lines"),
        timed("Risks, flags and reasons for these lines", core, "rest"),
        timed(f"Agreement of {pages} built, not signed, first", paper, "render-first"),
        timed(f"Agreement of {pages} built, not signed, again", paper, "render-again"),
        timed(f"Agreement of {pages}, from facts to both signatures, first", paper, "paper-first"),
        timed(f"Agreement of {pages}, from facts to both signatures, again", paper, "paper-again"),
        timed("Agreement of 7 pages built and signed twice, first", eight, "eight-first", 2000),
        timed("Agreement of 7 pages built and signed twice, again", eight, "eight-again", 2000),
        timed("Signed agreement checked, first", paper, "verify-first"),
        timed("Signed agreement checked, again", paper, "verify-again"),
        Row(
            "Size of a paper with a bill of 60 lines on"
            f" {_typical(eight, 'sixty-pages'):.0f} pages, not signed",
            _typical(eight, "sixty-kib"),
            "KiB",
            97.6,  # 100 kB
        ),
        Row("Size of the signed agreement", _typical(paper, "kib"), "KiB"),
        *_paper_rows(runs),
        *desk_rows(runs["desk"]),
    ]


def desk_rows(runs: Runs) -> list[Row]:
    """The list of all clients; its store is made once a process and has a row of its own."""
    size = f"{CLIENTS:,} clients and {CLIENTS * ANSWERS:,} answers"
    return [
        timed(f"Store with {size} made for the rows below", runs, "desk-filled"),
        timed("Desk drawn with 2,000 clients, first in a process", runs, "desk-first", 300),
        timed("Desk drawn with 2,000 clients, again", runs, "desk-drawn", 300),
        timed("Name search among 2,000 clients", runs, "desk-search", 100),
        timed("Who is hit, asked of 2,000 clients", runs, "desk-hit"),
    ]


def _paper_rows(runs: Mapping[str, Runs]) -> list[Row]:
    """Layout and sealing beside other programs; one that could not be had has no row."""
    layout, sealing = runs["paper-layout"], runs["sealing"]
    lines = f"{_typical(layout, 'lines'):.0f} lines"
    rows = [
        Row(f"Size of the agreement of {lines}, not signed", _typical(layout, "unsigned-kib"),
            "KiB"),
        timed("Its pages and tags, ours", layout, "layout-ours"),
    ]  # fmt: skip
    for name, title, goal in (
        ("reportlab", "ReportLab alone, the same texts and tables, no tags", 1.5),
        ("weasyprint", "WeasyPrint, the same texts and tables", 1.0),
        ("typst", "Typst, the same texts and tables", 1.5),
    ):
        if f"layout-{name}" in layout[0]:
            rows += [
                timed(f"… {title}", layout, f"layout-{name}"),
                beside("… … ours against it", layout, "layout-ours", f"layout-{name}", goal),
            ]
    return [
        *rows,
        timed("One seal with its checks and its drawn box, ours", sealing, "seal-ours"),
        timed("… pyHanko's signature alone", sealing, "seal-pyhanko"),
        beside("… ours against it", sealing, "seal-ours", "seal-pyhanko", 1.2),
    ]


def beside(what: str, runs: Runs, ours: str, other: str, goal: float) -> Row:
    ratio, busy = (
        median(median(run[f"{ours}{part}"]) / median(run[f"{other}{part}"]) for run in runs)
        for part in ("", BUSY)
    )
    return Row(what, ratio, "×", goal, busy)


def _page_rows(runs: Mapping[str, Runs]) -> list[Row]:
    """The next question beside a bare page, the event loop on the whole road, and memory."""
    answering, bare, loop, memory = (
        runs[name] for name in ("answering", "bare-page", "loop", "memory")
    )
    pairs = list(zip(answering, bare, strict=True))
    ratio, busy = (
        median(
            median(own[f"next-painted{part}"]) / median(other[f"bare-page{part}"])
            for own, other in pairs
        )
        for part in ("", BUSY)
    )
    widgets = f"{_typical(bare, 'widgets'):.0f} plain widgets"
    grown = median(run["memory-200"][0] / run["memory-20"][0] for run in memory)
    gestures = len(loop[0]["gesture"])
    return [
        timed(
            "… without saving: answer checked, all derived anew, drawn", answering, "answer-drawn"
        ),
        timed("… from Next to the next question painted", answering, "next-painted"),
        timed(f"Bare page of as many widgets ({widgets}), built anew", bare, "bare-page"),
        Row("Next question painted: time against the bare page", ratio, "×", 2, busy),
        Row("Memory, every page seen, 20 pages on", _typical(memory, "memory-20"), "MiB"),
        Row("… 200 pages on", _typical(memory, "memory-200"), "MiB"),
        Row("… 200 pages on against 20", grown, "×", 1.05),
        _within("Event loop not free on the whole road: 99 of 100 within", loop, "wait", 50),
        _longest("… the longest", loop, "wait", 150),
        _within(f"… the longest of each of {gestures} gestures: 99 of 100 within", loop, "gesture"),
        Row(f"… the longest of all was at: {_worst_gesture(loop)}", *_worst_of(loop)),
    ]


def _within(what: str, runs: Runs, name: str, goal: float | None = None) -> Row:
    """The time that 99 of 100 samples stay within."""
    clock, busy = (
        median(quantiles(run[f"{name}{part}"], n=100)[-1] for run in runs) for part in ("", BUSY)
    )
    return Row(what, clock, "ms", goal, busy)


def _longest(what: str, runs: Runs, name: str, goal: float) -> Row:
    clock, busy = (median(max(run[f"{name}{part}"]) for run in runs) for part in ("", BUSY))
    return Row(what, clock, "ms", goal, busy)


def _worst_gesture(runs: Runs) -> str:
    """Where the loop was held up longest, over all processes."""
    longest = [(max(run[name]), name) for run in runs for name in run if name.startswith(GESTURE)]
    return max(longest)[1].removeprefix(GESTURE)


def _worst_of(runs: Runs) -> tuple[float, str]:
    return max(max(run["gesture"]) for run in runs), "ms"


def engine_rows(runs: Mapping[str, Runs]) -> list[Row]:
    """The rule engine alone, over big packs, and beside other engines."""
    shipped, growth = runs["recommending"], runs["growing"]
    risks = f"{_typical(shipped, 'risks'):.0f} risks"
    lines = {name: f"{_typical(growth, f'{name}-lines'):,.0f} lines" for name in ("small", "big")}
    rules = {"small": f"{SMALL:,} items and rules", "big": f"{BIG:,} items and rules"}
    grown = median(median(run["big"]) / median(run["small-in-turn"]) for run in growth)
    again = median(median(run["big"]) / median(run["small"]) for run in growth)
    whole = f"Shipped pack: facts to certified bill ({_typical(shipped, 'lines'):.0f} lines)"
    return [
        timed(f"{whole} and {risks} rated", shipped, "recommendation", 5),
        timed(
            f"Price cut worked out anew ({_typical(shipped, 'cuts'):.0f} steps down to 30 % less)",
            shipped,
            "price-cut",
            50,
        ),
        timed("An answer to the next question, typical", shipped, "next-question", 5),
        slow("… 95 of 100 within", shipped, "next-question", 5),
        timed(f"Facts to bill and risks, {rules['small']} ({lines['small']})", growth, "small"),
        timed(f"Facts to bill and risks, {rules['big']} ({lines['big']})", growth, "big", 250),
        Row(f"… over {BIG // SMALL} packs of {SMALL:,} in turn (linear growth: 1)", grown, "×", 1),
        Row("… over one of them again and again, all in the processor's caches", again, "×"),
        timed("… an answer to the next question, typical", growth, "big-next-question", 5),
        *_zen_rows(runs["zen"]),
        *_survey_rows(runs["survey"]),
    ]


def _zen_rows(runs: Runs) -> list[Row]:
    if gone := missing("Conditions, beside zen-engine", runs):
        return [gone]
    size = f"{_typical(runs, 'conditions'):.0f} conditions on {_typical(runs, 'facts'):.0f} facts"
    return [
        timed(f"{size}: ours", runs, "ours"),
        timed("… zen-engine, all in one expression (its quickest)", runs, "together"),
        timed("… … of which handing the facts over", runs, "handing-over"),
        timed("… zen-engine, a decision model", runs, "decision"),
        timed("… zen-engine, one compiled expression each", runs, "one-by-one"),
        Row("… ours against zen-engine's quickest", _against(runs, "ours", "together"), "×", 1),
        Row("… ours against its decision model", _against(runs, "ours", "decision"), "×", 1),
    ]


def _survey_rows(runs: Runs) -> list[Row]:
    if gone := missing("An answer to the next question, beside SurveyJS", runs):
        return [gone]
    asked = f"{_typical(runs, 'questions'):.0f} questions, an answer to the next one"
    ratio = _against(runs, "ours", "plain-fields")
    return [
        timed(f"{asked}: ours, asking all that applies", runs, "ours"),
        timed("… ours, asking what is weighty", runs, "ours-weighing"),
        Row("… SurveyJS, plain fields (its quickest)", _typical(runs, "plain-fields"), "ms"),
        Row("… SurveyJS, choices as choices", _typical(runs, "own-fields"), "ms"),
        Row("… ours against SurveyJS's quickest", ratio, "×", 1),
        Row("… ours against its choices", _against(runs, "ours", "own-fields"), "×", 1),
    ]


def missing(what: str, runs: Runs) -> Row | None:
    reasons = {name for run in runs for name in run if name.startswith(NOT_MEASURED)}
    return Row(what, None, reasons.pop()) if reasons else None


def _against(runs: Runs, own: str, other: str) -> float:
    """The median over processes of both medians' ratio."""
    return median(median(run[own]) / median(run[other]) for run in runs)


HEAD = ("What", "Median", "On the processor", "Goal", "")


def as_text(rows: Sequence[Row]) -> str:
    """Columns for the screen."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        f"{what:<{widths[0]}}  {number:>{widths[1]}}  {busy:>{widths[2]}}"
        f"  {goal:>{widths[3]}}  {verdict}".rstrip()
        for what, number, busy, goal, verdict in lines
    )


def as_markdown(rows: Sequence[Row]) -> str:
    lines = ["| " + " | ".join(HEAD) + " |", "|---|---:|---:|---:|---|"]
    lines += ["| " + " | ".join(row.cells()) + " |" for row in rows]
    return "\n".join(lines)


def timed(what: str, runs: Runs, name: str, goal: float | None = None) -> Row:
    return Row(what, _typical(runs, name), "ms", goal, _typical(runs, f"{name}{BUSY}"))


def slow(what: str, runs: Runs, name: str, goal: float) -> Row:
    """The time that 95 of 100 samples stay within."""
    return Row(what, _high(runs, name), "ms", goal, _high(runs, f"{name}{BUSY}"))


def _typical(runs: Runs, name: str) -> float:
    """The median over processes of each process's median."""
    return median(median(run[name]) for run in runs)


def _high(runs: Runs, name: str) -> float:
    """The median over processes of the time that 95 of 100 samples stay within."""
    return median(quantiles(run[name], n=20)[-1] for run in runs)


def _time(starts: Sequence[Start]) -> float:
    return median(each.milliseconds for each in starts)


def _busy(starts: Sequence[Start]) -> float:
    return median(each.busy for each in starts)


def _peak(starts: Sequence[Start]) -> float:
    return median(each.peak_mib for each in starts)


def _shown(number: float) -> str:
    if number < 0.1:
        return f"{number:.4f}"
    return f"{number:.2f}" if number < 10 else f"{number:.1f}" if number < 100 else f"{number:,.0f}"
