"""Compile the .po files of each language into first.mo and onboard.mo; --check only compares.

first.po has what the first page says, and is read alone until something else is to be said.

English is written first. Every other language must say all of it, with the same placeholders.
"""

from __future__ import annotations

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = "en"
PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"


def compiled(folder: Path) -> dict[str, bytes]:
    """The catalogues by file name; an id that stands in two areas is refused."""
    first, rest = _catalogue(folder), _catalogue(folder)
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            part = read_po(file, locale=folder.name, abort_invalid=True)
        for message in part:
            if not message.id:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key in first or key in rest:
                raise SystemExit(f"{path.name}: {key} stands in another file too")
            (first if path.name == "first.po" else rest).add(message.id, message.string)
    return {"first.mo": _written(first), "onboard.mo": _written(rest)}


def _catalogue(folder: Path) -> Catalog:
    return Catalog(locale=folder.name, project="onboard", version="1", fuzzy=False)


def _written(catalogue: Catalog) -> bytes:
    catalogue.revision_date = catalogue.creation_date = EPOCH  # the same bytes each time
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def gaps(folder: Path) -> list[str]:
    """What a language does not say, or says with other placeholders than English does."""
    english, other = messages(LOCALE / SOURCE), messages(folder)
    found = [f"{folder.name}: {key} is not said" for key in english if not all(other.get(key, ""))]
    found += [f"{folder.name}: {key} is no id" for key in other if key not in english]
    found += [
        f"{folder.name}: {key} has other placeholders"
        for key, forms in english.items()
        if (key in other and any(set(named((form,))) - set(named(forms)) for form in other[key]))
        or (key in other and named(forms[-1:]) != named(other[key][-1:]))
    ]
    return found


def messages(folder: Path) -> dict[str, tuple[str, ...]]:
    """The forms of each sentence of a language by its id."""
    found = {}
    for path in sorted(folder.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=folder.name):
                if message.id:
                    key = message.id if isinstance(message.id, str) else message.id[0]
                    said = message.string
                    found[key] = (said,) if isinstance(said, str) else tuple(said)
    return found


def named(forms: tuple[str, ...]) -> list[str]:
    return sorted(name for form in forms for name in PLACEHOLDER.findall(form))


def main() -> int:
    stale = []
    missing = [
        gap
        for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir())
        if folder.name != SOURCE
        for gap in gaps(folder)
    ]
    for gap in missing:
        print(gap)
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        for name, data in compiled(folder).items():
            target = folder / name
            if not target.is_file() or target.read_bytes() != data:
                stale.append(target)
                if "--check" not in sys.argv:
                    target.write_bytes(data)
    for path in stale:
        print(f"{'stale' if '--check' in sys.argv else 'written'}: {path.relative_to(LOCALE)}")
    return 1 if missing or (stale and "--check" in sys.argv) else 0


if __name__ == "__main__":
    raise SystemExit(main())
