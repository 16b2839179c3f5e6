"""Results as plain text for a terminal."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from onboard.budget import phases
from onboard.canonical import plain
from onboard.content.model import Tier
from onboard.content.pack import ContentPack
from onboard.flags import Flag
from onboard.interview.validation import column_options
from onboard.order_check import MissingLine, OrderCheck
from onboard.papers.helper import has_content, link_text
from onboard.papers.phases import budget_text, by_tier, phase_day
from onboard.papers.plan import fate, to_confirm
from onboard.papers.promises import terms
from onboard.papers.review import next_step_text
from onboard.papers.ways import ways
from onboard.papers.wordings import (
    amount,
    earnings_note,
    level_name,
    line_price,
    price,
    tier_name,
    whole_amount,
)
from onboard.present_helper import present_helper
from onboard.recommendation.shopping import suggestion
from onboard.snapshot import EngagementSnapshot, PlanLine
from onboard.wording import day, say

WIDTH = 100


def as_json(data: object) -> bytes:
    return (json.dumps(plain(data), indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def next_question(snapshot: EngagementSnapshot) -> str:
    """The next question with its options, or that there is none."""
    path = snapshot.path
    if path.next is None:
        lines = [say("cli.ask-done")]
    else:
        question = snapshot.pack.content.questions[path.next]
        help_text = snapshot.help_of(path.next)
        lines = [question.ask, *([help_text] if help_text else [])]
        lines += [f"  {key}: {option.label}" for key, option in question.options.items()]
        for key, column in question.columns.items():
            offered = ", ".join(column_options(snapshot.pack, column))
            lines.append(f"  {key}: {column.label}{f' ({offered})' if offered else ''}")
        lines += [say("cli.ask-why", why=question.why)]
        lines += [say("cli.ask-left", answered=path.answered, left=path.at_most_left)]
        lines += [f"[{path.next}]"]
    for word, meaning in snapshot.words_of(path.next).items() if path.next else ():
        lines.append(f"  “{word}”: {meaning}")
    if path.parked:
        lines.append(say("cli.ask-parked", names=", ".join(path.parked)))
    if path.set_aside:
        lines.append(say("cli.ask-set-aside", names=", ".join(path.set_aside)))
    return "\n".join(lines) + "\n"


def plan(snapshot: EngagementSnapshot) -> str:
    """The bill by tier with reasons, then risks and guesses."""
    return "\n".join(_plan(snapshot)) + "\n"


def _plan(snapshot: EngagementSnapshot) -> Iterator[str]:
    name = snapshot.engagement.client.name
    yield say("cli.plan-of", client=name, day=day(snapshot.on))
    flags = _told(snapshot)
    if flags:
        yield from ("", say("cli.flags"))
        for flag in flags:
            yield from _wrapped(f"! {flag.told}", 2)
    bought = [line for line in snapshot.lines if line.line.is_bought]
    for tier in (Tier.MUST, Tier.SHOULD, Tier.COULD):
        lines = [line for line in bought if line.tier is tier]
        if lines:
            yield from ("", tier_name(tier).upper())
            for line in lines:
                yield from _line(snapshot, line)
    if not bought:
        yield from ("", say("cli.nothing-to-buy"))
    owned = [line.line.name for line in snapshot.lines if not line.line.is_bought]
    if owned:
        yield ""
        yield from _wrapped(say("cli.have", names=", ".join(owned)), 0)
    total = snapshot.bill.total
    yield ""
    yield say(
        "cli.totals",
        once=whole_amount(snapshot, total.once),
        monthly=whole_amount(snapshot, total.monthly),
        yearly=whole_amount(snapshot, total.yearly),
    )
    yield from _wrapped(earnings_note(snapshot), 0)
    yield from _budget(snapshot)
    for reckoning in snapshot.reckonings:
        yield f"  {reckoning.sum.name}: {amount(reckoning.amount)}"
    yield from ("", say("cli.risks"))
    for rated in snapshot.register.worst_first():
        levels = (rated.today, rated.recommended, rated.chosen)
        words = " → ".join(level_name(rating.level) for rating in levels)
        yield f"  {rated.name}: {words}"
    if snapshot.rules:
        yield from ("", say("cli.rules"))
        for rule in snapshot.rules.values():
            status = say(f"rule.{rule.status.value}")
            yield from _wrapped(f"{rule.name} ({status}): {rule.text} {rule.note}".strip(), 2)
    if snapshot.assumptions:
        yield from ("", say("cli.assumptions"))
        for entry in snapshot.assumptions:
            yield from _wrapped(f"{entry.assumed} ({entry.who}: “{entry.say}”)", 2)
    yield from _together(snapshot)
    yield ""
    yield from _wrapped(next_step_text(snapshot), 0)


def _budget(snapshot: EngagementSnapshot) -> Iterator[str]:
    """What fits the budget now and what waits until when."""
    found = phases(snapshot)
    if found is None:
        return
    yield from ("", say("agreement.phases-title"))
    yield from _wrapped(budget_text(snapshot, found), 2)
    for phase in (found.now, *found.later):
        when = phase_day(phase, is_now=phase is found.now)
        yield from _wrapped(f"{when} ({price(phase.cost)}): {by_tier(phase) or '–'}", 2)


def _together(snapshot: EngagementSnapshot) -> Iterator[str]:
    """The way of working, and what is told of the present helper."""
    chosen = next((way for way in ways(snapshot, terms(snapshot)) if way.is_chosen), None)
    if chosen is not None:
        yield from ("", say("agreement.ways-title"))
        state = say("agreement.way-assumed" if chosen.is_guess else "agreement.way-chosen")
        yield from _wrapped(f"{chosen.name} ({state}). {chosen.price_basis}", 2)
        yield from _wrapped(chosen.consequence, 2)
    view = present_helper(snapshot)
    if view is not None and has_content(view):
        yield from ("", say("agreement.helper-title"))
        yield from _wrapped(view.weighed, 2)
        for link in view.chain:
            yield from _wrapped(f"• {link_text(link)}", 2)
        if view.outcome is not None:
            yield from _wrapped(view.outcome.title, 2)


def _told(snapshot: EngagementSnapshot) -> list[Flag]:
    """What is told first; small prices are told where a line is declined."""
    return [flag for flag in snapshot.flags if flag.kind != "small-price-large-harm"]


def _line(snapshot: EngagementSnapshot, line: PlanLine) -> Iterator[str]:
    open_part = to_confirm(snapshot, line)
    confirm = f" ({open_part})" if open_part else ""
    decided = fate(line, snapshot)
    what = f"{line.line.quantity} × {line.line.name}{confirm}"
    yield f"  {what} — {line_price(line.line)} [{decided}]"
    for text in snapshot.because(line)[:3]:
        yield from _wrapped(say("cli.because", text=text), 6)


def order(pack: ContentPack, check: OrderCheck) -> str:
    """What an order lacks."""
    return "\n".join(_order(pack, check)) + "\n"


def _order(pack: ContentPack, check: OrderCheck) -> Iterator[str]:
    for entry in check.understood:
        if entry.item is None:
            nearest = suggestion(pack, entry.words) or "–"
            yield say("cli.not-understood", words=entry.words, nearest=nearest)
        else:
            name = pack.content.items[entry.item].name
            yield say("cli.understood", words=entry.words, quantity=entry.quantity, name=name)
    for line in check.ordered:
        yield say(
            "cli.order-itself",
            ordered=line.line.ordered,
            name=line.line.name,
            required=line.line.required,
            have=line.line.on_hand,
        )
    for flag in _told(check.with_order):
        yield from _wrapped(f"! {flag.told}", 0)
    if not check.missing:
        is_read = all(entry.item is not None for entry in check.understood)
        yield from ("", say("cli.order-complete" if is_read else "cli.order-unread"))
    else:
        yield from ("", say("cli.order-missing"))
    lists = check.missing_by_per
    for per, parts in lists.items():
        if len(lists) > 1:
            yield from ("", say(f"order.per-{per.value}"))
        for missing in parts:
            yield from _missing(missing)
    if check.missing_today:
        names = ", ".join(line.line.name for line in check.missing_today)
        yield ""
        yield from _wrapped(say("cli.order-today", names=names), 0)


def _missing(missing: MissingLine) -> Iterator[str]:
    yield say(
        "cli.order-row",
        quantity=missing.reads,
        name=missing.line.line.name,
        tier=tier_name(missing.line.tier).casefold(),
        required=missing.line.line.required,
        have=missing.line.line.on_hand,
    )
    for text in missing.because[:2]:
        yield from _wrapped(say("cli.because", text=text), 4)
    yield from _wrapped(say("cli.order-without", text=missing.without_it), 4)


def _wrapped(text: str, indent: int) -> Iterator[str]:
    space = " " * indent
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=space, subsequent_indent=space + "  " * bool(indent)
    )
