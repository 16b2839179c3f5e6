"""No test touches a person's own files, keychain or the network; no test needs a display."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from onboard.content.pack import ContentPack

pytest_plugins = ["pytester"]  # the guards here and below are themselves tested

HOME = Path(tempfile.mkdtemp(prefix="onboard-tests-"))

# Set while this file loads: Qt, keyring and platformdirs look only once, when they are imported.
os.environ.update(
    QT_QPA_PLATFORM="offscreen",
    LC_ALL="C.UTF-8",  # whatever this person speaks, the tests begin in English
    PYTHON_KEYRING_BACKEND="keyring.backends.fail.Keyring",
    HOME=str(HOME),
    USERPROFILE=str(HOME),
    APPDATA=str(HOME / "roaming"),
    LOCALAPPDATA=str(HOME / "local"),
    XDG_CONFIG_HOME=str(HOME / "config"),
    XDG_DATA_HOME=str(HOME / "data"),
    XDG_CACHE_HOME=str(HOME / "cache"),
    XDG_STATE_HOME=str(HOME / "state"),
    XDG_RUNTIME_DIR=str(HOME / "runtime"),
)
(HOME / "runtime").mkdir(mode=0o700)

_strangers: list[str] = []
"""What a test tried to reach outside this machine, even where the attempt was swallowed."""


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Without Qt there is no pytest-qt to know its settings, and unknown settings are errors."""
    if not pluginmanager.hasplugin("pytest-qt"):
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "known to pytest-qt only")
        parser.addini("qt_log_ignore", "known to pytest-qt only", type="linelist")


def pytest_configure() -> None:
    sys.addaudithook(_refuse_strangers)
    # A pack is half a million things that stay. Walking over them again and again took a sixth of
    # the time of window tests; what leaks is looked for by tests that collect by themselves.
    gc.set_threshold(50_000, 50, 100)


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def _packs_are_built_once() -> Iterator[None]:
    """The same files give the same pack, and nothing can change it.

    Over six files of window tests it took 29 of 109 seconds under the profiler.

    How a pack is read and refused is tested on `build_pack` itself and in processes of their own.
    """
    from onboard.content import loader

    def built(texts: dict[str, str]) -> ContentPack:
        return by_files(tuple(sorted(texts.items())))

    build = loader.build_pack
    by_files = lru_cache(maxsize=6)(lambda files: build(dict(files)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "build_pack", built)
        yield


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    _strangers.clear()
    yield
    assert not _strangers, f"tried to reach {', '.join(_strangers)}"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """A command may change the language of the program; the next test begins in English."""
    yield
    if "onboard.wording" in sys.modules:
        sys.modules["onboard.wording"].speak("en")


def _refuse_strangers(event: str, arguments: tuple[object, ...]) -> None:
    match event, arguments:
        case ("socket.connect" | "socket.sendto", (_, (str(host), *_))):
            pass
        case ("socket.getaddrinfo", (str(host), *_)):
            pass
        case ("socket.gethostbyname", (str(host),)):
            pass
        case _:
            return
    if not _is_this_machine(host):
        _strangers.append(host)
        raise OSError(f"tests do not reach other machines: {host}")


def _is_this_machine(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
