"""Whether a signed line costs something else today: by comparing texts, as there are very many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from onboard.canonical import digest
from onboard.content.model import ItemId
from onboard.content.pack import ContentPack
from onboard.desk.overview import PriceCheck, SignedLines
from onboard.firm import FirmProfile
from onboard.recommendation.costing import PriceList

_MARK = 16
_PERIODS = {"once": "once", "monthly": "month", "yearly": "year"}


@dataclass(frozen=True, slots=True)
class TodaysPrices:
    """What one firm asks today for the lines of one pack."""

    keys: frozenset[str]
    by_offer: Mapping[str, str]
    """The key of each item and offer."""
    mark: str
    """Equal for equal lists."""

    def check(self, signed: Sequence[str]) -> PriceCheck:
        return PriceCheck(self.mark, len(self.changed(signed)))

    def changed(self, signed: Iterable[str]) -> list[str]:
        """Keys of signed lines that cost something else today; what is no longer sold is none."""
        found = [key for key in signed if key not in self.keys]
        return [key for key in found if offer_of(key) in self.by_offer]


def todays_prices(pack: ContentPack, firm: FirmProfile) -> TodaysPrices:
    listed = PriceList(pack, firm)
    by_offer = {}
    for item, sold in pack.content.items.items():
        for offer in sold.offers:
            price = listed.unit_price(ItemId(item), offer)
            if price.is_confirmed:
                amount = price.amount
                key = price_key(item, offer, amount.low, amount.high, amount.currency, price.per)
                by_offer[offer_of(key)] = key
    return TodaysPrices(frozenset(by_offer.values()), by_offer, digest(by_offer)[:_MARK])


def price_key(item: str, offer: str, low: Decimal, high: Decimal, currency: str, per: str) -> str:
    """One text for one price, the same however its amounts were written."""
    amounts = (format(each.normalize(), "f") for each in (low, high))
    return " ".join((item, offer, *amounts, currency, per))


def offer_of(key: str) -> str:
    """Item and offer of a `price_key`."""
    item, offer, _ = key.split(" ", 2)
    return f"{item} {offer}"


def signed_lines(
    papers: Sequence[Sequence[Mapping[str, Any]]],
) -> SignedLines:
    """What is bought by the lines of signed papers, the oldest first; a newer paper goes before."""
    bought: dict[str, int] = {}
    prices: dict[str, str] = {}
    for lines in papers:
        for row in lines:
            chosen = row.get("chosen") or {}
            if not chosen.get("quantity"):
                continue
            item = str(row["item"])
            bought[item] = int(chosen["quantity"])
            key = _signed_key(row, chosen)
            if key:
                prices[item] = key
    return SignedLines(tuple(bought.items()), tuple(prices.values()))


def _signed_key(row: Mapping[str, Any], chosen: Mapping[str, Any]) -> str:
    """The price as it stands in the paper; for another offer, what one piece of it came to."""
    item, offer, basis = str(row["item"]), str(chosen["offer"]), row["price_basis"]
    if offer == row["offer"]:
        unit = basis["unit"]
        low, high = Decimal(unit["low"]), Decimal(unit["high"])
        return price_key(item, offer, low, high, str(unit["currency"]), str(basis["per"]))
    for name, per in _PERIODS.items():
        low, high = (Decimal(chosen[name][end]) for end in ("low", "high"))
        if low or high:
            pieces = Decimal(int(chosen["quantity"]))
            currency = str(chosen[name]["currency"])
            return price_key(item, offer, low / pieces, high / pieces, currency, per)
    return ""
