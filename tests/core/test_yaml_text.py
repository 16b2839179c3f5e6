"""YAML as packs and answer files use it, and files that mean harm."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.content.yaml_text import MAX_BYTES, MAX_DEPTH, YamlRefused, parse


def refused(text: str) -> tuple[int, str]:
    with pytest.raises(YamlRefused) as caught:
        parse(text, "file.yaml")
    problem = caught.value.problem
    assert problem.file == "file.yaml"
    return problem.line, problem.text


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("Off", "Off"), ("y", "y"),
        ("true", True), ("false", False), ("True", "True"),
        ("null", None), ("~", None), ("", None),
        ("7", 7), ("-7", -7), ("0", 0), ("'7'", "7"), ('"no"', "no"),
        ("007", "007"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("12:30:45", "12:30:45"),
        ("37.36", Decimal("37.36")), ("1e3", "1e3"), (".5", ".5"), (".inf", ".inf"),
        ("2026-11-21", "2026-11-21"), ("1.0.0", "1.0.0"),
    ],
)  # fmt: skip
def test_plain_words_stay_what_they_say(scalar: str, value: object) -> None:
    found = parse(f"it: {scalar}", "f").value["it"]
    assert found == value
    assert type(found) is type(value)


def test_every_key_and_entry_knows_its_line() -> None:
    parsed = parse("a:\n  b: 1\n  c:\n    - x\n    - y: 2\n", "f")
    assert parsed.value == {"a": {"b": 1, "c": ["x", {"y": 2}]}}
    assert parsed.lines[("a", "b")] == 2
    assert parsed.lines[("a", "c", 0)] == 4
    assert parsed.lines[("a", "c", 1, "y")] == 5


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_fifty_thousand_brackets_are_refused_calmly(bracket: str) -> None:
    _, text = refused(bracket * 50_000)
    assert "too many levels" in text or "a name is expected" in text


def test_as_deep_as_allowed_is_read_and_one_deeper_is_not() -> None:
    parse("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f")
    line, text = refused("a: 1\nb: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert (line, text) == (2, "too many levels of indentation or brackets")


def test_shortcuts_cannot_blow_up_a_small_file() -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    line, text = refused(bomb)
    assert line == 1
    assert "shortcuts with & and *" in text


@pytest.mark.parametrize("text", ["a: *b", "a: &b 1", "a: &b {c: 1}", "<<: *a"])
def test_shortcuts_are_refused_wherever_they_stand(text: str) -> None:
    assert "shortcuts with & and *" in refused(text)[1]


@pytest.mark.parametrize(
    "text",
    ["a: !!python/object/apply:os.system [ls]", "a: !x 1", "a: !!str 1", "!!map {a: 1}", "! a: 1"],
)
def test_tags_are_refused(text: str) -> None:
    assert "tags with !" in refused(text)[1]


def test_a_name_written_twice_is_told_with_both_lines() -> None:
    assert refused("a: 1\nb: 2\na: 3\n") == (3, '"a" is written twice (first on line 1)')
    assert refused("x:\n  a: 1\n  a: 2\n")[0] == 3


def test_the_same_name_in_two_places_is_fine() -> None:
    assert parse("x: {a: 1}\ny: {a: 2}", "f").value == {"x": {"a": 1}, "y": {"a": 2}}


def test_a_second_document_is_refused() -> None:
    line, text = refused("a: 1\n---\nb: 2\n")
    assert line == 2
    assert "only one document" in text


def test_tabs_are_named() -> None:
    assert refused("a:\n\tb: 1\n") == (2, "a TAB is used for indentation: use spaces")


def test_a_colon_inside_a_sentence_is_explained() -> None:
    line, text = refused("ok: 1\nask: One thing: how many?\n")
    assert line == 2
    assert "a colon inside a sentence" in text


def test_an_open_quote_is_explained() -> None:
    assert "never closed" in refused('a: "open\nb: 1\n')[1]


def test_uneven_indentation_is_explained() -> None:
    line, text = refused("a:\n  b: 1\n c: 2\n")
    assert line == 3
    assert "indented differently" in text


def test_a_name_must_be_plain() -> None:
    assert "a name is expected" in refused("{[a]: 1}")[1]


def test_too_large_is_refused_before_reading() -> None:
    line, text = refused("# " + "x" * MAX_BYTES)
    assert line == 1
    assert "larger than 2,000,000 bytes" in text


def test_size_is_counted_in_bytes_not_letters() -> None:
    assert "larger than" in refused("# " + "é" * (MAX_BYTES // 2 + 1))[1]


@pytest.mark.parametrize("text", ["a: \x00", "a: \x07", "a: \x85\x1b"])
def test_control_characters_are_refused_not_raised(text: str) -> None:
    refused(text)


@pytest.mark.parametrize("text", ["", "# only a remark\n"])
def test_an_empty_file_is_nothing(text: str) -> None:
    assert parse(text, "f").value is None


yaml_like = st.text(alphabet=list("ab1 \n\t:-[]{},&*!?|>'\"#%@`~.é\u2028"), max_size=60)


@given(st.one_of(yaml_like, st.text(st.characters(codec="utf-8"), max_size=60)))
def test_any_text_is_read_or_refused_never_worse(text: str) -> None:
    with contextlib.suppress(YamlRefused):
        parse(text, "f")
