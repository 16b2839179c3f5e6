"""The paper beside other ways to make one: the same texts and tables, laid out by each.

The others get plain text and plain tables of our document: no marks, no tags, no attachments, no
drawn risk map. What ours does besides is in its time.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onboard.agreement.document import Document
    from tests.bench.cases import Samples

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
TURNS = 3
Table = list[list[str]]
Part = tuple[str, str | Table]
"""A kind ("h1", "h2", "p", "li" or "table") and its text or its rows."""


def paper_layout(samples: Samples, folder: Path) -> None:
    """Ours, and ReportLab alone with the same fonts; then two other programs for pages."""
    from onboard.pdf.printer import PdfPrinter
    from tests.pdf.paper_factory import AT

    agreement = _sample(folder)
    table, data = agreement.table, agreement.data
    parts = list(_parts(agreement.document))
    printer = PdfPrinter()
    made = printer.render(agreement.document, data, table, at=AT)
    samples.add("unsigned-kib", len(made) / 1024)
    samples.add("lines", len(json.loads(data)["lines"]))
    ways: dict[str, Callable[[], bytes]] = {
        "layout-ours": lambda: printer.render(agreement.document, data, table, at=AT),
        "layout-reportlab": lambda: _by_reportlab(parts),
    }
    for name, module in (("weasyprint", _by_weasyprint), ("typst", _by_typst)):
        way = _tried(module, parts)
        if way is not None:
            ways[f"layout-{name}"] = way
    for way in ways.values():
        assert way().startswith(b"%PDF")  # loads what it needs; not counted
    for _ in range(TURNS):
        for name, way in ways.items():
            with samples.time(name):
                way()


def sealing(samples: Samples, folder: Path) -> None:
    """Our seal, with its checks and its drawn box, beside pyHanko's bare signature."""
    from onboard.pdf.keys import load_key
    from onboard.pdf.printer import PdfPrinter
    from tests.pdf.paper_factory import AT, CONSULTANT, TABLE, a_document, its_data

    printer = PdfPrinter()
    document = a_document()
    unsigned = printer.render(document, its_data(document), TABLE, at=AT)
    key = printer.new_key(CONSULTANT.name, "Example", AT)
    loaded = load_key(key, AT)
    for turn in range(TURNS + 1):
        with samples.time("seal-ours" if turn else "seal-ours-first"):
            printer.seal(unsigned, CONSULTANT, key)
        with samples.time("seal-pyhanko" if turn else "seal-pyhanko-first"):
            _by_pyhanko(unsigned, loaded)


def _sample(folder: Path) -> Any:
    from onboard import bootstrap
    from tests.bench.cases import _sample_client

    opened = bootstrap.open_application(bootstrap.home(folder / "home"))
    engagement_id, _ = _sample_client(opened)
    agreement = opened.desk.prepare(engagement_id).agreement
    opened.close()
    return agreement


# ---- what all of them lay out


def _parts(document: Document) -> Iterator[Part]:
    from onboard.agreement.document import Bullets, Facts, Grid, Paragraph, Subheading
    from onboard.canonical import plain

    cover = document.cover
    yield "h1", cover.title
    yield "table", [list(row) for row in cover.facts]
    yield from (("li", text) for text in cover.highlights)
    for section in document.sections:
        yield "h1", section.title
        for block in section.blocks:
            match block:
                case Paragraph(text=text):
                    yield "p", text
                case Subheading(text=text):
                    yield "h2", text
                case Bullets(items=items):
                    yield from (("li", item) for item in items)
                case Facts(rows=rows):
                    yield "table", [list(row) for row in rows]
                case Grid():
                    yield "h2", block.caption
                    rows = [*block.rows, *block.totals]
                    head = [column.title for column in block.columns]
                    told = [[_cell(cell) for cell in row] for row in rows]
                    yield "table", [head, *told]
                case _:
                    yield from (("p", text) for text in _texts(plain(block)))


def _cell(cell: Any) -> str:
    return " ".join(part for part in (cell.mark, cell.text, cell.note) if part)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


# ---- the others


def _tried(
    make: Callable[[list[Part]], Callable[[], bytes]], parts: list[Part]
) -> Callable[[], bytes] | None:
    """The way, or nothing where the program cannot be had here."""
    try:
        return make(parts)
    except (ImportError, OSError) as error:
        sys.stderr.write(f"left out: {error}\n")
        return None


def _by_reportlab(parts: list[Part]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from onboard.pdf.styles import MARGIN, style

    styles = {kind: style(name) for kind, name in
              (("h1", "h1"), ("h2", "h2"), ("p", "body"), ("li", "body"))}  # fmt: skip
    width = A4[0] - 2 * MARGIN
    story: list[Any] = []
    for kind, content in parts:
        if isinstance(content, str):
            story.append(Paragraph(escape(content), styles[kind]))
        elif content:
            cells = [[Paragraph(escape(text), styles["p"]) for text in row] for row in content]
            count = max(map(len, cells))
            story.append(Table(cells, colWidths=[width / count] * count, repeatRows=1))
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN).build(story)
    return out.getvalue()


def _by_weasyprint(parts: list[Part]) -> Callable[[], bytes]:
    from weasyprint import HTML  # type: ignore[import-not-found]

    rows = []
    for kind, content in parts:
        if isinstance(content, str):
            rows.append(f"<{kind}>{escape(content)}</{kind}>")
        else:
            cells = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in content)
            rows.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
    face = "".join(
        f"@font-face {{ font-family: Inter; font-weight: {weight}; src: url({file.as_uri()}) }}"
        for weight, file in ((400, FONTS / "Inter-Regular.ttf"), (700, FONTS / "Inter-Bold.ttf"))
    )
    page = "@page { size: A4; margin: 21mm } body { font: 9.5pt Inter }"
    text = f"<html lang='en'><style>{face}{page}</style><body>{''.join(rows)}</body></html>"
    return lambda: bytes(HTML(string=text).write_pdf())


def _by_typst(parts: list[Part]) -> Callable[[], bytes]:
    import typst  # type: ignore[import-not-found]

    lines = ['#set page(paper: "a4", margin: 21mm)', '#set text(font: "Inter", size: 9.5pt)']
    for kind, content in parts:
        if not isinstance(content, str):
            if content:
                count = max(map(len, content))
                cells = ", ".join(
                    f"[#{_quoted(text)}]"
                    for row in content
                    for text in (row + [""] * count)[:count]
                )
                lines.append(f"#table(columns: {count}, {cells})")
        elif kind in ("h1", "h2"):
            lines.append(f"#heading(level: {kind[1]})[#{_quoted(content)}]")
        else:
            lines.append(f"#par[#{_quoted(content)}]")
    source = "\n".join(lines).encode("utf-8")
    return lambda: bytes(typst.compile(source, font_paths=[str(FONTS)]))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _by_pyhanko(pdf: bytes, key: Any) -> bytes:
    """A certifying PAdES signature into the same field, with the key as it was opened before."""
    from asn1crypto import keys, x509  # type: ignore[import-untyped]
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from onboard.pdf.names import FIELDS

    details = signers.PdfSignatureMetadata(
        field_name=FIELDS["consultant"],
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.FILL_FORMS,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(key.certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(
            key.private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        ),
        cert_registry=SimpleCertificateStore(),
    )
    made = signers.PdfSigner(details, signer=signer)
    return bytes(made.sign_pdf(writer, existing_fields_only=True).getvalue())
