"""Keys that sign: made here for the occasion, or a firm's own PKCS#12 file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from weakref import WeakKeyDictionary

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from onboard.errors import UserFacingError
from onboard.ports import SigningKey

_BITS = 3072
LEAST_BITS = 2048
_LEAST_EXPONENT = 65537
"""Some programs take forged signatures of keys with a smaller one, and none is made any more."""
_LIFE = timedelta(days=3653)
_LONGEST_NAME = 64
"""X.520 allows no more in a name's part, counted in UTF-8: an é is two."""


@dataclass(frozen=True, slots=True)
class LoadedKey:
    """An opened key with its certificate and those above it."""

    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    others: tuple[x509.Certificate, ...]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, as 64 hexadecimal characters."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()


_OPENED: WeakKeyDictionary[SigningKey, LoadedKey] = WeakKeyDictionary()
"""What was opened, for as long as somebody holds the key file.

OpenSSL checks an RSA key each time it is opened, a fifth of a second in which no other thread of
Python runs, the window's neither.
"""


def make_key(name: str, organisation: str, at: datetime) -> SigningKey:
    """A new RSA key with a certificate that only vouches for itself.

    The file is locked with 32 random bytes, as hexadecimal text: PKCS#12 slows a guesser down too
    little for anything that a person could remember.
    """
    private = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, _shortened(name or "-"))]
    if organisation:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, _shortened(organisation)))
    subject = x509.Name(parts)
    start = at.astimezone(UTC) - timedelta(days=1)  # clocks differ
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + _LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signing(), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False
        )
        .sign(private, hashes.SHA256())
    )
    secret = secrets.token_hex(32).encode("ascii")
    packed = pkcs12.serialize_key_and_certificates(
        b"onboard", private, certificate, None, BestAvailableEncryption(secret)
    )
    key = SigningKey(packed, secret, made_here=True)
    _OPENED[key] = LoadedKey(private, certificate, ())
    return key


def _shortened(name: str) -> str:
    """As much of a name as a certificate takes; a letter that would be cut in two is left out."""
    return name.encode("utf-8")[:_LONGEST_NAME].decode("utf-8", "ignore")


def load_key(key: SigningKey, at: datetime) -> LoadedKey:
    """Open a key and check that common viewers will accept what it signs.

    Raises:
        UserFacingError: "seal.key-unreadable", "seal.key-kind" or "seal.key-dates".
    """
    loaded = _opened(key)
    certificate = loaded.certificate
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise UserFacingError("seal.key-dates")
    if certificate.public_key() != loaded.private.public_key():
        raise UserFacingError("seal.key-unreadable")
    return loaded


def certificate_fingerprint(key: SigningKey) -> str:
    """SHA-256 of the certificate inside a key file, as 64 hexadecimal characters."""
    return _opened(key).fingerprint


def _opened(key: SigningKey) -> LoadedKey:
    """What is in a key file, if common viewers will accept what it signs."""
    if key not in _OPENED:
        try:
            private, certificate, others = pkcs12.load_key_and_certificates(
                key.pkcs12, key.secret or None
            )
        except (ValueError, TypeError) as error:
            raise UserFacingError("seal.key-unreadable") from error
        if private is None or certificate is None:
            raise UserFacingError("seal.key-unreadable")
        if not (
            isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
            and is_kind_to_sign(private.public_key())
        ):
            raise UserFacingError("seal.key-kind")
        _OPENED[key] = LoadedKey(private, certificate, tuple(others))
    return _OPENED[key]


def is_kind_to_sign(public: object) -> bool:
    """Ed25519 and others are none: several viewers show such a paper as not signed."""
    match public:
        case rsa.RSAPublicKey():
            exponent = public.public_numbers().e
            return public.key_size >= LEAST_BITS and exponent >= _LEAST_EXPONENT
        case ec.EllipticCurvePublicKey():
            return isinstance(public.curve, ec.SECP256R1)
        case _:
            return False


def _for_signing() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
