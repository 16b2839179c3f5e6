"""Which firm a home has met: whoever runs the server could show another one, under their own key.

A key that is wrapped for a person names no sender. So a mark of the firm's data key, made with the
person's own, is kept beside their keys from the first time on.
"""

from __future__ import annotations

import contextlib
import hmac
import json
from pathlib import Path

from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.store.vault import derive_key

NAME = "firm.known"


def refuse_another(folder: Path, label: str, own_key: bytes, firm_data_key: bytes) -> None:
    """Raises "firm-store.another-firm" unless it is the firm of last time, or the first time."""
    mark = hmac.digest(derive_key(own_key, "known-firm"), firm_data_key, "sha256").hex()
    known = _known(folder)
    if label in known:
        if not hmac.compare_digest(known[label], mark):
            raise UserFacingError("firm-store.another-firm")
        return
    with contextlib.suppress(UserFacingError):  # a folder that cannot be written keeps nobody out
        _keep(folder, {**known, label: mark})


def meet_anew(folder: Path, label: str) -> None:
    """Somebody names this server again: take the firm it shows next. Raises `UserFacingError`."""
    known = _known(folder)
    if known.pop(label, None) is not None:
        _keep(folder, known)


def _known(folder: Path) -> dict[str, str]:
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return {str(label): str(mark) for label, mark in found.items()}
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}


def _keep(folder: Path, known: dict[str, str]) -> None:
    write_checked(folder / NAME, json.dumps(known).encode())
