"""What is different from a signed paper, in the words one would use across a table."""

from __future__ import annotations

from collections.abc import Iterator

from onboard.order_check import check_order
from onboard.papers.wordings import price
from onboard.recommendation.money import Money
from onboard.report.difference import Back, Change, DecisionChange, Difference, Stand
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, money, say, say_count


class DifferenceInWords:
    """Says one difference."""

    def __init__(self, snapshot: EngagementSnapshot, changes: Difference) -> None:
        self._snapshot, self._changes = snapshot, changes

    def sentences(self) -> tuple[str, ...]:
        """The difference as one would tell it across a table."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        changes = self._changes
        if changes.ordered:
            items = self._snapshot.pack.content.items
            listing = listed([f"{number} × {items[item].name}" for item, number in changes.ordered])
            yield say("amend.you-add", list=listing)
            dragged = self._dragged()
            if dragged:
                yield say("amend.also-adds", list=listed(dragged))
        yield from (self.decision(change) for change in changes.decisions)
        for change, key in (
            (Change.ADDED, "amend.lines-added"),
            (Change.CHANGED, "amend.lines-changed"),
            (Change.REMOVED, "amend.lines-removed"),
        ):
            names = [line.name for line in changes.of(change)]
            if names:
                yield say_count(key, len(names), names=listed(names))

    def _dragged(self) -> list[str]:
        """What the new order needs besides and does not name."""
        snapshot = self._snapshot
        check = check_order(snapshot.pack, snapshot.firm, snapshot.engagement, snapshot.on)
        return [f"{part.quantity} × {part.line.line.name}" for part in check.missing]

    def decision(self, change: DecisionChange) -> str:
        """Why a decision came back, and what is said about its line now."""
        then, now = change.then, change.now
        name = change.name
        match change.why:
            case Back.ENDED:
                told = say("amend.no-ended", name=name, reason=change.reason.rstrip("."))
            case Back.RAN_OUT if then is not None:
                key = "amend.no-ran-out" if then.position == "declined" else "amend.later-passed"
                end = then.ends or then.by
                told = say(key, name=name, day=day(end) if end else say("agreement.no-date"))
            case Back.WIDER | Back.NARROWER if then is not None and now is not None:
                told = say("amend.no-covers", name=name, arguments=self._sizes(then, now))
            case Back.PRICE if then is not None and now is not None:
                told = say("amend.no-price", name=name, then=unit_price(then), now=unit_price(now))
            case Back.NEW if now is not None:
                return say(f"amend.new-{now.position}", name=name)
            case _:
                told = say("amend.other-word", name=name)
        return f"{told} {self._today(now)}".strip()

    def _sizes(self, then: Stand, now: Stand) -> dict[str, str]:
        """Of the population that grew, or else in pieces: "11 computers", "8"."""
        names = self._snapshot.pack.content.populations
        grown = [
            (count - then.covers.get(key, 0), names[key].name, count, then.covers.get(key, 0))
            for key, count in now.covers.items()
            if key in names and count != then.covers.get(key, 0)
        ]
        if grown:
            _, name, count, had = max(grown, key=lambda each: abs(each[0]))
            return {"now": f"{count} {name}", "then": str(had)}
        return {"now": f"{now.offered} × {now.unit}", "then": str(then.offered)}

    def _today(self, now: Stand | None) -> str:
        """What is said about the line now."""
        if now is None:
            return say("amend.today-none")
        if now.is_bought:
            return say("amend.today-bought", number=now.quantity, price=price(now.cost))
        return say(f"amend.today-{now.position}")

    def total(self) -> str:
        """The sum now, the sum then, and what is between them."""
        changes = self._changes
        if changes.is_empty:
            return say("amend.nothing-yet")
        if changes.now_total == changes.then_total:
            return say("amend.sum-same", now=price(changes.now_total))
        return say(
            "amend.sum",
            now=price(changes.now_total),
            then=price(changes.then_total),
            more=with_sign(changes.more.first_year),
        )


def unit_price(side: Stand) -> str:
    """What one costs, and how often."""
    keys = {"once": "each-once", "month": "each-month", "year": "each-year"}
    return say(f"agreement.{keys[side.per]}", amount=amount(side.price))


def amount(value: Money) -> str:
    return money(value.low, value.high, value.currency)


def with_sign(value: Money) -> str:
    """With a plus or a minus before each end."""
    ends = [
        f"{'−' if end < 0 else '+'}{money(abs(end), abs(end), value.currency)}"
        for end in dict.fromkeys((value.low, value.high))
    ]
    return " … ".join(ends)


def listed(names: list[str]) -> str:
    return "; ".join(names)
