"""The desk in words, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from onboard.desk.attention import Attention, kinds_of
from onboard.desk.clients import DeskClient
from onboard.desk.hits import Hit
from onboard.desk.overview import Overview, Refusal, Stage, Things
from onboard.desk.pack_move import PackMove
from onboard.desk.prices import TodaysPrices, offer_of
from onboard.wording import day, money, say, say_count


def stage_text(stage: Stage) -> str:
    return say(f"desk.stage-{stage.value}")


def kind_text(kind: Attention) -> str:
    return say(f"desk.kind-{kind.value}")


def needs_text(client: DeskClient) -> str:
    """What needs somebody, in one line; empty where nothing does."""
    told = (say_count(f"desk.need-{kind.value}", count) for kind, count in client.needs.items())
    text = " · ".join(told)
    return text[:1].upper() + text[1:]


def copies_text(client: DeskClient) -> str:
    """Who has a copy of this client, and since when; empty where nobody has."""
    told = []
    for copy in client.card.marks.copies:
        who = copy.by or say("checkout.somebody")
        key = "checkout.copy-here" if copy.is_here else "checkout.copy-out"
        told.append(say(key, name=who, day=day(copy.at.astimezone().date())))
    return " ".join(told)


def step_text(client: DeskClient, today: date) -> str:
    """What happens next, with its day where it has one."""
    text = _step(client.view)
    when = client.next_day
    if when is None:
        return say("desk.step", text=text)
    return say("desk.step-past" if when < today else "desk.step-by", text=text, day=day(when))


def _step(view: Overview | None) -> str:
    if view is None:
        return say("desk.step-unknown")
    step = view.step
    match step.kind:
        case "agreed" | "urgent":
            return step.text.rstrip(".")
        case "ask" | "decide":
            return say_count(f"desk.step-{step.kind}", step.number)
        case "put-off":
            return say("desk.step-put-off", name=step.text)
        case kind:
            return say(f"desk.step-{kind}")


def details(
    client: DeskClient,
    today: date,
    things: Things,
    prices: TodaysPrices | None,
    name_of: Callable[[str, str], str],
) -> Iterator[str]:
    """Each thing that needs somebody, in one sentence."""
    view = client.view
    if view is None:
        return
    yield from (say("desk.detail-broken", text=text) for text in view.broken)
    yield from (_refusal(each, today) for each in view.refusals if any(kinds_of(each, today)))
    for short in view.shortfalls:
        yield say("desk.detail-short", name=short.name, have=short.have, need=short.need)
    for system in view.systems:
        if system.ends is not None and system.soon_from is not None and system.soon_from <= today:
            key = "desk.detail-support-ended" if system.ends < today else "desk.detail-support"
            yield say(key, name=system.name, count=system.number, day=day(system.ends))
    if Attention.PRICES in client.needs and prices is not None:
        for key in prices.changed(things.signed.prices):
            item = key.partition(" ")[0]
            was, now = _price(key), _price(prices.by_offer[offer_of(key)])
            yield say("desk.detail-price", name=name_of(view.pack, item), before=was, today=now)


def _refusal(each: Refusal, today: date) -> str:
    if each.ends is not None and each.ends < today:
        return say("desk.detail-refusal-ended", name=each.name, ends=day(each.ends))
    ends = day(each.ends) if each.ends is not None else "–"
    review = day(each.review) if each.review is not None else ends
    return say("desk.detail-refusal", name=each.name, review=review, ends=ends)


def _price(key: str) -> str:
    _item, _offer, low, high, currency, per = key.split(" ")
    return say(f"desk.price-{per}", amount=money(Decimal(low), Decimal(high), currency))


def hit_text(hit: Hit) -> str:
    kind = say(f"desk.hit-{hit.kind.value}")
    if hit.ends is None:
        return say("desk.hit", name=hit.name, count=hit.number, kind=kind)
    return say("desk.hit-until", name=hit.name, count=hit.number, kind=kind, day=day(hit.ends))


def move_parts(move: PackMove) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a move changes, part by part: a title, and what belongs under it."""
    checked = tuple(
        say("desk.move-asked-again", ask=entry.ask) if entry.is_asked_again else entry.ask
        for entry in move.to_check
    )
    parts = {
        "check": checked,
        "new": move.new,
        "back": move.back,
        "retired": move.retired,
        "stale": move.stale,
        "gone": move.gone,
        "not-sold": move.not_sold,
    }
    yield from ((say(f"desk.move-{part}"), texts) for part, texts in parts.items() if texts)


def moved_text(move: PackMove) -> str:
    """What was done, in one sentence."""
    return say(
        "desk.move-done",
        name=move.facts.client.name,
        before=move.before.version,
        after=move.after.version,
        kept=move.kept,
        check=len(move.to_check),
        new=len(move.new),
        stale=len(move.stale),
    )
