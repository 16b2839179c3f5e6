"""Whose certificate a signature came with, and whether its issuer is trusted here."""

from __future__ import annotations

import asyncio
from typing import Any

from cryptography import x509

from onboard.pdf.own_key import as_told
from onboard.pdf.time_stamper import root_certificates
from onboard.ports import Certificate


def certificate_of(signature: Any) -> Certificate | None:
    """What the signer's certificate says; None where it only vouches for itself."""
    if signature.signer_cert.self_issued:
        return None
    return as_told(x509.load_der_x509_certificate(signature.signer_cert.dump()))


def leads_to(signature: Any, roots: bytes) -> bool | None:
    """Whether the certificate leads to one of these; None where there are none to ask.

    Held against the time that the signature names. Nothing is fetched, so nobody here can say
    whether it was called back since.
    """
    if not roots or signature.signer_cert.self_issued:
        return None
    from pyhanko_certvalidator import CertificateValidator, ValidationContext
    from pyhanko_certvalidator.errors import PathError, ValidationError

    context = ValidationContext(
        trust_roots=list(root_certificates(roots)),
        other_certs=list(signature.other_embedded_certs),
        allow_fetching=False,
        moment=signature.self_reported_timestamp,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(
        signature.signer_cert,
        intermediate_certs=list(signature.other_embedded_certs),
        validation_context=context,
    )
    try:
        asyncio.run(validator.async_validate_usage(set()))  # type: ignore[no-untyped-call]
    except (PathError, ValidationError):
        return False
    return True
