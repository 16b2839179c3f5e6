"""One paper of each kind that the program can make, in its sizes, languages and stages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from own_keys import Authority
from paper_factory import CONSULTANT, OWNER, Stages
from reportlab.lib.pagesizes import A4, letter
from scans import scanned, scanned_pdf
from time_server import serving

from onboard.agreement.document import Document, SignatureBox
from onboard.case_file import read_case, read_decisions
from onboard.content.loader import load_pack
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import ClauseInitials
from onboard.firm import FirmProfile
from onboard.locations import packs, resources
from onboard.order_check import check_order
from onboard.papers.agreement import Agreement, compose
from onboard.papers.amendment import compose_amendment
from onboard.papers.booklet import booklet
from onboard.papers.buying_card import buying_card
from onboard.papers.evidence import Occasion
from onboard.papers.order_sheet import order_sheet
from onboard.papers.own_plan import own_plan
from onboard.papers.sheets.kinds import KINDS, compose_sheet
from onboard.papers.specification import specification
from onboard.pdf.card import card_pdf
from onboard.pdf.plain import plain_pdf, sheet_pdf
from onboard.pdf.printer import PdfPrinter
from onboard.ports import PenSigned, Seal
from onboard.recommendation.shopping import read_list
from onboard.snapshot import EngagementSnapshot, derive
from onboard.wording import speaking

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = AT.date()
IT, ACCOUNTING = "small-office-it", "accounting-practice"
SIZES = {"a4": A4, "letter": letter}
GREEK, CYRILLIC, ACCENTS = "Ελένη Παπαδοπούλου", "Олександр Шевченко", "Łucja Ñuñez-Đặng Škvorecký"

_YES = Decision(EVERY_LINE, Choice.ACCEPT)
_ANSWERS = {
    IT: resources() / "demo" / "answers.yaml",
    ACCOUNTING: Path(__file__).parent.parent / "packs" / "samples" / "accounting.yaml",
}


def every_paper(stages: Stages) -> Iterator[tuple[str, bytes]]:
    """Name and file of each; `stages` has a signed one of every kind of block.

    Packs, languages and sizes are chosen so that each meets each of the others once.
    """
    yield "blocks-signed", stages.signed
    yield "agreement-it-spanish-letter", _draft(IT, "es", "letter")
    yield "agreement-accounting-english-letter", _draft(ACCOUNTING, "en", "letter")
    yield "agreement-accounting-spanish-a4", _draft(ACCOUNTING, "es", "a4")
    yield from _signed(stages)
    yield from _stamped(stages)
    yield from _on_paper(stages)
    yield "agreement-names", _of_other_scripts(stages)
    yield from _plain_papers(IT, "en", "a4")
    yield from _plain_papers(IT, "es", "letter")
    yield "booklet-accounting", plain_pdf(booklet(the_pack(ACCOUNTING)), AT)
    yield "specification-accounting", plain_pdf(specification(snapshot_of(ACCOUNTING)), AT)


def sample_agreement(pack: str) -> tuple[Document, bytes]:
    """What the agreement of a pack's sample client says, and its file."""
    agreement = compose(snapshot_of(pack), _occasion(3))
    return agreement.document, _rendered(PdfPrinter(), agreement)


@cache
def the_pack(name: str, language: str = "en") -> ContentPack:
    return load_pack(packs() / name).in_language(language)


@cache
def snapshot_of(pack_name: str, language: str = "en") -> EngagementSnapshot:
    """The sample of a pack, decided where it has decisions."""
    pack = the_pack(pack_name, language)
    with speaking(language):
        case = read_case(_ANSWERS[pack_name], pack, DAY)
        if pack_name == IT:
            case = read_decisions(resources() / "demo" / "decisions.yaml", case, pack)
        facts = replace(case.engagement, client=replace(case.engagement.client, language=language))
        return derive(pack, case.firm or FirmProfile(), facts, DAY)


def _occasion(number: int) -> Occasion:
    return Occasion(f"EA-20261122-{number:04d}", AT, number, "ab" * 32)


def _rendered(printer: PdfPrinter, agreement: Agreement) -> bytes:
    return printer.render(agreement.document, agreement.data, agreement.table, at=AT)


def _draft(pack: str, language: str, size: str) -> bytes:
    with speaking(language):
        agreement = compose(snapshot_of(pack, language), _occasion(1))
        return _rendered(PdfPrinter(SIZES[size]), agreement)


