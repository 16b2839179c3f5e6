from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import Dress
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

TOOL = Path(__file__).resolve().parents[2] / "tools" / "shots.py"


@pytest.fixture(scope="module")
def shots() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shots", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["shots"] = module
    spec.loader.exec_module(module)
    return module


def test_each_page_is_pictured_in_four_looks_with_an_index(
    shots: ModuleType, qapp: QApplication, dress: Dress, tmp_path: Path
) -> None:
    page = shots.Shot("hello", lambda: QLabel("Hello"), (320, 200))
    shots.take(qapp, [page], tmp_path)

    looks = ("light-100", "light-200", "dark-100", "dark-200")
    images = {look: QImage(str(tmp_path / look / "hello.png")) for look in looks}
    assert {(image.width(), image.height()) for image in images.values()} == {(320, 200)}
    assert images["light-100"] != images["dark-100"]
    assert images["light-100"] != images["light-200"]
    listing = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(f'src="{look}/hello.png"' in listing for look in looks)


def test_a_page_that_shows_nothing_is_a_failure(
    shots: ModuleType, qapp: QApplication, dress: Dress, tmp_path: Path
) -> None:
    with pytest.raises(SystemExit, match="blank in light-100: the page shows nothing"):
        shots.take(qapp, [shots.Shot("blank", QWidget, (64, 48))], tmp_path)


def test_a_page_that_one_look_lacks_is_a_failure(
    shots: ModuleType, qapp: QApplication, dress: Dress, tmp_path: Path
) -> None:
    shots.take(qapp, [shots.Shot("hello", lambda: QLabel("Hello"), (64, 48))], tmp_path)
    (tmp_path / "dark-200" / "hello.png").unlink()
    with pytest.raises(SystemExit, match="hello is missing in dark-200"):
        shots.write_index(tmp_path)


def test_names_of_pages_cannot_break_the_index(shots: ModuleType) -> None:
    text = shots.index(["<b>&"])
    assert "<b>&" not in text
    assert "&lt;b&gt;&amp;" in text
