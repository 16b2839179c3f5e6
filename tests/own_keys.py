"""Certificates as people bring them: from an authority of the tests' own, good ones and others."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from onboard.ports import SigningKey

PASSWORD = "not a real one"
_DAY = timedelta(days=1)


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """Issues certificates; `roots` is its own, as a file."""

    def __init__(self, at: datetime, name: str = "An Example Authority") -> None:
        self.at, self.name = at, named(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._own = self._signed(self._key, self.name, ca=True)
        self.roots = self._own.public_bytes(Encoding.PEM)

    def key(
        self,
        name: str = "The Owner",
        *,
        bits: int = 0,
        days: tuple[int, int] = (-30, 300),
        password: str = PASSWORD,
        **parts: Any,
    ) -> SigningKey:
        """A key file; `bits` for RSA, else P-256."""
        private: Any = ec.generate_private_key(ec.SECP256R1())
        if bits:
            private = rsa.generate_private_key(public_exponent=65537, key_size=bits)
        certificate = self._signed(private, named(name), days=days, **parts)
        packed = pkcs12.serialize_key_and_certificates(
            b"own", private, certificate, [self._own], BestAvailableEncryption(password.encode())
        )
        return SigningKey(packed, password.encode(), made_here=False)

    def under(self, above: Authority) -> x509.Certificate:
        """This authority's key, in a certificate by another one."""
        return above._signed(self._key, self.name, ca=True)

    def without_key(self) -> SigningKey:
        lock = BestAvailableEncryption(PASSWORD.encode())
        packed = pkcs12.serialize_key_and_certificates(b"own", None, None, [self._own], lock)
        return SigningKey(packed, PASSWORD.encode(), made_here=False)

    def _signed(
        self,
        private: Any,
        subject: x509.Name,
        *,
        days: tuple[int, int] = (-30, 3000),
        ca: bool = False,
        signs: bool = True,
        purpose: Any = None,
    ) -> x509.Certificate:
        usage = dict.fromkeys(
            (
                "key_encipherment",
                "data_encipherment",
                "key_agreement",
                "encipher_only",
                "decipher_only",
            ),
            False,
        )
        usage["key_encipherment"] = not signs
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(private.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.at + days[0] * _DAY)
            .not_valid_after(self.at + days[1] * _DAY)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=signs and not ca,
                    content_commitment=signs and not ca,
                    key_cert_sign=ca,
                    crl_sign=ca,
                    **usage,
                ),
                critical=True,
            )
        )
        if purpose is not None:
            made = made.add_extension(x509.ExtendedKeyUsage([purpose]), critical=False)
        return made.sign(self._key, hashes.SHA256())


class Ring:
    """Authorities of one name that issue certificates to each other, and to one person."""

    def __init__(self, at: datetime, size: int = 40) -> None:
        made = [Authority(at, "One Of Many") for _ in range(4)]
        pairs = ((made[at % 4], made[(at + 1) % 4]) for at in range(size))
        self.certificates = tuple(below.under(above) for below, above in pairs)
        self.key = made[0].key()


SERVER = ExtendedKeyUsageOID.SERVER_AUTH
MAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION
