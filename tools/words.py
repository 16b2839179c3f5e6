"""Compile the .po files of each language into one onboard.mo; --check only compares."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"


def compiled(folder: Path) -> bytes:
    """One catalogue out of all areas; an id that stands in two areas is refused."""
    whole = Catalog(locale=folder.name, project="onboard", version="1", fuzzy=False)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=folder.name, abort_invalid=True)
        for message in part:
            if not message.id:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key in whole:
                raise SystemExit(f"{path.name}: {key} stands in another file too")
            whole.add(message.id, message.string)
    whole.revision_date = whole.creation_date = EPOCH  # the same bytes each time
    out = io.BytesIO()
    write_mo(out, whole)
    return out.getvalue()


def main() -> int:
    stale = []
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        target = folder / "onboard.mo"
        data = compiled(folder)
        if not target.is_file() or target.read_bytes() != data:
            stale.append(target)
            if "--check" not in sys.argv:
                target.write_bytes(data)
    for path in stale:
        print(f"{'stale' if '--check' in sys.argv else 'written'}: {path.relative_to(LOCALE)}")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
