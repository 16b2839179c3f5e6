"""Lists of management tools and suppliers: how rows are understood, and what is left alone."""

from __future__ import annotations

import contextlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onboard import locations
from onboard.bootstrap import Application, home, open_application
from onboard.cli.main import main
from onboard.content.pack import ContentPack
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile, OwnPrice
from onboard.intake.computers import OUT, Fate, understand
from onboard.intake.days import days_of
from onboard.intake.prices import PriceFate, understand_prices, with_prices
from onboard.intake.systems import kind_of, system_of
from onboard.interview.answers import How
from onboard.packs import PackShelf

ON = date(2026, 11, 22)
SHELF = PackShelf(locations.packs())


@pytest.fixture(scope="module")
def pack() -> ContentPack:
    return SHELF.shipped("small-office-it")


def facts_of(pack: ContentPack) -> Engagement:
    pin = PackPin(pack.id, pack.version, pack.sha256)
    return Engagement(EngagementId("e"), Client("C"), pin, ON)


@pytest.mark.parametrize(
    ("system", "version", "known"),
    [
        ("Microsoft Windows 10 Pro", "10.0.19045", "win-10-22h2"),
        ("Windows", "10.0.19045.4780", "win-10-22h2"),
        ("Windows 10 Enterprise LTSC 2021", "", "win-10-ltsc-2021"),
        ("Windows 10 IoT Enterprise LTSC", "10.0.19044", "win-10-iot-ltsc-2021"),
        ("Windows 11 Pro 23H2", "", "win-11-23h2"),
        ("Microsoft Windows 11 Pro", "10.0.26100 Build 26100", "win-11-24h2"),
        ("Windows 11 Enterprise", "10.0.22631", "win-11-23h2-ent"),
        ("Windows 11 Home", "10.0.26200", "win-home"),
        ("Windows 11 Pro", "", ""),
        ("Microsoft Windows 7 Professional", "6.1.7601", "win-7"),
        ("Windows 8.1 Pro", "6.3.9600", "win-8.1"),
        ("Windows Server 2019", "10.0.17763", ""),
        ("macOS", "14.5", "macos-14"),
        ("macOS Sequoia", "15.1", "macos-15"),
        ("Mac OS X 10.15.7", "", "macos-10.15"),
        ("Ubuntu 24.04 LTS", "", "linux"),
        ("ChromeOS", "126", "chromeos"),
        ("Something", "3", ""),
    ],
)
def test_systems_are_known_by_name_and_build(
    pack: ContentPack, system: str, version: str, known: str
) -> None:
    offered = {*pack.content.lifecycle, "win-home", "linux", "chromeos"}
    assert system_of(system, version, offered) == known


@pytest.mark.parametrize(
    ("kind", "model", "system", "known"),
    [
        ("Notebook", "", "Windows 11", "laptop"),
        ("10", "", "Windows 11", "laptop"),
        ("3", "", "Windows 10", "desktop"),
        ("Sobremesa", "", "Windows 10", "desktop"),
        ("", "OptiPlex 7090", "Windows 10", "desktop"),
        ("Laptop", "", "macOS 14", "mac-laptop"),
        ("", "MacBookPro18,1", "macOS", ""),
        ("", "MacBook Pro", "macOS", "mac-laptop"),
        ("Desktop", "", "Windows Server 2022", "server"),
        ("Virtual Machine", "", "Windows 11", "virtual"),
        ("Workstation", "", "", "desktop"),
        ("Thing", "", "", ""),
    ],
)
def test_kinds_are_known_by_words_and_by_numbers(
    kind: str, model: str, system: str, known: str
) -> None:
    offered = ("desktop", "laptop", "mac-desktop", "mac-laptop", "chromebook")
    assert kind_of(kind, model, system, offered) == known


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["2024-02-03", "2024-02-03T10:00:00"], [date(2024, 2, 3)] * 2),
        (["25/12/2023", "01/02/2023"], [date(2023, 12, 25), date(2023, 2, 1)]),
        (["12/25/2023", "01/02/2023"], [date(2023, 12, 25), date(2023, 1, 2)]),
        (["01/02/2023", "03/03/2023"], [None, date(2023, 3, 3)]),
        (["25/12/2023", "12/25/2023"], [None, None]),
        (["1.2.2023"], [date(2023, 2, 1)]),
        (["", "soon", "99/99/2023", "31/02/2023"], [None] * 4),
    ],
)
def test_a_day_that_could_be_two_is_none(texts: list[str], days: list[date | None]) -> None:
    assert days_of(texts) == days


