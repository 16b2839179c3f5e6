"""A folder of YAML files into a `ContentPack`, or every problem at once with file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from onboard.content.lint import structural_problems
from onboard.content.model import PackContent
from onboard.content.pack import ContentPack
from onboard.content.problems import PackInvalid, PackProblem, did_you_mean
from onboard.content.yaml_text import YamlRefused, parse
from onboard.errors import UserFacingError

FORMAT = 1


class Places:
    """Where each part of the merged pack was written."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str | int, ...], int] = {}
        self._files: dict[tuple[str | int, ...], str] = {}

    def add_file(self, file: str, paths: Iterable[tuple[str | int, ...]]) -> None:
        self._files.update(dict.fromkeys(paths, file))

    def add_lines(self, lines: dict[tuple[str | int, ...], int]) -> None:
        self._lines.update(lines)

    def find(self, path: tuple[str | int, ...]) -> tuple[str, int]:
        """File and line of a path, or of the nearest part around it."""
        if not path:
            return "pack.yaml", 1
        file = self._files.get(path[:2]) or self._files.get(path[:1], "pack.yaml")
        while path:
            if path in self._lines:
                return file, self._lines[path]
            path = path[:-1]
        return file, 1

    def problem(self, path: tuple[str | int, ...], code: str, text: str) -> PackProblem:
        file, line = self.find(path)
        return PackProblem(file, line, code, text)


def load_pack(folder: Path) -> ContentPack:
    """Read the pack in a folder.

    Raises:
        PackInvalid: with every problem found.
        UserFacingError: the folder cannot be read, or the pack is of a newer format.
    """
    try:
        paths = sorted(folder.glob("*.yaml"))
        texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError("pack.unreadable", folder=folder.name) from error
    if not texts:
        raise UserFacingError("pack.missing", folder=folder.name)
    return build_pack(texts)


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
    if merged.get("format") not in (None, FORMAT) and isinstance(merged["format"], int):
        raise UserFacingError("pack.too-new", found=merged["format"], supported=FORMAT)
    content: PackContent | None = None
    try:
        content = PackContent.model_validate(merged, context={"multiple": _multiple(merged)})
    except ValidationError as error:
        problems.extend(_shape_problem(detail, places) for detail in error.errors())
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


def _problems_beside(
    error: ValidationError, merged: dict[str, Any], places: Places
) -> list[PackProblem]:
    """The broken references in what is left when the misshapen entries are set aside."""
    rest = {key: dict(part) if isinstance(part, dict) else part for key, part in merged.items()}
    aside: set[str] = set()
    for detail in error.errors():
        match detail["loc"]:
            case (str(part), str(name), *_) if isinstance(rest.get(part), dict):
                rest[part].pop(name, None)
                aside.add(f'"{name}"')
            case _:
                return []
    try:
        content = PackContent.model_validate(rest, context={"multiple": _multiple(merged)})
    except ValidationError:
        return []
    found = structural_problems(content, places.problem)
    return [problem for problem in found if not any(name in problem.text for name in aside)]


def _shape_problem(detail: ErrorDetails, places: Places) -> PackProblem:
    path = tuple(part for part in detail["loc"] if part != "[key]")
    name = str(path[-1]) if path else "the pack"
    match detail["type"]:
        case "extra_forbidden":
            known = _known_names(path[:-1])
            text = f'"{name}" is not known here.{did_you_mean(name, known)}'
        case "missing":
            text = f'"{name}" is missing'
        case "enum" | "literal_error":
            expected = str(detail.get("ctx", {}).get("expected", ""))
            found = str(detail["input"])
            choices = [part.strip("' ") for part in expected.replace(" or ", ",").split(",")]
            text = f'"{found}" is none of {expected}.{did_you_mean(found, choices)}'
        case "string_pattern_mismatch":
            text = f'"{detail["input"]}" is no id: small letters, digits and hyphens only'
        case _:
            text = detail["msg"].removeprefix("Value error, ")
            if path:
                text = f"{name}: {text}"
    return places.problem(path, "shape", text)


def _known_names(path: tuple[str | int, ...]) -> list[str]:
    """The field names that were possible at a path, for the did-you-mean."""
    from onboard.content import model

    if not path:
        return list(PackContent.model_fields)
    by_part: dict[str, type[model.PackPart]] = {
        "questions": model.Question,
        "items": model.Item,
        "needs": model.Need,
        "risks": model.Risk,
        "clauses": model.Clause,
        "blanks": model.Blank,
        "populations": model.Population,
        "lifecycle": model.LifecycleProduct,
        "flags": model.FlagRule,
        "pack": model.PackIdentity,
        "sections": model.Section,
    }
    outer = by_part.get(str(path[0]))
    if outer is None:
        return []
    names = list(outer.model_fields)
    if len(path) > 2:  # somewhere inside: offer the names of all parts of packs
        for kind in vars(model).values():
            if isinstance(kind, type) and issubclass(kind, model.PackPart):
                names.extend(kind.model_fields)
    return names
