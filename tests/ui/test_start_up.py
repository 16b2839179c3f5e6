"""Nothing slow is loaded before the first page is on screen: a list of modules, no stop-watch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Runs the program as a person does, and tells at its very end what had been loaded by then.
DRIVER = """
import os, sys
end = os._exit
def tell_and_end(code):
    names = [f"QtCore.{name}" for name in vars(sys.modules["PySide6.QtCore"])]
    sys.stdout.write(" ".join([*sys.modules, *names]) + "\\n")
    sys.stdout.flush()
    end(code)
os._exit = tell_and_end
from ui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""

SLOW_LIBRARIES = frozenset(
    {
        "aiohttp",
        "alembic",
        "babel",
        "cryptography",
        "keyring",
        "PIL",
        "pikepdf",
        "platformdirs",
        "pydantic",
        "pyhanko",
        "pyhanko_certvalidator",
        "pypdfium2",
        "reportlab",
        "sqlalchemy",
        "sqlcipher3",
        "yaml",
    }
)
SPARED = frozenset({"dataclasses", "datetime", "decimal", "html", "json"})
"""Of the standard library: each takes a millisecond or more, and Qt does not bring it along."""
OWN_FOR_FIRST_PAGE = frozenset(
    {"onboard", "onboard.errors", "onboard.flow", "onboard.locations", "onboard.wording"}
)
"""What of the core the first page may load; each is small and takes the standard library alone."""


def _start(*before: str, home: Path) -> subprocess.CompletedProcess[str]:
    arguments = [sys.executable, *before, "--quit-after-first-paint", "--home", str(home)]
    return subprocess.run(
        arguments, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=120
    )


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules loaded when the first page has been painted."""
    run = _start("-c", DRIVER, home=tmp_path_factory.mktemp("start") / "home")
    assert run.returncode == 0, run.stderr
    return frozenset(run.stdout.splitlines()[-1].split())


def test_first_page_needs_no_slow_library(loaded: frozenset[str]) -> None:
    assert {"PySide6.QtWidgets", "ui.pages.clients"} <= loaded, "the first page was not shown"
    assert not SLOW_LIBRARIES & {name.partition(".")[0] for name in loaded}


def test_first_page_is_spared_what_takes_a_millisecond(loaded: frozenset[str]) -> None:
    assert not SPARED & loaded


def test_first_page_takes_little_of_the_core(loaded: frozenset[str]) -> None:
    own = {name for name in loaded if name.partition(".")[0] == "onboard"}
    assert own <= OWN_FOR_FIRST_PAGE


def test_first_page_is_spared_the_names_of_qt(loaded: frozenset[str]) -> None:
    """They come all at once, with the first that is used; see `ui/by_number.py`."""
    assert "QtCore.QTimer" in loaded, "what PySide has made is not told in this way any more"
    assert "QtCore.Qt" not in loaded


def test_later_pages_wait_until_they_are_wanted(loaded: frozenset[str]) -> None:
    pages = {name for name in loaded if name.startswith("ui.pages.")}
    assert pages == {"ui.pages.clients"}
    assert not {name for name in loaded if name.startswith("ui.dialogs.")}


def test_slow_libraries_exist_under_these_names() -> None:
    """A misspelt name in the list above would never be found missing."""
    code = (
        "import importlib.util, sys; "
        "print([name for name in sys.argv[1:] if importlib.util.find_spec(name) is None])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *sorted(SLOW_LIBRARIES)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == "[]"


def test_program_ends_itself_after_the_first_paint(tmp_path: Path) -> None:
    home = tmp_path / "home"
    run = _start("-m", "ui", home=home)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert not home.exists(), "a store was made before anybody could see a page"
