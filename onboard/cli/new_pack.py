"""A new pack in an empty folder: a small example that works, to be changed bit by bit."""

from __future__ import annotations

import json
import re
from pathlib import Path

from onboard import locations
from onboard.content.schema import pack_schema
from onboard.errors import UserFacingError
from onboard.files import write_checked

SCHEMA_NAME = "pack.schema.json"
TEMPLATE_ID = "my-pack"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_ID = 48


def make_pack(folder: Path, pack_id: str | None) -> str:
    """Write the example with its own id, and the schema for editors beside it. Returns the id.

    Without an id the name of the folder is taken.

    Raises:
        UserFacingError: the folder is not empty or cannot be made, or the id is none.
    """
    name = folder.resolve().name if pack_id is None else pack_id
    if not _ID.fullmatch(name) or len(name) > LONGEST_ID:
        raise UserFacingError("cli.pack-bad-id", name=name)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UserFacingError("cli.pack-not-empty", folder=folder.name)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError("cli.cannot-write", name=folder.name) from error
    for path in sorted(locations.pack_template().iterdir()):
        text = path.read_text(encoding="utf-8").replace(TEMPLATE_ID, name)
        write_checked(folder / path.name, text.encode("utf-8"))
    schema = json.dumps(pack_schema(), indent=2, ensure_ascii=False) + "\n"
    write_checked(folder / SCHEMA_NAME, schema.encode("utf-8"))
    return name
