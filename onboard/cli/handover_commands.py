"""hand-over ask, accept, reply, read: questions to the owner in a file, and the answers back."""

from __future__ import annotations

import argparse
import getpass
import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from onboard.cli import common
from onboard.cli.texts import WIDTH
from onboard.errors import UserFacingError
from onboard.files import read_checked, write_checked
from onboard.handover.frame import LARGEST
from onboard.handover.review import EntryKind, ReplyReview, Shown, Side
from onboard.wording import day, moment, say, say_count

if TYPE_CHECKING:
    from onboard.handing_over.bringing_back import ReturnReview

MOST_BYTES = max(LARGEST.values())
TAKE = ("all", "new", "none")


def ask(options: argparse.Namespace) -> int:
    """Make a question file; its code goes to stderr alone."""
    with common.application(options, create=False) as opened:
        made = opened.handover.invite(
            common.client_named(opened, options.client),
            sections=options.section,
            person=options.person,
            days=options.days,
        )
        write_checked(options.out, made.data)
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    until = day(made.until)
    sys.stderr.write(say("cli.hand-over-code", code=made.code, day=until) + "\n")
    return 0


def accept(options: argparse.Namespace) -> int:
    """Open a question file: its questions are then a file of this home."""
    data = read_checked(options.file, MOST_BYTES)
    code = options.code or _asked_code()
    with common.application(options) as opened:
        engagement = opened.handover.accept(data, code, is_new_key_known=options.new_key)
        invited = opened.handover.invited_by(engagement.id)
    told = say("cli.hand-over-accepted", name=engagement.client.name, id=engagement.id)
    sys.stdout.write(told + "\n")
    if invited is not None:
        firm = invited.firm
        names = ", ".join(
            text for text in (firm.name, firm.consultant, firm.phone, firm.email) if text
        )
        back = say("cli.hand-over-back", firm=names or "–", day=day(invited.until))
        sys.stdout.write(back + "\n")
    return 0


def reply(options: argparse.Namespace) -> int:
    """Make the answer file."""
    with common.application(options, create=False) as opened:
        made = opened.handover.reply(common.client_named(opened, options.client))
        write_checked(options.out, made.data)
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    return 0


def read(options: argparse.Namespace) -> int:
    """Show what came in an answer file; only `--take all` and `--take new` change something."""
    data = read_checked(options.file, MOST_BYTES)
    with common.application(options, create=False) as opened:
        review = opened.handover.read(data)
        taken = wished(review, options.take)
        if options.take != "none":
            opened.handover.merge(review, taken)
    if options.json:
        common.print_json(_as_data(review, taken))
    else:
        sys.stdout.write("\n".join(_as_text(review, taken, options.take)) + "\n")
    return 0


def wished(review: ReplyReview | ReturnReview, take: str) -> frozenset[str]:
    """The entries that `--take` names."""
    match take:
        case "all":
            return review.keys()
        case "new":
            return review.keys(EntryKind.NEW)
        case _:
            return frozenset()


def _asked_code() -> str:
    if not sys.stdin.isatty():
        raise UserFacingError("cli.hand-over-no-code")
    return getpass.getpass(say("cli.hand-over-ask-code"))


def _as_data(review: ReplyReview, taken: frozenset[str]) -> dict[str, Any]:
    return {
        "client": review.client_name,
        "engagement": review.engagement_id,
        "person": review.scope.person,
        "until": review.until,
        "entries": [
            {
                "key": entry.key,
                "kind": entry.kind,
                "title": entry.title,
                "may_take": entry.may_take,
                "here": side_data(entry.here),
                "came": side_data(entry.came),
            }
            for entry in review.entries
        ],
        "taken": sorted(taken),
    }


def side_data(side: Side | None) -> dict[str, Any] | None:
    """One side for scripts."""
    if side is None:
        return None
    names = ("text", "words", "by", "how", "sure", "at")
    return {name: getattr(side, name) for name in names}


def _as_text(review: ReplyReview, taken: frozenset[str], take: str) -> Iterator[str]:
    yield say("cli.hand-over-from", name=review.client_name)
    for entry in review.entries:
        yield from entry_text(entry, is_taken=entry.key in taken)
    yield ""
    if take == "none":
        yield say("cli.hand-over-only-read")
    else:
        yield say_count("cli.hand-over-taken", len(taken))


def entry_text(entry: Shown, *, is_taken: bool) -> Iterator[str]:
    """One thing in lines, with both sides and whether it is taken."""
    kind = say(f"handover.kind-{entry.kind.value}")
    mark = "+" if is_taken else " "
    yield ""
    yield from _wrapped(f"{mark} {entry.title} [{kind}]", 0)
    if entry.here is not None:
        yield from _wrapped(say("cli.hand-over-here", text=_side_text(entry.here)), 4)
    yield from _wrapped(say("cli.hand-over-came", text=_side_text(entry.came)), 4)


def _side_text(side: Side) -> str:
    when = moment(side.at) if side.at is not None else ""
    how = say(f"handover.how-{side.how.value}") if side.how is not None else ""
    words = f"“{side.words}”" if side.words else ""
    return "; ".join(part for part in (side.text, words, side.by, how, when) if part)


def _wrapped(text: str, indent: int) -> list[str]:
    space = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent=space, subsequent_indent=space + "  ")
