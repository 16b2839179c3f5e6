"""store passphrase, store recovery-code: the ways into a store."""

from __future__ import annotations

import argparse
import sys

from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.wording import say


def passphrase(options: argparse.Namespace) -> int:
    """Set or change it; typed twice, as a slip would lock out."""
    with common.application(options, create=False) as opened:
        keeping = opened.keeping
        if not keeping.is_protected:
            raise UserFacingError("keeping.trial")
        has_one = "passphrase" in keeping.ways_in
        present = common.ask_secret(say("cli.ask-present-passphrase")) if has_one else ""
        new = common.ask_secret(say("cli.ask-new-passphrase"))
        if new != common.ask_secret(say("cli.ask-new-passphrase-again")):
            raise UserFacingError("keeping.passphrases-differ")
        keeping.change_passphrase(present, new)
    sys.stdout.write(say("cli.passphrase-changed") + "\n")
    return 0


def recovery_code(options: argparse.Namespace) -> int:
    """Make a new code; it goes to stderr alone, and the old one opens nothing any more."""
    with common.application(options, create=False) as opened:
        code = opened.keeping.new_code()
        sys.stdout.write(say("cli.recovery-code-new") + "\n")
        sys.stdout.flush()
        common.tell_code(opened, code)
    return 0
