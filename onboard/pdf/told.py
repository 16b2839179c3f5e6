"""What a check of a paper found, in plain sentences: for the command line and for the window."""

from __future__ import annotations

from onboard.pdf.verify import Verification
from onboard.wording import moment, say


def verification_text(result: Verification) -> list[str]:
    """The answer in plain sentences, never more than was proven."""
    lines = []
    if result.status == "unchanged":
        key = "cli.verify-known" if result.identity_known else "cli.verify-unknown"
        lines.append(say(key))
    else:
        lines.append(say(f"cli.verify-{result.status}"))
    for signature in result.signatures:
        when = moment(signature.when) if signature.when else say("cli.verify-no-time")
        key = "cli.verify-signature" if signature.valid else "cli.verify-bad-signature"
        role = say(f"agreement.side-{signature.role}")
        proof = say(f"cli.verify-proof-{signature.proof}")
        lines.append(say(key, name=signature.name, role=role, when=when, proof=proof))
    lines.extend(result.changes)
    return lines
