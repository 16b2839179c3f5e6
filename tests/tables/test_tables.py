"""Tables from other programs: read as a person sees them, refused in one sentence otherwise."""

from __future__ import annotations

import codecs
import random
import sys
import tracemalloc
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_kit import MAIN, SHEET, workbook, zipped

from onboard.errors import UserFacingError
from onboard.tables import writing
from onboard.tables.limits import MOST_COLUMNS, MOST_ROWS
from onboard.tables.reading import read_table, table_from
from onboard.tables.writing import csv_bytes, save_table, says, xlsx_bytes

SEED = 20261122
RUNS = [pytest.param(400, id="sample"), pytest.param(100_000, id="all", marks=pytest.mark.soak)]


def test_the_first_visible_sheet_is_read_as_one_sees_it() -> None:
    assert table_from(workbook(), "a.xlsx") == (
        ("Name", "", "Purchase date", ""),
        ("ACCT-01", "12.1", "2023-01-01", ""),
    )


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_with_the_marks_and_letters_of_any_program(mark: str, encoding: str) -> None:
    text = f'Nombre{mark}Contraseña\r\n\r\n"Señor, S."{mark}"a ""b"""\r\nshort\r\n'
    assert table_from(text.encode(encoding), "a.csv") == (
        ("Nombre", "Contraseña"),
        ("Señor, S.", 'a "b"'),
        ("short", ""),
    )


def test_a_note_to_the_spreadsheet_program_names_the_mark() -> None:
    assert table_from(b"sep=|\r\na|b,c,d\r\n", "a.csv") == (("a", "b,c,d"),)


def row_of(cells: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    + row_of('<row><c t="str"><v>&b;</v></c></row>')
)  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + row_of(
    '<row><c t="str"><v>&a;</v></c></row>'
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(workbook(sheet=BOMB), "table.unreadable", id="entities"),
        pytest.param(workbook(sheet=OUTSIDE), "table.unreadable", id="external-entity"),
        pytest.param(workbook(sheet="<a>" * 500), "table.unreadable", id="deep"),
        pytest.param(workbook(sheet=SHEET[:-20]), "table.unreadable", id="cut-off"),
        pytest.param(workbook(book="<a/>"), "table.unreadable", id="no-sheet"),
        pytest.param(
            workbook(sheet=row_of('<row r="99999999"><c><v>1</v></c></row>')),
            "table.unreadable",
            id="row-without-end",
        ),
        pytest.param(
            workbook(sheet=row_of('<row><c r="XFD1"><v>1</v></c></row>')),
            "table.too-large",
            id="far-column",
        ),
        pytest.param(
            workbook(sheet=row_of("<row/>" * (MOST_ROWS + 1))), "table.too-large", id="rows"
        ),
        pytest.param(
            workbook(sheet=row_of(f'<row><c t="str"><v>{"a" * 5000}</v></c></row>')),
            "table.too-large",
            id="long-cell",
        ),
        pytest.param(
            workbook(sheet=row_of('<row><c t="s"><v>9</v></c></row>')),
            "table.unreadable",
            id="no-such-text",
        ),
        pytest.param(
            workbook(relations='<Relationships><Relationship Id="rId2" Target="../../../a"/>'),
            "table.unreadable",
            id="path-outside",
        ),
        pytest.param(zipped({"a": "b"}), "table.unreadable", id="other-zip"),
        pytest.param(b"PK\x03\x04" + b"\0" * 50, "table.unreadable", id="no-zip"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 50, "table.locked", id="old-or-locked"),
        pytest.param(b"%PDF-1.7\n", "table.unreadable", id="pdf"),
        pytest.param(b"a\0b", "table.unreadable", id="bytes"),
        pytest.param(b"\n\n , \n", "table.empty", id="empty"),
        pytest.param(b"a," * (MOST_COLUMNS + 1), "table.too-large", id="csv-columns"),
        pytest.param(b"a\n" * (MOST_ROWS + 1), "table.too-large", id="csv-rows"),
        pytest.param(b'"' + b"a" * 5000, "table.too-large", id="csv-long-cell"),
        pytest.param(b'"' + b"a" * 200_000, "table.unreadable", id="csv-endless-cell"),
    ],
)
def test_a_file_that_is_no_plain_table_is_refused_in_one_sentence(data: bytes, told: str) -> None:
    with pytest.raises(UserFacingError) as refused:
        table_from(data, "a file")
    assert refused.value.message_id == told
    assert str(refused.value).startswith("a file") or "a file" in str(refused.value)


