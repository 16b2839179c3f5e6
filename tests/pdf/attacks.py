"""Tamperings of a signed paper, by name: what may be handed over as what was signed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, SHA512
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, CertificateBuilder, NameAttribute
from cryptography.x509 import Name as NameOfSomebody
from cryptography.x509.oid import NameOID
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, a_document, its_data
from pikepdf import Array, Dictionary, Name, Pdf, String
from pyhanko.pdf_utils import generic
from reportlab.pdfgen.canvas import Canvas
from updates import (
    UPDATES,
    Change,
    annotation,
    drawing,
    field,
    look,
    name,
    numbers,
    page,
    rewrite,
    sealed_by_force,
    sealed_with,
    text,
    touched,
    updated,
)

from onboard.pdf import seal as sealing
from onboard.pdf.keys import LoadedKey
from onboard.pdf.printer import PdfPrinter
from onboard.ports import Seal, SigningKey


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two more keys in the same names, and another paper that the true keys have signed."""

    consultant_key: SigningKey
    owner_key: SigningKey
    other: bytes


def rivals(stages: Stages) -> Rivals:
    printer = PdfPrinter()
    keys = [printer.new_key(seal.name, "Example", AT) for seal in (CONSULTANT, OWNER)]
    document = a_document(reference="EA-2026-0148")
    other = printer.render(document, its_data(document), TABLE, at=AT)
    half = printer.seal(other, CONSULTANT, stages.consultant_key)
    return Rivals(*keys, printer.seal(half, OWNER, stages.owner_key))


Make = Callable[[Stages, Rivals], bytes]


@dataclass(frozen=True, slots=True)
class Attack:
    family: str
    name: str
    make: Make
    is_only_incomplete: bool = False
    """What is left is a true paper that lacks a signature, and has to say so."""
    is_long: bool = False
    """One of many of its kind: left to the long runs."""
    needs_memory: bool = False
    """Nothing in the file can show it: only a computer that knows the signers can."""


_NAMED: list[Attack] = []


def attack(family: str, **more: bool) -> Callable[[Make], Make]:
    def listed(make: Make) -> Make:
        _NAMED.append(Attack(family, make.__name__.lstrip("_").replace("_", "-"), make, **more))
        return make

    return listed


def all_attacks() -> Iterator[Attack]:
    yield from _flips()
    for change in UPDATES:
        title = change.__name__.replace("_", "-")
        yield Attack("changed after signing", title, _after(change))
    for number, change in enumerate(UPDATES):
        if change.__name__ not in _UNDONE_BY_SIGNING:
            title = f"{change.__name__.replace('_', '-')}-as-the-owner-signs"
            is_long = number % 4 != 0
            yield Attack("changed while signing", title, _while_signing(change), is_long=is_long)
    yield from _NAMED


_UNDONE_BY_SIGNING = {"appearances_to_be_made_again"}
"""The signing library takes this one back by itself."""


def _after(change: Change) -> Make:
    return lambda stages, _: updated(stages.signed, change)


def _while_signing(change: Change) -> Make:
    return lambda stages, _: sealed_with(stages.half, OWNER, stages.owner_key, change)


# ---- one byte in each region


REGIONS: dict[str, bytes] = {
    "version": rb"%PDF-1\.()7",
    "mark-of-binary": rb"%PDF-1\.7\n%.()",
    "object-stream": rb"/ObjStm [^>]*>>\nstream\n.{200}()",
    "number-of-an-object": rb"\n9()2 0 obj",
    "key-of-an-object": rb"/Type /Obj()Stm",
    "length-of-a-stream": rb"92 0 obj\n<< /Length 3()",
    "content-of-a-page": rb"92 0 obj.{300}()",
    "font-program": rb"/Length1 .{200}()",
    "letters-of-a-font": rb"99 0 obj\n<<.{120}()",
    "xmp": rb"<dc:title>.{45}()",
    "empty-picture-of-a-field": rb"/BBox \[ 0 0 4()79",
    "colour-profile": rb"/DeviceRGB.{400}()",
    "agreement-data": rb"/application#2fjson.{900}()",
    "checksum-of-the-data": rb"/CheckSum <()",
    "table": rb"/text#2fcsv.{60}()",
    "cross-references": rb"/Type /XRef.{300}()",
    "place-of-the-cross-references": rb"startxref\n6()",
    "first-end-mark": rb"%%EO()F",
    "end-of-an-object": rb"endob()j\n93 0 obj",
    "catalog-of-the-first-signing": rb"%%EOF\n18 0 obj.{20}()",
    "permissions": rb"/Perms.{12}()",
    "font-of-the-ink": rb"/FirstChar ()0",
    "ink-of-the-consultant": rb"/BBox \[ 0 0 479\.56 88 \]\n/Resources <<\n/Font.{200}()",
    "name-of-a-signer": rb"/Name \(The ()Consultant",
    "reason": rb"/Reason \(I ()certify",
    "time-of-signing": rb"/M \(D\\0722()0",
    "byte-range": rb"/ByteRange \[0 ()",
    "kind-of-signature": rb"/ETSI\.()CAdES",
    "permission-of-the-certification": rb"/V /1\.2\n/P ()2",
    "signed-value": rb"/Contents <.{900}()",
    "edge-of-the-signed-value": rb"/Contents ()<",
    "room-behind-the-signed-value": rb"00000000()0>",
    "index-of-the-last-revision": rb"/XRef\n/Filter /FlateDecode\n/Info 8()",
    "identity-of-the-file": rb"/ID \[ ?<.{5}()",
    "last-end-mark": rb"%%E()OF\s*\Z",
}  # fmt: skip
"""Where a byte is flipped: the empty group."""


