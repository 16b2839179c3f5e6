"""What the rule engine does in one process: alone, over a big pack, and beside other engines.

Every comparison first checks that both sides say the same of random facts; a difference is an error
and no measurement.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from shutil import which
from typing import TYPE_CHECKING, Any

from tests.bench.processes import ROOT

if TYPE_CHECKING:
    from onboard.content.pack import ContentPack
    from onboard.engagement import Engagement
    from onboard.interview.answers import Answers
    from onboard.snapshot import EngagementSnapshot
    from tests.bench.cases import Samples

RIVALS = Path(sys.prefix) / "rivals" / "node_modules"
NOT_MEASURED = "not measured: "
"""Begins the name of a sample that says why there are no others."""

SMALL, BIG = 1_000, 10_000
CHECKS = 300
PLAYED = 4
ROUNDS = 5
TURNS = 11
WARM_SECONDS = 2


def versions() -> str:
    """The other engines that are there, in words."""
    return "; ".join(part for part in (_zen_version(), _survey_version()) if part)


def recommending(samples: Samples, _folder: Path) -> None:
    """The shipped pack: from the sample's facts to the certified bill and its rated risks."""
    from onboard.price_cut import cuts
    from onboard.sample import sample_case
    from tests.bench.cases import TODAY

    pack = _shipped_pack()
    engagement = sample_case(pack, TODAY).engagement
    for number in range(25):
        with samples.time("recommendation" if number > 4 else "warming"):
            snapshot = _recommended(pack, engagement)
        with samples.time("price-cut" if number > 4 else "warming"):
            steps = cuts(snapshot)
    samples.add("cuts", len(steps))
    samples.add("lines", len(snapshot.bill.lines))
    samples.add("risks", len(snapshot.pack.content.risks))
    for answers in _interviews(pack, 3):
        _asked(samples, "next-question", pack, answers, most=100)


