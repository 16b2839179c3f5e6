"""A desk for a screen reader, once for the tests here; whoever lacks it is told what to install."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.ui.atspi.desk import Desk, NoDesk


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    if sys.platform != "linux":
        pytest.skip("AT-SPI is how screen readers see a window on Linux only")
    try:
        made = Desk(tmp_path_factory.mktemp("desk"))
    except NoDesk as error:
        pytest.fail(str(error), pytrace=False)
    yield made
    made.close()