ROWS = (
    ("Nombre del equipo", "Nº de serie", "Sistema operativo", "Tipo", "Usuario", "Fecha de compra"),
    ("ACCT-01", "S1", "Windows 11 Pro 23H2", "Portátil", "Ana", "2023-05-01"),
    ("ACCT-02", "S2", "Windows 10 Pro", "Torre", "Luis", "soon"),
    ("ACCT-03", "S1", "Windows 10 Pro", "Torre", "", ""),
    ("SRV-01", "S4", "Windows Server 2019", "Torre", "", ""),
    ("KIOSK", "S5", "Windows 10 Pro", "Quiosco", "", ""),
)


def test_rows_are_understood_and_what_is_not_is_named(pack: ContentPack) -> None:
    seen = understand(pack, facts_of(pack), ROWS)
    fates = [row.fate for row in seen.rows]
    assert fates == [Fate.TAKEN, Fate.TAKEN, Fate.TWICE, Fate.LEFT_OUT, Fate.KIND]
    first, second, *_ = seen.rows
    assert (first.device.kind, first.device.system) == ("laptop", "win-11-23h2")
    assert (first.device.user, first.device.bought) == ("Ana", date(2023, 5, 1))
    assert second.unsure == ("bought",)
    assert seen.open_kinds == ("Quiosco",)
    said = understand(pack, facts_of(pack), ROWS, kinds={"Quiosco": "machine-pc"})
    assert said.rows[-1].device.kind == "machine-pc"
    out = understand(pack, facts_of(pack), ROWS, kinds={"Quiosco": OUT})
    assert out.rows[-1].fate is Fate.SAID_OUT
    without = understand(pack, facts_of(pack), ROWS, columns={"name": 0})
    assert not without.taken


CELL = st.text(max_size=12)


@settings(max_examples=25)
@given(st.lists(st.tuples(CELL, CELL, CELL, CELL, CELL, CELL), max_size=5))
def test_any_rows_are_understood_or_left_out(
    rows: list[tuple[str, ...]],
) -> None:
    pack = SHELF.shipped("small-office-it")
    seen = understand(pack, facts_of(pack), (ROWS[0], *rows))
    assert len(seen.rows) == len(rows)
    assert all(device.kind in seen.kinds for device in seen.taken)
    with contextlib.suppress(UserFacingError):  # in other money, as a currency column may say
        prices = understand_prices(pack, FirmProfile(), (PRICES[0], *rows), ON)
        assert len(prices.rows) == len(rows)


