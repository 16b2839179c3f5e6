"""What is said of a paper's place among others; whole papers are tried in T10."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from paper_factory import AT, CONSULTANT, OWNER, TABLE, Stages, its_data, small_document

from onboard import canonical
from onboard.cli.main import main
from onboard.pdf.chain import Place, place_in, verify_chain
from onboard.pdf.paper import read_data
from onboard.pdf.printer import PdfPrinter
from onboard.pdf.verify import verify_pdf
from onboard.ports import SigningKey

FIRST: dict[str, Any] = {"reference": "EA-1", "digest": "aa"}
SECOND: dict[str, Any] = {
    "reference": "EA-2",
    "digest": "bb",
    "amends": {"reference": "EA-1", "digest": "aa"},
}
THIRD: dict[str, Any] = {
    "reference": "EA-3",
    "digest": "cc",
    "amends": {"reference": "EA-2", "digest": "bb"},
}


@pytest.mark.parametrize(
    ("data", "places"),
    [
        ([FIRST, SECOND, THIRD], ["first", "holds", "holds"]),
        ([FIRST, THIRD], ["first", "missing"]),
        ([SECOND, THIRD], ["missing", "holds"]),
        ([FIRST, THIRD, SECOND], ["first", "out-of-order", "out-of-order"]),
        ([SECOND, FIRST], ["out-of-order", "not-linked"]),
        ([{**FIRST, "digest": "other"}, SECOND], ["first", "other-digest"]),
        ([FIRST, SECOND, {**THIRD, "amends": SECOND["amends"]}],
         ["first", "holds", "out-of-order"]),
        ([FIRST, {**SECOND, "amends": {}}], ["first", "missing"]),
        ([FIRST, {**SECOND, "amends": "EA-1"}], ["first", "not-linked"]),
        ([FIRST, None], ["first", "unreadable"]),
    ],
)  # fmt: skip
def test_each_paper_names_the_one_before_by_its_true_digest(
    data: list[Any], places: list[Place]
) -> None:
    assert [place_in(index, data)[0] for index in range(len(data))] == places


def test_what_is_no_paper_makes_no_chain() -> None:
    assert not verify_chain([]).is_whole
    chain = verify_chain([b"", b"garbage"])
    assert chain.is_unreadable
    assert [link.place for link in chain.links] == ["unreadable", "unreadable"]
    assert all(link.told for link in chain.links)


def a_paper(printer: PdfPrinter, stages: Stages, key: SigningKey, **data: Any) -> bytes:
    """A small paper of another reference, signed by both."""
    document = replace(small_document(), reference="EA-2026-0200")
    told = json.loads(its_data(document)) | data
    del told["digest"]
    told["digest"] = canonical.digest(told)
    pdf = printer.render(document, canonical.canonical_bytes(told), TABLE, at=AT)
    return printer.seal(printer.seal(pdf, CONSULTANT, key), OWNER, stages.owner_key)


def test_another_key_of_the_consultant_within_a_chain_is_told(
    printer: PdfPrinter, small: Stages
) -> None:
    """Where nobody is known here, the papers before are all that a key can be held against."""
    first = read_data(small.signed)
    named = {"amends": {"reference": first["reference"], "digest": first["digest"]}}
    for key, is_other in (
        (small.consultant_key, False),
        (printer.new_key(CONSULTANT.name, "Example", AT), True),
    ):
        pdf = a_paper(printer, small, key, **named)
        chain = verify_chain([small.signed, pdf])
        assert [link.place for link in chain.links] == ["first", "holds"]
        assert [link.is_other_key for link in chain.links] == [False, is_other]
        assert ("another key" in chain.links[1].told) == is_other


def test_a_reference_that_is_not_the_one_on_the_pages_is_found(
    printer: PdfPrinter, small: Stages
) -> None:
    """What is remembered, and the chain, go by the one inside; people read the other."""
    found = verify_pdf(a_paper(printer, small, small.consultant_key, reference="EA-2026-0009"))
    assert (found.status, found.data_matches_paper) == ("altered", False)


ODD = "\x1b[2J\x1b]0;x\x07\u202eThe chain is whole\n\ud800"


@pytest.mark.parametrize("as_data", [False, True])
def test_no_sign_of_a_foreign_reference_reaches_a_terminal(
    printer: PdfPrinter,
    small: Stages,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    as_data: bool,
) -> None:
    data = json.loads(its_data(small_document()))
    data |= {"reference": ODD, "amends": {"reference": ODD, "digest": "x"}}
    odd = tmp_path / "odd\x1b[31m.pdf"
    odd.write_bytes(printer.render(small_document(), json.dumps(data).encode(), TABLE, at=AT))
    more = ["--json"] if as_data else []
    missing = str(tmp_path / "not\x1b[31m-here.pdf")
    code = main(["--home", str(tmp_path), "verify", str(odd), missing, *more])
    told = capsys.readouterr().out
    assert code == 2
    told.encode()  # whatever takes it can write it
    assert not any(sign in told for sign in "\x1b\x07\u202e")
    assert "could not be opened" in told
    assert "is empty" not in told
