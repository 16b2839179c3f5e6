from __future__ import annotations

import uuid
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_kit import PACK, FakeClock, add, an_answer, an_engagement, get, save
from store_strategies import two_states, values

from onboard.engagement import Engagement, EngagementId
from onboard.errors import UserFacingError
from onboard.firm import Earning, FirmProfile, OwnPrice
from onboard.interview.answers import Answers
from onboard.store.records import to_bytes, value_from
from onboard.store.workspace import SqlWorkspace


@pytest.fixture
def windows() -> list[SqlWorkspace]:
    return []


IN_ONE_FOLDER = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@IN_ONE_FOLDER
@given(states=two_states())
def test_what_was_saved_comes_back_exactly(
    open_store: Any, windows: list[SqlWorkspace], states: tuple[Engagement, Engagement]
) -> None:
    if not windows:
        windows.extend(open_store() for _ in range(3))
    writer, after_adding, after_saving = windows
    fresh = EngagementId(str(uuid.uuid4()))
    before, after = (_renamed(state, fresh) for state in states)
    add(writer, before)
    # Read through windows that have not seen it yet, so that nothing is merely remembered.
    assert _exactly(get(after_adding, fresh)) == _exactly(before)
    save(writer, after)
    assert _exactly(get(after_saving, fresh)) == _exactly(replace(after, version=1))
    assert get(writer, fresh) == get(after_saving, fresh)


@given(value=values | st.none() | st.booleans() | st.binary(max_size=20))
def test_values_keep_their_type(value: object) -> None:
    back = value_from(to_bytes(value))
    assert repr(back) == repr(value)


@pytest.mark.parametrize("value", [1.5, {1, 2}, object()])
def test_what_has_no_fixed_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        to_bytes(value)


def test_texts_that_look_like_tags_stay_texts() -> None:
    tricky = an_answer("q", ((("map", "decimal"), ("date", 3)),), words='{"date":"2026-01-01"}')
    assert value_from(to_bytes({"decimal": "1", "n": tricky.words})) == {
        "decimal": "1",
        "n": tricky.words,
    }


def test_a_removed_answer_is_gone_and_the_others_stay(open_store: Any) -> None:
    workspace = open_store()
    both = Answers([an_answer("people", 6), an_answer("budget", Decimal("120.50"))])
    engagement = add(workspace, an_engagement(answers=both))
    save(workspace, replace(engagement, answers=both.without(next(iter(both)))))
    kept = get(open_store(), engagement.id).answers
    assert dict(kept) == {"budget": an_answer("budget", Decimal("120.50"))}


def test_an_unknown_client_is_told_in_a_sentence(workspace: SqlWorkspace) -> None:
    for unknown in (str(uuid.uuid4()), "no-such-thing"):
        with pytest.raises(UserFacingError) as caught:
            get(workspace, EngagementId(unknown))
        assert caught.value.message_id == "store.no-such-client"
        assert "client" in str(caught.value)


def test_the_desk_lists_the_last_changed_first(workspace: SqlWorkspace, clock: FakeClock) -> None:
    from onboard.engagement import Client, SignedPaper

    first = add(workspace, an_engagement(client=Client("First")))
    clock.move(minutes=5)
    add(workspace, an_engagement(client=Client("Second")))
    clock.move(minutes=5)
    half = SignedPaper("A-1", "d", "p", consultant="Con Sultant")
    first = save(workspace, replace(first, papers=(half,)))
    assert _desk(workspace) == [("First", False), ("Second", False)]
    clock.move(minutes=5)
    save(workspace, replace(first, papers=(replace(half, owner="The Owner"),)))
    assert _desk(workspace) == [("First", True), ("Second", False)]


def test_the_firm_profile_comes_back(open_store: Any) -> None:
    firm = FirmProfile(
        name="Helpful IT",
        logo_png=b"\x89PNG\x00",
        tax_percent=Decimal("8.25"),
        terms={"hourly-rate": "120 an hour"},
        own_prices=(OwnPrice("ups", "good", Decimal("99.00"), "once"),),
        earnings=(Earning("licence", None, "Circle"), Earning("ups", True)),
    )
    with open_store().unit_of_work() as work:
        assert work.firm.get() == FirmProfile()
        work.firm.save(firm)
        work.commit()
    with open_store().unit_of_work() as work:
        assert work.firm.get() == firm


def test_a_pack_is_kept_under_its_hash_once(open_store: Any) -> None:
    for _ in range(2):
        with open_store().unit_of_work() as work:
            work.packs.put(PACK.id, PACK.version, PACK.sha256, b"bytes of a pack")
            work.commit()
    with open_store().unit_of_work() as work:
        assert work.packs.get(PACK.sha256) == b"bytes of a pack"
        with pytest.raises(UserFacingError, match="questions"):
            work.packs.get("00" * 32)


def test_papers_are_appended_and_found_by_their_hash(open_store: Any) -> None:
    import hashlib

    workspace = open_store()
    engagement = add(workspace, an_engagement())
    with workspace.unit_of_work() as work:
        assert work.papers.latest(engagement.id) is None
        work.papers.put(engagement.id, "A-1", "unsigned", b"%PDF first")
        work.papers.put(engagement.id, "A-1", "consultant", b"%PDF second")
        work.commit()
    with open_store().unit_of_work() as work:
        assert work.papers.latest(engagement.id) == b"%PDF second"
        first = hashlib.sha256(b"%PDF first").hexdigest()
        assert work.papers.known(first) == (engagement.id, "A-1")
        assert work.papers.known("00" * 32) is None


def test_secrets_are_replaced_by_name(open_store: Any) -> None:
    with open_store().unit_of_work() as work:
        assert work.secrets.get("signing-key") is None
        for secret in (b"old", b"new", b""):
            work.secrets.put("signing-key", secret)
            assert work.secrets.get("signing-key") == secret
        work.secrets.put("signing-key", b"last")
        work.commit()
    with open_store().unit_of_work() as work:
        assert work.secrets.get("signing-key") == b"last"


def test_leaving_without_commit_keeps_nothing(workspace: SqlWorkspace) -> None:
    engagement = add(workspace, an_engagement())
    changed = replace(engagement, heard_confirmed=datetime(2026, 11, 21, tzinfo=UTC))
    with workspace.unit_of_work() as work:
        work.engagements.save(changed)
    assert get(workspace, engagement.id) == engagement
    assert get(workspace, engagement.id).created == date(2026, 11, 21)


def _renamed(engagement: Engagement, fresh: EngagementId) -> Engagement:
    """Under another id, the facts beside a draft as well."""
    draft = engagement.amending
    if draft is not None:
        draft = replace(draft, was=replace(draft.was, id=fresh))
    return replace(engagement, id=fresh, amending=draft)


def _exactly(engagement: Engagement) -> list[str]:
    """As text, so that 1 and Decimal(1), or two time zones of one moment, are not the same."""
    in_order = sorted(engagement.answers.values(), key=lambda answer: answer.question)
    others = (
        field.name for field in fields(engagement) if field.name not in ("answers", "amending")
    )
    draft = engagement.amending
    kept = [] if draft is None else [draft.reference, draft.digest, repr(draft.since)]
    was = [] if draft is None else _exactly(draft.was)
    return [repr(in_order), *(repr(getattr(engagement, name)) for name in others), *kept, *was]


def _desk(workspace: SqlWorkspace) -> list[tuple[str, bool]]:
    with workspace.unit_of_work() as work:
        return [(row.client_name, row.signed) for row in work.engagements.list()]
