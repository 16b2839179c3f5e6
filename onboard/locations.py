"""Where the program's own data and a person's data lie, from source or frozen."""

from __future__ import annotations

import sys
from pathlib import Path

DEFAULT_PACK = "small-office-it"


def resources() -> Path:
    """The folder `resources/`, beside the packages from source, inside the bundle when frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def packs() -> Path:
    return resources() / "packs"


def pack_template() -> Path:
    """The small example that a new pack starts from."""
    return resources() / "pack-template"


def fonts() -> Path:
    return resources() / "fonts"


def personal_home() -> Path:
    """The folder for this person's own data, by the habits of the operating system."""
    from platformdirs import user_data_path  # slow to import, and not needed with --home

    return user_data_path("onboard", appauthor=False)
