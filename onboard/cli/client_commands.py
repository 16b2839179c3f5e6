"""client export, client import: a whole client to another installation, in one sealed file."""

from __future__ import annotations

import argparse
import getpass
import sys

from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.files import read_checked, write_checked
from onboard.handover.archive_file import LARGEST
from onboard.wording import say


def export(options: argparse.Namespace) -> int:
    """Write the file; its code goes to stderr alone."""
    with common.application(options, create=False) as opened:
        made = opened.archives.save(common.client_named(opened, options.client))
        write_checked(options.out, made.data)
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    head = say("archive.head", number=made.head.sequence, sha256=made.head.sha256)
    sys.stdout.write(head + "\n")
    sys.stderr.write(say("archive.code-told", code=made.code) + "\n")
    return 0


def import_(options: argparse.Namespace) -> int:
    """Bring a client in; a client who is here already is told of and stays as he is."""
    data = read_checked(options.file, LARGEST)
    code = options.code or _asked_code()
    with common.application(options) as opened:
        came = opened.archives.restore(data, code)
    facts = came.engagement
    told = say(
        "archive.restored",
        name=facts.client.name,
        papers=len(facts.papers),
        id=facts.id,
    )
    head = say("archive.head", number=came.head.sequence, sha256=came.head.sha256)
    sys.stdout.write(f"{told}\n{head}\n")
    if came.lock is not None:
        sys.stdout.write(say("cli.client-carried") + "\n")
    if not came.is_profile_ours:
        sys.stderr.write(say("checkout.own-profile") + "\n")
    return 0


def _asked_code() -> str:
    if not sys.stdin.isatty():
        raise UserFacingError("archive.no-code")
    return getpass.getpass(say("archive.ask-code"))
