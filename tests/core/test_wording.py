"""Every sentence that the program can say stands in the catalogue, with its arguments."""

from __future__ import annotations

import ast
import gettext
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onboard.errors import UserFacingError
from onboard.wording import catalogue, day, fill, moment, rest_of, say, say_count

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
SPEAKERS = {"say", "say_count"}


def sentences() -> dict[str, set[str]]:
    """Each id with the sentences it stands for, one or one a plural form."""
    by_id: dict[str, set[str]] = {}
    for found in (catalogue(), rest_of("en")):
        assert isinstance(found, gettext.GNUTranslations)
        for key, text in found._catalog.items():  # type: ignore[attr-defined]
            if key:
                by_id.setdefault(key if isinstance(key, str) else key[0], set()).add(text)
    return by_id


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the program's own code, with its place."""
    for package in ("onboard", "ui"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def name_of(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def literals(node: ast.expr) -> Iterator[ast.Constant | ast.JoinedStr]:
    """The ids that an argument may turn out to be: `a if x else b` is two of them."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            yield node
        case ast.IfExp():
            yield from literals(node.body)
            yield from literals(node.orelse)


def as_pattern(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return re.escape(str(node.value))
    parts = (
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*"
        for part in node.values
    )
    return "".join(parts)


def test_the_compiled_catalogue_is_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "tools/words.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"run tools/words.py: {done.stdout}{done.stderr}"


def test_every_id_that_is_said_has_a_sentence() -> None:
    known = sentences()
    areas = "|".join(sorted({key.split(".")[0] for key in known}))
    looks_like_id = re.compile(rf"(?:{areas})\\?\.[a-z]")
    unknown, looked_at = [], 0
    for place, call in calls():
        is_speaker = name_of(call) in SPEAKERS
        is_error = name_of(call).endswith(("Error", "Problem")) or name_of(call) == "__init__"
        if not (is_speaker or is_error) or not call.args:
            continue
        for argument in call.args[:1] if is_speaker else call.args[:2]:
            for literal in literals(argument):
                pattern = as_pattern(literal)
                if not looks_like_id.match(pattern):
                    continue
                looked_at += 1
                if not any(re.fullmatch(pattern, key) for key in known):
                    unknown.append(f"{place}: {pattern}")
    assert unknown == []
    assert looked_at > 150, "the search itself has stopped finding calls"


def test_every_sentence_gets_the_arguments_it_names() -> None:
    """Where a call spells its arguments out; a missing one would stop the program."""
    known = sentences()
    missing = []
    for place, call in calls():
        name = name_of(call)
        opaque = any(word.arg in (None, "arguments") for word in call.keywords)
        if name not in SPEAKERS | {"UserFacingError"} or opaque or not call.args:
            continue
        if name == "UserFacingError" and any(isinstance(arg, ast.Starred) for arg in call.args):
            continue
        given = {str(word.arg) for word in call.keywords}
        if name == "say_count":
            given.add("count")
        for literal in literals(call.args[0]):
            for text in known.get(str(getattr(literal, "value", "")), set()):
                lacking = set(PLACEHOLDER.findall(text)) - given
                if lacking:
                    missing.append(f"{place}: {sorted(lacking)}")
    assert missing == []


def test_no_brace_is_shown_to_a_person() -> None:
    odd = [
        key
        for key, texts in sentences().items()
        for text in texts
        if set("{}") & set(PLACEHOLDER.sub("", text))
    ]
    assert odd == []


# ---- how sentences are filled


def test_a_missing_id_or_argument_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match="no sentence for"):
        say("pack.no-such-sentence")
    with pytest.raises(KeyError):
        say("pack.missing")


def test_arguments_cannot_reach_into_the_program() -> None:
    assert fill("{name} and {other.__class__}", {"name": "{other}", "other": 1}) == (
        "{other} and {other.__class__}"
    )


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert say("answer.unknown", language="xx") == say("answer.unknown") == "I don’t know"


def test_counts_choose_their_form(monkeypatch: pytest.MonkeyPatch) -> None:
    class TwoForms(gettext.NullTranslations):
        def ngettext(self, one: str, many: str, count: int) -> str:
            assert one == many == "order.lines"
            return "{count} line for {name}" if count == 1 else "{count} lines for {name}"

    monkeypatch.setattr("onboard.wording.catalogue", lambda _: TwoForms())
    assert say_count("order.lines", 1, name="you") == "1 line for you"
    assert say_count("order.lines", 0, name="you") == "0 lines for you"


def test_an_error_for_a_person_is_its_sentence_and_hides_nothing() -> None:
    error = UserFacingError("pack.missing", folder="my-pack")
    assert str(error).startswith('There is no content pack in the folder "my-pack"')
    assert (error.message_id, error.exit_code) == ("pack.missing", 2)


def test_dates_cannot_be_read_the_wrong_way_round() -> None:
    assert day(date(2027, 3, 4)) == "4 March 2027"
    when = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)
    assert moment(when) == "21 November 2026, 09:05 UTC+00:00"


def test_names_of_arguments_may_hold_figures() -> None:
    assert fill("entry {sequence}, {sha256}", {"sequence": 7, "sha256": "ab12"}) == "entry 7, ab12"
