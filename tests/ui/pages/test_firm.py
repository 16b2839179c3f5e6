from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Dress, Show
from page_kit import LONG_NAME, LOOKS, a_session, faults, part, press, tab_to, type_into
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from onboard.firm import Earning, FirmProfile, OwnPrice
from tests.pdf.time_server import an_authority
from ui.pages.firm import FirmPage
from ui.session import EngagementSession
from ui.widgets.own_price import OwnPriceCard
from ui.widgets.picture_field import MOST_BYTES, PictureField
from ui.widgets.roots_field import RootsField


@pytest.fixture
def session(tmp_path: Path) -> Iterator[EngagementSession]:
    yield from a_session(tmp_path)


def _page(session: EngagementSession, show: Show) -> FirmPage:
    page = FirmPage(session)
    show(page)
    page.complete()
    return page


def _firm(session: EngagementSession) -> FirmProfile:
    """What the store has, not what the page believes."""
    return session.application.service.firm()


def _png(path: Path, width: int, height: int = 60) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    assert image.save(str(path))
    return path


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_page_can_be_read_and_used(
    dress: Dress,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    dark: bool,
    scale: float,
) -> None:
    dress(dark=dark, scale=scale)
    price = OwnPrice("workstation", "better", Decimal("1099.50"), "once")
    png = _png(tmp_path / "logo.png", 400).read_bytes()
    session.save_firm(FirmProfile(LONG_NAME, LONG_NAME, logo_png=png, own_prices=(price,)))
    page = _page(session, show)
    part(page, QLineEdit, "tax-percent").setText("abc")
    part(page, QPushButton, "add-price").click()
    page.flush()
    assert faults(page) == []
    page.bring_into_view(part(page, QPushButton, "done"))
    assert faults(page) == []


