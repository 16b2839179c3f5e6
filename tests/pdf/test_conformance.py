"""PDF/A-3a and PDF/UA-1 at once, by the engine of veraPDF: every kind of paper, at each stage."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace

import pytest
from defects import DEFECTS, LET_PASS, rewritten
from every_paper import every_paper
from paper_factory import AT, TABLE, Stages, a_document, its_data
from vera import PROFILES, Engine, Profile, Verdict, is_here

from onboard.pdf.printer import PdfPrinter

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("vera"),  # one JVM a run
    pytest.mark.skipif(not is_here() and not os.environ.get("CI"), reason="no JDK"),
]

Verdicts = Mapping[tuple[str, Profile], Verdict]

UNTOUCHED = "untouched"
LEAST_REJECTED = 0.9


@pytest.fixture(scope="session")
def verdicts(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    engine = Engine(tmp_path_factory.mktemp("vera"))
    small = _small_paper()
    engine.check(UNTOUCHED, rewritten(small))
    for defect in DEFECTS:
        engine.check(defect.name, defect.planted(small), (defect.profile,))
    for name, pdf in every_paper(stages):
        engine.check(name, pdf)
    return engine.verdicts()


def _small_paper() -> bytes:
    """One of each that can be spoilt: lists, tables, a figure, links, fields, attached files."""
    document = a_document(lines=1)
    told, bought, risks, *_, signed = document.sections
    document = replace(document, sections=(told, bought, risks, signed))
    return PdfPrinter().render(document, its_data(document), TABLE, at=AT)


def test_every_paper_holds_to_both_standards(verdicts: Verdicts) -> None:
    planted = {UNTOUCHED, *(defect.name for defect in DEFECTS)}
    papers = {name for name, _ in verdicts} - planted
    assert len(papers) > 40
    found = {key: verdict for key, verdict in verdicts.items() if key[0] in papers}
    assert set(found) == {(name, profile) for name in papers for profile in PROFILES}
    broken = {key: verdict for key, verdict in found.items() if not verdict.is_conforming}
    assert broken == {}
    # So many checks are made of the smallest of them: the engine has looked inside.
    assert min(verdict.checks for verdict in found.values()) > 2000


def test_the_engine_rejects_what_is_planted(verdicts: Verdicts) -> None:
    """Each for its own fault; what passes is known, so that nothing is lost or won in silence."""
    assert all(verdicts[UNTOUCHED, profile].is_conforming for profile in PROFILES)
    passed, astray = set(), {}
    for defect in DEFECTS:
        verdict = verdicts[defect.name, defect.profile]
        assert not verdict.error, defect.name
        clauses = {rule.rpartition("-")[0] for rule in verdict.failed}
        if not clauses:
            passed.add(defect.name)
        elif clauses.isdisjoint(defect.clauses):
            astray[defect.name] = verdict.failed
    assert astray == {}
    assert passed == set(LET_PASS)
    assert len(DEFECTS) - len(passed) >= LEAST_REJECTED * len(DEFECTS)


def test_each_planted_fault_has_a_name_of_its_own() -> None:
    names = [defect.name for defect in DEFECTS]
    assert len(set(names)) == len(names)
    assert set(LET_PASS) <= set(names)