def _flips() -> Iterator[Attack]:
    for region, pattern in REGIONS.items():
        yield Attack("one byte flipped", region, _flip(pattern))
    yield Attack("one byte flipped", "last-room-behind-the-signed-value", _flip_last_room)


def flipped(pdf: bytes, place: int, bit: int = 0) -> bytes:
    return pdf[:place] + bytes((pdf[place] ^ 1 << bit,)) + pdf[place + 1 :]


def _flip(pattern: bytes) -> Make:
    def make(stages: Stages, _: Rivals) -> bytes:
        found = re.search(pattern, stages.signed, re.DOTALL)
        assert found, pattern
        return flipped(stages.signed, found.start(1))

    return make


def _flip_last_room(stages: Stages, _: Rivals) -> bytes:
    return flipped(stages.signed, stages.signed.rindex(b"00000000>"))


# ---- the end, and what stands outside


@attack("rolled back", is_only_incomplete=True)
def owners_signature_cut_off(stages: Stages, _: Rivals) -> bytes:
    return stages.signed[: len(stages.half)]


@attack("rolled back", is_only_incomplete=True)
def both_signatures_cut_off(stages: Stages, _: Rivals) -> bytes:
    return stages.signed[: len(stages.unsigned)]


@attack("rolled back")
def cut_off_and_filled_up(stages: Stages, _: Rivals) -> bytes:
    rest = len(stages.signed) - len(stages.half) - 6
    return stages.half + b"%" * rest + b"%%EOF\n"


@attack("rolled back")
def owners_revision_overwritten(stages: Stages, _: Rivals) -> bytes:
    rest = stages.signed[len(stages.half) :]
    return stages.half + rest.replace(b"/ByteRange", b"/ByteRangx")


@attack("bytes added")
def a_line_appended(stages: Stages, _: Rivals) -> bytes:
    return stages.signed + b"\n"


@attack("bytes added")
def a_comment_appended(stages: Stages, _: Rivals) -> bytes:
    return stages.signed + b"% and the price is half\n%%EOF\n"


@attack("bytes added")
def another_paper_appended(stages: Stages, other: Rivals) -> bytes:
    return stages.signed + other.other


@attack("bytes added")
def bytes_in_front(stages: Stages, _: Rivals) -> bytes:
    return b"#!/bin/sh\nexit\n" + stages.signed


@attack("bytes added")
def objects_without_cross_references(stages: Stages, _: Rivals) -> bytes:
    """The "incremental saving" family: a body that some viewers read all the same."""
    catalog = b"18 0 obj\n<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>\nendobj\n"
    return stages.signed + catalog + b"%%EOF\n"


@attack("bytes added")
def objects_with_the_old_cross_references(stages: Stages, _: Rivals) -> bytes:
    catalog = b"18 0 obj\n<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>\nendobj\n"
    end = re.findall(rb"startxref\s+\d+\s+%%EOF", stages.signed)[-1]
    return stages.signed + catalog + end + b"\n"


# ---- what one signature covers


def _last(pdf: bytes, pattern: bytes) -> re.Match[bytes]:
    return list(re.finditer(pattern, pdf, re.DOTALL))[-1]


def _in_its_room(pdf: bytes, pattern: bytes, new: bytes) -> bytes:
    """The last match replaced by something as long."""
    found = _last(pdf, pattern)
    assert len(new) <= len(found[0])
    return pdf[: found.start()] + new.ljust(len(found[0])) + pdf[found.end() :]


@attack("signature forged")
def signed_value_emptied(stages: Stages, _: Rivals) -> bytes:
    found = _last(stages.signed, rb"/Contents <[0-9A-F]+>")
    room = b"/Contents <" + b"0" * (len(found[0]) - 12) + b">"
    return _in_its_room(stages.signed, rb"/Contents <[0-9A-F]+>", room)


@attack("signature forged")
def signed_value_left_out(stages: Stages, _: Rivals) -> bytes:
    return _in_its_room(stages.signed, rb"/Contents (?=<30)", b"/Contentx ")


@attack("signature forged")
def signed_value_in_small_letters(stages: Stages, _: Rivals) -> bytes:
    found = _last(stages.signed, rb"<3082[0-9A-F]+>")
    return _in_its_room(stages.signed, rb"<3082[0-9A-F]+>", found[0].lower())


@attack("signature forged")
def something_in_the_room_behind_it(stages: Stages, _: Rivals) -> bytes:
    return _in_its_room(stages.signed, rb"0{64}>", b"41" * 32 + b">")


@attack("signature forged")
def byte_range_nulled(stages: Stages, _: Rivals) -> bytes:
    return _in_its_room(stages.signed, rb"/ByteRange \[[^\]]*\]", b"/ByteRange [0 0 0 0]")


@attack("signature forged")
def byte_range_left_out(stages: Stages, _: Rivals) -> bytes:
    return _in_its_room(stages.signed, rb"/ByteRange \[[^\]]*\]", b"")


@attack("signature forged")
def byte_range_below_zero(stages: Stages, _: Rivals) -> bytes:
    return _in_its_room(stages.signed, rb"/ByteRange \[[^\]]*\]", b"/ByteRange [0 -9 0 -9]")


@attack("signature forged")
def byte_range_of_three_parts(stages: Stages, _: Rivals) -> bytes:
    return _in_its_room(stages.signed, rb"/ByteRange \[[^\]]*\]", b"/ByteRange [0 9 20 9 40 9]")


@attack("signature forged")
def byte_range_beyond_the_file(stages: Stages, _: Rivals) -> bytes:
    return _in_its_room(stages.signed, rb"/ByteRange \[[^\]]*\]", b"/ByteRange [0 9 20 9999999]")


