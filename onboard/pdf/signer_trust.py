"""Whose certificate a signature came with, and whether its issuer is trusted here."""

from __future__ import annotations

import asyncio
from typing import Any

from cryptography import x509

from onboard.pdf.keys import is_kind_to_sign
from onboard.pdf.own_key import as_told, may_sign
from onboard.pdf.time_stamper import root_certificates
from onboard.ports import Certificate


def certificate_of(signature: Any) -> Certificate | None:
    """What the signer's certificate says; None where it only vouches for itself."""
    if signature.signer_cert.self_issued:
        return None
    return as_told(x509.load_der_x509_certificate(signature.signer_cert.dump()))


def is_fit(signature: Any) -> bool:
    """Whether the key is one that this program signs with, on the day that the signature names."""
    certificate = x509.load_der_x509_certificate(signature.signer_cert.dump())
    at = signature.self_reported_timestamp
    return is_kind_to_sign(certificate.public_key()) and (
        at is not None and certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc
    )


def leads_to(signature: Any, roots: bytes) -> bool | None:
    """Whether the certificate leads to one of these; None where there are none to ask.

    Held against the time that the signature names. Nothing is fetched, so nobody here can say
    whether it was called back since.
    """
    if not roots or signature.signer_cert.self_issued:
        return None
    if not may_sign(x509.load_der_x509_certificate(signature.signer_cert.dump())):
        return False
    # One of each name: many that vouch for each other make more ways up than can be tried.
    above = list({each.subject.hashable: each for each in signature.other_embedded_certs}.values())
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathError, ValidationError

    context = ValidationContext(
        trust_roots=list(root_certificates(roots)),
        other_certs=above,
        allow_fetching=False,
        moment=signature.self_reported_timestamp,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(
        signature.signer_cert,
        intermediate_certs=above,
        validation_context=context,
    )
    try:
        asyncio.run(validator.async_validate_usage(set()))  # type: ignore[no-untyped-call]
    except (PathError, ValidationError):
        return False
    return True