def test_a_zip_bomb_is_refused_before_it_fills_the_memory() -> None:
    bomb = workbook(sheet=b" " * 300_000_000)
    assert len(bomb) < 400_000
    tracemalloc.start()
    try:
        with pytest.raises(UserFacingError, match="too large"):
            table_from(bomb, "bomb.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 250_000_000
    finally:
        tracemalloc.stop()


class Opened:
    """Hears of every file that Python opens, by its audit events; such a hook stays for good."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.is_listening = False
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_listening and event in ("open", "os.mkdir", "os.rename", "os.remove"):
            self.names.append(f"{event} {arguments[0]!r}")


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened()


@pytest.mark.parametrize("runs", RUNS)
def test_changed_files_bring_nothing_down_and_open_no_other(runs: int, opened: Opened) -> None:
    """Workbooks, the XML inside of one, and CSV; neither read nor written is any file."""
    chance = random.Random(SEED)  # noqa: S311  (the same files each time)
    whole, inside, text = workbook(), SHEET.encode(), TEXT.encode()
    table_from(whole, "a.xlsx")
    for loaded_once in ("utf-8-sig", "utf-16", "cp1252", "cp437", "utf-32", "latin-1", "ascii"):
        codecs.lookup(loaded_once)
    refused = 0
    opened.names.clear()
    opened.is_listening = True
    for number in range(runs):
        match number % 3:
            case 0:
                data = _changed(whole, chance)
            case 1:
                data = _inside(_changed(inside, chance))
            case _:
                data = _changed(text, chance)
        try:
            rows = table_from(data, "a.xlsx")
            assert len({len(row) for row in rows}) == 1
        except UserFacingError:
            refused += 1
    opened.is_listening = False
    assert 0 < refused < runs
    assert opened.names == []


TEXT = 'Nombre;"Número de serie";Fecha\r\n"a;b";S1;01/02/2024\r\n' * 3


def _inside(sheet: bytes) -> bytes:
    return workbook(sheet=sheet)


def _changed(data: bytes, chance: random.Random) -> bytes:
    """The same with a few bytes changed, cut out, doubled or put in."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at, size = chance.randrange(len(changed) or 1), chance.randint(1, 60)
        match chance.randrange(5):
            case 0 if changed:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + size]
            case 2:
                changed[at:at] = changed[at : at + size]
            case 3:
                changed[at:at] = chance.choice(_NASTY)
            case _:
                changed[at:at] = bytes(chance.randrange(256) for _ in range(size))
    return bytes(changed)


_NASTY = (b"<!DOCTYPE a>", b"&lt;", b"\xff\xfe", b'r="ZZZZ9"', b"<v>1e999999999</v>", b"NaN", b"-1")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        rows = table_from(data, "a.csv")
    except UserFacingError:
        return
    assert rows
    assert len({len(row) for row in rows}) == 1


CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "|x", "'=1"]),
    st.integers(-(10**9), 10**9),
    st.decimals(-10_000, 10_000, places=2, allow_nan=False),
)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_what_is_written_reads_back_and_starts_no_formula(rows: list[tuple[object, ...]]) -> None:
    table = [("no", *row) for row in rows]
    for data in (csv_bytes(table), xlsx_bytes(table, "A [title]")):  # type: ignore[arg-type]
        assert says(data, "a file", table)  # type: ignore[arg-type]
    for row in csv_bytes(table).decode("utf-8-sig").splitlines():  # type: ignore[arg-type]
        for cell in row.split(","):
            bare = cell.strip('"')
            is_number = bare.lstrip("-").replace(".", "", 1).isdigit()
            assert is_number or not bare.startswith(("=", "+", "@", "|"))


def test_a_table_that_reads_differently_is_not_called_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    rows = (("a", Decimal("1.50")), ("b", 2))
    save_table(path, xlsx_bytes(rows, "t"), rows)
    assert read_table(path) == (("a", "1.5"), ("b", "2"))
    for other in ((("a", Decimal("1.51")), ("b", 2)), (("a", Decimal("1.50")),)):
        with pytest.raises(UserFacingError, match=r"a\.xlsx"):
            save_table(path, xlsx_bytes(rows, "t"), other)
    monkeypatch.setattr(writing, "read_checked", lambda *_: csv_bytes((("a", "x"), ("b", 2))))
    with pytest.raises(UserFacingError):
        save_table(path, csv_bytes(rows), rows)
