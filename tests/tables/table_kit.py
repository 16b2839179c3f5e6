"""Workbooks as other programs write them, and as nobody should."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"

BOOK = (
    f'<x:workbook xmlns:x="{MAIN}" xmlns:r="{LINKS}"><x:sheets>'
    '<x:sheet name="Notes" sheetId="1" state="hidden" r:id="rId1"/>'
    '<x:sheet name="Devices" sheetId="2" r:id="rId2"/></x:sheets></x:workbook>'
)
RELATIONS = (
    f'<Relationships xmlns="{RELS}"><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>'
)
STRINGS = (
    f'<sst xmlns="{MAIN}"><si><t>Name</t></si><si><r><t>Purchase</t></r><r><t> date</t></r></si>'
    "<si><t>ACCT-01</t><rPh><t>spoken</t></rPh></si></sst>"
)
STYLES = (
    f'<styleSheet xmlns="{MAIN}">'
    '<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)
SHEET = (
    f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
    '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3"><f>1+1</f><v>12.100000000000001</v></c>'
    '<c r="C3" s="1"><v>44927.5</v></c><c r="D3" t="e"><v>#REF!</v></c></row>'
    "</sheetData></worksheet>"
)


def workbook(**changed: str | bytes) -> bytes:
    """A small workbook; a part may be given by its name, with `_` for what a name cannot hold."""
    parts: dict[str, str | bytes] = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/sharedStrings.xml": STRINGS,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet2.xml": SHEET,
    }
    names = {"book": "xl/workbook.xml", "relations": "xl/_rels/workbook.xml.rels"}
    names |= {"strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
    names |= {"sheet": "xl/worksheets/sheet2.xml"}
    return zipped({**parts, **{names[key]: text for key, text in changed.items()}})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return out.getvalue()
