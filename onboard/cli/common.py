"""What several commands share: packs, cases, output files, the store."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onboard import locations
from onboard.canonical import plain
from onboard.case_file import Case, language_of, pack_id_of, read_case, read_decisions, read_parsed
from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.engagement import EngagementId
from onboard.errors import UserFacingError
from onboard.files import read_checked
from onboard.firm import FirmProfile
from onboard.packs import PackShelf
from onboard.snapshot import EngagementSnapshot, derive
from onboard.wording import SOURCE, say, speak, spoken

if TYPE_CHECKING:
    from onboard.bootstrap import Application
    from onboard.engagement import EngagementId

TRIES = 3
"""How often a code may be typed wrong before the command goes on without it."""


LARGEST_ROOTS = 1_000_000


def today() -> date:
    return date.today()  # noqa: DTZ011  (the day on the wall where the person sits)


def load_case(
    path: Path, decisions: Path | None = None, folder: Path | None = None
) -> tuple[ContentPack, FirmProfile, Case]:
    """An answers file with the pack it names, or the one in `folder`, its decisions and its firm.

    What follows is said in the language that the file names.

    Raises:
        UserFacingError: one of them cannot be read, or the file is for another pack than `folder`.
    """
    parsed = read_parsed(path)
    pack_id = pack_id_of(parsed)
    if folder is None:
        pack = PackShelf(locations.packs()).shipped(pack_id or locations.DEFAULT_PACK)
    else:
        pack = load_pack(folder)
        if pack_id not in (None, pack.id):
            raise UserFacingError("cli.other-pack", named=pack_id, found=pack.id)
    named = language_of(parsed)
    pack = pack.in_language(named or spoken())
    speak(pack.language if named else spoken())
    case = read_case(path, pack, today())
    if not named and pack.language != SOURCE:
        client = replace(case.engagement.client, language=pack.language)
        case = replace(case, engagement=replace(case.engagement, client=client))
    if decisions is not None:
        case = read_decisions(decisions, case, pack)
    return pack, case.firm or FirmProfile(), case


def snapshot_of(pack: ContentPack, firm: FirmProfile, case: Case) -> EngagementSnapshot:
    return derive(pack, firm, case.engagement, case.on)


def named_firm(firm: FirmProfile) -> FirmProfile:
    """A firm with a name, for papers of files that name none."""
    return firm if firm.name else replace(firm, name=say("cli.no-firm"))


def print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(plain(data), indent=2, ensure_ascii=False) + "\n")


def roots_in(path: Path | None) -> bytes:
    """A file of certificates that others must lead to; nothing where none is named.

    Raises:
        UserFacingError: the file cannot be read, or has none.
    """
    from onboard.pdf.time_stamper import root_certificates

    if path is None:
        return b""
    roots = read_checked(path, LARGEST_ROOTS)
    if not root_certificates(roots):
        raise UserFacingError("stamp.no-roots")
    return roots


@contextlib.contextmanager
def application(options: argparse.Namespace, *, create: bool = True) -> Iterator[Application]:
    """The opened store of this command's home, asking for a passphrase where it takes one.

    Raises:
        UserFacingError: it cannot be opened, or a secret is needed and nobody can be asked.
    """
    from onboard import bootstrap

    place = bootstrap.home(options.home)
    if not place.is_protected:
        sys.stderr.write(say("home.unprotected", folder=str(place.folder)) + "\n")
    opened = _opened(place, create=create)
    try:
        if opened.new_recovery_code:
            tell_code(opened, opened.new_recovery_code)
        yield opened
    finally:
        opened.close()


def tell_code(opened: Application, code: str) -> None:
    """Show a recovery code once, and have it typed back where somebody can type."""
    sys.stderr.write(say("cli.recovery-code", code=code) + "\n")
    if not sys.stdin.isatty():
        return
    for _ in range(TRIES):
        try:
            opened.keeping.check_code(getpass.getpass(say("cli.recovery-code-again")))
        except UserFacingError as error:
            sys.stderr.write(f"{error}\n")
        else:
            sys.stderr.write(say("cli.recovery-code-fits") + "\n")
            return
    sys.stderr.write(say("cli.recovery-code-unchecked") + "\n")


def ask_secret(prompt: str) -> str:
    """What somebody types unseen. Raises `UserFacingError` where nobody can be asked."""
    if not sys.stdin.isatty():
        raise UserFacingError("cli.secret-needed")
    return getpass.getpass(prompt)


def agrees(question: str) -> bool:
    """Whether somebody says yes to a question; where nobody can be asked it is a no."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(question + " ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in say("cli.yes-words").split()


def client_named(opened: Application, named: str, *, also_erased: bool = False) -> EngagementId:
    """A client by id, or by a name that only one of them has; an erased one has its id alone."""
    clients = opened.service.clients()
    found = [each for each in clients if named in (each.id, each.client_name)]
    if not found:
        wanted = named.casefold().strip()
        found = [each for each in clients if each.client_name.casefold() == wanted]
    if not found and also_erased and named.count("-") == 4:
        return EngagementId(named)
    if not found:
        raise UserFacingError("cli.no-client", name=named)
    if len(found) > 1:
        ids = ", ".join(each.id for each in found)
        raise UserFacingError("cli.several-clients", name=named, ids=ids)
    return found[0].id


def _opened(place: Any, *, create: bool) -> Application:
    from onboard import bootstrap

    try:
        return bootstrap.open_application(place, create=create)
    except UserFacingError as error:
        if not error.message_id.startswith("keys.") or not place.is_protected:
            raise
        if not sys.stdin.isatty():
            raise UserFacingError("cli.secret-needed") from error
        if error.message_id == "keys.passphrase-needed":
            secret = getpass.getpass(say("cli.choose-passphrase"))
            return bootstrap.open_application(place, passphrase=secret, create=create)
        secret = getpass.getpass(say("cli.ask-passphrase"))
    from onboard.keychain.secret import with_secret

    return with_secret(secret, partial(bootstrap.open_application, place, create=create))
