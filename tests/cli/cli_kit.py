"""Runs one command as a person would, and keeps what it said."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "packs" / "samples"
T1 = SAMPLES / "t1.yaml"
DEMO = Path(__file__).parent.parent.parent / "resources" / "demo"

ALL_ACCEPTED = """decisions:
  - {line: all, choice: accept}
initials: {b1-maker-time: TO}
"""


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The refusal: one line on stderr, in words, without a traceback."""
        lines = self.err.strip().splitlines()
        assert len(lines) == 1, self.err
        assert "Traceback" not in self.err
        assert lines[0][0].isupper() or lines[0][0] in '“"', lines[0]
        return lines[0]


Run = Callable[..., Said]


def written(folder: Path, text: str, name: str = "answers.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def everything_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
