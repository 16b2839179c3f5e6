"""firm members, admit, role, remove, rekey, server, password: a store on a firm's server."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.store.roles import Role
from onboard.wording import say

if TYPE_CHECKING:
    from onboard.safekeeping.firm_server import FirmServer
    from onboard.store.members import Members

ROLES = tuple(role.value for role in Role)


def members(options: argparse.Namespace) -> int:
    """List everybody with their role, and those who ask to be let in."""
    with _members(options) as firm:
        for member in firm.all():
            role = say(f"firm-store.role-{member.role.value if member.role else 'asks'}")
            sys.stdout.write(f"{member.login}\t{role}\t{member.since.date().isoformat()}\n")
    return 0


def admit(options: argparse.Namespace) -> int:
    """Let a newcomer in by the code that they read out."""
    with _members(options) as firm:
        member = firm.admit(options.code, Role(options.role))
    sys.stdout.write(say("firm-store.admitted", name=member.login) + "\n")
    return 0


def remove(options: argparse.Namespace) -> int:
    """Take the key of somebody who leaves."""
    with _members(options) as firm:
        firm.remove(options.login)
    sys.stdout.write(say("firm-store.removed", name=options.login) + "\n")
    return 0


def role(options: argparse.Namespace) -> int:
    """Change what a colleague may do."""
    with _members(options) as firm:
        firm.change_role(options.login, Role(options.role))
    sys.stdout.write(say("firm-store.role-changed", name=options.login) + "\n")
    return 0


def rekey(options: argparse.Namespace) -> int:
    """Change the firm's key without anybody leaving: say, after a laptop was stolen."""
    with _members(options) as firm:
        firm.rekey()
    sys.stdout.write(say("firm-store.rekeyed") + "\n")
    return 0


def password(options: argparse.Namespace) -> int:
    """Keep the server's password in the keychain of this computer."""
    server = _server(options)
    address = server.address()
    if address is None:
        raise UserFacingError("firm-store.no-address")
    if not server.is_protected:
        raise UserFacingError("keeping.trial")
    typed = common.ask_secret(say("firm-store.ask-password", server=address.server))
    server.keep_password(address, typed)
    sys.stdout.write(say("firm-store.password-kept") + "\n")
    return 0


def server(options: argparse.Namespace) -> int:
    """Tell which server this home is on; name one, once it was reached; or go without one."""
    setting = _server(options)
    if options.none:
        setting.forget()
        sys.stdout.write(say("firm-store.server-taken-out") + "\n")
    elif options.address is not None:
        from onboard.safekeeping.firm_server import without_password

        typed, name = "", without_password(options.address).server
        if options.password:
            if not setting.is_protected:
                raise UserFacingError("keeping.trial")
            typed = common.ask_secret(say("firm-store.ask-password", server=name))
        address = setting.try_out(options.address, typed)
        setting.keep(options.address, typed)
        sys.stdout.write(say("firm-store.server-kept", server=address.server) + "\n")
    else:
        named = setting.address()
        told = say("firm-store.on", name=named.label) if named else say("firm-store.here")
        sys.stdout.write(told + "\n")
    if setting.is_from_outside:
        sys.stdout.write(say("firm-store.from-outside") + "\n")
    return 0


def _server(options: argparse.Namespace) -> FirmServer:
    from onboard import bootstrap

    return bootstrap.firm_server(bootstrap.home(options.home))


@contextmanager
def _members(options: argparse.Namespace) -> Iterator[Members]:
    with common.application(options) as opened:
        if opened.members is None:
            raise UserFacingError("firm-store.no-address")
        yield opened.members
