"""Papers that nobody signs: the booklet of all questions, and the list for any supplier."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pikepdf import Pdf

from onboard.case_file import read_case
from onboard.content.loader import load_pack
from onboard.firm import Earning, FirmProfile
from onboard.locations import DEFAULT_PACK, packs
from onboard.papers.booklet import booklet
from onboard.papers.specification import specification
from onboard.pdf.plain import plain_pdf
from onboard.pdf.text import page_texts
from onboard.pdf.verify import verify_pdf
from onboard.snapshot import EngagementSnapshot, derive
from onboard.wording import say

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 21)
T1 = Path(__file__).parent.parent / "packs" / "samples" / "t1.yaml"
PACK = load_pack(packs() / DEFAULT_PACK)


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(page_texts(pdf)).split())


@pytest.fixture(scope="module")
def snapshot() -> EngagementSnapshot:
    firm = FirmProfile(name="Example IT Partners", earnings=(Earning("licence", True, "Club"),))
    return derive(PACK, firm, read_case(T1, PACK, DAY).engagement, DAY)


def test_the_booklet_has_every_question_with_its_reason_and_its_options() -> None:
    """S1.9: pen and paper are welcome; nothing of it names a client."""
    text = _words(plain_pdf(booklet(PACK), AT))
    content = PACK.in_words_of(None).content
    for question in content.questions.values():
        assert " ".join(question.ask.split()) in text, question.ask
        for option in question.options.values():
            assert " ".join(option.label.split()) in text, option.label
    assert text.count(say("page.dont-know")) >= len(content.questions)


def test_the_list_for_any_supplier_has_each_line_and_no_price_risk_or_firm(
    snapshot: EngagementSnapshot,
) -> None:
    """S0.20: no supplier is named, and the owner's risks are nobody's business."""
    pdf = plain_pdf(specification(snapshot), AT)
    text = _words(pdf)
    for line in snapshot.lines:
        if line.line.is_bought:
            assert " ".join(line.line.name.split()) in text
            assert f"{line.line.quantity} ×" in text
    assert "$" not in text
    assert "Example IT Partners" not in text
    assert "Club" not in text
    for rated in snapshot.register.risks:
        assert " ".join(rated.story.split()) not in text
    with Pdf.open(io.BytesIO(pdf)) as opened:
        pages = len(opened.pages)
        assert not opened.attachments
    assert text.count("This is not an agreement, and nothing is ordered by it.") >= pages
    assert verify_pdf(pdf).status == "unreadable", "it cannot pass for an agreement"


def test_the_same_input_gives_the_same_bytes(snapshot: EngagementSnapshot) -> None:
    assert plain_pdf(specification(snapshot), AT) == plain_pdf(specification(snapshot), AT)


def test_the_command_line_writes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from onboard.cli.main import main

    assert main(["booklet", "--out", str(tmp_path / "b.pdf")]) == 0
    assert main(["specification", str(T1), "--out", str(tmp_path / "s.pdf")]) == 0
    assert (tmp_path / "b.pdf").read_bytes().startswith(b"%PDF")
    assert "What is needed" in _words((tmp_path / "s.pdf").read_bytes())
    assert json.dumps(capsys.readouterr().out).count("b.pdf") == 1
