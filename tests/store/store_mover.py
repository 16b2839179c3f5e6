"""Run as a program of its own: copies or replaces a store over and over, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]

SECRET = "root.test"


def secret_of(store: Path) -> bytes:
    """The root key that a test wrote beside its store."""
    return bytes.fromhex((store.parent / SECRET).read_text())


def main(deed: str, store: str, other: str, copy: str) -> None:
    from store_kit import START

    from onboard.store.backup import back_up
    from onboard.store.faults import fits_keys, sidecar
    from onboard.store.restoring import restore

    path, others, target = Path(store), Path(other), Path(copy)
    mine, hers = secret_of(path), secret_of(others)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        if deed == "back-up":
            back_up(path, target, mine)
        elif fits_keys(sidecar(path), mine):
            restore(others, path, hers, START, present_key=mine)
        else:
            restore(target, path, mine, START, present_key=hers)
        sys.stdout.write("done\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
