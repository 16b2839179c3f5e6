"""Pictures of every page, light and dark, at 100 % and 200 %, with an index: make shots.

    python tools/shots.py OUT

The sample client is walked through the real wizard once for each look, and each stop is pictured.
It fails when a page shows nothing, or when a look lacks a page that another look has.
"""

from __future__ import annotations

import argparse
import html
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget


class Look(NamedTuple):
    dark: bool
    scale: float

    @property
    def name(self) -> str:
        """Also the folder of its pictures."""
        return f"{'dark' if self.dark else 'light'}-{round(self.scale * 100)}"


LOOKS = tuple(Look(dark, scale) for dark in (False, True) for scale in (1.0, 2.0))


class Shot(NamedTuple):
    """One page or widget by itself; `make` builds it anew for each look."""

    name: str
    make: Callable[[], QWidget]
    size: tuple[int, int] = (1120, 760)
    """Width and height in pixels; the same at 200 % text, as on a real screen."""


def take(app: QApplication, shots: Iterable[Shot], folder: Path) -> None:
    """Picture each shot in each look, and write the index.

    Raises:
        SystemExit: a page shows nothing, or a picture cannot be written.
    """
    from ui import theme

    shots = tuple(shots)
    for look in LOOKS:
        theme.apply(app, dark=look.dark, scale=look.scale)
        target = _emptied(folder / look.name)
        for shot in shots:
            _save(_pictured(app, shot), target / f"{shot.name}.png")
    write_index(folder)


def take_walk(app: QApplication, folder: Path) -> None:
    """Picture every stop of the sample client's way in each look, and write the index.

    Raises:
        SystemExit: a page shows nothing, or the looks do not have the same pages.
    """
    from ui import theme

    for look in LOOKS:
        theme.apply(app, dark=look.dark, scale=look.scale)
        _walk(app, _emptied(folder / look.name))
    write_index(folder)


def write_index(folder: Path) -> None:
    """One row a page, one column a look; refused when a picture is missing or empty."""
    from PySide6.QtGui import QImage

    pages = {look: {path.stem for path in (folder / look.name).glob("*.png")} for look in LOOKS}
    every = sorted(set().union(*pages.values()))
    if not every:
        raise SystemExit("there is no page to show")
    for look in LOOKS:
        for page in every:
            if page not in pages[look]:
                raise SystemExit(f"{page} is missing in {look.name}")
            if _is_blank(QImage(str(folder / look.name / f"{page}.png"))):
                raise SystemExit(f"{page} in {look.name}: the page shows nothing")
    (folder / "index.html").write_text(index(every), encoding="utf-8")


def index(pages: Iterable[str]) -> str:
    """The page that shows all pages."""
    rows = "\n".join(
        f"<h2>{html.escape(page)}</h2>\n<div>{''.join(_figure(page, look) for look in LOOKS)}</div>"
        for page in pages
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Every page</title>\n'
        "<style>body{font-family:sans-serif;margin:2rem}div{display:grid;gap:1rem;"
        "grid-template-columns:repeat(auto-fit,minmax(26rem,1fr))}figure{margin:0}"
        "img{width:100%;border:1px solid #999}</style>\n"
        f"<h1>Every page</h1>\n{rows}\n</html>\n"
    )


def _figure(page: str, look: Look) -> str:
    file = html.escape(f"{look.name}/{page}.png")
    return (
        f'<figure><a href="{file}"><img loading="lazy" src="{file}" alt="{html.escape(page)},'
        f' {look.name}"></a><figcaption>{look.name}</figcaption></figure>'
    )


def _walk(app: QApplication, pictures: Path) -> None:
    from onboard import bootstrap
    from ui.session import EngagementSession
    from ui.walk import Walker, walk_sample
    from ui.wizard_window import WizardWindow

    with tempfile.TemporaryDirectory() as home:
        session = EngagementSession(bootstrap.home(Path(home)))
        window = WizardWindow(session)
        window.resize(1120, 760)
        window.show()
        try:
            walk_sample(Walker(window, pictures))
        finally:
            window.hide()
            session.close()
            _delete(window)


def _pictured(app: QApplication, shot: Shot) -> QImage:
    widget = shot.make()
    widget.resize(*shot.size)
    widget.show()
    for _ in range(3):  # texts that wrap settle their height in the second round
        app.processEvents()
    image = widget.grab().toImage()
    widget.close()
    _delete(widget)
    return image


def _delete(widget: QWidget) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _save(image: QImage, path: Path) -> None:
    if not image.save(str(path)):
        raise SystemExit(f"{path.name} could not be written")


def _is_blank(image: QImage) -> bool:
    """All of one colour, as far as every second pixel tells."""
    return image.isNull() or all(
        image.pixel(x, y) == image.pixel(0, 0)
        for y in range(0, image.height(), 2)
        for x in range(0, image.width(), 2)
    )


def _emptied(folder: Path) -> Path:
    """Old pictures would hide that a page has gone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from PySide6.QtWidgets import QApplication

    take_walk(QApplication(sys.argv[:1]), arguments.folder)
    count = len(list(arguments.folder.glob("*/*.png")))
    print(f"{count} pictures: {arguments.folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
