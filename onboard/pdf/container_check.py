"""Whether the signed value of a signature holds a signature of ours and nothing besides.

No signature covers its own value. Whoever has the last one can put certificates, lists and other
data into it, or spell it otherwise, and the signature holds all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

MOST_CERTIFICATES = 20
"""Of one signature: the signer's own, and those above it."""
_TOLD = ["content_type", "message_digest", "signing_certificate_v2"]
_DIGEST = "sha256"
_METHODS = ("sha256_rsa", "sha256_ecdsa")


def has_foreign_value(signature: Any) -> bool:
    """Whether anything stands in the signed value that signing here never writes.

    Raises:
        Exception: of any kind, where it is not built as ours are.
    """
    from asn1crypto import cms, parser  # type: ignore[import-untyped]

    room = signature.pkcs7_content
    written = room[: parser.peek(room)]
    data = cms.ContentInfo.load(written)["content"]
    (signer,) = data["signer_infos"]
    certificates = [each.chosen for each in data["certificates"]]
    if len(certificates) > MOST_CERTIFICATES or _are_others(signature.signer_cert, certificates):
        return True
    if [each["type"].native for each in signer["signed_attrs"]] != _TOLD:
        return True
    method = signer["signature_algorithm"]["algorithm"].native
    if method not in _METHODS:
        return True
    own = signature.signer_cert
    named = {"issuer": own.issuer, "serial_number": own.serial_number}
    parts = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": named},
        "digest_algorithm": {"algorithm": _DIGEST},
        "signed_attrs": signer["signed_attrs"],
        "signature_algorithm": {"algorithm": method},
        "signature": signer["signature"].native,
    }
    if signer["unsigned_attrs"]:  # a time stamp, which is looked at elsewhere
        parts["unsigned_attrs"] = signer["unsigned_attrs"]
    again = {
        "version": "v1",
        "digest_algorithms": [{"algorithm": _DIGEST}],
        "encap_content_info": {"content_type": "data"},
        "certificates": data["certificates"],
        "signer_infos": [parts],
    }
    wrapped = cms.ContentInfo({"content_type": "signed_data", "content": again})
    return bool(wrapped.dump() != written)


def those_above(
    certificate: x509.Certificate, others: Sequence[x509.Certificate]
) -> tuple[x509.Certificate, ...]:
    """Of some certificates those that vouch for the first one, or for one that does."""
    found, waiting = [], [certificate]
    left = [each for each in others if each != certificate]
    while waiting:
        here = waiting.pop()
        issuers = [each for each in left if _is_issuer(each, here)]
        left = [each for each in left if each not in issuers]
        found += issuers
        waiting += issuers
    return tuple(each for each in others if each in found)


def _is_issuer(above: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _are_others(own: Any, certificates: Sequence[Any]) -> bool:
    """Whether some certificate is not the signer's and does not vouch for it either."""
    loaded = [x509.load_der_x509_certificate(each.dump()) for each in certificates]
    signer = x509.load_der_x509_certificate(own.dump())
    return len(loaded) != len({signer, *those_above(signer, loaded)})
