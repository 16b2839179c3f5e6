"""store verify, backup, backups, restore, log, erase."""

from __future__ import annotations

import argparse
import contextlib
import sys
from functools import partial
from typing import TYPE_CHECKING

from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.keychain.secret import with_secret
from onboard.pdf.foreign_text import one_line
from onboard.wording import day, moment, say, say_count

if TYPE_CHECKING:
    from onboard.bootstrap import Application, Home
    from onboard.engagement import EngagementId
    from onboard.safekeeping.copies import Copy
    from onboard.safekeeping.replacing import Replacement

LONGEST = 400
"""Characters of a line of the record."""


def verify(options: argparse.Namespace) -> int:
    """0 when the store and every audit chain are whole, 1 when something is found."""
    with common.application(options, create=False) as opened:
        findings = opened.keeping.verify(options.paper)
    if findings:
        sys.stdout.write("\n".join(str(finding) for finding in findings) + "\n")
        return 1
    sys.stdout.write(say("cli.store-fine") + "\n")
    if options.paper:
        sys.stdout.write(say_count("cli.store-fits-papers", len(options.paper)) + "\n")
    return 0


def backup(options: argparse.Namespace) -> int:
    """To a path; without one, today's among the daily copies."""
    with common.application(options, create=False) as opened:
        path = opened.keeping.back_up(options.path)
    sys.stdout.write(say("cli.backup-done", path=path) + "\n")
    return 0


def backups(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        if opened.keeping.is_shared:
            raise UserFacingError("firm-store.copies-by-server")
        copies, folder = opened.keeping.copies(), opened.keeping.folder
        last = opened.keeping.wishes.last_good_at
    if options.json:
        rows = [{"day": copy.day, "path": str(copy.path)} for copy in copies]
        common.print_json({"folder": str(folder), "last_good": last, "copies": rows})
        return 0
    sys.stdout.write(say_count("cli.backups", len(copies), folder=folder) + "\n")
    _list(copies)
    if last is not None:
        sys.stdout.write(say("keeping.last-good", when=moment(last)) + "\n")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Say what would take the place of what; then do it, if that is wished."""
    from onboard import bootstrap

    place = bootstrap.home(options.home)
    looked = _looked_at(place, options)
    for line in looked.told():
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
    if not options.yes and not common.agrees(say("cli.restore-ask")):
        sys.stdout.write(say("cli.nothing-done") + "\n")
        return 1
    aside = bootstrap.bring_back(place, looked)
    for line in (say("keeping.restored"), *looked.told_of_erased()):
        sys.stdout.write(line + "\n")
    if aside is not None:
        sys.stdout.write(say("keeping.kept-aside", path=aside) + "\n")
    with contextlib.suppress(UserFacingError):  # what is back is back, noted or not
        opened = bootstrap.open_application(place, create=False)
        opened.workspace.note("store-restored")
        opened.close()
    return 0


def _looked_at(place: Home, options: argparse.Namespace) -> Replacement:
    from onboard import bootstrap

    look = partial(bootstrap.replacement_for, place, options.path)
    try:
        return look()
    except UserFacingError as error:
        if error.message_id != "restore.secret-needed":
            raise
    return with_secret(common.ask_secret(say("cli.ask-passphrase")), look)


def log(options: argparse.Namespace) -> int:
    """What was done with a client's file, and when."""
    from onboard.safekeeping.told_history import as_table, names_of, told

    with common.application(options, create=False) as opened:
        client = common.client_named(opened, options.client, also_erased=True)
        events = opened.keeping.history(client)
        names = names_of(opened.service, client)
    if options.json:
        names_of_json = ("sequence", "at", "actor", "login", "kind", "subject")
        rows = [{name: getattr(each, name) for name in names_of_json} for each in events]
        common.print_json({"events": rows})
        return 0
    lines = told(events, names)
    if options.csv is not None:
        write_checked(options.csv, as_table(lines))
        sys.stdout.write(say("cli.written", path=options.csv) + "\n")
        return 0
    sys.stdout.write("".join(f"{one_line(str(line), LONGEST)}\n" for line in lines))
    return 0


def erase(options: argparse.Namespace) -> int:
    """Say what goes and what stays; then destroy the key, if that is wished."""
    with common.application(options, create=False) as opened:
        client = common.client_named(opened, options.client, also_erased=True)
        opened.keeping.history(client)  # an id that is unknown is told before anything is asked
        sys.stdout.write(say("erase.whom", name=_name(opened, client)) + "\n")
        papers = "erase.papers-go-too" if options.with_papers else "erase.papers-do-stay"
        for key in ("erase.goes", papers, "erase.stays"):
            sys.stdout.write(say(key) + "\n")
        sys.stdout.flush()
        if not options.yes and not common.agrees(say("cli.erase-ask")):
            sys.stdout.write(say("cli.nothing-done") + "\n")
            return 1
        older = opened.keeping.erase(client, with_papers=options.with_papers)
        aside, is_shared = opened.keeping.kept_aside(), opened.keeping.is_shared
    sys.stdout.write(say("erase.done") + "\n")
    if is_shared:
        sys.stdout.write(say("firm-store.erase-copies") + "\n")
        return 0
    sys.stdout.write(say_count("erase.older-copies", len(older)) + "\n")
    _list(older)
    if aside:
        sys.stdout.write(say("erase.kept-aside") + "\n")
        sys.stdout.write("".join(f"  {path}\n" for path in aside))
    return 0


def _name(opened: Application, client: EngagementId) -> str:
    """Of a client who was erased before, the id is all that is left."""
    try:
        return one_line(opened.service.engagement(client).client.name)
    except UserFacingError:
        return client


def _list(copies: tuple[Copy, ...]) -> None:
    for copy in copies:
        sys.stdout.write(f"  {day(copy.day)}  {copy.path}\n")
