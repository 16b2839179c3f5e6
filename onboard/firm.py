"""Who advises: name, rates, answer times and own prices, frozen into what is signed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class OwnPrice:
    """The firm's own price for one offer of an item; it replaces the pack's range."""

    item: str
    offer: str
    amount: Decimal
    per: str  # "once", "month" or "year"


@dataclass(frozen=True, slots=True)
class Earning:
    """Whether the firm earns when a client buys something, without amounts."""

    of: str
    """An item, or a kind of item for all of them."""
    margin: bool | None = None
    """None: the firm has not said."""
    scheme: str = ""
    """A maker's partner scheme that the firm is in; empty for none."""
    percent: Decimal | None = None
    """Of the price, what the firm keeps: for the consultant's eyes, in no paper and no export."""


def says_an_amount(scheme: str) -> bool:
    """Whether the name of a scheme tells what it brings, which the plan leaves out."""
    return bool(re.search(r"\d\s*(?:%|percent)|[$€£]\s*\d|\d\s*(?:[$€£]|USD|EUR|GBP)", scheme))


@dataclass(frozen=True, slots=True)
class Contact:
    """Who advises, as far as it is known here."""

    name: str = ""
    """Of the firm."""
    consultant: str = ""
    phone: str = ""
    email: str = ""

    @property
    def whom(self) -> str:
        return self.consultant or self.name

    @property
    def can_be_reached(self) -> bool:
        return bool(self.whom and (self.phone or self.email))


@dataclass(frozen=True, slots=True)
class TimeStampServer:
    """Who is asked for the time of a signature. It gets a fingerprint of the paper, no more."""

    url: str
    roots: bytes = b""
    """Certificates that its own must lead to, PEM or DER; empty: whichever it has is taken."""

    @property
    def host(self) -> str:
        """What may be told and kept of the address: it can hold a password."""
        try:
            return urlsplit(self.url).hostname or ""
        except ValueError:
            return ""


def is_server_address(url: str) -> bool:
    """Whether a time-stamp server can be asked there; a password goes over https alone."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is no port
    except ValueError:
        return False
    is_plain = url.isascii() and url.isprintable() and " " not in url
    has_password = parts.username is not None or parts.password is not None
    return bool(
        is_plain
        and parts.hostname
        and (parts.scheme == "https" or (parts.scheme == "http" and not has_password))
    )


def certificates_in(data: bytes) -> tuple[bytes, ...]:
    """The certificates of a PEM or DER file, each as DER; none where it is something else."""
    if not data:
        return ()
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates

    try:
        if b"-----BEGIN" in data:
            found = load_pem_x509_certificates(data)
        else:
            found = [load_der_x509_certificate(data)]
    except ValueError:
        return ()
    return tuple(each.public_bytes(Encoding.DER) for each in found)


@dataclass(frozen=True, slots=True)
class FirmProfile:
    """What fills the blanks of the agreement on the adviser's side."""

    name: str = ""
    consultant: str = ""
    email: str = ""
    phone: str = ""
    logo_png: bytes = b""
    currency: str = ""
    """Empty: the pack's currency."""
    tax_percent: Decimal = Decimal(0)
    tax_name: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    """Blank id of the pack to the firm's own words: rates, answer times, hours."""
    own_prices: tuple[OwnPrice, ...] = ()
    earnings: tuple[Earning, ...] = ()
    time_stamp_url: str = ""
    """Of the server that stamps signatures with the time; empty: none is asked."""
    time_stamp_roots: bytes = b""
    """The file of certificates that the server's own must lead to, as it was picked."""
    signer_roots: bytes = b""
    """The same for certificates that owners bring; empty: nobody looks who issued them."""

    @property
    def time_stamp_server(self) -> TimeStampServer | None:
        if not self.time_stamp_url:
            return None
        return TimeStampServer(self.time_stamp_url, self.time_stamp_roots)

    @property
    def contact(self) -> Contact:
        return Contact(self.name, self.consultant, self.phone, self.email)

    def earning(self, item: str, kind: str) -> Earning:
        """What was said about one item, and where it says nothing, about all of its kind."""
        said = {entry.of: entry for entry in self.earnings}
        mine, all_ = said.get(item, Earning(item)), said.get(kind, Earning(kind))
        return Earning(
            item,
            mine.margin if mine.margin is not None else all_.margin,
            mine.scheme or all_.scheme,
            mine.percent if mine.percent is not None else all_.percent,
        )


_LOOK_ALIKES = str.maketrans(
    "авсԁеѕіјӏкмнорԛтуѵԝхһгпзαβγεζηικμνορτυχωϲϳıɩɑɡօսհոցi1|05",
    "abcdesljlkmhopqtyvwxhrneabyezhlkmvoptuxwcjllagouhnglllos",
)
"""Cyrillic, Greek and other letters, and figures, that the eye takes for Latin ones; i is as l."""


def known_namesake(known: Mapping[str, Sequence[str]], name: str, fingerprint: str) -> str | None:
    """A consultant who goes by this name, or one that looks like it, and never used this key."""
    alike = {each: keys for each, keys in known.items() if as_seen(each) == as_seen(name)}
    if not alike or any(fingerprint in keys for keys in alike.values()):
        return None
    return min(alike)


def as_seen(name: str) -> str:
    """What a name looks like: spaces, accents, dots and alphabets make no difference.

    Two names that look alike may be two firms. They are never taken for one, only asked about.
    """
    apart = unicodedata.normalize("NFKD", name).casefold()
    seen = unicodedata.normalize("NFKD", apart).translate(_LOOK_ALIKES)
    plain = "".join(letter for letter in seen if letter.isalnum())
    return plain.replace("rn", "m").replace("vv", "w")