@attack("signature forged")
def byte_range_of_the_first_signature(stages: Stages, _: Rivals) -> bytes:
    first = re.search(rb"/ByteRange \[[^\]]*\]", stages.signed)
    assert first
    return _in_its_room(stages.signed, rb"/ByteRange \[[^\]]*\]", first[0])


@attack("signature forged")
def signature_wrapped(stages: Stages, _: Rivals) -> bytes:
    """The "signature wrapping" family: the signed end moved behind what was put between."""
    pdf = stages.signed
    found = _last(pdf, rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]")
    *_, start, length = (int(value) for value in found.groups())
    extra = b"\n92 0 obj\n<</Length 0>>\nstream\n\nendstream\nendobj\n"
    moved = b"/ByteRange [0 %d %d %d]" % (int(found[2]), start + len(extra), length)
    pdf = pdf[: found.start()] + moved.ljust(len(found[0])) + pdf[found.end() :]
    return pdf[:start] + extra + pdf[start:]


@attack("signature forged")
def value_copied_from_another_paper(stages: Stages, other: Rivals) -> bytes:
    value = _last(other.other, rb"<3082[0-9A-F]+>")[0]
    return _in_its_room(stages.signed, rb"<3082[0-9A-F]+>", value)


@attack("signature forged")
def signature_copied_from_another_paper(stages: Stages, other: Rivals) -> bytes:
    found = _last(other.other, rb"/Contents <[0-9A-F]+>")

    def change(writer: Any) -> None:
        value = field(writer, "Owner")["/V"]
        copied = bytes.fromhex(found[0].split(b"<")[1].split(b">")[0].decode())
        touched(writer, value, "/Contents", generic.ByteStringObject(copied))

    return updated(stages.signed, change)


@attack("signature forged")
def signature_of_the_consultant_used_twice(stages: Stages, _: Rivals) -> bytes:
    def change(writer: Any) -> None:
        touched(writer, field(writer, "Owner"), "/V", field(writer, "Consultant").raw_get("/V"))

    return updated(stages.half, change)


@attack("signature forged")
def signatures_exchanged(stages: Stages, _: Rivals) -> bytes:
    def change(writer: Any) -> None:
        one, two = field(writer, "Consultant"), field(writer, "Owner")
        first, second = one.raw_get("/V"), two.raw_get("/V")
        touched(writer, one, "/V", second)
        touched(writer, two, "/V", first)

    return updated(stages.signed, change)


@attack("signature forged")
def kind_of_signature_changed(stages: Stages, _: Rivals) -> bytes:
    return stages.signed.replace(b"/ETSI.CAdES.detached", b"/adbe.x509.rsa_sha1 ")


# ---- which bytes stand for which object


def _table(pdf: bytes, rows: bytes, more: bytes = b"") -> bytes:
    """An old-style table of cross references behind the file, and nothing else."""
    before = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    trailer = b"trailer\n<</Size 700/Root 18 0 R/Info 86 0 R/Prev %d%s>>\n" % (before, more)
    return pdf + b"xref\n%s%sstartxref\n%d\n%%%%EOF\n" % (rows, trailer, len(pdf))


@attack("cross references")
def catalog_of_the_half_signed_paper_again(stages: Stages, _: Rivals) -> bytes:
    at = stages.signed.index(b"\n18 0 obj", len(stages.unsigned) - 1) + 1
    return _table(stages.signed, b"18 1\n%010d 00000 n \n" % at)


@attack("cross references")
def objects_freed(stages: Stages, _: Rivals) -> bytes:
    return _table(stages.signed, b"35 1\n0000000000 00001 f \n")


@attack("cross references")
def numbers_far_beyond_the_file(stages: Stages, _: Rivals) -> bytes:
    return _table(stages.signed, b"8388000 1\n0000000015 00000 n \n")


@attack("cross references")
def tables_in_a_ring(stages: Stages, _: Rivals) -> bytes:
    pdf = stages.signed
    trailer = b"trailer\n<</Size 700/Root 18 0 R/Info 86 0 R/Prev %d>>\n" % len(pdf)
    return pdf + b"xref\n0 0\n%sstartxref\n%d\n%%%%EOF\n" % (trailer, len(pdf))


@attack("cross references")
def encryption_claimed(stages: Stages, _: Rivals) -> bytes:
    lock = b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<00>/U<00>>>/ID[<00><00>]"
    return _table(stages.signed, b"0 0\n", lock)


# ---- written again by another program


def _saved(pdf: bytes, **how: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, **how)
    return out.getvalue()


@attack("saved again")
def by_qpdf(stages: Stages, _: Rivals) -> bytes:
    return _saved(stages.signed)


@attack("saved again")
def by_qpdf_linearised(stages: Stages, _: Rivals) -> bytes:
    return _saved(stages.signed, linearize=True)


@attack("saved again")
def by_qpdf_unpacked(stages: Stages, _: Rivals) -> bytes:
    return _saved(
        stages.signed,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
        compress_streams=False,
    )


@attack("saved again")
def by_qpdf_with_a_password(stages: Stages, _: Rivals) -> bytes:
    return _saved(stages.signed, encryption=pikepdf.Encryption(owner="a", user=""))


@attack("saved again")
def by_pdfium(stages: Stages, _: Rivals) -> bytes:
    import pypdfium2

    opened, out = pypdfium2.PdfDocument(stages.signed), io.BytesIO()
    opened.save(out)
    opened.close()
    return out.getvalue()


