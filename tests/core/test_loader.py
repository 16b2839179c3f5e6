"""Packs from folders: all problems at once, each with its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tiny_pack import TEXTS, changed, tiny_pack

from onboard.content.loader import build_pack, load_pack, pack_from_bytes
from onboard.content.problems import PackInvalid, PackProblem
from onboard.errors import UserFacingError


def problems(texts: dict[str, str]) -> tuple[PackProblem, ...]:
    with pytest.raises(PackInvalid) as caught:
        build_pack(texts)
    return caught.value.problems


def only_problem(texts: dict[str, str]) -> PackProblem:
    (problem,) = problems(texts)
    return problem


def line_of(file: str, text: str) -> int:
    return next(number for number, line in enumerate(TEXTS[file].splitlines(), 1) if text in line)


def test_the_tiny_pack_loads() -> None:
    pack = tiny_pack()
    assert (pack.id, pack.version, pack.currency) == ("tiny", "1.0.0", "USD")
    assert pack.questions_in_order == ("people", "backup", "stick-place")
    assert pack.items_in_order == ("computer", "guard"), "a companion comes after its parent"


def test_the_pin_follows_every_byte_and_nothing_else() -> None:
    pack = tiny_pack()
    assert tiny_pack().sha256 == pack.sha256
    assert build_pack(dict(reversed(TEXTS.items()))).sha256 == pack.sha256
    assert build_pack(changed("pack.yaml", "Tiny", "Tiny ")).sha256 != pack.sha256


def test_the_bytes_that_the_store_keeps_give_the_same_pack() -> None:
    pack = tiny_pack()
    again = pack_from_bytes(pack.data)
    assert again == pack
    assert again.content == pack.content


def test_all_problems_come_at_once_each_with_file_and_line() -> None:
    texts = {
        **changed("questions.yaml", "ask_if: {backup: usb}", "ask_if: {bakcup: usb}"),
        "items.yaml": TEXTS["items.yaml"].replace("item: guard, kind", "item: gaurd, kind"),
        "risks.yaml": TEXTS["risks.yaml"].replace("{firm-name}", "{firm-nmae}"),
    }
    found = [(problem.file, problem.line, problem.text) for problem in problems(texts)]
    assert found == [
        (
            "items.yaml",
            line_of("items.yaml", "item: guard, kind"),
            'there is no item called "gaurd". Did you mean "guard"?',
        ),
        (
            "questions.yaml",
            line_of("questions.yaml", "ask_if"),
            'there is no question or count called "bakcup". Did you mean "backup"?',
        ),
        (
            "risks.yaml",
            line_of("risks.yaml", "p1-finish"),
            'there is no blank called "firm-nmae". Did you mean "firm-name"?',
        ),
    ]


def test_the_whole_list_is_one_message() -> None:
    texts = {"pack.yaml": TEXTS["pack.yaml"], "broken.yaml": "a: [\n", "more.yaml": "b: &c 1\n"}
    with pytest.raises(PackInvalid) as caught:
        build_pack(texts)
    assert "broken.yaml:" in str(caught.value)
    assert "more.yaml:1:" in str(caught.value)


def test_a_misspelt_key_gets_a_did_you_mean() -> None:
    problem = only_problem(changed("items.yaml", "words: [antivirus]", "wrods: [antivirus]"))
    assert problem.line == line_of("items.yaml", "words: [antivirus]")
    assert problem.text == '"wrods" is not known here. Did you mean "words"?'


def test_a_misspelt_choice_gets_a_did_you_mean() -> None:
    problem = only_problem(changed("items.yaml", "kind: licence", "kind: lisence"))
    assert problem.line == line_of("items.yaml", "kind: licence")
    assert 'Did you mean "licence"?' in problem.text


def test_broken_references_beside_a_misshapen_part_are_told_too() -> None:
    texts = changed("items.yaml", "kind: licence", "kind: lisence")
    texts["questions.yaml"] = texts["questions.yaml"].replace("add: [people]", "add: [poeple]")
    told = {(problem.file, problem.code) for problem in problems(texts)}
    assert told == {("items.yaml", "shape"), ("questions.yaml", "dangling")}


@pytest.mark.parametrize(
    ("file", "old", "new", "part_of_text"),
    [
        ("questions.yaml", "    why: Disks die.\n", "", '"why" is missing'),
        ("questions.yaml", "people:\n    section", "People:\n    section", "is no id"),
        ("questions.yaml", "options: {none: No, usb: On a stick}", "options: {usb: On a stick}",
         "at least two options"),
        ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {backup: stick}",
         '"stick" is not one of the answers to "backup"'),
        ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {people: {at_least: 51}}",
         "can never be reached"),
        ("questions.yaml", "ask_if: {backup: usb}", "ask_if: {backup: {at_least: 1}}",
         "is no number"),
        ("questions.yaml", "assume: here,", "assume: nowhere,", 'no option called "nowhere"'),
        ("items.yaml", "low: 700, high: 900", "low: 900, high: 700", "low is above high"),
        ("items.yaml", "covers: users, because: Each", "because: Each", "exactly one of covers"),
        ("items.yaml", "covers: [users], because", "because", "exactly one of covers"),
        ("risks.yaml", "start: high", "start: often", '"often" is none of'),
        ("pack.yaml", "order_words: {tower: computer}", "order_words: {tower: compuder}",
         'Did you mean "computer"?'),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_is_told(file: str, old: str, new: str, part_of_text: str) -> None:
    told = [p for p in problems(changed(file, old, new)) if part_of_text in p.text]
    assert [problem.file for problem in told] == [file]


def test_a_name_that_stands_in_two_files_is_refused() -> None:
    again = TEXTS["items.yaml"].replace("computer:", "laptop:", 1)
    found = problems({**TEXTS, "zz.yaml": again})
    assert {(p.file, p.code) for p in found} == {("zz.yaml", "twice")}
    assert all('"laptop"' not in problem.text for problem in found)


def test_a_part_that_names_nothing_stands_in_one_file_only() -> None:
    found = problems({**TEXTS, "zz.yaml": "not_legal_advice: again\n"})
    assert [(p.file, p.line, p.code) for p in found] == [("zz.yaml", 1, "twice")]


def test_items_may_be_told_in_several_files() -> None:
    lone = TEXTS["items.yaml"].replace("  computer:", "  laptop:", 1)
    lone = lone[: lone.index("    requires:")].replace("words: [pc, desktop]", "words: [laptop]")
    pack = build_pack({**TEXTS, "more-items.yaml": lone})
    assert {"computer", "laptop"} <= set(pack.content.items)
    broken = lone.replace("kind: hardware", "kind: hardwear")
    (problem,) = problems({**TEXTS, "more-items.yaml": broken})
    assert (problem.file, problem.line) == ("more-items.yaml", 4)


def test_a_file_that_is_no_mapping_is_refused() -> None:
    assert only_problem({**TEXTS, "zz.yaml": "- a\n- b\n"}).file == "zz.yaml"


# ---- cycles


@pytest.mark.parametrize(
    ("file", "old", "new", "cycle"),
    [
        (
            "items.yaml",
            "    words: [antivirus]\n",
            "    requires:\n"
            "      - {item: computer, kind: protective, each: 1, because: It runs there.}\n",
            "computer → guard → computer",
        ),
        (
            "questions.yaml",
            "    options: {none: No, usb: On a stick}\n",
            "    options: {none: No, usb: On a stick}\n    ask_if: {stick-place: here}\n",
            "backup → stick-place → backup",
        ),
        (
            "questions.yaml",
            "users: {name: people, add: [people]}",
            "users: {name: people, add: [staff]}\n  staff: {name: staff, add: [users]}",
            "staff → users → staff",
        ),
    ],
    ids=["items", "questions", "populations"],
)
def test_cycles_are_shown_as_a_path(file: str, old: str, new: str, cycle: str) -> None:
    (problem,) = [p for p in problems(changed(file, old, new)) if p.code == "cycle"]
    assert problem.text == f"these lead back to themselves: {cycle}"
    assert problem.file == file


# ---- folders


def test_a_folder_is_read_as_its_files(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text("not part of the pack", encoding="utf-8")
    assert load_pack(tmp_path) == tiny_pack()


def test_a_newer_format_is_one_sentence_and_no_list_of_problems() -> None:
    with pytest.raises(UserFacingError) as caught:
        build_pack(changed("pack.yaml", "format: 1", "format: 2\nsurprise: 1"))
    assert caught.value.message_id == "pack.too-new"
    assert "format 2" in str(caught.value)


@pytest.mark.parametrize("line", ["format: one", "format: 1.5", "format: '2'", "format: [1]"])
def test_a_format_that_is_no_number_is_a_problem_of_the_pack(line: str) -> None:
    problem = only_problem(changed("pack.yaml", "format: 1", line))
    assert (problem.file, problem.line) == ("pack.yaml", 1)


def test_a_format_in_quotes_is_told_in_words() -> None:
    problem = only_problem(changed("pack.yaml", "format: 1", 'format: "1"'))
    assert problem.text == "format is the whole number 1, without quotes"


def test_a_pack_without_a_format_is_refused() -> None:
    assert only_problem(changed("pack.yaml", "format: 1\n", "")).text == '"format" is missing'


def test_a_missing_folder_and_an_empty_one_are_told_apart(tmp_path: Path) -> None:
    for folder, told in ((tmp_path, "pack.missing"), (tmp_path / "nowhere", "pack.no-folder")):
        with pytest.raises(UserFacingError) as caught:
            load_pack(folder)
        assert caught.value.message_id == told
        assert folder.name in str(caught.value)
        assert str(folder) not in str(caught.value), "no path of a person in a message"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_what_is_no_plain_file_is_told_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "endless.yaml")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(PackInvalid) as caught:
        load_pack(tmp_path)
    assert [(part.file, part.text) for part in caught.value.problems] == [
        ("endless.yaml", "this is no plain file"),
        ("folder.yaml", "this is no plain file"),
    ]


def test_a_file_that_is_too_large_is_told_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "large.yaml").open("wb") as file:
        file.truncate(2_000_001)
    with pytest.raises(PackInvalid) as caught:
        load_pack(tmp_path)
    (problem,) = caught.value.problems
    assert problem.text == "the file is larger than 2,000,000 bytes"


def test_a_folder_with_very_many_files_is_told(tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number}.yaml").touch()
    with pytest.raises(UserFacingError) as caught:
        load_pack(tmp_path)
    assert caught.value.message_id == "pack.too-many-files"
    assert "201" in str(caught.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_bytes(b"\xff\xfe\x00bad")
    with pytest.raises(UserFacingError) as caught:
        load_pack(tmp_path)
    assert caught.value.message_id == "pack.unreadable"
