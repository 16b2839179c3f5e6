from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from journey_kit import Journey


@pytest.fixture
def journey(tmp_path: Path) -> Iterator[Journey]:
    travelled = Journey(tmp_path / "home")
    yield travelled
    travelled.application.close()


@pytest.fixture(scope="package")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """T1 with all its answers, for tests that only look: telling it takes seventy commits."""
    travelled = Journey(tmp_path_factory.mktemp("t1") / "home")
    travelled.tell("t1.yaml")
    before = travelled.facts
    yield travelled
    assert travelled.facts == before, "a test changed what it should only look at"
    travelled.application.close()
