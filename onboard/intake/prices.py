"""A supplier's or the firm's own price list: what each row would change, before anything does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum

from onboard.amounts import parse_amount
from onboard.content.model import Item
from onboard.content.pack import ContentPack
from onboard.content.problems import did_you_mean
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile, OwnPrice
from onboard.intake.columns import Mapped, cell, plainly, recognised
from onboard.intake.days import days_of
from onboard.tables.limits import Rows

NAMES: Mapping[str, Sequence[str]] = {
    "item": (
        *("item", "item id", "sku", "product", "name", "description", "articulo", "producto"),
        *("codigo", "nombre", "descripcion"),
    ),
    "offer": ("offer", "variant", "plan", "edition", "oferta", "variante", "edicion"),
    "price": (
        *("price", "unit price", "net price", "amount", "cost", "precio", "precio unitario"),
        *("precio neto", "importe", "coste", "costo"),
    ),
    "per": ("per", "period", "billing", "billing period", "por", "periodo", "facturacion"),
    "currency": ("currency", "moneda", "divisa"),
    "since": ("since", "valid from", "from", "effective date", "desde", "valido desde", "vigencia"),
}
FIELDS = tuple(NAMES)
NEEDED = ("item", "price")
MOST_AMOUNT = Decimal("1e9")
MOST_TIMES = 100
"""A price so many times the one of before, or so small a part of it, is a slip of the pen."""
_PERIODS = {
    "once": ("once", "one time", "one off", "una vez", "unico", "pago unico"),
    "month": ("month", "monthly", "mo", "mes", "mensual", "al mes"),
    "year": ("year", "yearly", "annual", "annually", "yr", "ano", "anual", "al ano"),
}


class PriceFate(Enum):
    NEW = "new"  # the firm had no price of its own
    CHANGED = "changed"
    SAME = "same"
    UNKNOWN = "unknown"  # no such thing in the pack
    NO_OFFER = "no-offer"
    UNREAD = "unread"  # no amount, or one that could mean two
    ABSURD = "absurd"
    NO_PERIOD = "no-period"
    LATER = "later"  # counts from a day that is still to come
    TWICE = "twice"


TAKEN = (PriceFate.NEW, PriceFate.CHANGED)


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One row, with the price that it would set."""

    number: int
    fate: PriceFate
    said: str
    """What the file calls it."""
    name: str = ""
    """What the pack calls it."""
    old: Decimal | None = None
    """The firm's own price of before; None: the pack's range counted."""
    range_low: Decimal | None = None
    range_high: Decimal | None = None
    price: OwnPrice | None = None
    since: date | None = None
    near: str = ""
    """What may have been meant."""


@dataclass(frozen=True, slots=True)
class PricePreview:
    """What a list would change."""

    head: tuple[str, ...]
    columns: Mapped
    currency: str
    rows: tuple[PriceRow, ...]

    @property
    def taken(self) -> tuple[OwnPrice, ...]:
        return tuple(row.price for row in self.rows if row.price and row.fate in TAKEN)

    def count(self, *fates: PriceFate) -> int:
        return sum(row.fate in fates for row in self.rows)


def understand_prices(
    pack: ContentPack,
    firm: FirmProfile,
    rows: Rows,
    on: date,
    *,
    columns: Mapped | None = None,
) -> PricePreview:
    """What each row would change.

    Raises:
        UserFacingError: "prices.no-columns"; "prices.other-currency", for one row in another money.
    """
    head, body = rows[0], rows[1:]
    mapped = dict(columns) if columns is not None else recognised(head, NAMES)
    currency = firm.currency or pack.currency
    if not set(NEEDED) <= set(mapped):
        return PricePreview(head, mapped, currency, ())
    _refuse_other_money(head, body, mapped, currency)
    known = _by_name(pack)
    own = {(price.item, price.offer): price for price in firm.own_prices}
    since = days_of([cell(row, mapped, "since") for row in body])
    seen: list[PriceRow] = []
    above: set[tuple[str, str]] = set()
    for place, row in enumerate(body):
        made = _row(pack, known, own, row, mapped, place + 2)
        made = replace(made, since=since[place])
        if made.price is not None and made.fate in (*TAKEN, PriceFate.SAME):
            key = (made.price.item, made.price.offer)
            is_unclear = bool(cell(row, mapped, "since")) and since[place] is None
            day = since[place]
            if key in above:
                made = replace(made, fate=PriceFate.TWICE)
            elif is_unclear or (day is not None and day > on):
                made = replace(made, fate=PriceFate.LATER)
            above.add(key)
        seen.append(made)
    return PricePreview(head, mapped, currency, tuple(seen))