def test_the_firm_is_kept_by_keyboard_alone(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    for name in ("name", "consultant", "email", "phone", "tax-name"):
        type_into(qtbot, page, part(page, QLineEdit, name), f"my {name}")
    type_into(qtbot, page, part(page, QLineEdit, "tax-percent"), "8.25")
    with qtbot.waitSignal(page.done):
        press(qtbot, page, part(page, QPushButton, "done"))
    firm = _firm(session)
    assert (firm.name, firm.consultant, firm.email) == ("my name", "my consultant", "my email")
    assert (firm.phone, firm.tax_name, firm.tax_percent) == (
        "my phone",
        "my tax-name",
        Decimal("8.25"),
    )


def test_terms_are_suggested_and_replaced(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    rate = part(page, QPlainTextEdit, "term-hour-rate")
    hours = part(page, QLineEdit, "term-help-hours")
    assert hours.placeholderText() == "weekdays, 8 to 6"
    rate.setPlainText("120 dollars")
    hours.setText("every day")
    page.flush()
    assert _firm(session).terms == {"hour-rate": "120 dollars", "help-hours": "every day"}
    hours.clear()
    page.flush()
    assert _firm(session).terms == {"hour-rate": "120 dollars"}


@pytest.mark.parametrize("wrong", ["abc", "-1", "101", "NaN"])
def test_a_tax_that_cannot_be_is_not_kept(
    show: Show, session: EngagementSession, wrong: str
) -> None:
    session.save_firm(FirmProfile(tax_percent=Decimal(7)))
    page = _page(session, show)
    field = part(page, QLineEdit, "tax-percent")
    field.setText(wrong)
    page.flush()
    assert _firm(session).tax_percent == Decimal(7)
    assert field.property("problem") is True


def test_an_own_price_is_added_by_keyboard_and_removed(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    press(qtbot, page, part(page, QPushButton, "add-price"))
    card = part(page, OwnPriceCard, "own-price")
    tab_to(qtbot, page, card.thing_list)
    name = session.shipped_pack().content.items["workstation"].name
    qtbot.keyClicks(page.window().focusWidget(), name)
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Return)
    type_into(qtbot, page, card.amount, "1,099.50")
    page.flush()
    assert _firm(session).own_prices == (
        OwnPrice("workstation", "good", Decimal("1099.50"), "once"),
    )
    press(qtbot, page, part(card, QPushButton, "remove"))
    assert _firm(session).own_prices == ()


def test_kind_and_period_of_a_price_can_be_picked(show: Show, session: EngagementSession) -> None:
    session.save_firm(
        FirmProfile(own_prices=(OwnPrice("workstation", "good", Decimal(9), "once"),))
    )
    page = _page(session, show)
    kind, per = part(page, QComboBox, "kind"), part(page, QComboBox, "per")
    kind.setCurrentIndex(kind.findData("best"))
    per.setCurrentIndex(per.findData("year"))
    page.flush()
    assert _firm(session).own_prices == (OwnPrice("workstation", "best", Decimal(9), "year"),)


def test_the_same_price_twice_is_told(show: Show, session: EngagementSession) -> None:
    price = OwnPrice("workstation", "good", Decimal(9), "once")
    session.save_firm(FirmProfile(own_prices=(price,)))
    page = _page(session, show)
    part(page, QPushButton, "add-price").click()
    second = page.findChildren(OwnPriceCard, "own-price")[1]
    second.fill("workstation", "good", "10", "once")
    second.changed.emit()
    page.flush()
    assert _firm(session).own_prices == (price,)
    assert second.problem.text()


def test_prices_of_another_pack_are_not_lost(show: Show, session: EngagementSession) -> None:
    foreign = OwnPrice("a-thing-of-another-pack", "good", Decimal(5), "month")
    session.save_firm(FirmProfile(own_prices=(foreign,), terms={"another": "mine"}))
    page = _page(session, show)
    part(page, QLineEdit, "name").setText("North Desk")
    page.flush()
    assert _firm(session).own_prices == (foreign,)
    assert _firm(session).terms == {"another": "mine"}


def test_the_currency_is_picked(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    currency = part(page, QComboBox, "currency")
    currency.setCurrentIndex(currency.findData("EUR"))
    assert _firm(session).currency == "EUR"


def test_a_logo_is_taken_and_taken_away(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = _png(tmp_path / "logo.png", 300)
    monkeypatch.setattr(PictureField, "_ask_for_file", lambda _: path)
    page = _page(session, show)
    press(qtbot, page, part(page, QPushButton, "picture-choose"))
    assert _firm(session).logo_png == path.read_bytes()
    assert not part(page, QLabel, "picture-shown").pixmap().isNull()
    press(qtbot, page, part(page, QPushButton, "picture-remove"))
    assert _firm(session).logo_png == b""


@pytest.mark.parametrize("kind", ["too big", "no picture", "too many pixels", "gone"])
def test_a_logo_that_cannot_be_used_is_told(
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    path = tmp_path / "logo.png"
    match kind:
        case "too big":
            path.write_bytes(_png(path, 300).read_bytes() + bytes(MOST_BYTES))
        case "no picture":
            path.write_text("just words")
        case "too many pixels":
            _png(path, 5000, 2)
    monkeypatch.setattr(PictureField, "_ask_for_file", lambda _: path)
    page = _page(session, show)
    part(page, QPushButton, "picture-choose").click()
    assert _firm(session).logo_png == b""
    assert part(page, QLabel, "picture-problem").text()


def test_showing_the_page_again_saves_nothing(show: Show, session: EngagementSession) -> None:
    page = _page(session, show)
    saved: list[bool] = []
    session.saved.connect(lambda: saved.append(True))
    page.hide()
    page.show()
    page.flush()
    assert saved == []


def test_when_the_firm_earns_is_said_by_keyboard(
    qtbot: QtBot, show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    assert part(page, QComboBox, "earns-licence").currentText() == "Not said"
    assert _firm(session).earnings == ()
    picks = part(page, QComboBox, "earns-licence")
    tab_to(qtbot, page, picks)
    assert picks.accessibleName() == "Licences"
    qtbot.keyClick(picks, Qt.Key.Key_Down)
    scheme = part(page, QLineEdit, "scheme-licence")
    qtbot.keyClick(picks, Qt.Key.Key_Tab)
    assert page.window().focusWidget() is scheme, "the scheme stands beside its kind"
    qtbot.keyClicks(scheme, "Cloud Partner")
    page.flush()
    assert _firm(session).earnings == (Earning("licence", True, "Cloud Partner"),)
    other = part(page, QComboBox, "earns-service")
    tab_to(qtbot, page, other)
    qtbot.keyClick(other, Qt.Key.Key_End)
    page.flush()
    assert Earning("service", False) in _firm(session).earnings
    tab_to(qtbot, page, picks)
    qtbot.keyClick(picks, Qt.Key.Key_Home)
    scheme.clear()
    page.flush()
    assert _firm(session).earnings == (Earning("service", False),)


def test_what_is_said_of_single_things_is_not_lost(show: Show, session: EngagementSession) -> None:
    single = Earning("workstation", False)
    session.save_firm(FirmProfile(earnings=(Earning("hardware", True, "Maker Club"), single)))
    page = _page(session, show)
    assert part(page, QComboBox, "earns-hardware").currentText() == "We earn"
    assert part(page, QLineEdit, "scheme-hardware").text() == "Maker Club"
    part(page, QLineEdit, "scheme-hardware").setText("")
    page.flush()
    assert set(_firm(session).earnings) == {Earning("hardware", True), single}


@pytest.mark.parametrize(("dark", "scale"), LOOKS)
def test_the_longest_scheme_leaves_the_page_in_order(
    dress: Dress, show: Show, session: EngagementSession, dark: bool, scale: float
) -> None:
    dress(dark=dark, scale=scale)
    session.save_firm(FirmProfile(earnings=(Earning("task", True, LONG_NAME[:200]),)))
    page = _page(session, show)
    page.bring_into_view(part(page, QLineEdit, "scheme-task"))
    assert faults(page) == []


def test_a_scheme_is_named_without_what_it_brings(show: Show, session: EngagementSession) -> None:
    """S1.11: without amounts, in the window as in files."""
    page = _page(session, show)
    field = part(page, QLineEdit, "scheme-licence")
    field.setText("Gold, 15% back")
    page.flush()
    firm = session.firm()
    assert firm is not None
    assert firm.earnings == ()
    told = [made.text() for made in page.findChildren(QLabel) if made.isVisible()]
    assert any("without what it brings" in text for text in told)
    field.setText("Gold 2026")
    page.flush()
    firm = session.firm()
    assert firm is not None
    assert [entry.scheme for entry in firm.earnings] == ["Gold 2026"]


def test_a_time_stamp_server_is_named_and_a_wrong_address_is_told(
    show: Show, session: EngagementSession
) -> None:
    page = _page(session, show)
    field = part(page, QLineEdit, "time-stamp-url")
    field.setText(" https://time.example/tsa ")
    page.flush()
    assert _firm(session).time_stamp_url == "https://time.example/tsa"
    field.setText("file:///etc/passwd")
    page.flush()
    assert _firm(session).time_stamp_url == "https://time.example/tsa"
    assert field.property("problem") is True


@pytest.mark.parametrize(
    ("kind", "kept"), [("roots", "time_stamp_roots"), ("signer-roots", "signer_roots")]
)
def test_roots_are_taken_by_keyboard_and_taken_away(
    qtbot: QtBot,
    show: Show,
    session: EngagementSession,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    kept: str,
) -> None:
    roots, other = tmp_path / "roots.pem", tmp_path / "other.pem"
    roots.write_bytes(an_authority(tmp_path, "http://127.0.0.1").root)
    other.write_bytes(b"no certificate")
    page = _page(session, show)
    monkeypatch.setattr(RootsField, "_ask_for_file", lambda _: roots)
    press(qtbot, page, part(page, QPushButton, f"{kind}-choose"))
    assert getattr(_firm(session), kept) == roots.read_bytes()
    monkeypatch.setattr(RootsField, "_ask_for_file", lambda _: other)
    press(qtbot, page, part(page, QPushButton, f"{kind}-choose"))
    assert part(page, QLabel, f"{kind}-problem").isVisible()
    assert getattr(_firm(session), kept) == roots.read_bytes()
    press(qtbot, page, part(page, QPushButton, f"{kind}-remove"))
    assert getattr(_firm(session), kept) == b""
