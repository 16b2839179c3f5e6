"""One paper, its two keys and its stages of signing, made once a run: keys are slow to make."""

from __future__ import annotations

import pytest
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, a_document, its_data

from onboard.pdf.printer import PdfPrinter


@pytest.fixture(scope="session")
def printer() -> PdfPrinter:
    return PdfPrinter()


@pytest.fixture(scope="session")
def stages(printer: PdfPrinter) -> Stages:
    document = a_document()
    keys = [printer.new_key(seal.name, "Example", AT) for seal in (CONSULTANT, OWNER)]
    unsigned = printer.render(document, its_data(document), TABLE, at=AT)
    half = printer.seal(unsigned, CONSULTANT, keys[0])
    return Stages(unsigned, half, printer.seal(half, OWNER, keys[1]), keys[0], keys[1])
