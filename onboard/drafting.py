"""How the draft of an amendment begins: the signed facts, with each word tied to its own line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from onboard.content.model import ItemId
from onboard.decisions import EVERY_LINE, Choice, Decision, newest
from onboard.engagement import Amending, Engagement, SignedPaper, facts_alone

_OWN = ("accepted", "declined", "later")


def drafted(
    facts: Engagement, paper: SignedPaper, lines: Sequence[Mapping[str, Any]], now: datetime
) -> Engagement:
    """The file opened for a change of a signed paper; `lines` are those of its data.

    A yes to all that was left is a yes to the lines of that day. It becomes a yes to each of them,
    and none to what comes new; a line that changes is asked again.
    """
    draft = Amending(paper.reference, paper.digest, now, facts_alone(facts))
    decisions = (*facts.decisions, *_tied(facts.decisions, lines))
    if EVERY_LINE in newest(facts.decisions):
        decisions = (*decisions, Decision(EVERY_LINE, Choice.LATER, at=now))
    # This paper says again that what was heard is right, and what happens next.
    return replace(facts, amending=draft, decisions=decisions, heard_confirmed=None, next_step=None)


def _tied(
    decisions: tuple[Decision, ...], lines: Sequence[Mapping[str, Any]]
) -> Iterator[Decision]:
    said = newest(decisions)
    for row in lines:
        made = said.get(ItemId(row["item"]))
        if made is not None and made.made_on:
            continue
        given = made or said.get(EVERY_LINE)
        if given is not None and row["decision"]["position"] in _OWN:
            yield replace(given, line=ItemId(row["item"]), made_on=row["made_on"])
