"""Pictures of every page in four states and four looks, each checked: make shots.

    python tools/shots.py OUT

The states stand in `tools/scenes/`, the checks in `tools/ui_checks.py`. Each look is taken by a
process of its own, which also looks at what has no picture: the least window, and more contrast.
It fails when a check finds anything, when a page shows nothing, or when a picture is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # started as a program, only this folder is there
    sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from tools.scenes.stage import Scene, Stage

FINDINGS = "findings.json"


class Look(NamedTuple):
    """Colours and size of text; with more contrast nothing is pictured, only looked at."""

    dark: bool
    scale: float = 1.0
    contrast: bool = False

    @property
    def name(self) -> str:
        """Also the folder of its pictures."""
        if self.contrast:
            return f"{'dark' if self.dark else 'light'}-contrast"
        return f"{'dark' if self.dark else 'light'}-{round(self.scale * 100)}"


PICTURED = tuple(Look(dark, scale) for dark in (False, True) for scale in (1.0, 2.0))
LOOKS = (*PICTURED, *(Look(dark, contrast=True) for dark in (False, True)))

Findings = dict[str, list[str]]
"""What was found, by the name of the scene; scenes without findings are there too."""


def take(
    app: QApplication, stage: Stage, scenes: Iterable[Scene], look: Look, folder: Path | None
) -> Findings:
    """Set each scene in one look, check it, and picture it where there is a folder.

    Raises:
        SystemExit: a picture cannot be written.
    """
    from ui import theme

    theme.apply(app, dark=look.dark, scale=look.scale, contrast=look.contrast)
    target = _emptied(folder / look.name) if folder is not None else None
    found: Findings = {}
    for scene in scenes:
        shown = stage.set(scene)
        try:
            found[scene.name] = _looked_at(stage, shown, look)
            if target is not None and not look.contrast:
                file = target / f"{scene.name}.png"
                if not shown.grab().save(str(file)):
                    raise SystemExit(f"{file.name} could not be written")
                found[scene.name] += _at_least_size(stage, shown, look)
            elif target is None:
                found[scene.name] += _at_least_size(stage, shown, look)
        finally:
            stage.clear()
    if target is not None:
        (target / FINDINGS).write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    return found


def _looked_at(stage: Stage, shown: QWidget, look: Look) -> list[str]:
    """All that is seen at once, as far as one picture goes."""
    from tools import ui_checks

    stage.stretch(shown)
    if look.contrast:
        return ui_checks.low_contrast(shown, ui_checks.MORE_CONTRAST)
    found = ui_checks.all_findings(shown)
    if is_blank(shown.grab().toImage()):
        found.append("it shows nothing")
    return found


def _at_least_size(stage: Stage, shown: QWidget, look: Look) -> list[str]:
    """Whether anything is cut in the least window that is promised."""
    from tools import ui_checks
    from tools.scenes.stage import LEAST_SIZE
    from ui.wizard_window import WizardWindow

    if look != PICTURED[0] or not isinstance(shown, WizardWindow):
        return []
    shown.resize(*LEAST_SIZE)
    stage.settle()
    width, height = LEAST_SIZE
    return [f"at {width} × {height}: {text}" for text in ui_checks.clipped(shown)]


def is_blank(image: QImage) -> bool:
    """All of one colour, as far as every fourth pixel tells."""
    return image.isNull() or all(
        image.pixel(x, y) == image.pixel(0, 0)
        for y in range(0, image.height(), 4)
        for x in range(0, image.width(), 4)
    )


def _emptied(folder: Path) -> Path:
    """Old pictures would hide that a page has gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


# ---- all looks


def take_all(folder: Path, jobs: int) -> int:
    """Every scene in every look into a folder; how many findings there are.

    Raises:
        SystemExit: a look could not be taken, or a picture is missing.
    """
    from tools.scenes.homes import make_homes
    from tools.shot_index import write_index

    with tempfile.TemporaryDirectory() as kept:
        make_homes(Path(kept))
        with ThreadPoolExecutor(jobs) as pool:
            ends = list(pool.map(lambda look: _in_own_process(look, folder, Path(kept)), LOOKS))
    for look, (code, told) in zip(LOOKS, ends, strict=True):
        if code:
            raise SystemExit(f"{look.name} could not be taken:\n{told}")
    return write_index(folder, read_findings(folder))


def _in_own_process(look: Look, folder: Path, homes: Path) -> tuple[int, str]:
    command = [sys.executable, __file__, str(folder), "--look", look.name, "--homes", str(homes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


def _take_one(name: str, folder: Path, homes: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from tools.scenes.everything import scenes
    from tools.scenes.homes import copied_homes
    from tools.scenes.stage import Stage

    app = QApplication(sys.argv[:1])
    look = next(look for look in LOOKS if look.name == name)
    with tempfile.TemporaryDirectory() as own, copied_homes(homes, Path(own)) as opened:
        take(app, Stage(opened), scenes(), look, folder)


def read_findings(folder: Path) -> dict[str, Findings]:
    """What was found in each look, by the name of the look."""
    return {
        look.name: json.loads((folder / look.name / FINDINGS).read_text(encoding="utf-8"))
        for look in LOOKS
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 4))
    parser.add_argument("--look", help=argparse.SUPPRESS)
    parser.add_argument("--homes", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    # No window on somebody's screen, and nobody's keychain is asked.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    if asked.look:
        _take_one(asked.look, asked.folder, asked.homes)
        return 0
    found = take_all(asked.folder, asked.jobs)
    for look, scenes in read_findings(asked.folder).items():
        for scene, texts in scenes.items():
            for text in texts:
                print(f"{look}/{scene}: {text}")
    count = sum(1 for _ in asked.folder.glob("*/*.png"))
    print(f"{count} pictures, {found} findings: {asked.folder / 'index.html'}")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
