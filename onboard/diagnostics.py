"""Reports of faults in this program, without anybody's data."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path


def keep_report(error: BaseException, folder: Path | None = None) -> Path:
    """Write where the fault arose: kinds of errors, file names and lines, never their messages.

    A message or a local variable may hold what a client said, so neither is written.
    """
    lines = [f"python {platform.python_version()} on {sys.platform}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__name__}")
        lines.extend(
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        )
        seen = seen.__cause__ or seen.__context__
    text = "\n".join(lines) + "\n"
    try:
        if folder is not None and folder.is_dir():
            path = folder / "onboard-fault.txt"
            path.unlink(missing_ok=True)
            with path.open("x", encoding="utf-8") as file:  # never through a link that lies there
                file.write(text)
            return path
        number, name = tempfile.mkstemp(prefix="onboard-fault-", suffix=".txt")
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError:
        return Path("-")
    return Path(name)