@attack("saved again")
def by_pyhanko(stages: Stages, _: Rivals) -> bytes:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import copy_into_new_writer

    out = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(stages.signed))).write(out)
    return out.getvalue()


# ---- made before anybody signed, and perhaps used after


def _prepared(stages: Stages, change: Callable[[Pdf], None]) -> bytes:
    out = io.BytesIO()
    with Pdf.open(io.BytesIO(stages.unsigned)) as opened:
        change(opened)
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.preserve)
    return out.getvalue()


def _both_sign(pdf: bytes, stages: Stages) -> bytes:
    half = sealed_by_force(pdf, CONSULTANT, stages.consultant_key)
    return sealed_by_force(half, OWNER, stages.owner_key)


def _with_a_cover(pdf: Pdf) -> None:
    drawn = pdf.make_stream(b"1 g 0 0 420 60 re f")
    drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 420, 60])
    pdf.pages[2].obj.Resources.XObject = Dictionary(Cover=pdf.make_indirect(drawn))
    pdf.pages[2].contents_add(pdf.make_stream(b"q 1 0 0 1 60 500 cm /Cover Do Q"))


@attack("shadow")
def cover_prepared(stages: Stages, _: Rivals) -> bytes:
    return _both_sign(_prepared(stages, _with_a_cover), stages)


@attack("shadow")
def hide(stages: Stages, _: Rivals) -> bytes:
    """A picture lies over the text when both sign, and is emptied after."""

    def change(writer: Any) -> None:
        rewrite(writer, page(writer, 2)["/Resources"]["/XObject"]["/Cover"], b"")

    return updated(_both_sign(_prepared(stages, _with_a_cover), stages), change)


@attack("shadow")
def replace_a_font(stages: Stages, _: Rivals) -> bytes:
    """A font of the file is given other shapes after both have signed."""

    def prepare(pdf: Pdf) -> None:
        pdf.pages[2].contents_add(pdf.make_stream(b"q BT ET Q"))

    def change(writer: Any) -> None:
        font = next(iter(page(writer, 2)["/Resources"]["/Font"].values())).get_object()
        program = font["/FontDescriptor"]["/FontFile2"]
        rewrite(writer, program, program.data[:-400] + bytes(400))

    return updated(_both_sign(_prepared(stages, prepare), stages), change)


@attack("shadow")
def replace_what_a_field_shows(stages: Stages, _: Rivals) -> bytes:
    """A text field shows one value, keeps another, and is drawn again after."""

    def prepare(pdf: Pdf) -> None:
        drawn = pdf.make_stream(b"0 g 0 0 100 20 re f")
        drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 20])
        made = pdf.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("price"), F=4,
                V=String("EUR 1.00"), DA=String("/Helv 12 Tf 0 g"), Rect=Array([60, 500, 160, 520]),
                AP=Dictionary(N=pdf.make_indirect(drawn)),
            )
        )  # fmt: skip
        target = pdf.pages[2].obj
        target.Annots = Array([*target.get("/Annots", []), made])
        pdf.Root.AcroForm.Fields.append(made)

    def change(writer: Any) -> None:
        touched(writer, field(writer, "price"), "/AP", look(writer))

    return updated(_both_sign(_prepared(stages, prepare), stages), change)


