"""Every id that a test names is one of docs/requirements.md; built scenarios have their test."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
ID = re.compile(r"\b(?:S[0-4]\.\d{1,2}|TRAP-\d{1,2}|T(?:10|[1-9]))\b")
ROW = re.compile(r"^\| (\S+) \|.*\| (\w+)[^|]*\|$", re.MULTILINE)


def listed() -> dict[str, str]:
    """Id to the first word of its status."""
    return dict(ROW.findall((ROOT / "docs" / "requirements.md").read_text(encoding="utf-8")))


def named() -> set[str]:
    """The ids in docstrings, comments and names of tests."""
    texts = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    return {found for text in texts for found in ID.findall(text)}


def test_each_id_of_a_test_is_one_that_is_asked_for() -> None:
    assert named() - set(listed()) == set()


def test_each_scenario_that_is_called_built_has_its_test() -> None:
    scenarios = {key for key, status in listed().items() if key[0] == "T" and status == "built"}
    assert scenarios - named() == set()
