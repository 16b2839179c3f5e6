"""Whether a paper is what was signed: stricter than any library's own answer.

Public verifiers accept a file that was rolled back to its first signature, and most only hint at
later changes. Here all must hold, see docs/adr/0004-signing-order.md. Nothing is fetched from the
network: the addresses in a foreign file are chosen by whoever made it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from onboard import canonical
from onboard.content.pack import ContentPack
from onboard.errors import UserFacingError
from onboard.pdf.archive_check import has_foreign_archive
from onboard.pdf.box_check import look_of
from onboard.pdf.container_check import has_foreign_value
from onboard.pdf.foreign_text import one_line
from onboard.pdf.memory_check import SignatureReport, against_memory, strangers_in
from onboard.pdf.names import FIELDS
from onboard.pdf.paper import Paper, open_paper
from onboard.pdf.quiet import quiet
from onboard.pdf.revisions import has_foreign_changes, has_stray_bytes
from onboard.pdf.said import boxes_of, odd_days, other_names, says_other
from onboard.pdf.signer_trust import certificate_of, is_fit, leads_to
from onboard.pdf.times import Times, time_of_paper, times_of
from onboard.pdf.validity import is_padded_with_zeros, validated
from onboard.pdf.wet_check import pen_problems, pen_signed, rendition_of, signing_roles
from onboard.ports import KnownPaper, PenSigned
from onboard.wording import say

Status = Literal["unchanged", "altered", "incomplete", "unreadable"]


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer, with its reasons in plain sentences."""

    status: Status
    signatures: tuple[SignatureReport, ...] = ()
    changes: tuple[str, ...] = ()
    """What is wrong or missing, and what could only be checked in part."""
    data_matches_paper: bool | None = None
    """Whether the pages are those of the data inside; None: not compared, or not all of it."""
    is_same_drawing: bool = False
    """Whether the pages are drawn just as this program draws the data, sign by sign."""
    identity_known: bool = False
    """Whether the signers' certificates are those that this computer remembers."""
    times: Times = field(default_factory=Times)
    """The time stamps."""
    by_pen: PenSigned | None = None
    """Who signed on paper, as the one who sealed the scan has written it; nothing proves it."""


def verify_pdf(
    data: bytes, *, known: KnownPaper | None = None, before: Mapping[str, Any] | None = None
) -> Verification:
    """Check a file from outside; whatever the bytes, the answer is a value.

    `before` is the data of the paper that this one says it changes, where that is at hand.
    """
    try:
        paper = open_paper(data)
    except UserFacingError as error:
        return Verification("unreadable", changes=(str(error),))
    try:
        with quiet():
            return _verified(paper, known, before)
    except Exception:  # a foreign file can make any check fail; then it is not what we sealed
        return Verification("altered", changes=(say("verify.cannot-check"),))


def changes_since_signing(paper: Paper) -> list[str]:
    """Ids of the sentences that say what is wrong with a paper's bytes, signatures and digest."""
    try:
        with quiet():
            return _signatures(paper)[1] + _digest_problems(paper) + pen_problems(paper)
    except Exception:  # as in `verify_pdf`; whoever is to sign is told so, too
        return ["verify.cannot-check"]


