"""A certificate of somebody's own, out of a PKCS#12 file: whose it is, and whether it may sign."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from onboard.errors import UserFacingError
from onboard.pdf.keys import LEAST_BITS, load_key
from onboard.ports import Certificate, SigningKey

LARGEST = 1_000_000
"""Bytes of a key file; usual ones have a hundredth of it."""
_MOST_ROUNDS = 10_000_000
"""Of the password's stretching: more takes minutes, and no program writes it."""
_NO_PERSON = frozenset(
    (
        ExtendedKeyUsageOID.SERVER_AUTH,
        ExtendedKeyUsageOID.CODE_SIGNING,
        ExtendedKeyUsageOID.TIME_STAMPING,
        ExtendedKeyUsageOID.OCSP_SIGNING,
    )
)
"""A certificate for these alone is a machine's or a program's."""


def own_certificate(key: SigningKey, at: datetime) -> Certificate:
    """Whose certificate a key file holds, once it is sure that it can sign at that time.

    Raises:
        UserFacingError: "certificate.…" or "seal.key-…", why it cannot.
    """
    found = _opened(key)
    if not found.not_valid_before_utc <= at:
        raise UserFacingError("certificate.not-yet")
    if not at <= found.not_valid_after_utc:
        raise UserFacingError("certificate.expired")
    public = found.public_key()
    if isinstance(public, rsa.RSAPublicKey) and public.key_size < LEAST_BITS:
        raise UserFacingError("certificate.weak", bits=public.key_size, least=LEAST_BITS)
    if not may_sign(found):
        raise UserFacingError("certificate.not-for-signing")
    load_key(key, at)  # what the signing itself will look at
    return as_told(found)


def as_told(found: x509.Certificate) -> Certificate:
    """What a certificate says of itself, and who says so."""
    return Certificate(
        name=_name(found.subject),
        issuer=_name(found.issuer),
        until=found.not_valid_after_utc,
        fingerprint=found.fingerprint(hashes.SHA256()).hex(),
        is_self_made=found.subject == found.issuer,
    )


def _opened(key: SigningKey) -> x509.Certificate:
    _require_key_file(key.pkcs12)
    try:
        private, certificate, _ = pkcs12.load_key_and_certificates(key.pkcs12, key.secret or None)
    except UnsupportedAlgorithm as error:
        raise UserFacingError("certificate.old-lock") from error
    except (ValueError, TypeError) as error:
        raise UserFacingError("certificate.password") from error
    if private is None or certificate is None:
        raise UserFacingError("certificate.no-key")
    return certificate


def _require_key_file(data: bytes) -> None:
    """Told apart from a wrong password before one is tried."""
    from asn1crypto import pkcs12 as structure  # type: ignore[import-untyped]

    try:
        if not data or len(data) > LARGEST:
            raise ValueError("no size of a key file")
        outer = structure.Pfx.load(data, strict=True)
        is_one = outer["version"].native == "v3" and outer["auth_safe"]["content"].native
        seal = outer["mac_data"]
        rounds: Any = seal["iterations"].native if seal.native else 1
    except Exception as error:  # a foreign file can make the parser fail in any way
        raise UserFacingError("certificate.no-file") from error
    if not is_one or rounds > _MOST_ROUNDS:
        raise UserFacingError("certificate.no-file")


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether its issuer gave it to a person to sign with."""
    extensions = certificate.extensions
    try:
        if extensions.get_extension_for_class(x509.BasicConstraints).value.ca:
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        usage = extensions.get_extension_for_class(x509.KeyUsage).value
        if not (usage.digital_signature or usage.content_commitment):
            return False
    except x509.ExtensionNotFound:
        pass
    try:
        purposes = set(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
        return not purposes <= _NO_PERSON
    except x509.ExtensionNotFound:
        return True


def _name(subject: x509.Name) -> str:
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for found in subject.get_attributes_for_oid(kind):
            if str(found.value).strip():
                return " ".join(str(found.value).split())
    return "–"
