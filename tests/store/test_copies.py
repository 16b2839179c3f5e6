"""The copies of one store in one folder, and what is wished for them."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from onboard.errors import UserFacingError
from onboard.safekeeping.copies import Copies
from onboard.safekeeping.wishes import NAME, Wishes, keep_wishes, read_wishes

TODAY = date(2026, 11, 22)


def _write(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"copy")
    path.with_suffix(".keys").write_bytes(b"slots")


def test_old_copies_go_with_their_key_slots_and_nothing_else_does(tmp_path: Path) -> None:
    folder = tmp_path / "usb"
    mine, hers = Copies(folder, "aaaa1111ffff"), Copies(folder, "bbbb2222ffff")
    foreign = ("letter.db", "onboard-aaaa1111-2020-01-01.db.bak", "onboard-aaaa1111-2020-13-01.db")
    for back in range(40):
        mine.make(TODAY - timedelta(days=40 - back), _write)
    for name in foreign:
        (folder / name).write_bytes(b"mine")
    hers.make(date(2020, 1, 1), _write)
    left, at_work = (folder / f"onboard-aaaa1111-2026-11-20.db.{n}.part" for n in "ab")
    for part in (left, at_work):
        part.write_bytes(b"half")
    os.utime(left, (1_700_000_000, 1_700_000_000))
    mine.make(TODAY, _write)
    days = [copy.day for copy in mine.all()]
    assert days[:7] == [TODAY - timedelta(days=back) for back in range(7)]
    assert len(days) < 15
    assert len(list(folder.glob("onboard-aaaa1111-*.keys"))) == len(days)
    assert [copy.day for copy in hers.all()] == [date(2020, 1, 1)]
    assert all((folder / name).exists() for name in foreign)
    assert list(folder.glob("*.part")) == [at_work]  # another window may be writing it now


def test_a_copy_that_fails_lets_none_go(tmp_path: Path) -> None:
    copies = Copies(tmp_path, "aaaa1111")
    for back in range(30, 0, -1):
        _write(copies.path_of(TODAY - timedelta(days=back)))

    def fails(_: Path) -> None:
        raise UserFacingError("store.disk-full")

    with pytest.raises(UserFacingError):
        copies.make(TODAY, fails)
    assert len(copies.all()) == 30


def test_a_disk_that_is_not_there_has_no_copies(tmp_path: Path) -> None:
    copies = Copies(tmp_path / "unplugged", "aaaa1111")
    assert copies.all() == ()
    assert not copies.has_one_of(TODAY)


def test_wishes_come_back_as_they_were_kept(tmp_path: Path) -> None:
    wished = Wishes(daily=False, folder="/media/usb", lock_minutes=10, last_good="2026-11-22")
    keep_wishes(tmp_path, wished)
    assert read_wishes(tmp_path, Wishes()) == wished
    assert wished.last_good_at is None  # a day without a zone is no moment


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", "[" * 5000, json.dumps({"lock_minutes": True, "daily": 1, "folder": 3})],
)
def test_wishes_that_make_no_sense_are_those_of_a_new_person(tmp_path: Path, content: str) -> None:
    (tmp_path / NAME).write_text(content)
    assert read_wishes(tmp_path, Wishes()) == Wishes()
