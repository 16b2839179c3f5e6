"""client take, send-back, bring-back: a whole client along, and his work merged on return."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onboard.cli import common
from onboard.cli.handover_commands import TAKE, entry_text, side_data, wished
from onboard.cli.texts import WIDTH
from onboard.errors import UserFacingError
from onboard.files import read_checked, write_checked
from onboard.handover.archive_file import LARGEST
from onboard.wording import moment, say, say_count

if TYPE_CHECKING:
    from onboard.handing_over.bringing_back import ReturnReview


def register(commands: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The commands with their options."""
    taken = add(commands, "take", take, prefix="client-")
    taken.add_argument("client", metavar="ID|NAME")
    taken.add_argument("--out", type=Path, required=True, metavar="FILE")
    sent = add(commands, "send-back", send_back, prefix="client-")
    sent.add_argument("client", metavar="ID|NAME")
    sent.add_argument("--out", type=Path, required=True, metavar="FILE")
    back = add(commands, "bring-back", bring_back, prefix="client-")
    back.add_argument("file", type=Path, nargs="?")
    told = say("cli.help-client-bring-back-take")
    back.add_argument("--take", choices=TAKE, default="none", help=told)
    back.add_argument("--lost", metavar="ID|NAME", help=say("cli.help-client-lost"))
    for command in (taken, sent, back):
        command.add_argument("--json", action="store_true", help=say("cli.help-json"))


def take(options: argparse.Namespace) -> int:
    """Write the file of a client to be taken along; its code goes to stderr alone."""
    with common.application(options, create=False) as opened:
        made = opened.checkout.take(common.client_named(opened, options.client))
        write_checked(options.out, made.data)
    head = {"sequence": made.head.sequence, "sha256": made.head.sha256}
    if options.json:
        common.print_json({"file": str(options.out), "by": made.by, "head": head})
    else:
        sys.stdout.write(say("cli.written", path=options.out) + "\n")
        sys.stdout.write(_head_text(head) + "\n")
    sys.stderr.write(say("checkout.code-told", code=made.code) + "\n")
    return 0


def send_back(options: argparse.Namespace) -> int:
    """Write the file that goes back; only the store he was taken from can open it."""
    with common.application(options, create=False) as opened:
        made = opened.checkout.send_back(common.client_named(opened, options.client))
        write_checked(options.out, made.data)
    head = {"sequence": made.head.sequence, "sha256": made.head.sha256}
    if options.json:
        common.print_json({"file": str(options.out), "head": head})
        return 0
    told = (say("cli.written", path=options.out), _head_text(head), say("cli.client-sent-back"))
    sys.stdout.write("\n".join(told) + "\n")
    return 0


def bring_back(options: argparse.Namespace) -> int:
    """Show what came back; only `--take all` and `--take new` change something."""
    if (options.file is None) == (options.lost is None):
        raise UserFacingError("cli.client-back-which")
    with common.application(options, create=False) as opened:
        if options.lost is not None:
            count = opened.checkout.given_up(common.client_named(opened, options.lost))
            sys.stdout.write(say_count("checkout.given-up", count) + "\n")
            return 0
        review = opened.checkout.read(read_checked(options.file, LARGEST))
        taken = wished(review, options.take)
        kept: list[Path] = []
        if options.take != "none":
            from onboard.handing_over.bringing_back import keep_beside

            kept = keep_beside(options.file, review.left)
            opened.checkout.merge(review, taken)
    if options.json:
        common.print_json(_as_data(review, taken, kept))
    else:
        sys.stdout.write("\n".join(_as_text(review, taken, options.take, kept)) + "\n")
    return 0


def _as_data(review: ReturnReview, taken: frozenset[str], kept: list[Path]) -> dict[str, Any]:
    return {
        "client": review.client_name,
        "engagement": review.engagement_id,
        "by": review.by,
        "at": review.at,
        "entries": [
            {
                "key": entry.key,
                "kind": entry.kind,
                "title": entry.title,
                "may_take": entry.may_take,
                "why": entry.why,
                "here": side_data(entry.here),
                "came": side_data(entry.came),
            }
            for entry in review.entries
        ],
        "taken": sorted(taken),
        "kept": [str(path) for path in kept],
    }


def _as_text(
    review: ReturnReview, taken: frozenset[str], wish: str, kept: list[Path]
) -> Iterator[str]:
    who = review.by or say("checkout.somebody")
    yield say("cli.client-back", name=review.client_name, by=who, at=moment(review.at))
    if not review.entries:
        yield say("checkout.nothing-came")
    for entry in review.entries:
        yield from entry_text(entry, is_taken=entry.key in taken)
        hint = say("checkout.papers-close") if entry.key == "papers" else ""
        yield from textwrap.wrap(entry.why or hint, WIDTH - 4, initial_indent="    ",
                                 subsequent_indent="    ")  # fmt: skip
    yield ""
    for path in kept:
        yield say("cli.written", path=path)
    if wish == "none":
        yield say("cli.client-back-only-read")
    else:
        yield say_count("cli.client-back-merged", len(taken))


def _head_text(head: dict[str, Any]) -> str:
    return say("archive.head", number=head["sequence"], sha256=head["sha256"])
