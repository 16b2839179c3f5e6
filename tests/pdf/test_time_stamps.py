"""Signatures with the time of a server: made, told, checked, renewed, and missed when they go."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from asn1crypto import tsp, x509
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, its_data, small_document
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from time_server import NAME, Served, serving

from onboard import canonical
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile, TimeStampServer, certificates_in, is_server_address
from onboard.pdf.archive import with_archive_stamp
from onboard.pdf.exchange import NoAnswerError, exchange
from onboard.pdf.keys import load_key
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.time_stamper import NoTimeStamp
from onboard.pdf.told import verification_text
from onboard.pdf.verify import verify_pdf
from onboard.ports import KnownPaper
from onboard.wording import say

Change = Callable[[bytes], bytes]
SOON = 0.2
"""Seconds after which a server that says nothing is given up."""


def remembered(stages: Stages, pdf: bytes, stamps: int = 1, roots: bytes = b"") -> KnownPaper:
    certificates = {
        "consultant": load_key(stages.consultant_key, AT).fingerprint,
        "owner": load_key(stages.owner_key, AT).fingerprint,
    }
    return KnownPaper(certificates, hashlib.sha256(pdf).hexdigest(), stamps=stamps, roots=roots)


def revisions(pdf: bytes) -> int:
    return int(PdfFileReader(io.BytesIO(pdf), strict=True).xrefs.total_revisions)


# ---- made


def test_both_signatures_and_the_whole_paper_are_stamped(stamped: Stages) -> None:
    found = verify_pdf(stamped.signed)
    assert (found.status, found.times.level) == ("unchanged", "B-LTA")
    assert [(each.of, each.by, each.valid) for each in found.times.stamps] == [
        ("consultant", NAME, True),
        ("owner", NAME, True),
        ("paper", NAME, True),
    ]
    assert revisions(stamped.signed) == 4
    assert stamped.signed.startswith(stamped.half)


def test_who_gave_the_time_is_checked_only_against_configured_roots(
    stamped: Stages, time_server: Served, tmp_path: Path
) -> None:
    told = verification_text(verify_pdf(stamped.signed))
    assert say("verify.time-unchecked") in told
    assert any(line.startswith(f"{NAME} stamped the whole paper") for line in told)
    root = time_server.trusted.roots
    known = verify_pdf(stamped.signed, known=KnownPaper(roots=root))
    assert (known.status, known.changes) == ("unchanged", (say("verify.time-trusted"),))
    with serving(tmp_path, "Another") as other:
        strange = verify_pdf(stamped.signed, known=KnownPaper(roots=other.trusted.roots))
    assert strange.status == "unchanged"
    assert strange.changes == (say("verify.time-other-roots"),)


def test_only_fingerprints_leave_this_computer(
    printer: PdfPrinter, small: Stages, time_server: Served
) -> None:
    printer.seal(small.half, OWNER, small.owner_key, time_server.server)
    assert time_server.asked
    for body in time_server.asked:
        imprint = tsp.TimeStampReq.load(body, strict=True)["message_imprint"]
        assert len(imprint["hashed_message"].native) == 32
        assert len(body) < 100


def test_pyhanko_finds_everything_valid(stamped: Stages, time_server: Served) -> None:
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    (root,) = map(x509.Certificate.load, certificates_in(time_server.trusted.roots))
    reader = PdfFileReader(io.BytesIO(stamped.signed), strict=True)
    trust = ValidationContext(trust_roots=[root], allow_fetching=False)
    for each in reader.embedded_regular_signatures:
        own = ValidationContext(trust_roots=[each.signer_cert], allow_fetching=False)
        status = validate_pdf_signature(each, own, ts_validation_context=trust)
        assert status.bottom_line
        assert status.timestamp_validity.trusted
    (last,) = reader.embedded_timestamp_signatures
    stamp = validate_pdf_timestamp(last, trust)
    assert stamp.valid
    assert stamp.intact
    assert stamp.trusted
    assert stamp.coverage is SignatureCoverageLevel.ENTIRE_FILE


@pytest.mark.skipif(not shutil.which("pdfsig") and not os.environ.get("CI"), reason="no poppler")
def test_pdfsig_finds_both_signatures_valid(stamped: Stages, tmp_path: Path) -> None:
    path = tmp_path / "stamped.pdf"
    path.write_bytes(stamped.signed)
    said = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert "- Total document signed" in said.split("Signature #3")[1]


def test_what_the_authority_called_back_is_inside(stamped: Stages) -> None:
    store = PdfFileReader(io.BytesIO(stamped.signed)).root["/DSS"]
    assert len(store["/CRLs"]) == 1
    assert len(store["/Certs"]) == 3  # consultant, owner, server
    assert "/VRI" not in store


# ---- when the server is no help


def unstamped(printer: PdfPrinter, small: Stages, server: TimeStampServer) -> str:
    """Sign both ways with it, expect no stamp and nothing lost, and return why."""
    told: list[UserFacingError] = []
    half = printer.seal(small.unsigned, CONSULTANT, small.consultant_key, server, told.append)
    signed = printer.seal(half, OWNER, small.owner_key, server, told.append)
    found = verify_pdf(signed)
    assert (found.status, found.changes) == ("unchanged", ())
    assert (found.times.stamps, found.times.level) == ((), "B-B")
    assert len(told) == 2
    assert str(told[0]) == str(told[1])
    return told[0].message_id


def test_a_server_that_is_down_keeps_nobody_from_signing(
    printer: PdfPrinter, small: Stages, tmp_path: Path
) -> None:
    with serving(tmp_path) as gone:
        server = gone.server
    assert unstamped(printer, small, server) == "stamp.no-answer"


@pytest.mark.parametrize(
    "kind", ["nothing", "words", "cut", "another", "refusal", "no-certificate", "huge"]
)
def test_what_is_no_time_stamp_of_this_paper_is_not_taken(
    small: Stages, time_server: Served, kind: str
) -> None:
    assert time_server.authority is not None
    good = time_server.authority.answer

    def another(body: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(body)
        asked["message_imprint"]["hashed_message"] = b"\0" * 32
        return good(asked.dump())

    def bare(body: bytes) -> bytes:
        answer = tsp.TimeStampResp.load(good(body))
        answer["time_stamp_token"]["content"]["certificates"] = []
        return bytes(answer.dump(force=True))

    status = tsp.PKIStatusInfo({"status": "rejection"}).dump()
    refusal = bytes((0x30, len(status))) + status
    answers: dict[str, Callable[[bytes], bytes]] = {
        "nothing": lambda _: b"",
        "words": lambda _: b"<html>Please log in</html>",
        "cut": lambda body: good(body)[:-40],
        "another": another,
        "refusal": lambda _: refusal,
        "no-certificate": bare,
        "huge": lambda _: b"0" * 600_000,
    }
    time_server.answer = answers[kind]
    with pytest.raises(NoTimeStamp) as caught:
        with_archive_stamp(small.signed, time_server.server)
    expected = "stamp.no-answer" if kind == "huge" else "stamp.not-understood"
    assert caught.value.message_id == expected
    assert "127.0.0.1" in str(caught.value)


def test_garbage_keeps_nobody_from_signing(
    printer: PdfPrinter, small: Stages, time_server: Served
) -> None:
    time_server.answer = lambda _: b"garbage"
    assert unstamped(printer, small, time_server.server) == "stamp.not-understood"


def test_a_server_of_other_roots_is_refused_before_it_is_in_the_paper(
    printer: PdfPrinter, small: Stages, time_server: Served, tmp_path: Path
) -> None:
    with serving(tmp_path, "Another") as other:
        server = TimeStampServer(time_server.server.url, other.trusted.roots)
    assert unstamped(printer, small, server) == "stamp.other-roots"


def test_a_signature_that_was_stamped_keeps_its_stamp_when_the_last_one_fails(
    printer: PdfPrinter, stamped: Stages, time_server: Served
) -> None:
    assert time_server.authority is not None
    good = time_server.authority.answer
    # One question about nothing, one about the signature; then the server is gone.
    time_server.answer = lambda body: good(body) if len(time_server.asked) <= 2 else b""
    told: list[UserFacingError] = []
    signed = printer.seal(stamped.half, OWNER, stamped.owner_key, time_server.server, told.append)
    found = verify_pdf(signed)
    assert (found.status, found.times.level) == ("unchanged", "B-T")
    assert [error.message_id for error in told] == ["stamp.not-understood"]


def never(handler: BaseHTTPRequestHandler) -> None:
    """Says nothing until the other side hangs up."""
    handler.rfile.read(1)


def drips(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, until the other side hangs up: no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    handler.connection.settimeout(SOON / 20)
    while True:
        try:
            if not handler.connection.recv(1):
                return
        except TimeoutError:
            pass
        try:
            handler.wfile.write(b"0")
        except OSError:
            return


@pytest.mark.parametrize("way", [never, drips])
def test_a_slow_server_is_given_up(
    small: Stages, time_server: Served, way: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    time_server.raw = way
    with pytest.raises(NoTimeStamp) as caught:
        with_archive_stamp(small.signed, time_server.server, seconds=SOON)
    assert caught.value.message_id == "stamp.no-answer"


def test_nobody_is_led_elsewhere(time_server: Served) -> None:
    def elsewhere(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(307)
        handler.send_header("Location", f"{time_server.url}/other")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    time_server.raw = elsewhere
    with pytest.raises(NoAnswerError, match="307"):
        exchange(f"{time_server.url}/tsa", b"x")
    assert len(time_server.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "127.0.0.1",
        "https://",
        "http://user:word@127.0.0.1/",  # a password in plain sight of everybody
        "http://127.0.0.1:99999/",
        "http://[::1/",
        "http://127.0.0.1/a b",
        "http://127.0.0.1/\r\nX: y",
    ],
)
def test_only_http_addresses_are_asked(url: str) -> None:
    assert not is_server_address(url)
    with pytest.raises(NoAnswerError):
        exchange(url)


def test_a_password_is_in_no_sentence(printer: PdfPrinter, small: Stages) -> None:
    url = "https://user:geheim@127.0.0.1:9/tsa"
    assert is_server_address(url)
    with pytest.raises(NoTimeStamp) as caught:
        with_archive_stamp(small.signed, TimeStampServer(url))
    cause = caught.value.__cause__
    told = f"{caught.value!s} {caught.value!r} {caught.value.arguments} {cause!r}"
    assert "geheim" not in told
    assert "user" not in told
    assert FirmProfile(time_stamp_url=url).time_stamp_server == TimeStampServer(url)


def test_a_server_that_speaks_no_tls_is_no_answer(time_server: Served) -> None:
    with pytest.raises(NoAnswerError):
        exchange(time_server.url.replace("http:", "https:"), b"x", seconds=5)


# ---- renewed


@pytest.fixture(scope="session")
def renewed(stamped: Stages, _time_server: Served) -> bytes:
    return with_archive_stamp(stamped.signed, _time_server.server)


def test_a_paper_signed_offline_gets_a_stamp_later(
    printer: PdfPrinter, small: Stages, time_server: Served
) -> None:
    found = verify_pdf(printer.stamp(small.signed, time_server.server))
    assert (found.status, found.times.level) == ("unchanged", "B-LTA")
    assert [each.of for each in found.times.stamps] == ["paper"]


def test_renewed_twice_is_still_unchanged(
    stamped: Stages, renewed: bytes, time_server: Served
) -> None:
    again = with_archive_stamp(renewed, time_server.server)
    assert revisions(again) == 6
    assert again.startswith(renewed)
    found = verify_pdf(again)
    assert found.status == "unchanged"
    assert [each.of for each in found.times.stamps][2:] == ["paper"] * 3
    # Who remembers the paper as it was before sees that nothing else was added.
    for before in (stamped.signed, renewed, again):
        assert verify_pdf(again, known=remembered(stamped, before)).status == "unchanged"


def test_only_a_whole_paper_of_both_is_stamped(
    printer: PdfPrinter, stamped: Stages, time_server: Served
) -> None:
    for pdf, reason in (
        (stamped.half, "renew.incomplete"),
        (stamped.unsigned, "renew.incomplete"),
        (stamped.signed + b"\n", "renew.altered"),
        (b"x", "renew.unreadable"),
    ):
        with pytest.raises(UserFacingError) as caught:
            printer.stamp(pdf, time_server.server)
        assert caught.value.message_id == reason
    assert time_server.asked == []


# ---- cut off


def test_a_stamp_that_was_cut_off_is_missed_where_it_is_remembered(
    stamped: Stages, renewed: bytes
) -> None:
    for pdf, cut, stamps in (
        (stamped.signed, before_last_stamp(stamped.signed), 1),
        (renewed, before_last_stamp(renewed), 2),
    ):
        found = verify_pdf(cut, known=remembered(stamped, pdf, stamps))
        assert found.status == "altered"
        assert say("verify.stamp-removed") in found.changes


def test_a_paper_that_names_its_server_and_has_no_stamp_says_so(
    printer: PdfPrinter, small: Stages
) -> None:
    document = small_document()
    data = json.loads(its_data(document)) | {"time_stamp_server": "time.example"}
    del data["digest"]
    data["digest"] = canonical.digest(data)
    pdf = printer.render(document, canonical.canonical_bytes(data), TABLE, at=AT)
    pdf = printer.seal(pdf, CONSULTANT, small.consultant_key)
    pdf = printer.seal(pdf, OWNER, small.owner_key)
    found = verify_pdf(pdf)
    assert (found.status, found.changes) == ("unchanged", (say("verify.stamp-missing"),))


def before_last_stamp(pdf: bytes) -> bytes:
    return pdf[: verify_pdf(pdf).times.ends[-1]]


# ---- tampered with


def updated(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def draws_on_a_page(writer: IncrementalPdfFileWriter) -> None:
    drawn = generic.StreamObject(stream_data=b"q 1 0 0 rg 60 500 200 30 re f Q")
    writer.add_stream_to_page(1, writer.add_object(drawn))


def annotates(writer: IncrementalPdfFileWriter) -> None:
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 300, 300))),
            pdf_name("/Contents"): generic.pdf_string("Paid."),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))


def stores(key: str, data: bytes) -> Callable[[IncrementalPdfFileWriter], None]:
    def change(writer: IncrementalPdfFileWriter) -> None:
        if "/DSS" not in writer.root:
            store = generic.DictionaryObject()
            writer.root[pdf_name("/DSS")] = writer.add_object(store)
            writer.update_root()
        store = writer.root["/DSS"]
        part = writer.add_object(generic.StreamObject(stream_data=data))
        store[pdf_name(key)] = generic.ArrayObject([*store.get(key, ()), part])
        writer.update_container(store)

    return change


def hides_an_object(writer: IncrementalPdfFileWriter) -> None:
    writer.add_object(generic.StreamObject(stream_data=b"for later"))


def names_an_action(writer: IncrementalPdfFileWriter) -> None:
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(
        {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("1")}
    )
    writer.update_root()


def puts_a_second_field(writer: IncrementalPdfFileWriter) -> None:
    form = writer.root["/AcroForm"]
    field = generic.DictionaryObject(
        {pdf_name("/FT"): pdf_name("/Tx"), pdf_name("/T"): generic.pdf_string("Sum")}
    )
    form["/Fields"].append(writer.add_object(field))
    writer.update_container(form["/Fields"])


CHANGES = [
    draws_on_a_page,
    annotates,
    stores("/Certs", b"no certificate"),
    stores("/CRLs", b"no list"),
    stores("/Other", b"anything"),
    hides_an_object,
    names_an_action,
    puts_a_second_field,
]
NAMES = ["page", "note", "cert", "crl", "other", "hidden", "action", "field"]


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_a_change_after_the_stamp_is_caught(
    stamped: Stages, change: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    assert verify_pdf(updated(stamped.signed, change)).status == "altered"


@pytest.mark.parametrize("change", CHANGES, ids=NAMES)
def test_a_change_within_the_revision_of_a_stamp_is_caught(
    small: Stages, time_server: Served, change: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    """Whoever adds a stamp adds nothing else, even where the stamp itself is right."""
    pdf = stamped_with(small.signed, time_server.server, change)
    assert revisions(pdf) == 4
    assert verify_pdf(pdf).status == "altered"


def stamped_with(
    pdf: bytes,
    server: TimeStampServer,
    change: Callable[[IncrementalPdfFileWriter], None],
    name: str = "TimeStamp1",
) -> bytes:
    from pyhanko.sign.signers.pdf_signer import PdfTimeStamper

    from onboard.pdf.time_stamper import time_stamper

    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    if "/DSS" not in writer.root:
        from pyhanko.sign.validation.dss import DocumentSecurityStore

        signer = writer.prev.embedded_signatures[0].signer_cert
        DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=[signer])
    stamper = PdfTimeStamper(
        time_stamper(server), field_name=name, readable_field_name="Time stamp"
    )
    stamped: bytes = stamper.timestamp_pdf(writer, "sha256").getvalue()
    return stamped


def test_a_stamp_as_we_add_it_is_the_only_one_that_is_let_through(
    small: Stages, time_server: Served
) -> None:
    def nothing(_: IncrementalPdfFileWriter) -> None:
        pass

    server = time_server.server
    assert verify_pdf(stamped_with(small.signed, server, nothing)).status == "unchanged"
    named = stamped_with(small.signed, server, nothing, "Sum")
    assert verify_pdf(named).status == "altered"
    early = stamped_with(small.half, server, nothing)
    assert verify_pdf(early).status == "altered"


def test_a_store_without_a_stamp_is_caught(small: Stages) -> None:
    with_store = updated(small.signed, stores("/Certs", b"x"))
    assert verify_pdf(with_store).status == "altered"


def flipped(pdf: bytes, start: int, count: int, seed: int) -> list[int]:
    dice = random.Random(seed)  # noqa: S311
    missed = []
    for _ in range(count):
        place = dice.randrange(start, len(pdf))
        changed = bytearray(pdf)
        changed[place] ^= 1 << dice.randrange(8)
        if verify_pdf(bytes(changed)).status not in ("altered", "unreadable"):
            missed.append(place)
    return missed


def test_single_flipped_bits_of_the_last_revision_are_noticed(stamped: Stages) -> None:
    start = len(before_last_stamp(stamped.signed))
    assert flipped(stamped.signed, start, 8, 3) == []


@pytest.mark.soak
def test_two_hundred_flipped_bits_of_the_last_revision_are_noticed(stamped: Stages) -> None:
    start = len(before_last_stamp(stamped.signed))
    assert flipped(stamped.signed, start, 200, 4) == []


def test_checking_says_nothing_on_the_log(
    stamped: Stages, time_server: Served, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with serving(tmp_path, "Another") as other:
        roots = other.trusted.roots
    verify_pdf(stamped.signed, known=KnownPaper(roots=roots))
    with pytest.raises(NoTimeStamp):
        with_archive_stamp(stamped.signed, TimeStampServer(time_server.server.url, roots))
    assert caplog.records == []