def _verified(
    paper: Paper, known: KnownPaper | None, before: Mapping[str, Any] | None
) -> Verification:
    reports, problems = _signatures(paper)
    times = times_of(paper.reader, known.roots if known is not None else b"")
    times = replace(times, roles=signing_roles(paper))
    problems += times.problems(known.stamps if known is not None else 0)
    is_remembered = known is not None and known.sha256 in _digests(paper.pdf, times)
    problems += _digest_problems(paper) + pen_problems(paper)
    # Setting a paper takes long; where it is known to be changed nothing is learned from it.
    found = None if problems else rendition_of(paper)
    if found == "other" and not is_remembered:
        problems.append("verify.data-differs")
    if known is not None and before is None:
        before = known.before
    pack = known.pack if known is not None else None
    held = _facts_hold(paper, before, pack) if found == "same" else None
    if held is False and not is_remembered:
        problems.append("verify.facts-differ")
    is_by_words = found == "same-words" or any(each.look == "same-words" for each in reports)
    notes = ["verify.other-version"] if is_by_words else []
    if found == "same" and held is None:
        is_alone = "amends" in paper.data and before is None
        notes.append("verify.facts-alone" if is_alone else "verify.facts-unchecked")
    notes += times.notes(paper.data)
    notes += odd_days(paper, reports)
    strangers: list[str] = []
    if known is not None:
        problems += against_memory(known, reports, is_remembered=is_remembered)
        strangers = strangers_in(known, reports)
    names = {report.role: report.name for report in reports}
    missing = _missing(paper, set(names))
    is_altered = bool(problems or strangers)
    status: Status = "altered" if is_altered else "incomplete" if missing else "unchanged"
    if known is not None and known.signer_roots and not is_altered:
        found_here = paper.reader.embedded_regular_signatures
        reports = [
            replace(report, trusted=leads_to(signature, known.signer_roots))
            for report, signature in zip(reports, found_here, strict=True)
        ]
    remembered = known.certificates if known else {}
    return Verification(
        status,
        tuple(reports),
        (
            *strangers,
            *(say(each) for each in dict.fromkeys([*problems, *missing, *notes])),
            *_others(paper, names),
        ),
        held if found == "same" else None if found is None else found != "other",
        found == "same" and not is_by_words,
        bool(reports) and all(remembered.get(each.role) == each.fingerprint for each in reports),
        times,
        None if problems else pen_signed(paper),
    )


def _facts_hold(
    paper: Paper, before: Mapping[str, Any] | None, pack: ContentPack | None
) -> bool | None:
    """Of a paper whose data holds no facts, nothing but its text can be compared."""
    from onboard.pdf.facts_check import facts_hold  # it loads the questions

    return facts_hold(paper.data, before, pack) if "facts" in paper.data else True


def _others(paper: Paper, names: dict[str, str]) -> list[str]:
    """Who signed in the place of somebody whom the paper names; it may be right, and is told."""
    boxes = boxes_of(paper)
    return [
        say(
            f"verify.other-name-{role}",
            named=one_line(boxes[role].name),
            name=one_line(names[role]),
        )
        for role in other_names(paper, names, boxes)
    ]


def _missing(paper: Paper, signed: set[str]) -> list[str]:
    if paper.printed is not None:
        return [] if signed else ["verify.not-sealed"]
    return [f"verify.missing-{role}" for role in FIELDS if role not in signed]


def _digests(pdf: bytes, times: Times) -> set[str]:
    """Of the file, and of what it was before each archive time stamp: anybody may add one."""
    return {hashlib.sha256(pdf[:end]).hexdigest() for end in (len(pdf), *times.ends)}


