"""Answers and decisions in a YAML file, as consultants script them and tests write them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from onboard.case_file.answers import AnswersReader, Case
from onboard.case_file.decisions import DecisionsReader
from onboard.case_file.values import MAX_FILE_BYTES, read_parsed
from onboard.content.pack import ContentPack
from onboard.content.yaml_text import Parsed

__all__ = [
    "MAX_FILE_BYTES",
    "Case",
    "language_of",
    "pack_id_of",
    "read_case",
    "read_decisions",
    "read_parsed",
]


def pack_id_of(parsed: Parsed) -> str | None:
    named = parsed.value.get("pack")
    return str(named) if named is not None else None


def language_of(parsed: Parsed) -> str | None:
    """The language of the talk that a file names."""
    client = parsed.value.get("client")
    named = client.get("language") if isinstance(client, dict) else None
    return named if isinstance(named, str) else None


def read_case(path: Path, pack: ContentPack, today: date) -> Case:
    """The facts of an answers file; every problem is told at once, with its line."""
    return AnswersReader(path.name, read_parsed(path), pack).case(today)


def read_decisions(path: Path, case: Case, pack: ContentPack) -> Case:
    """The case with the decisions, clause edits and initials of a decisions file."""
    return DecisionsReader(path.name, read_parsed(path), pack).with_decisions(case)