@attack("shadow")
def hidden_layer(stages: Stages, _: Rivals) -> bytes:
    """A layer that is off when both sign is switched on after."""

    def prepare(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
        off = Dictionary(OFF=Array([layer]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=off)
        pdf.pages[2].obj.Resources.Properties = Dictionary(M=layer)
        pdf.pages[2].contents_add(pdf.make_stream(b"/OC /M BDC 1 g 60 500 300 40 re f EMC"))

    def change(writer: Any) -> None:
        layers = writer.root["/OCProperties"]
        layers["/D"] = generic.DictionaryObject({name("/ON"): layers["/OCGs"]})
        writer.update_root()

    return updated(_both_sign(_prepared(stages, prepare), stages), change)


@attack("shadow")
def hide_and_replace(stages: Stages, _: Rivals) -> bytes:
    """A second body of a page's content lies in the signed bytes; cross references turn to it."""
    before = re.search(rb"startxref\s+(\d+)", stages.unsigned)
    assert before
    body = b"92 0 obj\n<</Length 25>>\nstream\n1 g 0 0 600 850 re f     \nendstream\nendobj\n"
    with_body = stages.unsigned + body + b"startxref\n%s\n%%%%EOF\n" % before[1]
    signed = _both_sign(with_body, stages)
    return _table(signed, b"92 1\n%010d 00000 n \n" % len(stages.unsigned))


@attack("shadow")
def second_body_prepared(stages: Stages, _: Rivals) -> bytes:
    before = re.search(rb"startxref\s+(\d+)", stages.unsigned)
    assert before
    body = b"92 0 obj\n<</Length 25>>\nstream\n1 g 0 0 600 850 re f     \nendstream\nendobj\n"
    return _both_sign(stages.unsigned + body + b"startxref\n%s\n%%%%EOF\n" % before[1], stages)


# ---- the data inside and the pages


@attack("data and paper")
def pages_of_another_order(stages: Stages, _: Rivals) -> bytes:
    data = its_data(a_document(lines=33))
    return _both_sign(PdfPrinter().render(a_document(), data, TABLE, at=AT), stages)


@attack("data and paper")
def data_with_another_digest(stages: Stages, _: Rivals) -> bytes:
    data = its_data(a_document()).replace(b'"protected":true', b'"protected":null')
    return _both_sign(PdfPrinter().render(a_document(), data, TABLE, at=AT), stages)


@attack("data and paper")
def white_field_drawn_before_signing(stages: Stages, _: Rivals) -> bytes:
    def prepare(pdf: Pdf) -> None:
        pdf.pages[2].contents_add(pdf.make_stream(b"q 1 g 60 500 300 40 re f Q"))

    return _both_sign(_prepared(stages, prepare), stages)


@attack("data and paper")
def table_exchanged_before_signing(stages: Stages, _: Rivals) -> bytes:
    def prepare(pdf: Pdf) -> None:
        pdf.Root.Names.EmbeddedFiles.Names[3].EF.F.write(b"item,quantity\r\nnothing,0\r\n")

    return _both_sign(_prepared(stages, prepare), stages)


# ---- signing otherwise than we do


def _signed_with(pdf: bytes, seal: Seal, key: SigningKey, **changed: Any) -> bytes:
    """Our signing with other details of the signature."""
    from pyhanko.sign import signers

    original = signers.PdfSignatureMetadata
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signers, "PdfSignatureMetadata", lambda **given: original(**given | changed))
        return sealed_by_force(pdf, seal, key)


@attack("certification weakened")
def annotations_allowed(stages: Stages, _: Rivals) -> bytes:
    from pyhanko.sign.fields import MDPPerm

    half = _signed_with(
        stages.unsigned, CONSULTANT, stages.consultant_key, docmdp_permissions=MDPPerm.ANNOTATE
    )
    return sealed_by_force(half, OWNER, stages.owner_key)


@attack("certification weakened")
def not_certified(stages: Stages, _: Rivals) -> bytes:
    half = _signed_with(stages.unsigned, CONSULTANT, stages.consultant_key, certify=False)
    return sealed_by_force(half, OWNER, stages.owner_key)


@attack("certification weakened")
def owner_signs_first(stages: Stages, _: Rivals) -> bytes:
    return sealed_by_force(stages.unsigned, OWNER, stages.owner_key)


@attack("certification weakened")
def weak_digest(stages: Stages, _: Rivals) -> bytes:
    return _signed_with(stages.half, OWNER, stages.owner_key, md_algorithm="sha1")


@attack("certification weakened")
def another_kind_of_signature(stages: Stages, _: Rivals) -> bytes:
    from pyhanko.sign.fields import SigSeedSubFilter

    kind = SigSeedSubFilter.ADOBE_PKCS7_DETACHED
    return _signed_with(stages.half, OWNER, stages.owner_key, subfilter=kind)


@attack("certification weakened")
def owner_does_not_lock(stages: Stages, _: Rivals) -> bytes:
    def change(writer: Any) -> None:
        value = field(writer, "Owner").raw_get("/V").get_object()
        del value["/Reference"]

    return sealed_with(stages.half, OWNER, stages.owner_key, change, late=True)


# ---- a signature that says something else


@attack("signed otherwise")
def owner_does_not_agree(stages: Stages, _: Rivals) -> bytes:
    """The words are drawn in the box and signed; they are not those of the paper."""
    seal = replace(OWNER, statement="I have not read this paper and do not agree to it.")
    return sealed_by_force(stages.half, seal, stages.owner_key)


@attack("signed otherwise")
def consultant_certifies_a_draft(stages: Stages, _: Rivals) -> bytes:
    seal = replace(CONSULTANT, statement="Only a draft: the prices bind nobody.")
    half = sealed_by_force(stages.unsigned, seal, stages.consultant_key)
    return sealed_by_force(half, OWNER, stages.owner_key)


def _with_value(stages: Stages, change: Callable[[Any], None]) -> bytes:
    """The owner's own signature with something more or else in it."""

    def changed(writer: Any) -> None:
        change(field(writer, "Owner").raw_get("/V").get_object())

    return sealed_with(stages.half, OWNER, stages.owner_key, changed, late=True)


@attack("signed otherwise")
def owner_signs_under_protest(stages: Stages, _: Rivals) -> bytes:
    """Readers show the place of signing beside the name."""

    def change(value: Any) -> None:
        value["/Location"] = text("under protest, on page 3")

    return _with_value(stages, change)


@attack("signed otherwise")
def owner_locks_one_field_only(stages: Stages, _: Rivals) -> bytes:
    def change(value: Any) -> None:
        limits = value["/Reference"][0]["/TransformParams"]
        limits[name("/Action")] = name("/Include")
        limits[name("/Fields")] = generic.ArrayObject([text("nothing")])

    return _with_value(stages, change)


@attack("signed otherwise")
def owner_grants_rights_to_change(stages: Stages, _: Rivals) -> bytes:
    def change(value: Any) -> None:
        rights = generic.DictionaryObject({name("/Annots"): generic.ArrayObject([name("/Create")])})
        parts = {name("/TransformMethod"): name("/UR3"), name("/TransformParams"): rights}
        value["/Reference"].append(generic.DictionaryObject(parts))

    return _with_value(stages, change)


@attack("signed otherwise")
def usage_rights_as_the_consultant_signs(stages: Stages, _: Rivals) -> bytes:
    def change(writer: Any) -> None:
        permissions = writer.root["/Perms"]
        permissions[name("/UR3")] = permissions.raw_get("/DocMDP")
        writer.update_root()

    half = sealed_with(stages.unsigned, CONSULTANT, stages.consultant_key, change, late=True)
    return sealed_by_force(half, OWNER, stages.owner_key)


@attack("signed otherwise")
def hidden_body_as_the_owner_signs(stages: Stages, _: Rivals) -> bytes:
    """An object that nothing points to yet, and within it another catalog."""

    def change(writer: Any) -> None:
        body = b"18 0 obj\n<</Type/Catalog/Pages<</Type/Pages/Kids[]/Count 0>>>>\nendobj\n"
        writer.add_object(generic.StreamObject(stream_data=body))

    return sealed_with(stages.half, OWNER, stages.owner_key, change)


@attack("sneaky signature")
def a_third_signer_over_the_price(stages: Stages, other: Rivals) -> bytes:
    """Allowed by a certification that lets forms be filled: a new field, seen and signed."""

    def change(writer: Any) -> None:
        made = annotation(writer, "/Widget", FT=name("/Sig"), T=text("Witness"), AP=look(writer))
        writer.root["/AcroForm"]["/Fields"].append(made)
        writer.update_container(writer.root["/AcroForm"])

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sealing.FIELDS, "owner", "Witness")
        half = updated(stages.half, change)
        return sealed_by_force(half, OWNER, other.owner_key)


