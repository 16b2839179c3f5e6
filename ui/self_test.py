"""The self-test of an installed or frozen copy: every part that is easily left out of a bundle."""

from __future__ import annotations

import importlib
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def self_test() -> int:
    """Try each part and print one JSON line; 0 when all work, 1 when one does not."""
    results: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory(prefix="onboard-self-test-") as name:
        folder = Path(name)
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("words", _words),
            ("window", _window),
            ("pages", _pages),
            ("pack", _pack),
            ("store", lambda: _store(folder / "store")),
            ("paper", lambda: _paper(folder / "demo")),
            ("reading", lambda: _reading(folder / "demo")),
            ("keychain", _keychain),
        )
        for step, attempt in steps:
            try:
                results[step] = {"ok": True, "what": attempt()}
            except Exception as error:
                results[step] = {"ok": False, "what": f"{type(error).__name__}: {error}"}
    sys.stdout.write("SELF-TEST " + json.dumps(results) + "\n")
    sys.stdout.flush()
    return 0 if all(result["ok"] for result in results.values()) else 1


def _words() -> str:
    from onboard.wording import say

    return say("ui.window-title")


def _window() -> str:
    from PySide6.QtGui import QFontDatabase
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.soundness import qt_binding_is_sound

    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(["onboard"])
    theme.apply(application)
    if not qt_binding_is_sound():
        raise RuntimeError("the Qt binding loses references")
    if "Inter" not in QFontDatabase.families():
        raise RuntimeError("the bundled font is missing")
    return QApplication.platformName()


def _pages() -> str:
    from ui.page_stack import PAGES

    for path in PAGES.values():
        module, _, kind = path.partition(":")
        getattr(importlib.import_module(module), kind)
    return f"{len(PAGES)} pages"


def _pack() -> str:
    from onboard import locations
    from onboard.content.loader import load_pack

    pack = load_pack(locations.packs() / locations.DEFAULT_PACK)
    return f"{pack.id} {pack.version}"


def _store(folder: Path) -> str:
    from onboard import bootstrap

    opened = bootstrap.open_application(bootstrap.home(folder))
    try:
        findings = opened.workspace.verify()
        if findings:
            raise RuntimeError("; ".join(str(finding) for finding in findings))
        if opened.home.store.read_bytes()[:6] == b"SQLite":
            raise RuntimeError("the store is not encrypted")
    finally:
        opened.close()
    return "migrated and encrypted"


def _paper(folder: Path) -> str:
    from onboard.pdf.verify import verify_pdf
    from onboard.sample import make_sample

    make_sample(folder)
    result = verify_pdf((folder / "agreement.pdf").read_bytes())
    if result.status != "unchanged":
        raise RuntimeError("; ".join(result.changes) or result.status)
    return f"{result.status}, {len(result.signatures)} signatures"


def _reading(folder: Path) -> str:
    from ui.pdf_pages import draw, shapes
    from ui.widgets.pdf_view import Wish

    pdf = (folder / "agreement.pdf").read_bytes()
    found = shapes(pdf)
    picture = draw(pdf, Wish(0, 400))
    if not found[0].text or picture.pixelColor(200, 20) == picture.pixelColor(200, 500):
        raise RuntimeError("the first page shows nothing")
    return f"{len(found)} pages, {picture.width()} x {picture.height()}"


def _keychain() -> str:
    from onboard.keychain.custody import KeyCustody

    return "usable" if KeyCustody().can_use_keychain() else "refuses politely"
