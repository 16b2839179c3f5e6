"""Unit prices: the firm's own where it has one, otherwise the pack's range with its basis."""

from __future__ import annotations

from functools import lru_cache

from onboard.content.model import ItemId, Price, PriceBasis
from onboard.content.pack import ContentPack
from onboard.firm import FirmProfile
from onboard.recommendation.bill import UnitPrice
from onboard.recommendation.money import Money


class PriceList:
    """Prices of one firm for one pack, in one currency.

    A firm with another currency than the pack sees only its own prices; the pack's are not
    converted: they are not confirmed, and bar signing.
    """

    def __init__(self, pack: ContentPack, firm: FirmProfile) -> None:
        self._pack = pack
        self._firm_name = firm.name
        self.currency = firm.currency or pack.currency
        self._listed = _listed(pack)
        self._own = {(price.item, price.offer): price for price in firm.own_prices}

    def unit_price(self, key: ItemId, offer_id: str) -> UnitPrice:
        item = self._pack.content.items[key]
        known_id = offer_id if offer_id in item.offers else item.recommended
        own = self._own.get((key, known_id))
        if own is None and self.currency == self._pack.currency:
            return self._listed_price(key, known_id)
        price = item.offers[known_id].price  # type: ignore[index]
        if own is not None:
            amount = Money(own.amount, own.amount, self.currency)
            return UnitPrice(amount, own.per, PriceBasis.OWN, self._firm_name, "")
        if self.currency != self._pack.currency and price.basis is not PriceBasis.FREE:
            zero = Money(price.low * 0, price.low * 0, self.currency)
            return UnitPrice(zero, price.per.value, price.basis, "", "", is_confirmed=False)
        return _unit_price(price, self.currency)

    def _listed_price(self, key: ItemId, offer_id: str) -> UnitPrice:
        """The pack's own price, made once for all clients."""
        made = self._listed.get((key, offer_id))
        if made is None:
            price = self._pack.content.items[key].offers[offer_id].price  # type: ignore[index]
            made = self._listed[key, offer_id] = _unit_price(price, self.currency)
        return made


def _unit_price(price: Price, currency: str) -> UnitPrice:
    amount = Money(price.low, price.high, currency)
    return UnitPrice(amount, price.per.value, price.basis, price.source, price.on.isoformat())


@lru_cache(maxsize=8)
def _listed(pack: ContentPack) -> dict[tuple[ItemId, str], UnitPrice]:
    return {}
