"""Tables for other programs: CSV and XLSX with cells that no program takes for a formula."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.sax.saxutils import escape

from onboard.errors import UserFacingError
from onboard.files import read_checked, write_checked
from onboard.spreadsheet import harmless
from onboard.tables.limits import LARGEST
from onboard.tables.reading import as_seen, plain_cell, table_from

Cell = str | int | Decimal
Table = Sequence[Sequence[Cell]]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_THEN = (2000, 1, 1, 0, 0, 0)
"""A time that is the same each time, so that equal tables are equal files."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/"
_MAIN = f"{_OFFICE}spreadsheetml/2006/main"
_LINKS = f"{_OFFICE}officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def save_table(path: Path, data: bytes, rows: Table) -> None:
    """Write a table, then read the file again as any program would and compare cell by cell.

    Raises:
        UserFacingError: it could not be written, or does not say what it should.
    """
    write_checked(path, data)
    if not says(read_checked(path, LARGEST), path.name, rows):
        raise UserFacingError("cli.read-back-failed", name=path.name)


def says(data: bytes, name: str, rows: Table) -> bool:
    """Whether a CSV or XLSX file holds these rows and nothing else."""
    found = table_from(data, name)
    return len(found) == len(rows) and all(
        len(there) == len(row) and all(map(_is_same, there, row))
        for there, row in zip(found, rows, strict=True)
    )


def csv_bytes(rows: Table) -> bytes:
    """UTF-8 with the mark that spreadsheet programs know, CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_written(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Table, title: str) -> bytes:
    """A workbook with one sheet: texts as texts, numbers as numbers, and no formula at all."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in _parts(rows, title).items():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(entry, (_HEAD + text).encode("utf-8"))
    return out.getvalue()


def _written(cell: Cell) -> str:
    return harmless(as_seen(cell)) if isinstance(cell, str) else str(cell)


def _is_same(there: str, cell: Cell) -> bool:
    if isinstance(cell, str):
        return there == plain_cell(_NOT_XML.sub("", cell))
    try:
        return Decimal(there) == cell
    except InvalidOperation:
        return False


def _parts(rows: Table, title: str) -> dict[str, str]:
    name = escape(re.sub(r"[\[\]:*?/\\]", " ", title)[:31], {'"': "&quot;"})
    return {
        "[Content_Types].xml": f'<Types xmlns="{_OFFICE}package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_KIND}worksheet+xml"/></Types>',
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>'
        + "".join(_row(number, row) for number, row in enumerate(rows, start=1))
        + "</sheetData></worksheet>",
    }


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_OFFICE}package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/{kind}" Target="{target}"/></Relationships>'
    )


def _row(number: int, row: Sequence[Cell]) -> str:
    cells = (_cell(f"{_letters(place)}{number}", cell) for place, cell in enumerate(row))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(where: str, cell: Cell) -> str:
    if not isinstance(cell, str):
        return f'<c r="{where}"><v>{cell:f}</v></c>'
    text = escape(_NOT_XML.sub("", harmless(as_seen(cell))))
    return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _letters(place: int) -> str:
    high, low = divmod(place, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)