@attack("sneaky signature")
def a_third_signer_and_then_the_owner(stages: Stages, other: Rivals) -> bytes:
    third = a_third_signer_over_the_price(stages, other)
    return sealed_by_force(third, OWNER, stages.owner_key)


@attack("evil annotation")
def note_between_the_signatures(stages: Stages, _: Rivals) -> bytes:
    def change(writer: Any) -> None:
        annotation(writer, "/FreeText", Contents=text("EUR 1.00"), AP=look(writer))

    return sealed_by_force(updated(stages.half, change), OWNER, stages.owner_key)


# ---- the picture of a signature


def _drawn_as(code: Callable[[Canvas], None]) -> Callable[..., bytes]:
    def draw(_seal: Seal, size: tuple[float, float], **_more: Any) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=size, invariant=1)
        code(canvas)
        canvas.showPage()
        canvas.save()
        return out.getvalue()

    return draw


def _with_ink(stages: Stages, draw: Callable[..., bytes], role: str = "owner") -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "draw_appearance", draw)
        if role == "owner":
            return sealed_by_force(stages.half, OWNER, stages.owner_key)
        half = sealed_by_force(stages.unsigned, CONSULTANT, stages.consultant_key)
    return sealed_by_force(half, OWNER, stages.owner_key)


def _red(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, 479, 88, stroke=0, fill=1)


@attack("ink replaced")
def owners_box_is_red(stages: Stages, _: Rivals) -> bytes:
    return _with_ink(stages, _drawn_as(_red))


@attack("ink replaced")
def consultants_box_is_red(stages: Stages, _: Rivals) -> bytes:
    return _with_ink(stages, _drawn_as(_red), "consultant")


@attack("ink replaced")
def owners_box_is_empty(stages: Stages, _: Rivals) -> bytes:
    return _with_ink(stages, _drawn_as(lambda canvas: None))


@attack("ink replaced")
def owners_box_says_something_else(stages: Stages, _: Rivals) -> bytes:
    from onboard.pdf.appearance import draw_appearance

    def draw(seal: Seal, size: tuple[float, float], **more: Any) -> bytes:
        return draw_appearance(replace(seal, statement="I do not agree."), size, **more)

    return _with_ink(stages, draw)


@attack("ink replaced")
def owners_box_has_another_name(stages: Stages, _: Rivals) -> bytes:
    from onboard.pdf.appearance import draw_appearance

    def draw(seal: Seal, size: tuple[float, float], **more: Any) -> bytes:
        return draw_appearance(replace(seal, name="Somebody Else"), size, **more)

    return _with_ink(stages, draw)


@attack("ink replaced")
def owners_box_has_another_time(stages: Stages, _: Rivals) -> bytes:
    from onboard.pdf.appearance import draw_appearance

    def draw(seal: Seal, size: tuple[float, float], **more: Any) -> bytes:
        return draw_appearance(replace(seal, at=AT.replace(year=2020)), size, **more)

    return _with_ink(stages, draw)


@attack("ink replaced")
def owners_box_has_another_key(stages: Stages, _: Rivals) -> bytes:
    from onboard.pdf.appearance import draw_appearance

    def draw(seal: Seal, size: tuple[float, float], **more: Any) -> bytes:
        return draw_appearance(seal, size, **{**more, "key_words": "Checked by the court"})

    return _with_ink(stages, draw)


_STROKES = (tuple((float(x), 5.0, 0, 1.0) for x in (0, 40, 90)),)


@attack("ink replaced")
def words_struck_out_by_the_ink(stages: Stages, _: Rivals) -> bytes:
    """Strokes that leave their half of the box and run over the words."""
    from onboard.pdf import appearance

    def mark(canvas: Canvas, *_: Any) -> None:
        from onboard.pdf.ink import draw_ink
        from onboard.pdf.styles import palette

        draw_ink(canvas, _STROKES, (238, 20, 200, 50), palette().ink)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(appearance, "_draw_mark", mark)
        return sealed_by_force(stages.half, OWNER, stages.owner_key)


def _late(stages: Stages, change: Callable[[Any, Any], None]) -> bytes:
    """The owner's own field changed once more, after it was filled and before it is signed."""

    def changed(writer: Any) -> None:
        change(writer, field(writer, "Owner"))

    return sealed_with(stages.half, OWNER, stages.owner_key, changed, late=True)


@attack("ink replaced")
def owners_box_left_as_it_was(stages: Stages, _: Rivals) -> bytes:
    def change(writer: Any, own: Any) -> None:
        own["/AP"] = generic.DictionaryObject({name("/N"): drawing(writer, b"")})

    return _late(stages, change)


@attack("ink replaced")
def owners_box_without_a_picture(stages: Stages, _: Rivals) -> bytes:
    def change(_writer: Any, own: Any) -> None:
        del own["/AP"]

    return _late(stages, change)