def _of_other_scripts(stages: Stages) -> bytes:
    """Names on the pages, in the metadata and in the picture of a signature."""
    sample, printer = snapshot_of(ACCOUNTING), PdfPrinter()
    client = replace(sample.engagement.client, name=GREEK, owner=CYRILLIC, role=ACCENTS)
    firm = replace(sample.firm, name=CYRILLIC, consultant=ACCENTS)
    clauses = sample.pack.content.clauses.items()
    initials = tuple(ClauseInitials(key, "ЄП") for key, clause in clauses if clause.initials)
    facts = replace(sample.engagement, client=client, decisions=(_YES,), clause_initials=initials)
    agreement = compose(derive(sample.pack, firm, facts, DAY), _occasion(2))
    pdf = _rendered(printer, agreement)
    seal = replace(CONSULTANT, name=f"{ACCENTS}, {GREEK}, {CYRILLIC}", ink=())
    return printer.seal(pdf, worded(seal, agreement), stages.consultant_key)


def worded(seal: Seal, agreement: Agreement) -> Seal:
    """A signature says what stands at its box."""
    blocks = (block for section in agreement.document.sections for block in section.blocks)
    boxes = (each for each in blocks if isinstance(each, SignatureBox) and each.role == seal.role)
    return replace(seal, statement=next(boxes).statement)


def _signed(stages: Stages) -> Iterator[tuple[str, bytes]]:
    """The sample and its first amendment, at each stage of signing."""
    first = compose(snapshot_of(IT), _occasion(3))
    second = _amendment(json.loads(first.data))
    for kind, agreement in (("agreement", first), ("amendment", second)):
        printer = PdfPrinter()
        draft = _rendered(printer, agreement)
        half = printer.seal(draft, worded(CONSULTANT, agreement), stages.consultant_key)
        yield f"{kind}-draft", draft
        yield f"{kind}-half-signed", half
        yield f"{kind}-signed", printer.seal(half, worded(OWNER, agreement), stages.owner_key)


def _stamped(stages: Stages) -> Iterator[tuple[str, bytes]]:
    """Signed with the time of a server, and renewed; and a stamp on what was signed without."""
    printer = PdfPrinter()
    with speaking("es"):
        agreement = compose(snapshot_of(IT, "es"), _occasion(5))
        draft = _rendered(printer, agreement)
    consultant, owner = worded(CONSULTANT, agreement), worded(OWNER, agreement)
    with TemporaryDirectory() as folder, serving(Path(folder)) as time:
        half = printer.seal(draft, consultant, stages.consultant_key, time.trusted)
        signed = printer.seal(half, owner, stages.owner_key, time.trusted)
        yield "agreement-half-signed-in-time", half
        yield "agreement-signed-in-time", signed
        yield "agreement-renewed", printer.stamp(signed, time.trusted)
        yield "blocks-stamped-later", printer.stamp(stages.signed, time.trusted)


def _on_paper(stages: Stages) -> Iterator[tuple[str, bytes]]:
    """Signed with a pen: grey and coloured pages, upright and across, sealed and stamped."""
    printer = PdfPrinter(SIZES["letter"])
    with speaking("es"):
        agreement = compose(snapshot_of(IT, "es"), _occasion(6))
        draft = _rendered(printer, agreement)
    scans = [scanned(1), scanned_pdf(1), scanned(2, kind="JPEG", mode="RGB", size=(877, 620))]
    paper = printer.with_scan(draft, scans, PenSigned(CYRILLIC, ACCENTS, DAY), at=AT)
    seal = replace(CONSULTANT, ink=())
    yield "on-paper-unsealed", paper
    own = Authority(AT).key(CYRILLIC)
    half = printer.seal(draft, worded(CONSULTANT, agreement), own)
    yield (
        "agreement-own-certificate",
        printer.seal(half, worded(OWNER, agreement), Authority(AT).key(GREEK, bits=2048)),
    )
    yield "on-paper-sealed", printer.seal(paper, seal, stages.consultant_key)
    with TemporaryDirectory() as folder, serving(Path(folder)) as time:
        yield "on-paper-stamped", printer.seal(paper, seal, stages.consultant_key, time.trusted)


def _amendment(before: dict[str, object]) -> Agreement:
    """Three more computers than on the signed paper."""
    sample = snapshot_of(IT)
    order = (*sample.engagement.order, *read_list(sample.pack, "3 PCs"))
    facts = replace(sample.engagement, order=order)
    return compose_amendment(derive(sample.pack, sample.firm, facts, DAY), _occasion(4), before, 1)


def _plain_papers(pack: str, language: str, size: str) -> Iterator[tuple[str, bytes]]:
    """What nobody signs: everything for the owner, a supplier, an engineer or an insurer."""
    page, sample = SIZES[size], snapshot_of(pack, language)
    with speaking(language):
        yield f"buying-card-{language}", card_pdf(buying_card(sample.pack), AT, page)
        order = check_order(sample.pack, sample.firm, sample.engagement, DAY)
        for name, document in (
            ("booklet", booklet(sample.pack)),
            ("specification", specification(sample)),
            ("own-plan", own_plan(sample)),
            ("order-sheet", order_sheet(order)),
        ):
            yield f"{name}-{language}", plain_pdf(document, AT, page)
        for kind in KINDS:
            yield f"{kind}-{language}", sheet_pdf(compose_sheet(kind, sample), AT, page)
