"""A pack in another language says the same, and decides exactly the same."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from onboard import locations
from onboard.case_file import read_case, read_decisions
from onboard.content import translation
from onboard.content.loader import build_pack, load_pack
from onboard.content.pack import ContentPack
from onboard.content.parts import PLACEHOLDER
from onboard.content.spoken import spoken_texts
from onboard.firm import FirmProfile
from onboard.interview.glossary import words_in
from onboard.sample import sample_files
from onboard.snapshot import derive
from onboard.wording import day, money, spoken

PACKS = [load_pack(folder) for folder in sorted(locations.packs().iterdir()) if folder.is_dir()]
ON = date(2026, 11, 21)


def changed(pack: ContentPack, file: str, text: str) -> ContentPack:
    texts = json.loads(pack.data.decode("utf-8"))
    return build_pack({**texts, file: text})


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_text_is_said_with_the_same_blanks(pack: ContentPack) -> None:
    spanish = pack.in_language("es")
    assert pack.languages == ("en", "es")
    assert (spanish.language, spanish.is_translation) == ("es", True)
    assert (spanish.sha256, spanish.id) == (pack.sha256, pack.id)
    ours, theirs = list(spoken_texts(pack.content)), list(spoken_texts(spanish.content))
    # The glossary is found by its words, which differ.
    mine = {place: text for place, text in ours if place[0] != "glossary"}
    said = {place: text for place, text in theirs if place[0] != "glossary"}
    assert mine.keys() == said.keys()
    for place, text in mine.items():
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(said[place])), place
    same = [place for place, text in mine.items() if said[place] == text and text.count(" ") > 2]
    assert {place[-1] for place in same} <= {"source"}  # a price list is called what it is called
    assert len(spanish.content.glossary) == len(pack.content.glossary)


def test_ids_and_rules_are_the_same_in_every_language() -> None:
    """The plan of the sample differs in no line, number, price, tier, level or fingerprint."""
    pack = next(pack for pack in PACKS if pack.id == locations.DEFAULT_PACK)
    answers, decisions = sample_files()
    found = []
    for language in pack.languages:
        here = pack.in_language(language)
        case = read_decisions(decisions, read_case(answers, here, ON), here)
        snapshot = derive(here, FirmProfile(), case.engagement, ON)
        found.append(
            (
                [(line.item, line.line.quantity, line.tier, line.fingerprint, line.settled.position)
                 for line in snapshot.lines],
                [(rated.risk, rated.today, rated.chosen) for rated in snapshot.register.risks],
                snapshot.bill.total,
                snapshot.path,
                [flag.kind for flag in snapshot.flags],
            )
        )  # fmt: skip
    assert found[0] == found[1]


def test_a_language_that_a_pack_lacks_is_read_as_it_was_written() -> None:
    pack = PACKS[0]
    assert pack.in_language("fr") is pack
    assert pack.in_language("") is pack
    spanish = pack.in_language("es")
    assert spanish.in_language("en") is pack
    assert spanish.in_language("es") is spanish
    assert spanish != pack
    worded = spanish.in_words_of(None)
    assert worded.is_translation


def test_a_catalogue_is_brought_up_to_date_with_its_pack() -> None:
    pack = PACKS[0]
    text = pack.catalogues["es"]
    catalogue = translation.read_catalogue("es.po", text)
    assert translation.updated(pack.content, "es", catalogue) == text
    said, total = translation.progress(text)
    assert said == total > 500
    fresh = translation.updated(pack.content, "fr", None)
    assert translation.progress(fresh) == (0, total)


def test_a_text_that_was_changed_is_no_longer_said() -> None:
    pack = PACKS[0]
    title = pack.content.pack.title
    texts = json.loads(pack.data.decode("utf-8"))
    texts["pack.yaml"] = texts["pack.yaml"].replace(title, f"{title} and more")
    renewed = build_pack(texts)
    found = list(translation.problems(renewed.content, "es.po", renewed.catalogues["es"]))
    assert [problem.code for problem in found] == ["untranslated", "translation"]
    assert renewed.in_language("es").content.pack.title == f"{title} and more"


def test_other_blanks_are_found() -> None:
    pack = next(pack for pack in PACKS if pack.id == locations.DEFAULT_PACK)
    before, blank, after = pack.catalogues["es"].rpartition("{answer}")
    assert blank  # the last one stands in a translation, behind its text
    text = f"{before}{{anwser}}{after}"
    found = list(translation.problems(pack.content, "es.po", text))
    assert [problem.code for problem in found] == ["translation"]


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a',
        "no catalogue at all",
        'msgid "a"\nmsgstr[7] "b"',
        'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=999999999999; plural=0;\\n"\n\n'
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\n',
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=foo\\n"\n\nmsgid "a',
    ],
)
def test_a_catalogue_that_cannot_be_read_bars_nothing_and_is_told(text: str) -> None:
    broken = changed(PACKS[0], "es.po", text)
    assert list(translation.problems(broken.content, "es.po", text))
    told = broken.in_language("es")
    assert told.content.pack.title == broken.content.pack.title


def test_a_translation_with_other_blanks_is_not_used() -> None:
    """It would put a price where the firm's own word belongs."""
    pack = next(pack for pack in PACKS if pack.id == locations.DEFAULT_PACK)
    clauses = pack.content.clauses.items()
    key = next(key for key, clause in clauses if "{hour-rate}" in clause.text)
    said = pack.in_language("es").content.clauses[key].text
    forged = said.replace("{hour-rate}", "USD 950")
    other = changed(pack, "es.po", pack.catalogues["es"].replace(said, forged))
    assert other.in_language("es").content.clauses[key].text == pack.content.clauses[key].text


def test_words_of_a_spanish_question_are_explained() -> None:
    pack = next(pack for pack in PACKS if pack.id == locations.DEFAULT_PACK).in_language("es")
    explained = {word for q in pack.content.questions.values() for word in words_in(pack, q)}
    assert len(explained) > 30


def test_dates_and_money_by_language() -> None:
    from decimal import Decimal

    assert spoken() == "en"
    assert day(ON) == "21 November 2026"
    assert day(ON, language="es") == "21 de noviembre de 2026"
    amount = Decimal("1234.5")
    assert money(amount, amount, "USD") == "$1,234.50"
    assert money(amount, amount, "USD", language="es") == "$1,234.50"
    assert money(amount, amount, "EUR", language="es") == "1.234,50\xa0€"
    many = Decimal("12345")
    assert money(many, many, "EUR", language="es") == "12.345\xa0€"


def test_a_catalogue_lies_beside_the_files(tmp_path: Path) -> None:
    for name, text in json.loads(PACKS[0].data.decode("utf-8")).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "notes.po").write_text("not a language", encoding="utf-8")
    assert load_pack(tmp_path).sha256 == PACKS[0].sha256
