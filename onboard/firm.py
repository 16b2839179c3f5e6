"""Who advises: name, rates, answer times and own prices, frozen into what is signed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


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


def as_seen(name: str) -> str:
    """What a name looks like: spaces, accents, dots and alphabets make no difference.

    Two names that look alike may be two firms. They are never taken for one, only asked about.
    """
    apart = unicodedata.normalize("NFKD", name).casefold()
    seen = unicodedata.normalize("NFKD", apart).translate(_LOOK_ALIKES)
    plain = "".join(letter for letter in seen if letter.isalnum())
    return plain.replace("rn", "m").replace("vv", "w")