def growing(samples: Samples, _folder: Path) -> None:
    """A big pack, as many small ones as hold the same, and one small one again and again.

    The ones in turn fill the memory as the big one does, so that they and it differ by the work
    alone; one small pack again and again finds all of itself in the processor's caches.
    """
    from tests.bench.cases import facts_of
    from tests.bench.same_rules import random_answers
    from tests.bench.synthetic import rules_pack

    def made(size: int) -> tuple[ContentPack, Engagement]:
        pack = rules_pack(size)
        return pack, facts_of(pack, random_answers(pack, Random(7)))  # noqa: S311  (no secret)

    small = [made(SMALL) for _ in range(BIG // SMALL)]
    pack, engagement = made(BIG)
    gc.freeze()  # as the shelf of packs does when it has loaded one
    for each in (*small, (pack, engagement)):
        _recommended(*each)
    for _ in range(TURNS):
        with samples.time("small-in-turn"):
            in_turn = [_recommended(*each) for each in small]
        lines = sum(len(each.bill.lines) for each in in_turn)
        del in_turn
        with samples.time("big"):
            whole = _recommended(pack, engagement)
        samples.add("big-lines", len(whole.bill.lines))
        samples.add("small-lines", lines / len(small))
        del whole
    for _ in range(TURNS):
        with samples.time("small"):
            _recommended(*small[0])
    _asked(samples, "big-next-question", pack, engagement.answers, most=100)


def zen(samples: Samples, _folder: Path) -> None:
    """All conditions of the shipped pack, by us and in three ways by zen-engine."""
    if not _zen_version():
        samples.add(f"{NOT_MEASURED}zen-engine is not installed", 0)
        return
    from onboard.content.conditions import ALWAYS, Missing, evaluate
    from tests.bench import zen_side
    from tests.bench.same_rules import conditions, facts_of, random_answers

    pack, random = _shipped_pack(), Random(11)  # noqa: S311  (no secret)
    rules = conditions(pack)
    facts = [facts_of(pack, random_answers(pack, random)) for _ in range(CHECKS)]
    if any(fact is Missing.UNKNOWN for each in facts for fact in each.values()):
        raise RuntimeError("every fact should be known here")
    contexts = [zen_side.context(each) for each in facts]
    ours = [[evaluate(rule, each) for rule in rules] for each in facts]
    samples.add("conditions", len(rules))
    samples.add("facts", len(facts[0]))
    ways, hand_over = zen_side.ways(rules), zen_side.ways([ALWAYS])["together"]
    for name, way in ways.items():
        if [way(context) for context in contexts] != ours:
            raise RuntimeError(f"zen-engine, {name}, does not say what we say")
    for _ in range(ROUNDS):
        with samples.time("ours", count=CHECKS):
            for each in facts:
                _ = [evaluate(rule, each) for rule in rules]
        for name, way in ways.items():
            with samples.time(name, count=CHECKS):
                for context in contexts:
                    way(context)
        with samples.time("handing-over", count=CHECKS):
            for context in contexts:
                hand_over(context)


def survey(samples: Samples, _folder: Path) -> None:
    """One answer and the question that comes next, by our route and by SurveyJS."""
    missing = "" if which("node") else "node is not installed"
    missing = missing or ("" if _survey_version() else "survey-core is not installed")
    if missing:
        samples.add(f"{NOT_MEASURED}{missing}", 0)
        return
    from onboard.interview.route import route
    from onboard.risk.weight import weighty
    from tests.bench import survey_side
    from tests.bench.same_rules import circumstances, everything_asked, way

    pack = _shipped_pack()
    around = circumstances(pack)
    answered = list(_interviews(pack, CHECKS + PLAYED))
    steps = [survey_side.steps(pack, answers) for answers in answered]
    visible = [list(way(pack, answers).questions) for answers in answered]
    samples.add("questions", len(pack.content.questions))
    for name, plain_fields in (("plain-fields", True), ("own-fields", False)):
        form = survey_side.form(pack, plain_fields=plain_fields)
        played = _play(form, steps[:CHECKS], steps[CHECKS:])
        if played["visible"] != visible:
            raise RuntimeError(f"SurveyJS, {name}, does not show what we ask")
        for milliseconds in played["milliseconds"]:
            samples.add(name, milliseconds)
        for _ in range(ROUNDS):
            for asking, weigh in (("ours", everything_asked), ("ours-weighing", weighty(pack))):
                walked = [
                    (so_far, answers[key])
                    for answers in answered[CHECKS:]
                    for so_far, key in _step_by_step(pack, answers)
                ]
                with samples.time(asking, count=len(walked)):
                    for so_far, answer in walked:
                        _ = route(pack, so_far.with_(answer), around, weigh).next


CASES: dict[str, Callable[[Samples, Path], None]] = {
    "recommending": recommending,
    "growing": growing,
    "zen": zen,
    "survey": survey,
}


def _shipped_pack() -> ContentPack:
    from onboard import locations
    from onboard.content.loader import load_pack

    return load_pack(locations.packs() / locations.DEFAULT_PACK)


def _snapshot(pack: ContentPack, engagement: Engagement) -> EngagementSnapshot:
    from onboard.firm import FirmProfile
    from onboard.snapshot import derive
    from tests.bench.cases import TODAY

    return derive(pack, FirmProfile(), engagement, TODAY)


def _asked(samples: Samples, name: str, pack: ContentPack, answers: Answers, most: int) -> None:
    """The time from an answer to the question that comes next, answer by answer."""
    from tests.bench.cases import facts_of

    for so_far, key in islice(_step_by_step(pack, answers), most):
        before = facts_of(pack, so_far)
        with samples.time(name):
            facts = replace(before, answers=before.answers.with_(answers[key]))
            _ = _snapshot(pack, facts).path.next


def _recommended(pack: ContentPack, engagement: Engagement) -> EngagementSnapshot:
    """Way, facts, certified bill, and each risk rated four times, before anything is decided."""
    from onboard.risk.register import assess, scenarios

    snapshot = _snapshot(pack, engagement)
    bill = snapshot.bill
    applying = scenarios(pack, snapshot.facts, snapshot.known)
    assess(applying, bill, bill, frozenset(), ())
    return snapshot


def _interviews(pack: ContentPack, count: int) -> Iterator[Answers]:
    from tests.bench.same_rules import random_answers

    random = Random(5)  # noqa: S311  (no secret)
    return (random_answers(pack, random) for _ in range(count))


def _step_by_step(pack: ContentPack, answers: Answers) -> Iterator[tuple[Answers, Any]]:
    """What is answered before each question on the way, and that question."""
    from onboard.interview.answers import Answers
    from tests.bench.same_rules import way

    so_far = Answers()
    for key in way(pack, answers).questions:
        yield so_far, key
        so_far = so_far.with_(answers[key])


def _play(form: object, checks: object, played: object) -> dict[str, Any]:
    task = {
        "form": form,
        "checks": checks,
        "played": played,
        "warm": WARM_SECONDS,
        "rounds": ROUNDS,
    }
    run = subprocess.run(
        ["node", str(ROOT / "tests" / "bench" / "survey.js")],
        env={"NODE_PATH": str(RIVALS), "PATH": str(Path(which("node") or "").parent)},
        input=json.dumps(task),
        check=True,
        capture_output=True,
        text=True,
    )
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def _zen_version() -> str:
    from importlib import metadata

    try:
        return f"zen-engine {metadata.version('zen-engine')}"
    except metadata.PackageNotFoundError:
        return ""


def _survey_version() -> str:
    described = RIVALS / "survey-core" / "package.json"
    if not described.is_file():
        return ""
    return f"survey-core {json.loads(described.read_text(encoding='utf-8'))['version']}"
