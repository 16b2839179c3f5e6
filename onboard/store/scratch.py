"""A store for a moment: what came in a file is looked at in it, and nothing of it stays."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from onboard.ports import Clock
from onboard.store.vault import KEY_BYTES
from onboard.store.workspace import SqlWorkspace, open_workspace


@contextlib.contextmanager
def scratch_workspace(clock: Clock) -> Iterator[SqlWorkspace]:
    """An empty store in a folder of its own, encrypted under a key that is kept nowhere."""
    with tempfile.TemporaryDirectory(prefix="onboard-") as folder:
        workspace = open_workspace(Path(folder) / "store.db", os.urandom(KEY_BYTES), clock)
        try:
            yield workspace
        finally:
            workspace.close()
