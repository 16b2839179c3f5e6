from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from handover_kit import TwoHomes, two_homes


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[TwoHomes]:
    made = two_homes(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared_homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoHomes]:
    """For tests that only try to get something in: nothing of them stays."""
    made = two_homes(tmp_path_factory.mktemp("homes"))
    yield made
    made.close()
