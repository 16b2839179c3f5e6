"""The whole road in other languages: Spanish, and a trial one that shows what nobody can translate.

In the trial language every sentence is written with foreign letters and a third longer. What still
stands there in plain letters was put together in the code, or is not said by the catalogue.
"""

from __future__ import annotations

import gettext
import platform
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from onboard import bootstrap, locations, packs, wording
from onboard.content import translation
from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.content.parts import PLACEHOLDER
from onboard.content.problems import Place
from onboard.content.spoken import spoken_texts, with_texts
from onboard.locations import DEFAULT_PACK
from onboard.pdf.paper import open_paper
from onboard.pdf.verify import verify_pdf
from onboard.sample import sample_files
from onboard.wording import currency_name
from tests.ui.road.hands import CheckingWalker
from ui.session import EngagementSession
from ui.walk import walk_sample
from ui.widgets.painted import PaintedText
from ui.wizard_window import WizardWindow

Tell = Callable[[str], str]
TRIAL = "qps"
FOREIGN = str.maketrans(
    "abcdefghijklmnoprstuvwyzABCDEFGHIJKLMNOPRSTUVWYZ",
    "åƀçđéƒğħíĵķļɱñöþŕšťûṽŵýžÅƁÇĐÉƑĞĦÍĴĶĻṀÑÖÞŔŠŤÛṼŴÝŽ",
)
LONGER = 0.3
WORD = re.compile(r"[A-Za-z]{3,}")
SHAPES = {
    "kind", "emphasis", "align", "mark", "role", "state", "likelihood", "impact", "language",
    "reference", "levels",
}  # fmt: skip
NO_WORD = re.compile(r"\{[^{}\n]*\}|\b[A-Z]{3}\b|\b[a-f\d]+\b|\S+@\S+|\b\w*\d\w*\b")
"""Placeholders, currencies, fingerprints, addresses, numbers."""
NAME = re.compile(r"\{[^{}\n]*\}")


def foreign(sentence: str) -> str:
    """The sentence in letters of the trial language, and longer; placeholders stay."""
    pieces, end = [], 0
    for match in NAME.finditer(sentence):
        pieces += [sentence[end : match.start()].translate(FOREIGN), match[0]]
        end = match.end()
    pieces.append(sentence[end:].translate(FOREIGN))
    more = " ".join("·" * 4 for _ in range(round(len(sentence) * LONGER / 5)))
    return "".join(pieces) + (f" {more}" if more else "")


class _Foreign(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return _said(wording.catalogue("en").gettext(message), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _said(wording.catalogue("en").ngettext(msgid1, msgid2, n), msgid1)


def _said(sentence: str, message: str) -> str:
    if sentence == message or message.startswith("format."):
        return sentence
    return foreign(sentence)


@lru_cache(maxsize=4)
def foreign_pack(folder: Path) -> ContentPack:
    pack = load_pack(folder)

    def change(_: Place, text: str) -> str:
        return foreign(text)

    content = with_texts(pack.content, change)
    glossary = {foreign(word): meaning for word, meaning in content.glossary.items()}
    identity = content.pack.model_copy(update={"language": TRIAL})
    content = content.model_copy(update={"glossary": glossary, "pack": identity})
    return replace(pack, content=content)


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch, tell: Tell) -> None:
    """The trial language, spoken from here on."""
    real = wording.catalogue
    monkeypatch.setitem(wording.LANGUAGES, TRIAL, "Trial")
    monkeypatch.setattr(
        wording, "catalogue", lambda name="en": _Foreign() if name == TRIAL else real(name)
    )
    monkeypatch.setattr(wording, "_locale", lambda *_: "en")
    monkeypatch.setattr(packs, "load_pack", foreign_pack)
    tell(TRIAL)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], WizardWindow]]:
    made: list[EngagementSession] = []

    def opened() -> WizardWindow:
        session = EngagementSession(bootstrap.home(tmp_path / "home"))
        made.append(session)
        shown = WizardWindow(session)
        qtbot.addWidget(shown)
        shown.resize(1120, 760)
        with qtbot.waitExposed(shown):
            shown.show()
        return shown

    yield opened
    for session in made:
        session.close()


class LanguageWalker(CheckingWalker):
    """Looks at each page for texts that `is_strange` finds, beside what it looks for anyway."""

    def __init__(self, window: WizardWindow, is_strange: Callable[[str], str]) -> None:
        super().__init__(window)
        self._is_strange = is_strange
        self.strange: list[str] = []

    def picture(self, name: str, of: QWidget | None = None) -> None:
        super().picture(name, of)
        for text in texts_in(of or self.window):
            found = self._is_strange(text)
            if found:
                self.strange.append(f"{name}: {found!r} in {text[:90]!r}")


