"""Starts what is measured, each in its own process, and reads time and memory from outside.

This module stays slim on purpose: a child's peak memory counts from what its parent had at the
moment of starting it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[2]
FROZEN = ROOT / "dist" / "onboard" / "onboard"
PACKAGES = ("onboard", "ui", "tests/bench")


@dataclass(frozen=True, slots=True)
class Start:
    """One start of a program, from spawn to the end right after the first paint."""

    milliseconds: float
    busy: float
    """Milliseconds on the processor, which other work on the machine does not lengthen."""
    peak_mib: float


def compile_all() -> None:
    """Byte code first: without it a start measures the compiler."""
    libraries = Path(sys.prefix) / "lib"
    for folder in (*(ROOT / name for name in PACKAGES), libraries):
        # Some packages carry templates that are no Python; their complaint does not matter here.
        subprocess.run(
            [sys.executable, "-m", "compileall", "-q", str(folder)],
            check=False,
            stdout=subprocess.DEVNULL,
            env=_environment(),
        )


def start(command: Sequence[str]) -> Start:
    """Run a program that ends itself after its first paint.

    Raises:
        RuntimeError: it ended otherwise.
    """
    begin = perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=_environment())
    _, status, usage = os.wait4(process.pid, 0)
    milliseconds = (perf_counter() - begin) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{command[1:]} ended with {process.returncode}")
    kib = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Start(milliseconds, (usage.ru_utime + usage.ru_stime) * 1000, kib / 1024)


def starters(home: Path) -> dict[str, list[str]]:
    """The programs whose start is compared; the frozen one if it has been built."""
    options = ["--quit-after-first-paint", "--home", str(home)]
    found = {
        "bare": [sys.executable, "-m", "tests.bench.bare_wizard"],
        "app": [sys.executable, "-m", "ui", *options],
    }
    if FROZEN.exists():
        found["frozen"] = [str(FROZEN), *options]
    return found


def case(name: str) -> dict[str, list[float]]:
    """The samples of one case, in a process and a folder of its own.

    Raises:
        RuntimeError: the case failed.
    """
    with tempfile.TemporaryDirectory(prefix="onboard-bench-") as folder:
        run = subprocess.run(
            [sys.executable, "-m", "tests.bench.cases", name, folder],
            cwd=ROOT,
            env=_environment(),
            check=False,
            capture_output=True,
            text=True,
        )
    if run.returncode:
        raise RuntimeError(f"{name} failed:\n{run.stderr}")
    samples: dict[str, list[float]] = json.loads(run.stdout.splitlines()[-1])
    return samples


def load_average() -> float:
    """How many processes wanted the processor in the last minute; 0 where nobody counts."""
    with suppress(OSError, AttributeError):
        return os.getloadavg()[0]
    return 0.0


def _environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
