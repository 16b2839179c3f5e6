"""A desk of its own for one program: a screen, a session bus, the bus of accessibility.

Each is a process started here, and ended here by its number.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from tests.ui.atspi.accessible import NotThere, wait_for

LAUNCHERS = (
    "/usr/libexec/at-spi-bus-launcher",
    "/usr/lib/at-spi2-core/at-spi-bus-launcher",
    "/usr/lib/at-spi-bus-launcher",
)
ROOT = Path(__file__).resolve().parents[3]
ENDING = 10.0
"""Seconds for a process to end by itself before it is killed."""


class NoDesk(Exception):
    """What a screen reader needs is not on this computer; says what and how to get it."""


class Desk:
    """`env` is what a program needs to be seen here."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[bytes]] = []
        needed = _needed()
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        self.env = {
            **os.environ,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONFAULTHANDLER": "1",
        }
        for name in (
            "DISPLAY",
            "WAYLAND_DISPLAY",
            "DBUS_SESSION_BUS_ADDRESS",
            "AT_SPI_BUS_ADDRESS",
        ):
            self.env.pop(name, None)
        try:
            self.env["DISPLAY"] = f":{self._screen(needed['Xvfb'])}"
            self.session_bus = self._session_bus(needed["dbus-daemon"])
            self.env["DBUS_SESSION_BUS_ADDRESS"] = self.session_bus
            self.start([needed["at-spi-bus-launcher"], "--launch-immediately"], "at-spi")
            self._window_manager(needed["openbox"])
        except BaseException:
            self.close()
            raise

    def _screen(self, program: str) -> str:
        """Xvfb takes the first number that is free and says which."""
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as said:
            try:
                self.start(
                    [program, "-displayfd", str(writing), "-screen", "0", "1280x1024x24",
                     # A key that is held is no second key. Without -noreset the screen begins anew
                     # when its last client goes, and takes a window manager with it that just came.
                     "-nolisten", "tcp", "-r", "-noreset"],
                    "xvfb",
                    hand_over=(writing,),
                )  # fmt: skip
            finally:
                os.close(writing)
            return _first_line(said, "Xvfb")

    def _session_bus(self, program: str) -> str:
        reading, writing = os.pipe()
        with os.fdopen(reading, "rb") as said:
            try:
                self.start(
                    [program, "--session", "--nofork", f"--print-address={writing}"],
                    "dbus",
                    hand_over=(writing,),
                )
            finally:
                os.close(writing)
            return _first_line(said, "dbus-daemon")

    def _window_manager(self, program: str) -> None:
        """It gives a new window the focus, once it is ready itself."""
        ready = self._folder / "managed"
        self.start([program, "--sm-disable", "--startup", f"touch '{ready}'"], "window-manager")
        try:
            wait_for("the window manager", lambda: ready.exists() or None)
        except NotThere as missing:
            told = self.said("window-manager").read_text(encoding="utf-8", errors="replace")
            raise NotThere(f"{missing}: {told[-2000:] or 'it said nothing'}") from None

    def start(
        self, command: Sequence[str], name: str, hand_over: tuple[int, ...] = ()
    ) -> subprocess.Popen[bytes]:
        """Start a program here; what it says goes into a file by its name."""
        with self.said(name).open("ab") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                pass_fds=hand_over,
            )  # fmt: skip
        self._running.append(process)
        return process

    def open_wizard(self, home: Path, *options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "ui", "--home", str(home), "--language", "en", *options]
        return self.start(command, "wizard")

    def said(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def end(self, process: subprocess.Popen[bytes]) -> None:
        """End one program that was started here."""
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(ENDING)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(ENDING)

    def close(self) -> None:
        """End all of them, the last one first."""
        while self._running:
            self.end(self._running.pop())


def _needed() -> dict[str, str]:
    found = {name: shutil.which(name) for name in ("Xvfb", "dbus-daemon", "openbox")}
    found["at-spi-bus-launcher"] = next((path for path in LAUNCHERS if Path(path).exists()), None)
    missing = [name for name, path in found.items() if path is None]
    if missing:
        raise NoDesk(
            f"A screen reader's view needs {', '.join(missing)}, which this computer lacks. On"
            " Debian run `sh tools/system_packages.sh test`; elsewhere install Xvfb, D-Bus and"
            " at-spi2-core."
        )
    return {name: path for name, path in found.items() if path is not None}


def _first_line(said: IO[bytes], program: str) -> str:
    line = said.readline().decode().strip()
    if not line:
        raise NoDesk(f"{program} does not start; see its log beside the test's files")
    return line
