"""YAML into plain values with the line of every key and value.

Built on parser events, because only they give positions, refuse aliases and tags, and stay safe on
deeply nested input (the composing C loader dies on 50,000 brackets). Plain scalars follow YAML 1.2:
`no` is text, dates stay text, fractions become decimals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from onboard.content.problems import PackProblem

MAX_BYTES = 2_000_000
MAX_DEPTH = 24

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,15})\Z")
_FRACTION = re.compile(r"-?(0|[1-9][0-9]{0,15})\.[0-9]{1,9}\Z")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The values of one file, and the line (from 1) of each path in them."""

    value: Any
    lines: dict[Path, int]


class YamlRefused(Exception):
    def __init__(self, problem: PackProblem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse(text: str, file: str) -> Parsed:
    """Read one document.

    Raises:
        YamlRefused: with the place and one sentence.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise _refused(file, 1, f"the file is larger than {MAX_BYTES:,} bytes")
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise _refused(file, line + 1, _explained(error, text, line)) from None
    except yaml.YAMLError as error:
        raise _refused(file, 1, str(error).splitlines()[0]) from None
    return Parsed(builder.root, builder.lines)


@dataclass(slots=True)
class _Frame:
    container: Any
    path: Path
    key: str | None = None


class _Builder:
    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Any = None
        self.lines: dict[Path, int] = {}
        self._stack: list[_Frame] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(self.file, line, "shortcuts with & and * are not allowed in packs")
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _refused(self.file, line, "only one document a file: remove the --- line")
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._stack.pop()
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event, line)

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        if event.tag:
            raise _refused(self.file, line, "tags with ! are not allowed in packs")
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            key = event.value
            if key in frame.container:
                first = self.lines[(*frame.path, key)]
                raise _refused(self.file, line, f'"{key}" is written twice (first on line {first})')
            frame.key = key
            self.lines[(*frame.path, key)] = line
            return
        self._place(event.value if event.style else _plain_scalar(event.value), line)

    def _open(self, event: yaml.CollectionStartEvent, line: int) -> None:
        if event.tag:
            raise _refused(self.file, line, "tags with ! are not allowed in packs")
        if len(self._stack) >= MAX_DEPTH:
            raise _refused(self.file, line, "too many levels of indentation or brackets")
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.container, dict) and frame.key is None:
            raise _refused(self.file, line, "a name is expected here")
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self._stack.append(_Frame(value, self._place(value, line)))

    def _place(self, value: Any, line: int) -> Path:
        if not self._stack:
            self.root = value
            self.lines[()] = line
            return ()
        frame = self._stack[-1]
        if isinstance(frame.container, dict):
            assert frame.key is not None  # noqa: S101  (a value always follows its key)
            path = (*frame.path, frame.key)
            frame.container[frame.key] = value
            frame.key = None
        else:
            path = (*frame.path, len(frame.container))
            frame.container.append(value)
            self.lines[path] = line
        return path


def _plain_scalar(text: str) -> object:
    if _INTEGER.match(text):
        return int(text)
    if _FRACTION.match(text):
        return Decimal(text)
    return {"": None, "null": None, "~": None, "true": True, "false": False}.get(text, text)


def _explained(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    problem = error.problem or "this cannot be read"
    lines = text.split("\n")
    source = lines[line].strip()[:50] if line < len(lines) else ""
    if "mapping values are not allowed" in problem:
        return f'a colon inside a sentence: put the whole text in "quotes" ({source!r})'
    if "cannot start any token" in problem and "\t" in (lines[line] if line < len(lines) else ""):
        return "a TAB is used for indentation: use spaces"
    if "did not find expected key" in problem:
        return "this line is indented differently from the lines above it"
    if "unexpected end of stream" in problem:
        return 'a quote " is opened but never closed'
    return problem


def _refused(file: str, line: int, text: str) -> YamlRefused:
    return YamlRefused(PackProblem(file, line, "yaml", text))
