"""agreement, sign, verify, buying-card, demo: from decisions to papers and signed files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from onboard import locations
from onboard.canonical import digest
from onboard.cli import common
from onboard.errors import UserFacingError
from onboard.files import read_start, write_checked
from onboard.papers.agreement import Agreement, compose
from onboard.papers.evidence import Occasion
from onboard.ports import Certificate, KnownPaper, PenSigned
from onboard.report import facts_data
from onboard.wording import say

if TYPE_CHECKING:
    from onboard.content.pack import ContentPack
    from onboard.pdf.memory_check import SignatureReport
    from onboard.pdf.verify import Verification

EXIT_BY_STATUS = {"unchanged": 0, "altered": 1, "incomplete": 1, "unreadable": 2}


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
        pack = pack_of(options, [data])
        result = verify_pdf(data, known=known_paper(options, data, pack))
    if options.json:
        common.print_json(verification_data(result))
    else:
        sys.stdout.write("\n".join(verification_text(result)) + "\n")
    return EXIT_BY_STATUS[result.status]


def known_paper(
    options: argparse.Namespace, data: bytes, pack: ContentPack | None
) -> KnownPaper | None:
    """What this computer remembers of the paper, and what this command was given beside it."""
    known, roots = _remembered(options, data), signer_roots(options)
    if roots or pack is not None:
        known = known or KnownPaper()
        known = replace(known, signer_roots=roots or known.signer_roots, pack=pack or known.pack)
    return known


def pack_of(options: argparse.Namespace, pdfs: Sequence[bytes]) -> ContentPack | None:
    """The pack of `--pack`, which one of the papers has to name.

    Raises:
        UserFacingError: "pack.…", it cannot be read; "verify.other-pack".
    """
    from onboard.content.loader import load_pack

    if options.pack is None:
        return None
    pack = load_pack(options.pack)
    named = set(filter(None, map(_pack_named, pdfs)))
    if named and pack.sha256 not in named:
        raise UserFacingError("verify.other-pack", folder=options.pack)
    return pack


def _pack_named(pdf: bytes) -> str | None:
    from onboard.pdf.paper import read_data

    try:
        return str(read_data(pdf).get("pack_sha256"))
    except UserFacingError:
        return None


def signer_roots(options: argparse.Namespace) -> bytes:
    """The certificates of `--signer-roots`.

    Raises:
        UserFacingError: the file cannot be read, or has none.
    """
    return common.roots_in(options.signer_roots)


def _remembered(options: argparse.Namespace, data: bytes) -> KnownPaper | None:
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
        return opened.desk.known_paper(reference, data)
    finally:
        opened.close()


def verification_data(result: Verification) -> dict[str, object]:
    """What `verify --json` prints."""
    return {
        "status": result.status,
        "signatures": [*map(_signature_data, result.signatures), *_pen_data(result.by_pen)],
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


def _signature_data(signature: SignatureReport) -> dict[str, object]:
    return {
        "who": signature.name,
        "role": signature.role,
        "when": signature.when,
        "proof": signature.proof,
        "valid": signature.valid,
        "certificate": _certificate_data(signature.certificate),
        "trusted": signature.trusted,
    }


def _certificate_data(certificate: Certificate | None) -> dict[str, object] | None:
    if certificate is None:
        return None
    return {"name": certificate.name, "issuer": certificate.issuer, "until": certificate.until}


def _pen_data(signed: PenSigned | None) -> list[dict[str, object]]:
    """Signatures of the pen, as they were noted at sealing; whether they hold nothing here says."""
    if signed is None:
        return []
    names = {"consultant": signed.consultant, "owner": signed.owner}
    return [
        {"who": name, "role": role, "when": signed.on, "proof": "wet-ink", "valid": None}
        for role, name in names.items()
    ]


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
