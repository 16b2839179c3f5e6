"""Proofs that nothing is bought without what must come with it, and that more never means less."""

from __future__ import annotations

from collections.abc import Iterator

import z3

from onboard.content.model import OrderedTerm, Quantity, Requirement
from onboard.content.problems import Place
from onboard.content.proofs.demand import with_more
from onboard.content.proofs.findings import Claim, Finding, Ground
from onboard.content.proofs.logic import Bool, Number, conj, disj, negated, total
from onboard.content.proofs.unknowns import MORE


def come_along(ground: Ground) -> Iterator[Claim]:
    """With any lines declined: each companion is there, unless it was declined itself."""
    bill, items = ground.chosen, ground.content.items
    for edge in bill.edges:
        target = edge.requirement.item
        line = bill.lines[target]
        missing = conj(
            [
                edge.demand > line.secured(items[target].capacity),
                negated(line.refused),
                bill.closed(),
            ]
        )
        place = ("items", edge.parent, "requires", edge.index)
        text = f'"{edge.parent}" can be bought with too little "{target}"'
        yield _impossible(ground, place, missing, "companion-missing", text)


def counted(ground: Ground) -> Iterator[Claim]:
    """A population that counts an item on order is never smaller than what is new of such items.

    This is what each new thing must come with, told by the pack alone: a computer is counted among
    the computers, and a companion that covers the computers has a seat for each of them.
    """
    for population, (devices, companions) in _populations(ground).items():
        size = ground.ways.facts.count(population)
        new = total(ground.bill.lines[device].new for device in devices)
        rules = [rule for found in companions.values() for rule in found]
        active = disj(negated(ground.ways.facts.truth(rule.when).false) for rule in rules)
        text = (
            f'there can be more new {" and ".join(devices)} than "{population}" counts, '
            f"so too little {', '.join(companions)}"
        )
        place: Place = ("populations", population)
        yield _impossible(ground, place, conj([active, new > size]), "companion-missing", text)


def grow(ground: Ground) -> Iterator[Claim]:
    """Ordering more of a counted item asks for as many more of each companion over its population.

    With the same old things leaving for it, and where no floor or limit rules the population.
    """
    content, facts = ground.content, ground.ways.facts
    more = z3.Int(MORE)
    for population, (devices, companions) in _populations(ground).items():
        quantity = content.populations[population]
        plain = facts.count(population) == facts.raw(quantity)
        for target, rules in companions.items():
            gross = ground.bill.lines[target].gross
            active = disj(negated(facts.truth(rule.when).false) for rule in rules)
            for device in devices:
                after, still = (
                    _after(ground, device, more, gross),
                    _after(ground, device, more, active),
                )
                test = conj([more >= 1, *_same_leave(ground, device, more), plain, active, still])
                short = after < gross + more * quantity.times
                text = f'ordering more "{device}" does not ask for as much more "{target}"'
                place: Place = ("populations", population)
                yield _impossible(ground, place, conj([test, short]), "companion-missing", text)


def never_less(ground: Ground) -> Iterator[Claim]:
    """Ordering more lowers the requirement of no line, while the same old things leave."""
    more = z3.Int(MORE)
    for device in _orderable(ground):
        before = {key: line.gross for key, line in ground.bill.lines.items()}
        after = {key: _after(ground, device, more, gross) for key, gross in before.items()}
        changed = [key for key in before if not after[key].eq(before[key])]
        given = conj([more >= 1, *_same_leave(ground, device, more)])
        place: Place = ("items", device)
        text = f'ordering more "{device}" asks for less of'

        def refute(
            given: Bool = given,
            lower: dict[str, Bool] = {key: after[key] < before[key] for key in changed},  # noqa: B006
            place: Place = place,
            text: str = text,
        ) -> Finding | None:
            if not ground.prover.can(given, disj(lower.values())):
                return None
            for key, test in lower.items():
                example = ground.prover.example(given, test)
                if example is not None:
                    return Finding(place, "order-lowers", f'{text} "{key}": {example}', example)
            return None

        yield Claim(place, refute)


# ---- what the pack says about orders


def _populations(
    ground: Ground,
) -> dict[str, tuple[list[str], dict[str, list[Requirement]]]]:
    """Populations that count items on order: these items, and what covers it for one of them."""
    content = ground.content
    found: dict[str, tuple[list[str], dict[str, list[Requirement]]]] = {}
    for key, population in content.populations.items():
        devices = [term.ordered for term in population.add if isinstance(term, OrderedTerm)]
        companions: dict[str, list[Requirement]] = {}
        for device in devices:
            for rule in content.items[device].requires:
                if rule.covers == key:
                    companions.setdefault(rule.item, []).append(rule)
        if companions:
            found[key] = devices, companions
    return found


def _quantities(ground: Ground) -> Iterator[Quantity]:
    yield from ground.content.populations.values()
    for need in ground.content.needs.values():
        if need.quantity is not None:
            yield need.quantity


def _orderable(ground: Ground) -> list[str]:
    """The items that some number counts while they are on order."""
    terms = (term for quantity in _quantities(ground) for term in (*quantity.add, *quantity.less))
    return list(dict.fromkeys(term.ordered for term in terms if isinstance(term, OrderedTerm)))


def _same_leave(ground: Ground, device: str, more: Number) -> Iterator[Bool]:
    """What is taken off anywhere (old computers that leave) stays what it was."""
    names = (
        term for quantity in _quantities(ground) for term in quantity.less if isinstance(term, str)
    )
    for name in dict.fromkeys(names):
        size = ground.ways.facts.count(name)
        after = _after(ground, device, more, size)
        if not after.eq(size):
            yield after == size


def _after(ground: Ground, device: str, more: Number, term: z3.ExprRef) -> z3.ExprRef:
    return with_more(term, ground.unknowns, {device: more})


def _impossible(ground: Ground, place: Place, test: Bool, code: str, text: str) -> Claim:
    def refute() -> Finding | None:
        example = ground.prover.example(test)
        return None if example is None else Finding(place, code, f"{text}: {example}", example)

    return Claim(place, refute)
