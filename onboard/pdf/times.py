"""The time stamps of a paper: when, by whom, and whether somebody trusted here stands behind it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onboard.pdf.names import FIELDS
from onboard.pdf.time_stamper import (
    checked,
    root_certificates,
    server_certificate,
    stamped_at,
    trust_for,
)

PAPER = "paper"


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """One time stamp as found."""

    of: str
    """"consultant" or "owner", whose signature it stamps, or "paper" for the whole of it."""
    by: str
    """The server, as its certificate calls it."""
    when: datetime
    until: datetime
    """The last moment of the server's certificate."""
    valid: bool
    trusted: bool | None = None
    """Whether it leads to a root that is trusted here; None where none is configured."""


@dataclass(frozen=True, slots=True)
class Times:
    """All time stamps, in the order in which they were made."""

    stamps: tuple[TimeStamp, ...] = ()
    ends: tuple[int, ...] = ()
    """How long the file was before each archive time stamp, in bytes."""
    roles: tuple[str, ...] = tuple(FIELDS)
    """Whose signatures the paper takes."""

    @property
    def of_paper(self) -> tuple[TimeStamp, ...]:
        return tuple(stamp for stamp in self.stamps if stamp.of == PAPER)

    @property
    def level(self) -> str:
        """What is reached of PAdES."""
        if self.of_paper:
            return "B-LTA"
        return "B-T" if {stamp.of for stamp in self.stamps} == set(self.roles) else "B-B"

    def problems(self, remembered: int) -> list[str]:
        """Ids of what is wrong with them; `remembered`: so many this computer has seen."""
        broken = ["verify.broken-stamp"] if any(not each.valid for each in self.stamps) else []
        gone = ["verify.stamp-removed"] if len(self.of_paper) < remembered else []
        return broken + gone

    def notes(self, data: Mapping[str, Any]) -> list[str]:
        """Ids of what is not wrong, and yet worth knowing before one relies on a time."""
        if not self.stamps:
            return ["verify.stamp-missing"] if data.get("time_stamp_server") else []
        if any(each.trusted is False for each in self.stamps):
            return ["verify.time-other-roots"]
        if any(each.trusted is None for each in self.stamps):
            return ["verify.time-unchecked"]
        return ["verify.time-trusted"]


@dataclass(frozen=True, slots=True)
class Trust:
    """What a time-stamp server's certificate is held against."""

    roots: tuple[Any, ...] = ()
    lists: tuple[Any, ...] = ()
    """What authorities called back, as it is kept inside the paper."""


def times_of(reader: Any, roots: bytes = b"") -> Times:
    """All time stamps of a file that was read.

    Raises:
        Exception: of any kind, where the file is not built as ours are.
    """
    trust = Trust(root_certificates(roots), _lists_inside(reader)) if roots else Trust()
    signatures = reader.embedded_regular_signatures
    archive = reader.embedded_timestamp_signatures
    return Times(
        (
            *_of_signatures(signatures, trust),
            *(time_of_paper(each, trust)[0] for each in archive),
        ),
        tuple(_ends(reader.embedded_signatures)),
    )


def time_of_paper(stamp: Any, trust: Trust = Trust()) -> tuple[TimeStamp, Any]:
    """An archive time stamp, and how much of the file it covers."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import validate_pdf_timestamp

    token = token_of(stamp)
    status = validate_pdf_timestamp(stamp, trust_for(token))
    later = status.modification_level
    is_whole = later is None or later <= ModificationLevel.LTA_UPDATES
    found = _time(token, PAPER, stamp.compute_digest, trust, is_whole=is_whole)
    return found, status.coverage


def trust_of_time(signature: Any) -> Any | None:
    """What the signing library is to trust while it looks at a signature's own time stamp."""
    token = token_of(signature)
    return None if token is None else trust_for(token)


def token_of(signature: Any) -> Any | None:
    """The time stamp that a signature carries, or is.

    Raises:
        ValueError: the signature carries more, unsigned, than one time stamp.
    """
    if signature.sig_object_type == "/DocTimeStamp":
        return signature.signed_data
    carried = signature.signer_info["unsigned_attrs"]
    if not carried:
        return None
    (attribute,) = carried
    if attribute["type"].native != "signature_time_stamp_token":
        raise ValueError("an unsigned attribute that no signing here writes")
    (token,) = attribute["values"]
    return token["content"]


def _of_signatures(signatures: Sequence[Any], trust: Trust) -> Iterator[TimeStamp]:
    from pyhanko.sign.validation.generic_cms import message_imprint_checker

    roles = dict(zip(FIELDS.values(), FIELDS, strict=True))
    for signature in signatures:
        token = token_of(signature)
        role = roles.get(signature.field_name)
        if token is not None and role is not None:
            yield _time(token, role, message_imprint_checker(signature.signer_info), trust)


def _time(
    token: Any,
    of: str,
    digest_of: Callable[[str], bytes],
    trust: Trust,
    *,
    is_whole: bool = True,
) -> TimeStamp:
    is_sound = is_whole and asyncio.run(checked(token, digest_of)).is_sound
    is_trusted = None
    if trust.roots:
        held = checked(token, digest_of, trust.roots, trust.lists)
        is_trusted = asyncio.run(held).is_trusted
    certificate = server_certificate(token)
    subject = certificate.subject.native
    name = subject.get("common_name") or subject.get("organization_name") or "–"
    until = certificate["tbs_certificate"]["validity"]["not_after"].native
    return TimeStamp(of, str(name), stamped_at(token), until, is_sound, is_trusted)


def _lists_inside(reader: Any) -> tuple[Any, ...]:
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    if "/DSS" not in reader.root:
        return ()
    store = DocumentSecurityStore.read_dss(reader)
    return tuple(_loaded(store.crls))


def _loaded(streams: Sequence[Any]) -> Iterator[Any]:
    from asn1crypto import crl  # type: ignore[import-untyped]

    for each in streams:
        yield crl.CertificateList.load(each.get_object().data, strict=True)


def _ends(signatures: Sequence[Any]) -> Iterator[int]:
    before = None
    for signature in signatures:
        if signature.sig_object_type == "/DocTimeStamp" and before is not None:
            yield int(before.byte_range[2]) + int(before.byte_range[3])
        before = signature