def _signatures(paper: Paper) -> tuple[list[SignatureReport], list[str]]:
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    problems: list[str] = []
    if paper.pdf.rstrip(b"\r\n")[-5:] != b"%%EOF" or not paper.pdf.endswith(_ENDINGS):
        problems.append("verify.bytes-after-end")
    found = list(paper.reader.embedded_regular_signatures)
    stamps = paper.reader.embedded_timestamp_signatures
    roles = {FIELDS[role]: role for role in signing_roles(paper)}
    if [each.field_name for each in found] != list(roles)[: len(found)]:
        problems.append("verify.other-signatures")
    limits = (MDPPerm.FILL_FORMS, MDPPerm.NO_CHANGES)[-len(roles) :]
    if any(each.docmdp_level is not limit for each, limit in zip(found, limits, strict=False)):
        problems.append("verify.other-signatures")
    boxes = boxes_of(paper)
    for number, (signature, limit) in enumerate(zip(found, limits, strict=False)):
        box = boxes.get(roles.get(signature.field_name, ""))
        if box is None or says_other(signature, box, limit.value, is_first=number == 0):
            problems.append("verify.other-statement")
    if any(each.sig_object["/SubFilter"] != _KIND for each in found):
        problems.append("verify.other-signatures")
    if any(each.fieldmdp is None for each in found[1:]):  # other programs go by this, not by /Lock
        problems.append("verify.other-signatures")
    if any(map(has_foreign_value, found)):
        problems.append("verify.foreign-value")
    if not all(map(is_fit, found)):
        problems.append("verify.unfit-key")
    if len({each.signer_cert.sha256 for each in found}) < len(found):
        problems.append("verify.one-key")
    has_own_revisions = paper.reader.xrefs.total_revisions == 1 + len(found) + len(stamps)
    if stamps and len(found) != len(roles):
        problems.append("verify.other-signatures")
    elif (
        not has_own_revisions
        or has_foreign_changes(paper.reader, len(found))
        or has_foreign_archive(paper.reader, len(found), stamps)
        or has_stray_bytes(paper.reader, paper.pdf)
    ):
        problems.append("verify.changed-after-signing")
    reports: list[SignatureReport] = []
    coverage = None
    for signature in found:
        status = validated(signature)
        coverage = status.coverage
        is_valid = status.bottom_line and is_padded_with_zeros(paper.pdf, signature)
        if not status.intact or not status.valid:
            problems.append("verify.broken-signature")
        elif not is_valid:
            problems.append("verify.changed-after-signing")
        role = roles.get(signature.field_name, signature.field_name)
        if not _is_a_name(str(signature.sig_object.get("/Name", ""))):
            problems.append("verify.other-signatures")
        reports.append(_report(role, signature, is_valid=is_valid))
    for stamp in stamps:
        time, coverage = time_of_paper(stamp)
        if not time.valid or not is_padded_with_zeros(paper.pdf, stamp):
            problems.append("verify.broken-stamp")
    if found and coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        problems.append("verify.changed-after-signing")
    problems += _attachment_problems(paper)
    if not problems:  # drawing takes long, and nothing is learned from a broken signature's box
        reports = [
            replace(report, look=look_of(paper, signature, report.role))
            for report, signature in zip(reports, found, strict=True)
        ]
        if any(report.look == "other" for report in reports):
            problems.append("verify.other-look")
    return reports, problems


_KIND = "/ETSI.CAdES.detached"
"""PAdES, where a signature names its certificate and no other can be put in its place."""
_ENDINGS = (b"%%EOF", b"%%EOF\n", b"%%EOF\r\n", b"%%EOF\r")


LONGEST_NAME = 200


def _is_a_name(text: str) -> bool:
    """Whether a signature names its signer in one plain line, as ours always do."""
    odd = any(unicodedata.category(sign)[0] == "C" for sign in text[: LONGEST_NAME + 1])
    return bool(text.strip()) and not odd and len(text) <= LONGEST_NAME


def _report(role: str, signature: Any, *, is_valid: bool) -> SignatureReport:
    certificate = signature.signer_cert
    return SignatureReport(
        role=role,
        name=str(signature.sig_object.get("/Name", "")),
        when=signature.self_reported_timestamp,
        proof="self-made" if certificate.self_issued else "certificate",
        valid=is_valid,
        fingerprint=certificate.sha256.hex(),
        certificate=certificate_of(signature),
    )


def _attachment_problems(paper: Paper) -> list[str]:
    """The data files were there before the first signature and are the same ever since."""
    reader = paper.reader
    for reference in paper.files.values():
        stream = reference.get_object()["/EF"].raw_get("/F").reference
        for each in (reference, stream):
            if reader.xrefs.get_last_change(each) != 0:
                return ["verify.attachment-changed"]
    return []


def _digest_problems(paper: Paper) -> list[str]:
    return [] if _digest_holds(paper) else ["verify.digest-differs"]


def _digest_holds(paper: Paper) -> bool:
    rest = {key: value for key, value in paper.data.items() if key != "digest"}
    try:
        return canonical.digest(rest) == paper.data.get("digest")
    except (TypeError, ValueError):
        return False
