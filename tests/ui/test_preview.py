"""`onboard pack preview`: the page of a question as a picture, for authors of packs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Dress
from PySide6.QtGui import QColor, QImage

from onboard import locations
from onboard.content.loader import load_pack
from ui import tokens
from ui.__main__ import main
from ui.preview import LEAST_HEIGHT, WIDTH

PACK = locations.packs() / "accounting-practice"


def drawn(question: str, out: Path, *more: str, pack: Path = PACK) -> QImage:
    assert main(["pack", "preview", str(pack), question, "--out", str(out), *more]) == 0
    image = QImage(str(out))
    assert not image.isNull()
    return image


def is_there(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    across, down = range(0, image.width(), 2), range(0, image.height(), 2)
    return any(image.pixel(x, y) == wanted for y in down for x in across)


@pytest.mark.parametrize("question", sorted(load_pack(PACK).content.questions))
def test_every_question_is_drawn_whole(dress: Dress, tmp_path: Path, question: str) -> None:
    """Of each kind, also those that are asked only after some answers."""
    dress()
    image = drawn(question, tmp_path / "q.png")
    assert image.width() == WIDTH
    assert image.height() >= LEAST_HEIGHT
    assert is_there(image, tokens.LIGHT.text)


def test_dark_and_large_are_other_pictures(dress: Dress, tmp_path: Path) -> None:
    dress()
    usual = drawn("accounts", tmp_path / "usual.png")
    dark = drawn("accounts", tmp_path / "dark.png", "--dark")
    large = drawn("accounts", tmp_path / "large.png", "--scale", "2")
    assert dark.pixel(1, 1) == QColor(tokens.DARK.canvas).rgb()
    assert usual.pixel(1, 1) == QColor(tokens.LIGHT.canvas).rgb()
    assert large.height() > usual.height()
    assert dark.size() == usual.size()


def test_the_same_question_gives_the_same_picture(dress: Dress, tmp_path: Path) -> None:
    dress()
    assert drawn("owners", tmp_path / "a.png") == drawn("owners", tmp_path / "b.png")


def test_what_cannot_be_drawn_is_told_in_one_sentence(
    dress: Dress, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "q.png"
    assert main(["pack", "preview", str(PACK), "ownrs", "--out", str(out)]) == 2
    assert 'Did you mean "owners"?' in capsys.readouterr().err
    assert main(["pack", "preview", str(tmp_path), "owners", "--out", str(out)]) == 2
    assert main(["pack", "preview", str(PACK), "owners", "--out", str(tmp_path / "no" / "q.png")])
    assert not out.exists()


def test_it_works_from_a_fresh_start_without_a_display_or_a_store(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "ui", "pack", "preview", str(locations.pack_template()), "helper",
         "--out", str(tmp_path / "q.png")],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
        env={"PATH": "", "HOME": str(tmp_path)},
    )  # fmt: skip
    assert made.stdout == f"Written: {tmp_path / 'q.png'}\n"
    assert made.stderr == ""
    assert [path.name for path in tmp_path.iterdir()] == ["q.png"]
