"""What is written down at visits: sealed, in order, in the record of changes, gone when erased."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from store_kit import add, an_engagement

from onboard.engagement import Engagement
from onboard.errors import UserFacingError
from onboard.store.workspace import SqlWorkspace
from onboard.visits.entries import Entry, Kind

AT = datetime(2027, 2, 20, 10, tzinfo=UTC)
ENTRIES = (
    Entry("a", Kind.BEGUN, AT, state="visit", on=date(2027, 2, 20), words=(("0", "Zoë"),)),
    Entry("a", Kind.CHECKED, AT, "P1", "broken", "left half done", words=(("title", "We stay"),)),
    Entry("a", Kind.MEASURED, AT, "minutes-lost", value=10),
)


def wrote(workspace: SqlWorkspace) -> Engagement:
    engagement = add(workspace, an_engagement())
    for entry in ENTRIES:
        with workspace.unit_of_work() as work:
            work.talks.add(engagement.id, [entry])
            work.commit()
    return engagement


def test_entries_come_back_as_they_were_written(workspace: SqlWorkspace) -> None:
    engagement = wrote(workspace)
    with workspace.unit_of_work() as work:
        assert work.talks.of(engagement.id) == ENTRIES
    assert workspace.verify() == []


def test_each_entry_is_an_event_and_none_can_be_read_in_the_file(
    workspace: SqlWorkspace, store_path: Path
) -> None:
    engagement = wrote(workspace)
    with workspace.unit_of_work() as work:
        assert work.engagements.audit_head(engagement.id).sequence == 1 + len(ENTRIES)
    workspace.close()
    for path in store_path.parent.iterdir():
        assert b"left half done" not in path.read_bytes()


def test_nothing_is_added_or_read_once_a_client_is_erased(workspace: SqlWorkspace) -> None:
    engagement = wrote(workspace)
    workspace.erase_client(engagement.id)
    with workspace.unit_of_work() as work, pytest.raises(UserFacingError):
        work.talks.of(engagement.id)
    with workspace.unit_of_work() as work, pytest.raises(UserFacingError):
        work.talks.add(engagement.id, ENTRIES[:1])
    assert workspace.verify() == []