@attack("ink replaced")
def owners_box_looks_otherwise_under_the_mouse(stages: Stages, _: Rivals) -> bytes:
    def change(writer: Any, own: Any) -> None:
        own["/AP"]["/R"] = drawing(writer, b"1 g 0 0 420 60 re f")

    return _late(stages, change)


def _picture(own: Any) -> Any:
    return own["/AP"].raw_get("/N").get_object()


@attack("ink replaced")
def owners_box_shifted_in_its_frame(stages: Stages, _: Rivals) -> bytes:
    def change(_writer: Any, own: Any) -> None:
        _picture(own)["/Matrix"] = numbers(1, 0, 0, -1, 0, 88)

    return _late(stages, change)


@attack("ink replaced")
def owners_box_seen_in_part(stages: Stages, _: Rivals) -> bytes:
    def change(_writer: Any, own: Any) -> None:
        _picture(own)["/BBox"] = numbers(0, 88, 20, 0)

    return _late(stages, change)


@attack("ink replaced")
def owners_box_on_a_layer(stages: Stages, _: Rivals) -> bytes:
    def change(writer: Any, own: Any) -> None:
        layer = generic.DictionaryObject({name("/Type"): name("/OCG"), name("/Name"): text("x")})
        _picture(own)["/OC"] = writer.add_object(layer)

    return _late(stages, change)


@attack("ink replaced")
def owners_box_with_a_clear_brush(stages: Stages, _: Rivals) -> bytes:
    def change(_writer: Any, own: Any) -> None:
        state = _picture(own)["/Resources"]["/ExtGState"]["/BackgroundGS"]
        state["/ca"] = generic.FloatObject("0")

    return _late(stages, change)


@attack("ink replaced")
def owners_box_with_another_font(stages: Stages, _: Rivals) -> bytes:
    def change(_writer: Any, own: Any) -> None:
        drawn = _picture(own)["/Resources"]["/XObject"]["/Drawn"]
        font = drawn["/Resources"]["/Font"]["/F3+0"]
        program = font["/FontDescriptor"]["/FontFile2"]
        data = program.data
        program._data, program._encoded_data = data[:-300] + bytes(300), None

    return _late(stages, change)


# ---- what no signature covers: its own value


def _with_signed_value(
    stages: Stages, change: Callable[[Any], None], spelt: Callable[[bytes], bytes] = bytes
) -> bytes:
    """The owner's signature with other parts around what it signs, as anybody can put there."""
    from asn1crypto import cms, parser

    found = _last(stages.signed, rb"<3082[0-9A-F]+>")
    room = bytes.fromhex(found[0][1:-1].decode("ascii"))
    value = cms.ContentInfo.load(room[: parser.peek(room)])
    change(value["content"])
    written = spelt(value.dump(force=True))
    filled = b"<%s>" % written.hex().upper().encode().ljust(2 * len(room), b"0")
    return _in_its_room(stages.signed, rb"<3082[0-9A-F]+>", filled)


def _unchanged(_data: Any) -> None:
    """Spelt otherwise, and nothing else."""


@attack("signed value")
def certificate_of_somebody_else_added(stages: Stages, _: Rivals) -> bytes:
    from asn1crypto import cms, x509

    private = ec.generate_private_key(ec.SECP256R1())
    foreign = x509.Certificate.load(_vouched(private).public_bytes(Encoding.DER))

    def change(data: Any) -> None:
        data["certificates"].append(cms.CertificateChoices("certificate", foreign))

    return _with_signed_value(stages, change)


@attack("signed value")
def list_of_another_kind_added(stages: Stages, _: Rivals) -> bytes:
    from asn1crypto import cms, core

    told = {"other_rev_info_format": "1.2.3.4", "other_rev_info": core.OctetString(b"EUR 1.00")}

    def change(data: Any) -> None:
        each = cms.RevocationInfoChoice("other", cms.OtherRevocationInfoFormat(told))
        data["crls"] = cms.RevocationInfoChoices([each])

    return _with_signed_value(stages, change)


@attack("signed value")
def weak_digest_claimed_beside(stages: Stages, _: Rivals) -> bytes:
    def change(data: Any) -> None:
        data["digest_algorithms"].append({"algorithm": "md5"})

    return _with_signed_value(stages, change)


@attack("signed value")
def content_within_the_signature(stages: Stages, _: Rivals) -> bytes:
    from asn1crypto import core

    def change(data: Any) -> None:
        data["encap_content_info"]["content"] = core.OctetString(b"EUR 1.00")

    return _with_signed_value(stages, change)


@attack("signed value")
def two_signers_in_one(stages: Stages, _: Rivals) -> bytes:
    def change(data: Any) -> None:
        data["signer_infos"].append(data["signer_infos"][0].copy())

    return _with_signed_value(stages, change)


@attack("signed value")
def signer_named_by_his_key(stages: Stages, _: Rivals) -> bytes:
    from asn1crypto import cms

    def change(data: Any) -> None:
        key = data["certificates"][0].chosen.key_identifier
        data["signer_infos"][0]["sid"] = cms.SignerIdentifier("subject_key_identifier", key)

    return _with_signed_value(stages, change)


def _unsigned(kind: str, value: Callable[[Any], Any]) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        signer = data["signer_infos"][0]
        signer["unsigned_attrs"] = [{"type": kind, "values": [value(signer)]}]

    return change


@attack("signed value")
def signature_signed_again(stages: Stages, _: Rivals) -> bytes:
    again = _unsigned("counter_signature", lambda signer: signer.copy())
    return _with_signed_value(stages, again)


