"""A folder of YAML files into a `ContentPack`, or every problem at once with file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from onboard.content.folder import language_of, texts_in
from onboard.content.lint import structural_problems
from onboard.content.misshapen import FORMAT, place_and_text
from onboard.content.model import PackContent
from onboard.content.pack import ContentPack
from onboard.content.problems import PackInvalid, PackProblem, Place
from onboard.content.yaml_text import YamlRefused, parse
from onboard.errors import UserFacingError


class Places:
    """Where each part of the merged pack was written."""

    def __init__(self) -> None:
        self._lines: dict[Place, int] = {}
        self._files: dict[Place, str] = {}

    def add_file(self, file: str, paths: Iterable[Place]) -> None:
        self._files.update(dict.fromkeys(paths, file))

    def add_lines(self, lines: dict[Place, int]) -> None:
        self._lines.update(lines)

    def find(self, path: Place) -> tuple[str, int]:
        """File and line of a path, or of the nearest part around it."""
        if not path:
            return "pack.yaml", 1
        file = self._files.get(path[:2]) or self._files.get(path[:1], "pack.yaml")
        while path:
            if path in self._lines:
                return file, self._lines[path]
            path = path[:-1]
        return file, 1

    def problem(self, path: Place, code: str, text: str) -> PackProblem:
        file, line = self.find(path)
        return PackProblem(file, line, code, text)


def load_pack(folder: Path) -> ContentPack:
    """Read the pack in a folder.

    Raises:
        PackInvalid: with every problem found.
        UserFacingError: the folder cannot be read, or the pack is of a newer format.
    """
    return build_pack(texts_in(folder))


def pack_from_bytes(data: bytes) -> ContentPack:
    """The pack whose bytes the store kept."""
    texts = json.loads(data.decode("utf-8"))
    return build_pack(texts)


def places_of(pack: ContentPack) -> Places:
    """Where each part of a loaded pack was written."""
    places, _, _ = _merged(json.loads(pack.data.decode("utf-8")))
    return places


def build_pack(texts: dict[str, str]) -> ContentPack:
    """A pack from its files' texts by name."""
    places, merged, problems = _merged(texts)
    found = merged.get("format")
    if isinstance(found, int) and found > FORMAT:
        raise UserFacingError("pack.too-new", found=found, supported=FORMAT)
    content: PackContent | None = None
    try:
        content = PackContent.model_validate(merged, context={"multiple": _multiple(merged)})
    except ValidationError as error:
        problems.extend(_misshapen(error, places))
        problems.extend(_problems_beside(error, merged, places))
    if content is not None:
        problems.extend(structural_problems(content, places.problem))
    if problems or content is None:
        raise PackInvalid(problems)
    data = json.dumps(texts, sort_keys=True, ensure_ascii=False).encode("utf-8")
    return ContentPack(content, hashlib.sha256(data).hexdigest(), data)


def _merged(texts: dict[str, str]) -> tuple[Places, dict[str, Any], list[PackProblem]]:
    """All files as one mapping; a part that names things may stand in several files."""
    places, problems = Places(), list[PackProblem]()
    merged: dict[str, Any] = {}
    for file, text in sorted(texts.items()):
        if language_of(file):
            continue
        try:
            parsed = parse(text, file)
        except YamlRefused as refusal:
            problems.append(refusal.problem)
            continue
        if not isinstance(parsed.value, dict):
            problems.append(PackProblem(file, 1, "shape", "the file must be a list of named parts"))
            continue
        twice = set(_twice(merged, parsed.value))
        problems.extend(
            PackProblem(file, parsed.lines[path], "twice", f'"{path[-1]}" stands in two files')
            for path in sorted(twice)
        )
        for key, value in parsed.value.items():
            if (key,) in twice:
                continue
            if isinstance(value, dict):
                fresh = {name: value[name] for name in value if (key, name) not in twice}
                merged.setdefault(key, {}).update(fresh)
                places.add_file(file, [(key,), *((key, name) for name in fresh)])
            else:
                merged[key] = value
                places.add_file(file, [(key,)])
        lines = parsed.lines.items()
        places.add_lines({path: line for path, line in lines if not twice & {path[:1], path[:2]}})
    return places, merged, problems


def _twice(merged: dict[str, Any], value: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """The parts of one file that stand in an earlier file too."""
    for key, part in value.items():
        known = merged.get(key)
        if isinstance(known, dict) and isinstance(part, dict):
            yield from ((key, name) for name in part if name in known)
        elif key in merged:
            yield (key,)


def _multiple(merged: dict[str, Any]) -> frozenset[str]:
    questions = merged.get("questions")
    if not isinstance(questions, dict):
        return frozenset()
    return frozenset(
        key
        for key, question in questions.items()
        if isinstance(question, dict) and question.get("kind") == "multiple"
    )


def _misshapen(error: ValidationError, places: Places) -> Iterator[PackProblem]:
    details = error.errors()
    around = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in around:
            continue  # only because what stands in it was refused
        path, text = place_and_text(detail)
        yield places.problem(path, "shape", text)


def _problems_beside(
    error: ValidationError, merged: dict[str, Any], places: Places
) -> list[PackProblem]:
    """The broken references in what is left when the misshapen entries are set aside."""
    rest = {key: dict(part) if isinstance(part, dict) else part for key, part in merged.items()}
    aside: set[str] = set()
    for detail in error.errors():
        match detail["loc"]:
            case (str(part), str(name), *_) if isinstance(rest.get(part), dict):
                gone = rest[part].pop(name, None)
                counts = gone.get("counts") if isinstance(gone, dict) else None
                aside.update(f'"{each}"' for each in (name, *(counts or ())))
            case _:
                return []
    try:
        content = PackContent.model_validate(rest, context={"multiple": _multiple(merged)})
    except ValidationError:
        return []
    found = structural_problems(content, places.problem)
    return [problem for problem in found if not any(name in problem.text for name in aside)]
