"""clients, who-is-hit, pack move: the consultant's desk for scripts."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from onboard.cli import common
from onboard.desk.attention import Attention
from onboard.desk.clients import Desk, DeskClient, Sorting, Wanted
from onboard.desk.hits import HitClient
from onboard.desk.overview import Stage
from onboard.desk.pack_move import PackMove
from onboard.desk.told import (
    copies_text,
    hit_text,
    move_parts,
    moved_text,
    needs_text,
    stage_text,
    step_text,
)
from onboard.errors import UserFacingError
from onboard.pdf.foreign_text import one_line
from onboard.wording import say, say_count

if TYPE_CHECKING:
    from onboard.bootstrap import Application
    from onboard.engagement import EngagementId, PackPin

NEEDS = tuple(kind.value for kind in Attention)
STAGES = tuple(stage.value for stage in Stage)
SORTINGS = tuple(sorting.value for sorting in Sorting)


def clients(options: argparse.Namespace) -> int:
    """List clients; `--archive` and `--bring-back` first move one out of sight, or back."""
    with common.application(options, create=False) as opened:
        for named, is_archived in ((options.archive, True), (options.bring_back, False)):
            if named is not None:
                _archive(opened, named, is_archived)
        if options.archive is not None or options.bring_back is not None:
            return 0
        desk = _desk(opened)
    wanted = Wanted(
        options.search,
        Stage(options.stage) if options.stage else None,
        Attention(options.filter) if options.filter else None,
        options.archived,
        Sorting(options.sort),
    )
    found = desk.shown(wanted)
    if options.json:
        common.print_json({"on": desk.today, "clients": [_data(each) for each in found]})
    else:
        lines = [line for each in found for line in _text(each, desk.today)]
        sys.stdout.write("\n".join(lines or [say("cli.clients-none")]) + "\n")
    return 0


def who_is_hit(options: argparse.Namespace) -> int:
    """Clients with something of theirs that is hit."""
    before = _day(options.before)
    product = options.product.strip()
    if not product and before is None:
        raise UserFacingError("cli.hit-nothing-asked")
    with common.application(options, create=False) as opened:
        desk = _desk(opened)
        found = opened.book.who_is_hit(desk, product=product, before=before)
    if options.json:
        common.print_json({"clients": [_hit_data(each) for each in found]})
        return 0
    lines = [say_count("desk.hit-count", len(found))]
    for each in found:
        lines += [one_line(each.client.name), *(f"  {hit_text(hit)}" for hit in each.hits)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def pack_move(options: argparse.Namespace) -> int:
    """Show what a move would change; with --yes, move the file."""
    with common.application(options, create=False) as opened:
        engagement_id = common.client_named(opened, options.client)
        to = _version(opened, engagement_id, options.to)
        move = opened.book.preview_move(engagement_id, to)
        if options.yes:
            move = opened.book.move(engagement_id, to)
    if options.json:
        common.print_json(_move_data(move, is_done=options.yes))
        return 0
    sys.stdout.write("\n".join(_move_text(move, is_done=options.yes)) + "\n")
    return 0


def _desk(opened: Application) -> Desk:
    """With nothing left to work out; how far that is goes to stderr where somebody watches."""

    def told(number: int, count: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{say('cli.clients-looking', number=number, count=count)}")

    return opened.book.renew_all(told)


def _archive(opened: Application, named: str, is_archived: bool) -> None:
    engagement_id = common.client_named(opened, named)
    opened.book.archive(engagement_id, is_archived)
    name = opened.service.engagement(engagement_id).client.name
    done = "desk.archive-done" if is_archived else "desk.unarchive-done"
    sys.stdout.write(say(done, name=one_line(name)) + "\n")


def _version(opened: Application, engagement_id: EngagementId, named: str | None) -> PackPin | None:
    """The version that is meant; None: the newest."""
    if named is None:
        return None
    pins = opened.book.versions(opened.service.engagement(engagement_id).pack)
    for pin in pins:
        if named == pin.version or (len(named) >= 6 and pin.sha256.startswith(named)):
            return pin
    if not pins:
        raise UserFacingError("move.no-versions", name=one_line(named))
    names = ", ".join(f"{pin.version} ({pin.sha256[:8]})" for pin in pins)
    raise UserFacingError("move.no-version", name=named, names=names)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserFacingError("cli.no-day", found=text[:40]) from error


def _text(client: DeskClient, today: date) -> list[str]:
    who = ", ".join(part for part in map(one_line, (client.name, client.owner)) if part)
    lines = [f"{who} – {stage_text(client.stage)}", f"  {step_text(client, today)}"]
    if client.needs:
        lines.append(f"  {needs_text(client)}")
    if client.card.marks.copies:
        lines.append(f"  {copies_text(client)}")
    return lines


def _data(client: DeskClient) -> dict[str, Any]:
    view = client.view
    return {
        "id": client.id,
        "name": client.name,
        "owner": client.owner,
        "business": client.business,
        "stage": client.stage,
        "archived": client.is_archived,
        "changed": client.card.changed_at,
        "next_day": client.next_day,
        "copies": [
            {"by": copy.by, "at": copy.at, "here": copy.is_here}
            for copy in client.card.marks.copies
        ],
        "needs": {kind.value: count for kind, count in client.needs.items()},
        "pack": {"id": view.pack, "version": view.pack_version} if view is not None else None,
        "refusals": [each._asdict() for each in view.refusals] if view is not None else [],
        "shortfalls": [each._asdict() for each in view.shortfalls] if view is not None else [],
        "systems": [each._asdict() for each in view.systems] if view is not None else [],
    }


def _hit_data(found: HitClient) -> dict[str, Any]:
    return {
        "id": found.client.id,
        "name": found.client.name,
        "number": found.number,
        "hits": [
            {"kind": hit.kind, "id": hit.id, "name": hit.name, "number": hit.number,
             "ends": hit.ends}
            for hit in found.hits
        ],
    }  # fmt: skip


def _move_data(move: PackMove, *, is_done: bool) -> dict[str, Any]:
    return {
        "done": is_done,
        "from": move.before.version,
        "to": move.after.version,
        "sha256": move.after.sha256,
        "kept": move.kept,
        "check": [
            {"question": each.question, "ask": each.ask, "asked_again": each.is_asked_again}
            for each in move.to_check
        ],
        "retired": move.retired,
        "back": move.back,
        "new": move.new,
        "stale": move.stale,
        "gone": move.gone,
        "not_sold": move.not_sold,
    }


def _move_text(move: PackMove, *, is_done: bool) -> list[str]:
    if is_done:
        return [moved_text(move)]
    lines = [
        say("desk.move-from-to", before=move.before.version, after=move.after.version),
        say_count("desk.move-kept", move.kept),
    ]
    for title, texts in move_parts(move):
        lines += [title, *(f"  {text}" for text in texts)]
    return [*lines, say("cli.move-preview-only")]
