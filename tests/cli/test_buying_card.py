"""buying-card: one page for anyone, from the command line (S0.17, S0.18)."""

from __future__ import annotations

from pathlib import Path

from cli_kit import Run

from onboard.pdf.text import page_texts


def test_the_card_is_written_without_a_client(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "card.pdf"
    said = run("--home", tmp_path / "none", "buying-card", "--out", out)
    assert (said.code, said.err) == (0, "")
    [page] = page_texts(out.read_bytes())
    assert "Before you buy a computer" in page
    assert "Ten questions for the seller" in page
    assert "Virus protection" in page
    assert not (tmp_path / "none").exists()  # it takes no store


def test_a_place_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    said = run("buying-card", "--out", tmp_path / "no-folder" / "card.pdf")
    assert said.code == 2
    assert "card.pdf" in said.sentence


def test_the_card_needs_a_place(run: Run) -> None:
    assert run("buying-card").code == 2
