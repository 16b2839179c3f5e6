"""One paper, its two keys and its stages of signing, made once a run: keys are slow to make."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, a_document, its_data, small_document
from time_server import Served, serving

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


@pytest.fixture(scope="session")
def _time_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("time")) as served:
        yield served


@pytest.fixture
def time_server(_time_server: Served) -> Iterator[Served]:
    """A time-stamp server on this machine; how it behaves is forgotten after the test."""
    _time_server.asked.clear()
    yield _time_server
    _time_server.answer = _time_server.raw = None


@pytest.fixture(scope="session")
def small(printer: PdfPrinter, stages: Stages) -> Stages:
    """A paper of few pages with the same keys, for tests that check it many times."""
    document, keys = small_document(), (stages.consultant_key, stages.owner_key)
    unsigned = printer.render(document, its_data(document), TABLE, at=AT)
    half = printer.seal(unsigned, CONSULTANT, keys[0])
    return Stages(unsigned, half, printer.seal(half, OWNER, keys[1]), *keys)


@pytest.fixture(scope="session")
def stamped(printer: PdfPrinter, small: Stages, _time_server: Served) -> Stages:
    """The small paper, signed with the time of that server."""
    server, keys = _time_server.trusted, (small.consultant_key, small.owner_key)
    half = printer.seal(small.unsigned, CONSULTANT, keys[0], server)
    return Stages(small.unsigned, half, printer.seal(half, OWNER, keys[1], server), *keys)
