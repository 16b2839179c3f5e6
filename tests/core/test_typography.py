"""What people read has the marks of print: ’ and “ ”; straight ones stay for what one types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

RESOURCES = Path(__file__).parents[2] / "resources"
CATALOGUES = sorted(RESOURCES.glob("locale/*/*.po"))
PACKS = sorted([*RESOURCES.glob("packs/*/*.yaml"), *RESOURCES.glob("packs/*/es.po")])
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|[.,;:!?)])")
DATE_PATTERN = "d 'de' MMMM 'de' y"
"""Its marks are a part of the pattern."""


def _said(path: Path) -> Iterator[str]:
    """The sentences of a catalogue, without their ids."""
    is_said = False
    for line in path.read_text(encoding="utf-8").splitlines():
        is_said = line.startswith("msgstr") or (is_said and line.startswith('"'))
        if is_said and DATE_PATTERN not in line:
            yield line


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_sentences_of_the_program_have_the_marks_of_print(path: Path) -> None:
    assert [line for line in _said(path) if APOSTROPHE.search(line)] == []
    assert [line for line in _said(path) if "«" in line] == [], "one kind of quotes"


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_texts_of_the_packs_have_the_marks_of_print(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = [line for line in lines if not line.lstrip().startswith("#")]
    assert [line for line in texts if APOSTROPHE.search(line) or '\\"' in line] == []