def texts_in(window: QWidget) -> Iterator[str]:
    """What is to be read or heard of a window, but for what somebody typed."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible() or widget.window() is not window.window():
            continue
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield unescape(widget.toolTip().removeprefix("<span>").removesuffix("</span>"))
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        elif isinstance(widget, QComboBox):
            yield from (widget.itemText(index) for index in range(widget.count()))
        elif isinstance(widget, PaintedText):
            yield from (text for text, *_ in widget.text_rects())
        elif not isinstance(widget, QPlainTextEdit):
            text = getattr(widget, "text", None)
            yield str(text()) if callable(text) else ""


def texts_of(part: object, key: str = "") -> Iterator[str]:
    """What is printed: every text of a document but for the names of its shapes."""
    match part:
        case str() if key not in SHAPES:
            yield part
        case dict():
            for name, value in part.items():
                yield from texts_of(value, name)
        case list():
            for value in part:
                yield from texts_of(value, key)


def client_words() -> set[str]:
    """Words that nobody translates: what the sample's people wrote, and names of products."""
    content = load_pack(locations.packs() / DEFAULT_PACK).content
    cited = [product.name for product in content.lifecycle.values()]
    cited += [name for rule in content.rules.values() for name in (rule.source,)]
    cited += [framework.name for framework in content.frameworks.values()]
    cited += [e.source for risk in content.risks.values() for e in risk.evidence]
    told = [path.read_text(encoding="utf-8") for path in sample_files()]
    told.append(f"{platform.system()} {platform.release()}")  # the paper says on what it is signed
    told.append(currency_name("USD"))  # from Babel, as the names of months
    months = "January February March April May June July August September October November"
    return {
        word.casefold()
        for text in (*told, *cited, months, "December Trial English Español UTC onboard USD")
        for word in WORD.findall(text)
    }


@pytest.mark.usefixtures("trial")
def test_every_text_of_every_page_can_be_translated_and_has_room(
    window: Callable[[], WizardWindow],
) -> None:
    known = client_words()

    def plain_words(text: str) -> str:
        bare = NO_WORD.sub(" ", text)
        return " ".join(word for word in WORD.findall(bare) if word.casefold() not in known)

    walker = LanguageWalker(window(), plain_words)
    pdf = walk_sample(walker)
    assert not walker.strange, "\n".join(sorted(set(walker.strange))[:60])
    printed = [plain_words(text) for text in texts_of(open_paper(pdf).data["document"])]
    assert not any(printed), sorted(set(printed))[:40]
    assert not walker.findings, "\n".join(walker.findings)


def test_the_whole_road_is_walked_in_spanish(
    window: Callable[[], WizardWindow], tell: Tell
) -> None:
    tell("es")
    pack = load_pack(locations.packs() / DEFAULT_PACK)
    english = {text for _, text in spoken_texts(pack.content) if text.count(" ") > 1}
    spanish = {text for _, text in spoken_texts(pack.in_language("es").content)}
    left = {PLACEHOLDER.sub("", text).strip(" .:") for text in english - spanish}

    def english_text(text: str) -> str:
        return text if text.strip(" .:") in left else ""

    walker = LanguageWalker(window(), english_text)
    pdf = walk_sample(walker)
    assert not walker.strange, "\n".join(walker.strange[:40])
    assert not walker.findings, "\n".join(walker.findings)
    paper = open_paper(pdf)
    assert paper.language == "es"
    assert str(paper.reader.root["/Lang"]).startswith("es")
    told = str(paper.data["document"])
    assert wording.say("agreement.language-counts", language="es") in told
    assert told.count(wording.say("agreement.translation-unread", language="es")) == 2
    assert paper.data["client"]["language"] == "es"
    assert verify_pdf(pdf).status == "unchanged"


def test_a_file_speaks_the_language_of_its_client_and_the_desk_that_of_its_user(
    window: Callable[[], WizardWindow], tell: Tell, qapp: QApplication
) -> None:
    shown = window()
    session = shown.session
    session.use(bootstrap.open_application(bootstrap.home(shown.session._home.folder)))  # type: ignore[union-attr]
    from onboard.engagement import Client

    session.new_client(Client("Panadería", "Rosa", language="es"))
    assert wording.spoken() == "es"
    assert shown.next.text() == wording.say("ui.next", language="es")
    session.leave_client()
    assert wording.spoken() == "en"
    session.open_client(session.clients()[0].id)
    assert wording.spoken() == "es"
    session.speak("en")
    assert session.snapshot is not None
    assert session.snapshot.pack.language == "en"
    assert session.snapshot.engagement.client.language == "en"
    assert shown.next.text() == wording.say("ui.next", language="en")
    tell("en")


def test_the_trial_language_finds_what_was_put_together_in_code() -> None:
    assert WORD.findall(foreign("Working together since {day}".replace("{day}", ""))) == []
    assert foreign("{count} lines").startswith("{count} ļíñéš")


def test_a_translation_is_held_to_its_pack() -> None:
    pack = load_pack(locations.packs() / DEFAULT_PACK)
    text = pack.catalogues["es"]
    assert list(translation.problems(pack.content, "es.po", text)) == []
    without = text.replace('msgid "Your business"', 'msgid "Your firm"', 1)
    codes = {problem.code for problem in translation.problems(pack.content, "es.po", without)}
    assert codes == {"untranslated", "translation"}