def with_prices(firm: FirmProfile, taken: Sequence[OwnPrice]) -> FirmProfile:
    """The firm with these prices in place of those it had for the same things."""
    new = {(price.item, price.offer): price for price in taken}
    kept = {(price.item, price.offer): price for price in firm.own_prices}
    return replace(firm, own_prices=tuple({**kept, **new}.values()))


def _refuse_other_money(head: Sequence[str], body: Rows, mapped: Mapped, currency: str) -> None:
    """One row in another currency and the whole list is for somebody else."""
    named = {cell(row, mapped, "currency").upper() for row in body} - {""}
    signs = {"$": ("USD", "CAD", "AUD", "NZD"), "€": ("EUR",), "£": ("GBP",)}
    texts = [cell(row, mapped, "price") for row in body] + [head[mapped["price"]]]
    for text in texts:
        named |= {word for word in text.upper().split() if word in _CURRENCIES}
        for sign, meant in signs.items():
            if sign in text and currency not in meant:
                named.add(meant[0])
    other = sorted(named - {currency})
    if other:
        raise UserFacingError("prices.other-currency", found=other[0][:20], wanted=currency)


_CURRENCIES = frozenset(
    ("USD", "EUR", "GBP", "CAD", "AUD", "NZD", "CHF", "SEK", "NOK", "DKK", "ZAR", "INR", "MXN")
)


def _by_name(pack: ContentPack) -> dict[str, str]:
    """Items by id and by name; a name that two have is nobody's."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for key, item in pack.content.items.items():
        name = plainly(item.name)
        twice |= {name} & set(found)
        found[name] = key
    unique = {name: key for name, key in found.items() if name not in twice}
    return {**unique, **{plainly(key): key for key in pack.content.items}}


def _row(
    pack: ContentPack,
    known: Mapping[str, str],
    own: Mapping[tuple[str, str], OwnPrice],
    row: Sequence[str],
    mapped: Mapped,
    number: int,
) -> PriceRow:
    said = cell(row, mapped, "item")[:200]
    key = known.get(plainly(said))
    if key is None:
        near = did_you_mean(plainly(said), known) if said else ""
        return PriceRow(number, PriceFate.UNKNOWN, said, near=near.strip())
    item = pack.content.items[key]
    made = PriceRow(number, PriceFate.UNREAD, said, item.name)
    offer = _offer(item, cell(row, mapped, "offer"))
    if offer is None:
        return replace(made, fate=PriceFate.NO_OFFER)
    listed = item.offers[offer].price  # type: ignore[index]
    before = own.get((key, offer))
    old = before.amount if before is not None else None
    made = replace(made, old=old, range_low=listed.low, range_high=listed.high)
    amount = parse_amount(cell(row, mapped, "price"))
    if amount is None:
        return made
    per = _period(cell(row, mapped, "per")) if cell(row, mapped, "per") else listed.per.value
    if not per:
        return replace(made, fate=PriceFate.NO_PERIOD)
    price = OwnPrice(key, offer, amount, per)
    made = replace(made, price=price)
    is_alike = per == (before.per if before is not None else listed.per.value)
    low, high = (old, old) if old is not None else (listed.low, listed.high)
    if amount > MOST_AMOUNT or (is_alike and _is_absurd(amount, low, high)):
        return replace(made, fate=PriceFate.ABSURD)
    if before is None:
        return replace(made, fate=PriceFate.NEW)
    return replace(made, fate=PriceFate.SAME if before == price else PriceFate.CHANGED)


def _is_absurd(amount: Decimal, low: Decimal, high: Decimal) -> bool:
    return bool(high) and (amount > high * MOST_TIMES or amount * MOST_TIMES < low)


def _offer(item: Item, said: str) -> str | None:
    """The offer of an item by id or name; the recommended one where the list says nothing."""
    if not said:
        recommended: str = item.recommended
        return recommended
    names = {plainly(offer.name): key for key, offer in item.offers.items()}
    names |= {plainly(key): key for key in item.offers}
    return names.get(plainly(said))


def _period(said: str) -> str:
    text = plainly(said).removeprefix("per ")
    return next((period for period, words in _PERIODS.items() if text in words), "")
