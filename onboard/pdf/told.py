"""What a check of a paper found, in plain sentences: for the command line and for the window."""

from __future__ import annotations

from onboard.pdf.foreign_text import one_line
from onboard.pdf.memory_check import SignatureReport
from onboard.pdf.names import FIELDS
from onboard.pdf.times import TimeStamp
from onboard.pdf.verify import Verification
from onboard.ports import Certificate, PenSigned
from onboard.wording import day, moment, say


def verification_text(result: Verification) -> list[str]:
    """The answer in plain sentences, never more than was proven."""
    lines = []
    if result.by_pen is not None and result.status == "unchanged":
        lines.append(say("verify.on-paper"))
        lines.append(say(f"verify.on-paper-{'known' if result.identity_known else 'unknown'}"))
    elif result.status == "unchanged":
        key = "cli.verify-known" if result.identity_known else "cli.verify-unknown"
        lines.append(say(key))
    else:
        lines.append(say(f"cli.verify-{result.status}"))
    for signature in result.signatures:
        when = moment(signature.when) if signature.when else say("cli.verify-no-time")
        key = "cli.verify-signature" if signature.valid else "cli.verify-bad-signature"
        if signature.valid and result.by_pen is not None:
            key = "verify.on-paper-sealed"
        known = signature.role in FIELDS
        role = say(f"agreement.side-{signature.role}" if known else "agreement.side-other")
        proof = say(f"cli.verify-proof-{signature.proof}")
        lines.append(say(key, name=one_line(signature.name), role=role, when=when, proof=proof))
        if signature.valid and signature.certificate is not None:
            lines.append(_certificate_text(signature, signature.certificate))
    if result.by_pen is not None and result.status != "altered":
        lines.extend(_pen_text(result.by_pen))
    lines.extend(_time_text(stamp) for stamp in result.times.stamps)
    if result.times.stamps and result.status != "altered":
        lines.append(say(f"verify.level-{result.times.level.lower()}"))
    lines.extend(result.changes)
    return lines


def _certificate_text(signature: SignatureReport, certificate: Certificate) -> str:
    """Whose certificate it is by its own words, and whether that was held against anything."""
    kind = {None: "unchecked", True: "trusted", False: "other"}[signature.trusted]
    return say(
        f"verify.certificate-{kind}",
        name=one_line(certificate.name),
        issuer=one_line(certificate.issuer),
        until=day(certificate.until.date()),
    )


def _pen_text(signed: PenSigned) -> list[str]:
    """What the one who sealed the scan says, and what no seal can prove."""
    owner, consultant = one_line(signed.owner), one_line(signed.consultant)
    on = day(signed.on)
    return [
        say("verify.on-paper-told", owner=owner, consultant=consultant, on=on),
        say("verify.on-paper-same"),
        say("verify.on-paper-not-proven", owner=owner, consultant=consultant),
    ]


def _time_text(stamp: TimeStamp) -> str:
    """What was stamped, when and by whom."""
    key = f"verify.time-{stamp.of}" if stamp.valid else "verify.time-broken"
    when, until = moment(stamp.when), day(stamp.until.date())
    return say(key, by=one_line(stamp.by), when=when, until=until)
