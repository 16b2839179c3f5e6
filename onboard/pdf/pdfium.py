"""PDFium, opened for one piece of work at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

ONE_AT_A_TIME = Lock()
"""PDFium works in one thread at a time, also for different files."""


@contextmanager
def opened(pdf: bytes) -> Iterator[PdfDocument]:
    """A file, open; whoever calls this holds `ONE_AT_A_TIME`.

    Nothing of the file is run and nothing is fetched: this PDFium has no JavaScript, and no action
    of the file is started.
    """
    from pypdfium2 import PdfDocument  # a large library, which the first page must not load

    with PdfDocument(pdf) as document:
        # Signatures are form fields; without this they would not be drawn. It starts no action.
        document.init_forms()
        yield document
