"""What can be bought or done: offers, companions, exclusions, and when each is needed."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.content.lint.names import Names
from onboard.content.model import EndedTerm, Item, OrderedTerm, OwnedTerm, Price, Quantity
from onboard.content.problems import PackProblem, Place


def catalogue_problems(names: Names) -> Iterator[PackProblem]:
    """Everything wrong with populations, items, needs and the owner's words for items."""
    content = names.content
    for key, population in content.populations.items():
        yield from _quantity(names, ("populations", key), population)
    for key, item in content.items.items():
        yield from _item(names, ("items", key), key, item)
    for index, common in enumerate(content.common):
        yield from _common(names, ("common", index), common)
    yield from _needs(names)
    for word, named in content.order_words.items():
        yield from names.known(("order_words", word), named, content.items, "item")


def _quantity(names: Names, at: Place, quantity: Quantity) -> Iterator[PackProblem]:
    if quantity.at_most is not None:
        yield from names.number((*at, "at_most"), quantity.at_most)
    for field, terms in (("add", quantity.add), ("less", quantity.less)):
        for index, term in enumerate(terms):
            place = (*at, field, index)
            match term:
                case OrderedTerm(ordered=item) | OwnedTerm(owned=item) | EndedTerm(ended=item):
                    yield from names.known(place, item, names.content.items, "item")
                case str():
                    yield from names.number(place, term)
                case _:
                    pass


def _item(names: Names, at: Place, key: str, item: Item) -> Iterator[PackProblem]:
    if item.recommended not in item.offers:
        text = f'the recommended offer "{item.recommended}" is not among the offers'
        yield names.report((*at, "recommended"), "dangling", text)
    for offer_id, offer in item.offers.items():
        place = (*at, "offers", offer_id)
        yield from _price(names, (*place, "price"), offer.price)
        for index, part in enumerate(offer.includes):
            yield from _includes(names, (*place, "includes", index), part.item, part.over)
    for index, part in enumerate(item.includes):
        yield from _includes(names, (*at, "includes", index), part.item, part.over)
    yield from _companions(names, at, item)
    for index, exclusion in enumerate(item.excludes):
        place = (*at, "excludes", index)
        yield from names.known(place, exclusion.item, names.content.items, "item")
        if exclusion.item == key:
            yield names.report(place, "cycle", f'"{key}" cannot exclude itself')
    for index, said in enumerate(item.said_owned):
        place = (*at, "said_owned", index)
        yield from names.condition(place, said.when)
        yield from names.number(place, said.covers)
    for index, doer in enumerate(item.who_if):
        yield from names.condition((*at, "who_if", index), doer.when)
    for name, step in item.cheaper.items():
        place = (*at, "cheaper", name)
        yield from _price(names, (*place, "price"), step.price)
        for lowers in step.lowers:
            yield from names.known(place, lowers.risk, names.content.risks, "risk")


def _common(names: Names, at: Place, key: str) -> Iterator[PackProblem]:
    yield from names.known(at, key, names.content.items, "item")
    item = names.content.items.get(key)
    if item is not None and not item.owned_question:
        text = f'"{key}" has no owned_question, so nobody is asked for it'
        yield names.report(at, "dangling", text)
    if key in names.content.common[: int(at[-1])]:
        yield names.report(at, "twice", f'"{key}" stands here already')


def _price(names: Names, at: Place, price: Price) -> Iterator[PackProblem]:
    if price.low > price.high:
        yield names.report(at, "range", "low is above high")


def _companions(names: Names, at: Place, item: Item) -> Iterator[PackProblem]:
    for index, need in enumerate(item.requires):
        place = (*at, "requires", index)
        yield from names.known(place, need.item, names.content.items, "item")
        ways = (need.covers, need.each, need.one_for_every)
        if sum(way is not None for way in ways) != 1:
            text = "give exactly one of covers, each, one_for_every"
            yield names.report(place, "shape", text)
        if need.covers is not None:
            populations = names.content.populations
            yield from names.known(place, need.covers, populations, "population")
        yield from names.condition((*place, "when"), need.when)


def _includes(names: Names, at: Place, item: str, over: str | None) -> Iterator[PackProblem]:
    yield from names.known(at, item, names.content.items, "item")
    if over is not None:
        yield from names.known(at, over, names.content.populations, "population")


def _needs(names: Names) -> Iterator[PackProblem]:
    for key, need in names.content.needs.items():
        at: Place = ("needs", key)
        yield from names.known((*at, "item"), need.item, names.content.items, "item")
        yield from names.condition((*at, "when"), need.when)
        for population in need.covers:
            populations = names.content.populations
            yield from names.known((*at, "covers"), population, populations, "population")
        if bool(need.covers) == (need.quantity is not None):
            yield names.report(at, "shape", "give exactly one of covers and quantity")
        if need.quantity is not None:
            yield from _quantity(names, (*at, "quantity"), need.quantity)
