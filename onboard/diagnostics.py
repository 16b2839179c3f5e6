"""Reports of faults in this program, without anybody's data."""

from __future__ import annotations

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
    target = folder if folder is not None and folder.is_dir() else Path(tempfile.gettempdir())
    path = target / "onboard-fault.txt"
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError:
        return Path("-")
    return path
