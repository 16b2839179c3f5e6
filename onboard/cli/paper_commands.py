"""agreement, sign, verify, buying-card, demo: from decisions to papers and signed files."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onboard import locations
from onboard.canonical import digest
from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.files import read_checked, read_start, write_checked
from onboard.firm import TimeStampServer, is_server_address
from onboard.papers.agreement import Agreement, compose
from onboard.papers.evidence import Occasion
from onboard.ports import Ink, KnownPaper
from onboard.report import facts_data
from onboard.wording import say

if TYPE_CHECKING:
    from onboard.pdf.verify import Verification

EXIT_BY_STATUS = {"unchanged": 0, "altered": 1, "incomplete": 1, "unreadable": 2}
LARGEST_INK_FILE = 5_000_000
LARGEST_ROOTS = 1_000_000


def agreement(options: argparse.Namespace) -> int:
    """Lay out the unsigned agreement of an answers file."""
    from onboard.pdf.printer import PdfPrinter

    pack, firm, case = common.load_case(options.file, options.decisions, options.pack)
    snapshot = common.snapshot_of(pack, common.named_firm(firm), case)
    now = datetime.now().astimezone()
    occasion = Occasion(
        # Two papers of one day are two references: what is remembered of one is not the other's.
        reference=f"EA-{case.on:%Y%m%d}-{digest(facts_data(snapshot))[:6].upper()}-{now:%H%M%S}",
        at=now,
        audit_sequence=0,
        audit_sha256="",
        is_protected=options.home is None,
    )
    composed = compose(snapshot, occasion)
    pdf = PdfPrinter().render(composed.document, composed.data, composed.table, at=now)
    write_checked(options.out, pdf)
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    _tell_open_points(composed)
    return 0


def _tell_open_points(composed: Agreement) -> None:
    if composed.open_points:
        listing = "\n".join(f"  {point}" for point in composed.open_points)
        sys.stderr.write(f"{say('cli.agreement-open')}\n{listing}\n")


def sign(options: argparse.Namespace) -> int:
    """Add a signature to a paper in a file, in place."""
    from onboard.pdf.paper import read_data

    pdf = read_checked(options.pdf)
    ink = read_ink(options.ink) if options.ink is not None else ()
    reference = str(read_data(pdf).get("reference", ""))
    with common.application(options) as opened:
        opened.desk.sign_file(
            pdf,
            reference,
            options.role,
            options.name,
            ink,
            keep=lambda sealed: write_checked(options.pdf, sealed),
            server=time_stamp_server(options),
            untimed=_tell_untimed,
        )
    sys.stdout.write(
        say("cli.signed", name=options.name, role=options.role, path=options.pdf) + "\n"
    )
    return 0


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
    from onboard.pdf.time_stamper import root_certificates

    if options.timestamp_roots is None:
        return b""
    roots = read_checked(options.timestamp_roots, LARGEST_ROOTS)
    if not root_certificates(roots):
        raise UserFacingError("stamp.no-roots")
    return roots


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


def verify(options: argparse.Namespace) -> int:
    """Say who signed, when, and whether anything changed since."""
    from onboard.pdf.limits import LARGEST
    from onboard.pdf.told import verification_text
    from onboard.pdf.verify import Verification, verify_pdf

    try:
        data = read_start(options.pdf[0], LARGEST + 1)
    except UserFacingError as error:
        result = Verification("unreadable", changes=(str(error),))
    else:
        result = verify_pdf(data, known=known_paper(options, data))
    if options.json:
        common.print_json(verification_data(result))
    else:
        sys.stdout.write("\n".join(verification_text(result)) + "\n")
    return EXIT_BY_STATUS[result.status]


def known_paper(options: argparse.Namespace, data: bytes) -> KnownPaper | None:
    """What this computer remembers of the paper; nothing where there is no store to ask."""
    from onboard import bootstrap
    from onboard.pdf.paper import read_data

    place = bootstrap.home(options.home)
    try:
        if bootstrap.lock_of(place) is not bootstrap.Lock.OPENS_ITSELF:
            return None
        reference = str(read_data(data).get("reference", ""))
        if not reference.isascii():
            return None
        opened = bootstrap.open_application(place, create=False)
    except UserFacingError:
        return None
    try:
        return opened.desk.known_paper(reference)
    finally:
        opened.close()


def verification_data(result: Verification) -> dict[str, object]:
    """What `verify --json` prints."""
    return {
        "status": result.status,
        "signatures": [
            {
                "who": signature.name,
                "role": signature.role,
                "when": signature.when,
                "proof": signature.proof,
                "valid": signature.valid,
            }
            for signature in result.signatures
        ],
        "changes": list(result.changes),
        "data_matches_paper": result.data_matches_paper,
        "identity_known": result.identity_known,
        "time": {
            "level": result.times.level,
            "stamps": [
                {
                    "of": stamp.of,
                    "by": stamp.by,
                    "when": stamp.when,
                    "until": stamp.until,
                    "valid": stamp.valid,
                    "trusted": stamp.trusted,
                }
                for stamp in result.times.stamps
            ],
        },
    }


def buying_card(options: argparse.Namespace) -> int:
    """Write the one-page card "before you buy a computer"; it takes no client."""
    from onboard.content.loader import load_pack
    from onboard.papers.buying_card import buying_card as compose_card
    from onboard.pdf.card import card_pdf

    pack = load_pack(options.pack or locations.packs() / locations.DEFAULT_PACK)
    write_checked(options.out, card_pdf(compose_card(pack), datetime.now().astimezone()))
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    return 0


def booklet(options: argparse.Namespace) -> int:
    """Write all questions of a pack as a booklet; it takes no client."""
    from onboard.content.loader import load_pack
    from onboard.papers.booklet import booklet as compose_booklet
    from onboard.pdf.plain import plain_pdf

    pack = load_pack(options.pack or locations.packs() / locations.DEFAULT_PACK)
    write_checked(options.out, plain_pdf(compose_booklet(pack), datetime.now().astimezone()))
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    return 0


def specification(options: argparse.Namespace) -> int:
    """Write what is needed for any supplier, without prices, risks or refusals."""
    from onboard.papers.specification import specification as compose_specification
    from onboard.pdf.plain import plain_pdf

    pack, firm, case = common.load_case(options.file, options.decisions, options.pack)
    snapshot = common.snapshot_of(pack, firm, case)
    document = compose_specification(snapshot)
    write_checked(options.out, plain_pdf(document, datetime.now().astimezone()))
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    return 0


def demo(options: argparse.Namespace) -> int:
    """Walk the sample client from answers to the signed file, in a throw-away home."""
    from onboard.sample import make_sample

    names = make_sample(options.out)
    sys.stdout.write(say("cli.demo-done", folder=options.out, names=", ".join(names)) + "\n")
    return 0
