"""sign, renew: signatures and time stamps on papers that lie in files."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from datetime import date
from pathlib import Path

from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.files import read_checked, read_start, write_checked
from onboard.firm import TimeStampServer, as_seen, is_server_address
from onboard.ports import Certificate, Ink, PenSigned, SigningKey
from onboard.wording import day, say

LARGEST_INK_FILE = 5_000_000
PASSWORD_VARIABLE = "ONBOARD_CERTIFICATE_PASSWORD"  # noqa: S105  (its name)


def sign(options: argparse.Namespace) -> int:
    """Add a signature to a paper in a file, in place; or seal the scan of its signed print."""
    from onboard.pdf.paper import read_data

    if options.on_paper is not None:
        return _sign_on_paper(options)
    if options.role is None or not options.name:
        raise UserFacingError("cli.sign-needs-role")

    key = own_key(options)
    pdf = read_checked(options.pdf)
    ink = read_ink(options.ink) if options.ink is not None else ()
    reference = str(read_data(pdf).get("reference", ""))
    with common.application(options) as opened:
        if key is not None:
            _tell_certificate(opened.desk.own_certificate(key), options.name)
        opened.desk.sign_file(
            pdf,
            reference,
            options.role,
            options.name,
            ink,
            keep=lambda sealed: write_checked(options.pdf, sealed),
            key=key,
            server=time_stamp_server(options),
            untimed=_tell_untimed,
        )
    sys.stdout.write(
        say("cli.signed", name=options.name, role=options.role, path=options.pdf) + "\n"
    )
    return 0


def _sign_on_paper(options: argparse.Namespace) -> int:
    """The unsigned paper and the scan of its print, sealed as one file at `--out`."""
    from onboard.pdf.scan import LARGEST_FILE

    if options.role is not None or options.name or options.ink is not None or options.certificate:
        raise UserFacingError("cli.sign-paper-alone")
    if not (options.owner and options.consultant and options.on and options.out):
        raise UserFacingError("cli.sign-paper-needs")
    signed = PenSigned(options.owner, options.consultant, _day(options.on))
    pdf = read_checked(options.pdf)
    scans = [read_start(path, LARGEST_FILE + 1) for path in options.on_paper]
    with common.application(options) as opened:
        opened.desk.sign_file_by_pen(
            pdf,
            scans,
            signed,
            keep=lambda sealed: write_checked(options.out, sealed),
            server=time_stamp_server(options),
            untimed=_tell_untimed,
        )
    sys.stdout.write(say("cli.signed-on-paper", path=options.out) + "\n")
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UserFacingError("on-paper.bad-date") from error


def own_key(options: argparse.Namespace) -> SigningKey | None:
    """The key file of `--certificate` with its password, which is never an argument.

    Raises:
        UserFacingError: the file cannot be read, or nobody can be asked for the password.
    """
    from onboard.pdf.own_key import LARGEST

    if options.certificate is None:
        return None
    data = read_start(options.certificate, LARGEST + 1)
    return SigningKey(data, _password(options.certificate.name).encode(), made_here=False)


def _password(name: str) -> str:
    """Out of the environment, where a script has put it; else asked at the terminal."""
    given = os.environ.get(PASSWORD_VARIABLE)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise UserFacingError("certificate.password-needed", variable=PASSWORD_VARIABLE)
    return getpass.getpass(say("certificate.ask-password", file=name) + " ")


def _tell_certificate(certificate: Certificate, name: str) -> None:
    """Before anything is signed: whose it is, and that it is another's where it seems so."""
    until = day(certificate.until.date())
    told = say("certificate.is", name=certificate.name, issuer=certificate.issuer, until=until)
    sys.stderr.write(f"{told}\n")
    if as_seen(certificate.name) != as_seen(name):
        other = say("certificate.other-name", certificate=certificate.name, name=name)
        sys.stderr.write(f"{other}\n")


def _tell_untimed(error: UserFacingError) -> None:
    sys.stderr.write(f"{say('cli.untimed', told=error)}\n")


def renew(options: argparse.Namespace) -> int:
    """Add an archive time stamp to a paper in a file that both have signed, in place."""
    from onboard.pdf.paper import read_data

    pdf = read_checked(options.pdf)
    reference = str(read_data(pdf).get("reference", ""))
    with common.application(options) as opened:
        opened.desk.renew_file(
            pdf,
            reference,
            time_stamp_server(options),
            keep=lambda stamped: write_checked(options.pdf, stamped),
        )
    sys.stdout.write(say("cli.renewed", path=options.pdf) + "\n")
    return 0


def time_stamp_server(options: argparse.Namespace) -> TimeStampServer | None:
    """The server that this command names; None: that of the firm.

    Raises:
        UserFacingError: no address to ask, or a file without certificates.
    """
    if options.timestamp_url is None:
        if options.timestamp_roots is not None:
            raise UserFacingError("stamp.roots-alone")
        return None
    if not is_server_address(options.timestamp_url):
        raise UserFacingError("stamp.bad-address")
    return TimeStampServer(options.timestamp_url, time_stamp_roots(options))


def time_stamp_roots(options: argparse.Namespace) -> bytes:
    """The certificates of `--timestamp-roots`.

    Raises:
        UserFacingError: the file cannot be read, or has none.
    """
    return common.roots_in(options.timestamp_roots)


def read_ink(path: Path) -> Ink:
    """Strokes of a JSON file: a list of strokes, each a list of [x, y, t_ms, pressure].

    Raises:
        UserFacingError: it is something else.
    """
    try:
        data = json.loads(read_checked(path, LARGEST_INK_FILE))
        strokes = tuple(
            tuple((float(x), float(y), int(t), min(max(float(p), 0.0), 1.0)) for x, y, t, p in line)
            for line in data
        )
    except (ValueError, TypeError, RecursionError, OverflowError) as error:
        raise UserFacingError("cli.bad-ink", name=path.name) from error
    points = [value for stroke in strokes for point in stroke for value in point]
    # Comparing refuses what is no number, too.
    if not points or not all(abs(value) < 1e9 for value in points):
        raise UserFacingError("cli.bad-ink", name=path.name)
    return strokes