@pytest.fixture
def opened(tmp_path: Path) -> Application:
    return open_application(home(tmp_path / "home"))


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_the_command_shows_first_and_overwrites_nothing_unasked(
    tmp_path: Path, opened: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    made = opened.service.new_client(Client("C"), "small-office-it")
    typed = [{"kind": "laptop", "system": "win-11-23h2", "count": 2}]
    opened.service.record_answer(made.id, "computers", typed)  # type: ignore[arg-type]
    file = write(tmp_path / "a.csv", "\n".join(";".join(row) for row in ROWS))
    take = ["--home", str(opened.home.folder), "import-computers", str(file), "--client", "C"]
    before = opened.service.engagement(made.id)
    opened.close()
    assert main(take) == 0
    assert "Quiosco" in capsys.readouterr().out
    assert main([*take, "--yes"]) == 2, "there are typed ones, and nobody said what becomes of them"
    assert main([*take, "--yes", "--there", "add", "--column", "user="]) == 0
    again = open_application(home(tmp_path / "home"))
    facts = again.service.engagement(made.id)
    assert before.version + 1 == facts.version
    answer = facts.answers["computers"]  # type: ignore[index]
    assert answer.how is How.IMPORTED
    assert sorted(tuple(dict(row).values()) for row in answer.value) == [  # type: ignore[arg-type, union-attr]
        ("desktop", "win-10-22h2", 1),
        ("laptop", "win-11-23h2", 3),
    ]
    assert [device.serial for device in facts.devices] == ["S1", "S2"]
    assert {device.user for device in facts.devices} == {""}
    again.close()
    capsys.readouterr()
    assert main([*take, "--yes", "--there", "add"]) == 2, "all of them are here by now"
    said = capsys.readouterr()
    assert "brought in before" in said.out
    assert "Ana" not in said.out, "that the column is not wanted was remembered"


PRICES = (
    ("Item", "Price", "Per", "Currency", "Since"),
    ("workstation", "1,100.00", "once", "USD", "2026-11-01"),
    ("Password program", "4", "month", "USD", ""),
    ("Pasword program", "4", "", "", ""),
    ("endpoint-protection", "-5", "", "", ""),
    ("offsite-backup", "1.234", "", "", ""),
    ("workstation", "1200", "", "", ""),
    ("spare-workstation", "99999999", "once", "", ""),
    ("monitor-kit", "300", "fortnight", "", ""),
    ("network-switch", "120", "once", "", "2027-01-01"),
)


def test_a_price_list_tells_what_it_would_change(pack: ContentPack) -> None:
    seen = understand_prices(pack, FirmProfile(), PRICES, ON)
    first = seen.rows[0]
    assert (first.fate, first.price.amount if first.price else None) == (
        PriceFate.NEW,
        Decimal(1100),
    )
    assert first.since == date(2026, 11, 1)
    assert first.range_low is not None
    assert seen.rows[2].fate is PriceFate.UNKNOWN
    assert seen.rows[5].fate is PriceFate.TWICE
    firm = with_prices(
        FirmProfile(own_prices=(OwnPrice("x", "good", Decimal(1), "once"),)), seen.taken
    )
    assert firm.own_prices[0].item == "x"
    again = understand_prices(pack, firm, (PRICES[0], PRICES[1]), ON)
    assert again.rows[0].fate is PriceFate.SAME
    dearer = understand_prices(pack, firm, (PRICES[0], ("workstation", "1300", "once", "", "")), ON)
    assert (dearer.rows[0].fate, dearer.rows[0].old) == (PriceFate.CHANGED, Decimal(1100))


@pytest.mark.parametrize(
    ("row", "fate"),
    [
        (("workstation", "-5", "", "", ""), PriceFate.UNREAD),
        (("workstation", "1.234", "", "", ""), PriceFate.UNREAD),
        (("workstation", "", "", "", ""), PriceFate.UNREAD),
        (("workstation", "99999999", "once", "", ""), PriceFate.ABSURD),
        (("workstation", "0.5", "once", "", ""), PriceFate.ABSURD),
        (("workstation", "900", "fortnight", "", ""), PriceFate.NO_PERIOD),
        (("workstation", "900", "", "", "2027-01-01"), PriceFate.LATER),
        (("workstation", "900", "", "", "01/02/2026"), PriceFate.LATER),
        (("", "900", "", "", ""), PriceFate.UNKNOWN),
    ],
)
def test_prices_that_cannot_be_are_left_out(
    pack: ContentPack, row: tuple[str, ...], fate: PriceFate
) -> None:
    seen = understand_prices(pack, FirmProfile(), (PRICES[0], row), ON)
    assert seen.rows[0].fate is fate
    assert not seen.taken


@pytest.mark.parametrize(
    "row", [("workstation", "900", "", "EUR", ""), ("workstation", "€ 900", "", "", "")]
)
def test_a_list_in_other_money_is_refused_whole(pack: ContentPack, row: tuple[str, ...]) -> None:
    with pytest.raises(UserFacingError) as refused:
        understand_prices(pack, FirmProfile(), (*PRICES[:2], row), ON)
    assert refused.value.message_id == "prices.other-currency"


def test_prices_by_the_command(
    tmp_path: Path, opened: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    opened.close()
    file = write(tmp_path / "p.csv", "Cosa,Valor\nworkstation,900\n")
    take = ["--home", str(opened.home.folder), "import-prices", str(file)]
    assert main(take) == 2
    mapped = [*take, "--column", "item=Cosa", "--column", "price=Valor"]
    assert main(mapped) == 0
    assert "900" in capsys.readouterr().out
    assert main([*mapped, "--yes"]) == 0
    assert main([*take]) == 0, "the mapping is remembered for the next file of this shape"
    again = open_application(home(tmp_path / "home"))
    assert [price.amount for price in again.service.firm().own_prices] == [Decimal(900)]
    again.close()
