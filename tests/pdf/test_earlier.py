"""Papers that earlier versions of this program made and signed, kept as they were.

One joins them whenever `LAYOUT` rises: what was signed stays in the file for seven years.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from onboard.pdf.metadata import LAYOUT
from onboard.pdf.verify import verify_pdf

EARLIER = sorted((Path(__file__).parent / "earlier").glob("layout-*.pdf"))


def test_the_layout_before_this_one_is_among_them() -> None:
    assert f"layout-{LAYOUT - 1}" in [path.stem for path in EARLIER]


@pytest.mark.parametrize("path", EARLIER, ids=lambda path: path.stem)
def test_it_still_holds(path: Path) -> None:
    found = verify_pdf(path.read_bytes())
    assert found.status == "unchanged"
    assert found.data_matches_paper
    assert [each.role for each in found.signatures] == ["consultant", "owner"]
    assert not found.is_same_drawing
    assert any("Another version of this program" in each for each in found.changes)


@pytest.mark.parametrize("path", EARLIER, ids=lambda path: path.stem)
def test_a_change_to_it_is_still_seen(path: Path) -> None:
    pdf = path.read_bytes()
    for place in range(len(pdf) // 9, len(pdf), len(pdf) // 8):
        changed = pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]
        assert verify_pdf(changed).status in ("altered", "unreadable")
