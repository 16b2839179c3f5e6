"""What this computer remembers, held against the signatures of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from onboard.firm import known_namesake
from onboard.pdf.box_check import Look
from onboard.ports import Certificate, KnownPaper
from onboard.wording import say


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature as found."""

    role: str
    name: str
    when: datetime | None
    """By the signer's clock."""
    proof: str
    """"self-made" for a certificate that only vouches for itself, else "certificate"."""
    valid: bool
    fingerprint: str = ""
    """SHA-256 of the signer's certificate."""
    certificate: Certificate | None = None
    """What it says, where somebody else vouches for the signer."""
    trusted: bool | None = None
    """Whether it leads to an issuer that is trusted here; None where none is named."""
    look: Look = "same"
    """How the picture in the box fits the signature."""


def against_memory(
    known: KnownPaper, reports: list[SignatureReport], *, is_remembered: bool
) -> list[str]:
    problems = []
    if known.sha256 and not is_remembered:
        problems.append("verify.other-bytes")
    found = {report.role: report.fingerprint for report in reports}
    for role, fingerprint in known.certificates.items():
        if role in found and found[role] != fingerprint:
            problems.append("verify.other-certificate")
        elif role not in found and not is_remembered:
            problems.append("verify.signature-removed")
    return problems


def strangers_in(known: KnownPaper, reports: list[SignatureReport]) -> list[str]:
    """Consultants who go by the name of one that is known here, or one that looks like it.

    Owners are not compared: each of their signatures has a key of its own.
    """
    told = []
    for report in reports:
        if report.role != "consultant" or report.role in known.certificates:
            continue
        namesake = known_namesake(known.consultants, report.name, report.fingerprint)
        if namesake is not None:
            told.append(say("verify.stranger", name=namesake))
    return told
