"""What a supplier's filled sheet says, in words: counted, and then part by part."""

from __future__ import annotations

from typing import NamedTuple

from onboard.papers.supplier_answers import SupplierAnswers
from onboard.snapshot import EngagementSnapshot
from onboard.wording import say


class ToldPart(NamedTuple):
    """One heading with its lines."""

    title: str
    lines: tuple[str, ...]


class ToldAnswers(NamedTuple):
    """`counted` stands first; without parts every line is answered with yes."""

    counted: str
    parts: tuple[ToldPart, ...]


def told_answers(found: SupplierAnswers, snapshot: EngagementSnapshot) -> ToldAnswers:
    """What to talk about with the supplier: nothing of it is a mark for him."""
    names = {str(line.item): line.line.name for line in snapshot.lines}
    counts: dict[str, object] = {each: found.count(each) for each in ("yes", "no", "instead")}
    counts["open"] = len(found.unanswered) + len(found.missing)
    changed = [
        say(
            "answers.changed-cell",
            name=names.get(each.line, each.line),
            column=each.column,
            ours=each.ours,
            theirs=each.theirs,
        )
        for each in found.changed
    ]
    leaves = [
        say("answers.no-line", name=each.name, without=each.without)
        if each.answer == "no"
        else say("answers.instead-line", name=each.name, what=each.instead, done=each.done_means)
        for each in found.open
    ]
    parts = {
        "missing": [names[each] for each in found.missing],
        "extra": found.extra,
        "changed": changed,
        "unread": found.unread,
        "unanswered": [names[each] for each in found.unanswered],
        "leaves": leaves,
    }
    return ToldAnswers(
        say("answers.counted", arguments=counts),
        tuple(
            ToldPart(say(f"answers.{key}"), tuple(texts)) for key, texts in parts.items() if texts
        ),
    )
