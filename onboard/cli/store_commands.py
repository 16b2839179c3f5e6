"""store verify, store backup."""

from __future__ import annotations

import argparse
import sys

from onboard.cli import common
from onboard.wording import say


def verify(options: argparse.Namespace) -> int:
    """0 when the store and every audit chain are whole, 1 when something is found."""
    with common.application(options, create=False) as opened:
        findings = opened.workspace.verify()
    if findings:
        sys.stdout.write("\n".join(str(finding) for finding in findings) + "\n")
        return 1
    sys.stdout.write(say("cli.store-fine") + "\n")
    return 0


def backup(options: argparse.Namespace) -> int:
    with common.application(options, create=False) as opened:
        opened.workspace.backup(options.path)
    sys.stdout.write(say("cli.backup-done", path=options.path) + "\n")
    return 0
