"""Small PDF files written by hand, and pictures of their pages made by PDFium without our code."""

from __future__ import annotations

import pypdfium2
from PySide6.QtGui import QImage

A4 = (595.0, 842.0)


def a_pdf(*pages: str, size: tuple[float, float] = A4, catalog: str = "", page: str = "") -> bytes:
    """One page for each text; `catalog` and `page` are put into these dictionaries as they are."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    bodies = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        drawn = f"BT /F1 40 Tf 60 {size[1] - 100} Td ({text}) Tj ET 60 60 200 90 re f"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] {page} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        bodies.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return _joined(bodies)


def with_scripts(text: str) -> bytes:
    """A file that would change what it shows, and call home, if anything of it were run."""
    script = "/S /JavaScript /JS (this.getField\\('f'\\).value='ran'; app.launchURL\\('http://192.0.2.1/'\\);)"
    return a_pdf(
        text,
        catalog=(
            f"/OpenAction << {script} >> /AA << /WS << {script} >> >> "
            f"/Names << /JavaScript << /Names [(a) << {script} >>] >> >> "
            "/AcroForm << /Fields [<< /FT /Tx /T (f) /V () /DA (/F1 12 Tf) >>] >>"
        ),
        page=(
            f"/AA << /O << {script} >> >> /Annots [<< /Type /Annot /Subtype /Link /Border [0 0 0] "
            "/Rect [0 0 595 842] /A << /S /URI /URI (http://192.0.2.1/) >> >>]"
        ),
    )


def _joined(bodies: list[str]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"trailer << /Size {len(places) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + trailer.encode()


def rendered(pdf: bytes, number: int, width: int) -> QImage:
    """What PDFium makes of a page at this width, signatures included."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        page = document[number]
        bitmap = page.render(scale=(width - 0.001) / page.get_width(), prefer_bgrx=True)
        data, size = bytes(bitmap.buffer), (bitmap.width, bitmap.height)
        bitmap.close()
        page.close()
    return QImage(data, *size, size[0] * 4, QImage.Format.Format_RGB32).copy()


def same(one: QImage | None, other: QImage) -> bool:
    """Whether two pictures agree in each pixel."""
    if one is None or one.size() != other.size():
        return False
    form = QImage.Format.Format_RGB888  # the unused byte of other forms may be anything
    return one.convertToFormat(form) == other.convertToFormat(form)
