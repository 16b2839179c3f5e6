from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_kit import ROOT_KEY, FakeClock

from onboard.store.workspace import SqlWorkspace, open_workspace

Reopen = Callable[[], SqlWorkspace]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def open_store(store_path: Path, clock: FakeClock) -> Iterator[Reopen]:
    """Opens the store anew, as another start of the program would: nothing is remembered."""
    opened: list[SqlWorkspace] = []

    def open_one() -> SqlWorkspace:
        opened.append(open_workspace(store_path, ROOT_KEY, clock))
        return opened[-1]

    yield open_one
    for workspace in opened:
        workspace.close()


@pytest.fixture
def workspace(open_store: Reopen) -> SqlWorkspace:
    return open_store()
