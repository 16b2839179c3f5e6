"""PDFium, opened for one piece of work at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

T = TypeVar("T")

_ONE_AT_A_TIME = Lock()
"""PDFium works in one thread at a time, also for different files."""


def attempt(pdf: bytes, work: Callable[[PdfDocument], T]) -> T | None:
    """Open, work and close, all in one thread while no other is in PDFium; None where it fails.

    The file is opened each time: that takes half a millisecond, and nothing stays open that another
    thread might close. No error leaves: it would carry parts of PDFium to a thread that may not
    touch them.
    """
    with _ONE_AT_A_TIME:
        try:
            with _opened(pdf) as document:
                return work(document)
        except Exception:  # a foreign file can make the library fail in any way
            return None


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    """A file, open; for `attempt` alone, which lets in one at a time.

    Nothing of the file is run and nothing is fetched: this PDFium has no JavaScript, and no action
    of the file is started.
    """
    from pypdfium2 import PdfDocument  # a large library, which the first page must not load

    with PdfDocument(pdf) as document:
        # Signatures are form fields; without this they would not be drawn. It starts no action.
        document.init_forms()
        yield document