@attack("signed value")
def words_that_nobody_signed(stages: Stages, _: Rivals) -> bytes:
    from asn1crypto import core

    words = _unsigned("1.2.3.4", lambda _: core.OctetString(b"EUR 1.00"))
    return _with_signed_value(stages, words)


@attack("signed value")
def length_left_open(stages: Stages, _: Rivals) -> bytes:
    def spelt(value: bytes) -> bytes:
        return b"\x30\x80" + value[4:] + bytes(2)

    return _with_signed_value(stages, _unchanged, spelt)


@attack("signed value")
def length_in_more_bytes(stages: Stages, _: Rivals) -> bytes:
    def spelt(value: bytes) -> bytes:
        return b"\x30\x84" + len(value[4:]).to_bytes(4, "big") + value[4:]

    return _with_signed_value(stages, _unchanged, spelt)


@attack("signed value")
def more_behind_the_signature(stages: Stages, _: Rivals) -> bytes:
    def spelt(value: bytes) -> bytes:
        more = value[4:] + b"\x04\x08EUR 1.00"
        return b"\x30\x82" + len(more).to_bytes(2, "big") + more

    return _with_signed_value(stages, _unchanged, spelt)


def _vouched(private: Any, digest: Any = SHA256) -> Certificate:
    own = NameOfSomebody([NameAttribute(NameOID.COMMON_NAME, "The Owner")])
    return (
        CertificateBuilder()
        .subject_name(own)
        .issuer_name(own)
        .public_key(private.public_key())
        .serial_number(7)
        .not_valid_before(AT.replace(year=2025))
        .not_valid_after(AT.replace(year=2035))
        .sign(private, digest() if digest else None)
    )


def _signed_by(
    stages: Stages,
    private: Any,
    sign: Callable[[bytes], bytes],
    *,
    method: dict[str, Any] | None = None,
    digest: str = "sha256",
) -> bytes:
    """The owner's signature as another program makes it, with a key that this one never uses."""
    from asn1crypto import algos
    from pyhanko.sign import signers

    vouched = _vouched(private, None if isinstance(private, Ed25519PrivateKey) else SHA256)
    loaded = LoadedKey(private, vouched, ())

    def named(_signer: Any, digest_algorithm: str | None) -> Any:
        if digest_algorithm is None:
            raise ValueError("not asked whether the two fit each other")
        return algos.SignedDigestAlgorithm(method)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealing, "load_key", lambda *_: loaded)
        patch.setattr(sealing, "_signature", lambda _, data: sign(data))
        if method is not None:
            patch.setattr(signers.Signer, "get_signature_mechanism_for_digest", named)
        return _signed_with(stages.half, OWNER, stages.owner_key, md_algorithm=digest)


def _rsa(exponent: int = 65537) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=exponent, key_size=2048)


@attack("another kind of key")
def exponent_of_three(stages: Stages, _: Rivals) -> bytes:
    private = _rsa(3)
    return _signed_by(stages, private, lambda data: private.sign(data, PKCS1v15(), SHA256()))


@attack("another kind of key")
def digest_of_another_length(stages: Stages, _: Rivals) -> bytes:
    private = _rsa()
    return _signed_by(
        stages, private, lambda data: private.sign(data, PKCS1v15(), SHA512()), digest="sha512"
    )


@attack("another kind of key")
def weak_digest_under_a_good_one(stages: Stages, _: Rivals) -> bytes:
    """The paper is hashed by SHA-256, and what is signed of that by SHA-1."""
    private = ec.generate_private_key(ec.SECP256R1())
    method = {"algorithm": "sha1_ecdsa"}
    return _signed_by(
        stages,
        private,
        lambda data: private.sign(data, ec.ECDSA(SHA1())),  # noqa: S303
        method=method,
    )


@attack("another kind of key")
def padded_by_chance(stages: Stages, _: Rivals) -> bytes:
    """RSA-PSS: a good way to sign, and one that several viewers do not read."""
    private, digest = _rsa(), {"algorithm": "sha256"}
    mask = {"algorithm": "mgf1", "parameters": digest}
    told = {"hash_algorithm": digest, "mask_gen_algorithm": mask, "salt_length": 32}
    method = {"algorithm": "rsassa_pss", "parameters": told}
    return _signed_by(
        stages,
        private,
        lambda data: private.sign(data, PSS(MGF1(SHA256()), 32), SHA256()),
        method=method,
    )


@attack("another kind of key")
def key_on_an_edwards_curve(stages: Stages, _: Rivals) -> bytes:
    private = Ed25519PrivateKey.generate()
    return _signed_by(
        stages, private, private.sign, method={"algorithm": "ed25519"}, digest="sha512"
    )


# ---- keys


@attack("look-alike keys", needs_memory=True)
def both_in_the_same_names(stages: Stages, other: Rivals) -> bytes:
    half = sealed_by_force(stages.unsigned, CONSULTANT, other.consultant_key)
    return sealed_by_force(half, OWNER, other.owner_key)


@attack("look-alike keys", needs_memory=True)
def the_owner_alone(stages: Stages, other: Rivals) -> bytes:
    return sealed_by_force(stages.half, OWNER, other.owner_key)


@attack("look-alike keys", needs_memory=True)
def with_another_price(stages: Stages, other: Rivals) -> bytes:
    document = a_document(lines=30)
    pdf = PdfPrinter().render(document, its_data(document), TABLE, at=AT)
    half = sealed_by_force(pdf, CONSULTANT, other.consultant_key)
    return sealed_by_force(half, OWNER, other.owner_key)


@attack("look-alike keys")
def one_key_for_both(stages: Stages, _: Rivals) -> bytes:
    return sealed_by_force(stages.half, OWNER, stages.consultant_key)
