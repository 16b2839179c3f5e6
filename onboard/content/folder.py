"""The texts of the files in the folder of a pack, read with care: a pack may come from anybody."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from onboard.content.problems import PackInvalid, PackProblem
from onboard.content.yaml_text import MAX_BYTES
from onboard.errors import UserFacingError

MOST_FILES = 200
_CATALOGUE = re.compile(r"([a-z]{2,3})\.po")


def language_of(file: str) -> str | None:
    """The language that a file of a pack holds, or None: `es.po` holds Spanish."""
    match = _CATALOGUE.fullmatch(file)
    return match[1] if match else None


def texts_in(folder: Path) -> dict[str, str]:
    """The text of each `.yaml` file, and of each catalogue such as `es.po`, by its name.

    Raises:
        PackInvalid: files that are no plain files, or too large.
        UserFacingError: there is no such folder, it holds none or too many, or one cannot be read.
    """
    try:
        if not folder.is_dir():
            raise UserFacingError("pack.no-folder", folder=folder.name)
        paths = sorted(folder.glob("*.yaml"))
        if not paths:
            raise UserFacingError("pack.missing", folder=folder.name)
        paths += sorted(path for path in folder.iterdir() if language_of(path.name))
        if len(paths) > MOST_FILES:
            raise UserFacingError(
                "pack.too-many-files", folder=folder.name, found=len(paths), most=MOST_FILES
            )
        refused = [PackProblem(path.name, 1, "shape", why) for path in paths if (why := _bar(path))]
        if refused:
            raise PackInvalid(refused)
        return {path.name: _text(path) for path in paths}
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError("pack.unreadable", folder=folder.name) from error


def _bar(path: Path) -> str:
    """Why a file is not even opened: a pipe would never end, a device holds no pack."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        return "this is no plain file"
    return _too_large() if found.st_size > MAX_BYTES else ""


def _text(path: Path) -> str:
    """Never more than a little over the limit, also of a file that grew since it was looked at."""
    with path.open(encoding="utf-8") as file:
        return file.read(MAX_BYTES + 1)


def _too_large() -> str:
    return f"the file is larger than {MAX_BYTES:,} bytes"
