"""Generated engagements: every field, every type an answer can have."""

from __future__ import annotations

import uuid
from dataclasses import fields, replace
from datetime import UTC, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from onboard.decisions import Choice, Decision
from onboard.engagement import (
    Amending,
    ClauseEdit,
    ClauseInitials,
    Client,
    Device,
    Ending,
    Engagement,
    EngagementId,
    Installed,
    NextStep,
    PackPin,
    Remark,
    SignedPaper,
    facts_alone,
)
from onboard.interview.answers import Answer, Answers, AnswerState, How, Sureness
from onboard.recommendation.estate import Holding, OrderedItem

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
names = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
zones = st.sampled_from([UTC, timezone(timedelta(hours=-6)), timezone(timedelta(hours=5.5))])
# A fixed offset has no second hour to fold into; hypothesis sets the flag all the same.
moments = st.datetimes(timezones=zones).map(lambda moment: moment.replace(fold=0))
maybe_moments = st.none() | moments
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
rows = st.lists(st.tuples(names, texts | st.integers()), max_size=3).map(tuple)
values = (
    texts
    | st.integers()
    | decimals
    | st.dates()
    | st.lists(names, max_size=4).map(tuple)
    | st.lists(rows, max_size=3).map(tuple)
)


def whole(kind: type[Any], /, **strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Like `st.builds`, and fails as soon as the class has a field that is not tried here."""
    assert {field.name for field in fields(kind)} == set(strategies), kind
    return st.builds(kind, **strategies)


def tuples_of(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=most).map(tuple)


given_answers = whole(
    Answer,
    question=names,
    state=st.just(AnswerState.GIVEN),
    value=values,
    words=texts,
    by=texts,
    how=st.sampled_from(How),
    sure=st.sampled_from(Sureness),
    at=maybe_moments,
    sealed=st.just(""),
)
open_answers = st.builds(
    Answer, question=names, state=st.sampled_from([AnswerState.UNKNOWN, AnswerState.LATER])
) | st.builds(Answer, question=names, state=st.just(AnswerState.PRIVATE), sealed=texts)
answers = st.lists(given_answers | open_answers, max_size=6).map(Answers)
decisions = whole(
    Decision,
    line=names,
    choice=st.sampled_from(Choice),
    offer=texts,
    reason=texts,
    initials=texts,
    cheaper=tuples_of(names),
    by=st.none() | st.dates(),
    until=st.none() | st.dates(),
    name=texts,
    role=texts,
    authority=texts,
    at=maybe_moments,
    made_on=texts,
)
papers = whole(
    SignedPaper,
    reference=texts,
    digest=texts,
    pdf_sha256=texts,
    consultant=texts,
    owner=texts,
    signed_at=maybe_moments,
    certificates=tuples_of(st.tuples(texts, texts)),
    withdrawn=st.booleans(),
    refused_because=texts,
    refused_by=texts,
    refused_at=maybe_moments,
    amends=texts,
    amends_digest=texts,
    how=texts,
    signed_on=st.none() | st.dates(),
)
holdings = tuples_of(
    whole(
        Holding,
        item=names,
        quantity=st.none() | st.integers(0, 500),
        until=st.none() | st.dates(),
        capacity=st.none() | st.integers(1, 48),
        offer=texts,
    )
)
facts = st.fixed_dictionaries(
    {
        "client": whole(
            Client,
            name=texts,
            owner=texts,
            email=texts,
            role=texts,
            authority=texts,
            language=texts,
            identity=texts,
        ),
        "pack": whole(PackPin, id=names, version=names, sha256=st.just("ab" * 32)),
        "created": st.dates(),
        "answers": answers,
        "estate": holdings,
        "answers_aside": answers.map(lambda told: tuple(told.values())),
        "estate_aside": holdings,
        "order": tuples_of(
            whole(OrderedItem, words=texts, item=st.none() | names, quantity=st.integers())
        ),
        "clause_edits": tuples_of(
            whole(
                ClauseEdit,
                clause=names,
                by=texts,
                text=texts,
                struck=st.booleans(),
                at=maybe_moments,
            )
        ),
        "clause_initials": tuples_of(
            whole(ClauseInitials, clause=names, initials=texts, at=maybe_moments)
        ),
        "clauses_taken": tuples_of(names),
        "opened": tuples_of(names),
        "heard_confirmed": maybe_moments,
        "corrections": tuples_of(texts),
        "remarks": tuples_of(whole(Remark, section=names, text=texts, at=maybe_moments)),
        "next_step": st.none() | whole(NextStep, text=texts, on=st.dates(), who=texts),
        "private_note": texts,
        "alone": st.booleans(),
        "installed": tuples_of(
            whole(
                Installed,
                line=names,
                quantity=st.integers(1, 500),
                on=st.dates(),
                until=st.none() | st.dates(),
                paper=texts,
                is_held=st.booleans(),
                at=maybe_moments,
            )
        ),
        "endings": tuples_of(
            whole(
                Ending,
                line=names,
                reason=texts,
                kind=texts,
                on=st.none() | st.dates(),
                name=texts,
                at=maybe_moments,
            )
        ),
        "devices": tuples_of(
            whole(
                Device,
                name=texts,
                kind=names,
                system=names,
                serial=texts,
                user=texts,
                bought=st.none() | st.dates(),
                warranty=st.none() | st.dates(),
            )
        ),
    }
)
histories = st.tuples(tuples_of(decisions), tuples_of(decisions))
paper_histories = st.tuples(tuples_of(papers, 2), tuples_of(papers, 2))


@st.composite
def two_states(draw: st.DrawFn) -> tuple[Engagement, Engagement]:
    """An engagement, and the same after any change that the program allows."""
    first, second = draw(facts), draw(facts)
    made, more = draw(histories)
    # A paper may be followed by its next form, as when the owner signs it too.
    signed, signed_more = draw(paper_histories)
    whose = EngagementId(str(draw(st.uuids(version=4) | st.just(uuid.UUID(int=1)))))
    tried = {"id", "decisions", "papers", "version", "amending", *first}
    assert {field.name for field in fields(Engagement)} == tried
    before = Engagement(id=whose, decisions=made, papers=signed, **first)
    countersigned = tuple(draw(st.just(paper) | papers) for paper in signed)
    after = Engagement(
        id=whose, decisions=made + more, papers=countersigned + signed_more, **second
    )
    course = draw(st.sampled_from(["none", "opens", "goes-on", "signed", "withdrawn"]))
    draft = Amending(draw(texts), draw(texts), draw(moments), facts_alone(before))
    if course != "none":
        after = replace(after, created=before.created)
    drafted = replace(before, amending=draft, decisions=made + more)
    match course:
        case "opens":
            after = replace(after, amending=draft)
        case "goes-on":
            before, after = drafted, replace(after, amending=draft)
        case "signed":
            before = drafted
        case "withdrawn":
            before, after = drafted, replace(after, decisions=made)
    return before, after
