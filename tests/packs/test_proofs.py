"""The proofs on small packs with one defect each; their examples are tried in the engine."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from odd_pack import DAY
from planted import (
    COVERS,
    FEWER_GUARDS,
    FOR_USERS,
    NEAR,
    NEVER,
    NO_GROWTH,
    ORDER_LOWERS,
    RISK_OPEN,
    SOUND,
    UNSURE,
    added,
    planted,
)
from solved import blank, engagement_of

from onboard.content.conditions import evaluate
from onboard.content.loader import build_pack, load_pack
from onboard.content.model import Level, QuestionId, RiskId
from onboard.content.pack import ContentPack
from onboard.content.proofs import claims, prove
from onboard.content.proofs.demand import SymbolicBill
from onboard.content.proofs.example import Example
from onboard.content.proofs.findings import Finding
from onboard.content.proofs.placed import conditions_of
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, Answers, AnswerState
from onboard.locations import DEFAULT_PACK, packs
from onboard.recommendation.bill import Source
from onboard.recommendation.estate import OrderedItem
from onboard.risk.grids import rank
from onboard.snapshot import EngagementSnapshot, derive


def found_in(pack: ContentPack) -> tuple[Finding, ...]:
    return claims.findings(pack, DAY)


def snapshot_of(pack: ContentPack, example: Example, more: dict[str, int] | None = None) -> Any:
    facts = engagement_of(pack, example, DAY)
    for item, pieces in (more or {}).items():
        facts = replace(facts, order=(*facts.order, OrderedItem("more", item, pieces)))  # type: ignore[arg-type]
    return derive(pack, FirmProfile(), facts, DAY)


# ---- what the engine says about an example


Shown = Callable[[ContentPack, Example], bool]


def new_of(snapshot: EngagementSnapshot, item: str) -> int:
    line = snapshot.bill.get(item)
    return 0 if line is None else line.quantity + line.ordered


def required(snapshot: EngagementSnapshot, item: str) -> int:
    line = snapshot.bill.get(item)
    return 0 if line is None else line.required


def fewer_guards_than_computers(pack: ContentPack, example: Example) -> bool:
    snapshot = snapshot_of(pack, example)
    return required(snapshot, "guard") < new_of(snapshot, "computer")


def more_computers_ask_for_fewer_guards(pack: ContentPack, example: Example) -> bool:
    before = snapshot_of(pack, example)
    after = snapshot_of(pack, example, {"computer": max(example.more, 1)})
    return required(after, "guard") < required(before, "guard")


def more_computers_bring_too_few_guards(pack: ContentPack, example: Example) -> bool:
    before = snapshot_of(pack, example)
    after = snapshot_of(pack, example, {"computer": max(example.more, 1)})
    return required(after, "guard") - required(before, "guard") < max(example.more, 1)


def high_and_unanswered(pack: ContentPack, example: Example) -> bool:
    snapshot = snapshot_of(pack, example)
    rated = snapshot.register.by_id.get(RiskId("locked-files"))
    measures = pack.content.risks["locked-files"].measures
    is_high = rated is not None and rank(rated.inherent.level) >= rank(Level.HIGH)
    covered = any(required(snapshot, measure.item) for measure in measures)
    return is_high and not covered and not snapshot._owned & {part.item for part in measures}


# ---- defects that an example shows


SHOWN: list[tuple[str, Shown, str, dict[str, str]]] = [
    (code, shown, name, texts)
    for code, shown, defects in (
        ("companion-missing", fewer_guards_than_computers, FEWER_GUARDS),
        ("companion-missing", more_computers_bring_too_few_guards, NO_GROWTH),
        ("order-lowers", more_computers_ask_for_fewer_guards, ORDER_LOWERS),
        ("risk-unanswered", high_and_unanswered, RISK_OPEN),
    )
    for name, texts in defects.items()
]


@pytest.mark.parametrize(("code", "shown", "name", "texts"), SHOWN, ids=[row[2] for row in SHOWN])
def test_an_example_of_a_defect_is_true_in_the_engine_and_as_short_as_can_be(
    code: str, shown: Shown, name: str, texts: dict[str, str]
) -> None:
    pack = build_pack(texts)
    found = [part for part in found_in(pack) if part.code == code]
    assert found
    example = found[0].example
    assert example is not None
    assert str(example) in found[0].text
    assert shown(pack, example)
    for shorter in one_less(example):
        assert not shown(pack, shorter), str(shorter)


def one_less(example: Example) -> Iterator[Example]:
    for part in ("answers", "ordered", "owned"):
        whole = getattr(example, part)
        for name in whole:
            yield replace(example, **{part: {k: v for k, v in whole.items() if k != name}})


# ---- defects that no answers can show


@pytest.mark.parametrize(("code", "place", "texts"), NEVER)
def test_what_can_never_happen_is_found_and_does_not_happen(
    code: str, place: tuple[Any, ...], texts: dict[str, str]
) -> None:
    pack = build_pack(texts)
    assert (code, place) in [(part.code, part.place) for part in found_in(pack)]
    assert not any(happens(seen, place) for seen in every_way(pack))
    sound = build_pack(
        {**SOUND, **({"more.yaml": texts["more.yaml"]} if "more.yaml" in texts else {})}
    )
    assert pack.sha256 != build_pack(SOUND).sha256
    assert len(list(every_way(sound))) > 20


def every_way(pack: ContentPack) -> Iterator[EngagementSnapshot]:
    """All answers to the small pack, with the numbers that its conditions turn on."""
    ways: dict[str, list[Any]] = {}
    for key, question in pack.content.questions.items():
        numbers = [question.low, question.low + 1, 9, 10, question.high]
        ways[key] = [*(list(question.options) or numbers), None]
    for values in itertools.product(*ways.values()):
        answers = Answers(
            Answer(QuestionId(key), AnswerState.GIVEN, value)
            if value is not None
            else Answer(QuestionId(key), AnswerState.UNKNOWN)
            for key, value in zip(ways, values, strict=True)
        )
        for pieces in (0, 2):
            order = (OrderedItem("pc", "computer", pieces),) if pieces else ()  # type: ignore[arg-type]
            facts = replace(blank(pack, DAY), answers=answers, order=order)
            yield derive(pack, FirmProfile(), facts, DAY)


def happens(seen: EngagementSnapshot, place: tuple[Any, ...]) -> bool:
    if place[-1] == "ask_if":
        return place[1] in seen.path.questions
    if place[0] == "needs":
        parts = (part for line in seen.bill.lines for part in line.contributions)
        return any(part.source is Source.NEED and part.origin == place[1] for part in parts)
    condition = dict(conditions_of(seen.pack.content))[place]
    return evaluate(condition, seen.facts) is True


# ---- "I don't know"


def test_a_question_that_nothing_looks_at_is_found() -> None:
    pack = build_pack(planted(("extra.yaml", NEAR, "{backup: none}")))
    (finding,) = found_in(pack)
    assert (finding.code, finding.place) == ("unsure-idle", ("questions", "stick-place", "unsure"))
    assert "nothing in the pack looks at" in finding.text


def test_a_question_whose_answers_all_come_to_the_same_is_found() -> None:
    pack = build_pack(planted(("extra.yaml", NEAR, "{stick-place: [here, away]}")))
    (finding,) = found_in(pack)
    assert (finding.code, finding.place) == ("unsure-idle", ("questions", "stick-place", "unsure"))
    assert "leads to anything else" in finding.text


def test_a_free_text_and_a_question_that_fills_a_blank_need_no_other_effect() -> None:
    blank_of_it = (
        "blanks:\n  place: {label: Place, source: client, from_question: stick-place}\n"
        "questions:\n  name: {section: business, ask: A, why: B, kind: text, "
        f"unsure: {{{UNSURE}}}}}\n"
    )
    texts = added(
        blank_of_it,
        ("extra.yaml", NEAR, "{backup: none}"),
        ("risks.yaml", "finishes what it starts", "finishes at {place}"),
    )
    assert found_in(build_pack(texts)) == ()


# ---- the whole


def test_a_sound_pack_passes() -> None:
    assert prove.prove(build_pack(SOUND), DAY) == ()


def test_findings_name_file_and_line() -> None:
    texts = planted(("extra.yaml", NEAR, "{people: {more_than: 9, at_most: 9}}"))
    found = prove.prove(build_pack(texts), DAY)
    assert ("extra.yaml", 4) in [
        (part.file, part.line) for part in found if part.code == "never-fires"
    ]


def test_remarks_are_no_findings() -> None:
    texts = planted(("items.yaml", FOR_USERS, FOR_USERS + " when: {people: {at_least: 1}},"))
    pack = build_pack(texts)
    assert prove.prove(pack, DAY) == ()
    assert [part.code for part in prove.remarks(pack, DAY)] == ["always-fires"]
    same = build_pack(planted(("extra.yaml", NEAR, "{stick-place: [here, away]}")))
    assert [part.code for part in prove.remarks(same, DAY)] == ["options-alike"]


def test_without_the_solver_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prove, "is_available", lambda: False)
    with pytest.raises(prove.ProverMissing, match="solver"):
        prove.prove(build_pack(SOUND))


def test_a_question_to_the_solver_that_ends_in_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from onboard.content.proofs.prover import Prover, Undecided

    def gives_up(self: Prover, *tests: object) -> bool:
        raise Undecided

    monkeypatch.setattr(Prover, "can", gives_up)
    assert {part.code for part in prove.prove(build_pack(SOUND), DAY)} == {"undecided"}


@pytest.mark.parametrize("part", ["_covered", "_units"])
def test_a_companion_that_the_explosion_forgets_is_missed(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = SymbolicBill._gross

    def forgets(self: SymbolicBill, key: str, spare_percent: int) -> Any:
        getattr(self, part).pop(key, None)
        return whole(self, key, spare_percent)

    monkeypatch.setattr(SymbolicBill, "_gross", forgets)
    each = ("items.yaml", COVERS, "kind: protective, each: 1,")
    found = found_in(build_pack(planted(each) if part == "_units" else SOUND))
    assert ("companion-missing", ("items", "computer", "requires", 0)) in [
        (part.code, part.place) for part in found
    ]


@pytest.mark.slow
def test_the_shipped_pack_is_decided_in_full() -> None:
    found = prove.prove(load_pack(packs() / DEFAULT_PACK))
    codes = {part.code for part in found}
    assert not codes & {"undecided", "unreachable", "never-fires", "order-lowers"}
