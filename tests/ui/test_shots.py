"""The pictures of `make shots`: that all pages are among them, and that they hold what they say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from conftest import Dress
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from onboard.content.model import AnswerKind
from tools import shots
from tools.scenes.dialogs import SHEETS
from tools.scenes.everything import scenes
from tools.scenes.homes import Homes, copied_homes, make_homes
from tools.scenes.stage import Scene, Stage, State
from tools.shot_index import index, write_index
from tools.shots import LOOKS, PICTURED, Look
from ui.dialogs.sheet import Sheet
from ui.page_stack import PAGES

pytestmark = pytest.mark.xdist_group("shots")


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homes]:
    made = tmp_path_factory.mktemp("made")
    make_homes(made)
    with copied_homes(made, tmp_path_factory.mktemp("used")) as opened:
        yield opened


@pytest.fixture
def stage() -> Stage:
    """For scenes that need no home."""
    return Stage(Homes(Path(), {}, {}))


def told(found: shots.Findings) -> str:
    return "\n".join(f"{name}: {text}" for name, texts in found.items() for text in texts)


# ---- what is pictured


def states_of(page: str) -> set[State]:
    return {scene.state for scene in scenes() if scene.page == page}


@pytest.mark.parametrize(
    "page", [*(page for page in PAGES if page != "questions"), "question-rows"]
)
def test_every_page_is_pictured_in_every_state(page: str) -> None:
    assert states_of(page) == set(State)


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_every_kind_of_question_is_pictured_in_every_state(kind: AnswerKind) -> None:
    assert states_of(f"question-{kind.value}") == set(State)


def test_every_dialog_is_pictured_in_every_state() -> None:
    assert set(SHEETS.values()) == set(Sheet.__subclasses__())
    for name in SHEETS:
        assert states_of(f"dialog-{name}") == set(State)


def test_no_two_scenes_share_a_picture() -> None:
    names = [scene.name for scene in scenes()]
    assert len(names) == len(set(names))


# ---- what is found


def is_sampled(scene: Scene) -> bool:
    """About half of what is long or wrong, and a fourth of the calm ones, the same ones always."""
    share = 2 if scene.state in (State.WORST, State.PROBLEM) else 4
    return crc32(scene.name.encode()) % share == 0


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(PICTURED)), ids=[look.name for look in PICTURED])
def test_a_share_of_all_pages_and_states_holds_in_each_look(
    homes: Homes, dress: Dress, qapp: QApplication, number: int
) -> None:
    """S0.12: each of the sampled scenes in one look; `make soak` has every scene in all."""
    sample = [scene for scene in scenes() if is_sampled(scene)]
    look = PICTURED[number]
    found = shots.take(qapp, Stage(homes), sample[number :: len(PICTURED)], look, None)
    assert not told(found), told(found)


@pytest.mark.soak
@pytest.mark.parametrize("look", LOOKS, ids=[look.name for look in LOOKS])
def test_all_pages_and_states_hold_in_every_look(
    homes: Homes, dress: Dress, qapp: QApplication, look: Look
) -> None:
    """S0.12: nothing cut, pale, nameless or too small to hit, whatever a person types."""
    found = shots.take(qapp, Stage(homes), scenes(), look, None)
    assert not told(found), told(found)


# ---- the tool itself


def _scene(name: str, make: type[QWidget] | QWidget) -> Scene:
    def show(stage: Stage) -> QWidget:
        shown = make() if isinstance(make, type) else make
        shown.resize(320, 200)
        shown.show()
        stage.later(shown.deleteLater)
        stage.later(shown.hide)
        return shown

    return Scene(name, State.TYPICAL, show)


def _cut() -> QWidget:
    shown = QWidget()
    pale = QLabel("Hardly to be seen", shown)
    pale.setStyleSheet("color: #DDDDDD")
    QVBoxLayout(shown).addWidget(pale)
    small = QPushButton("A caption that has no room", shown)
    small.setFixedWidth(40)
    shown.layout().addWidget(small)  # type: ignore[union-attr]
    return shown


def test_what_is_wrong_in_a_picture_is_told_under_it(
    qapp: QApplication, dress: Dress, stage: Stage, tmp_path: Path
) -> None:
    found = {
        look.name: shots.take(qapp, stage, [_scene("bad", _cut())], look, tmp_path)
        for look in PICTURED
    }
    pale = [name for name, each in found.items() if "Hardly to be seen" in told(each)]
    assert pale == ["light-100", "light-200"]
    assert all("A caption that has no room" in told(each) for each in found.values())
    assert write_index(tmp_path, found) == sum(len(each["bad-typical"]) for each in found.values())
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert page.count('class="found"') == len(PICTURED)
    assert all(f'src="{look.name}/bad-typical.png"' in page for look in PICTURED)


def test_a_page_that_shows_nothing_is_found(
    qapp: QApplication, dress: Dress, stage: Stage, tmp_path: Path
) -> None:
    found = shots.take(qapp, stage, [_scene("blank", QWidget)], PICTURED[0], tmp_path)
    assert "shows nothing" in told(found)


def test_a_page_that_one_look_lacks_is_a_failure(tmp_path: Path) -> None:
    found: dict[str, shots.Findings] = {look.name: {"a": [], "b": []} for look in PICTURED}
    for look in PICTURED:
        (tmp_path / look.name).mkdir()
        for page in ("a", "b"):
            (tmp_path / look.name / f"{page}.png").touch()
    assert write_index(tmp_path, found) == 0
    (tmp_path / "dark-200" / "b.png").unlink()
    with pytest.raises(SystemExit, match="b is missing in dark-200"):
        write_index(tmp_path, found)


def test_names_and_findings_cannot_break_the_index() -> None:
    text = index(["light-100"], ["<b>&"], {"light-100": {"<b>&": ["<script>"]}})
    assert "<b>&" not in text
    assert "<script>" not in text
    assert "&lt;b&gt;&amp;" in text


@pytest.mark.parametrize("looks", [LOOKS])
def test_each_look_has_a_name_of_its_own(looks: tuple[Look, ...]) -> None:
    assert len({look.name for look in looks}) == len(looks)
