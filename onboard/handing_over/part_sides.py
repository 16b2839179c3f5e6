"""How each single thing of a client is shown, on either side of a review."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from onboard.content.model import ItemId
from onboard.content.pack import ContentPack
from onboard.decisions import Choice, Decision
from onboard.engagement import (
    ClauseEdit,
    ClauseInitials,
    Client,
    Device,
    Ending,
    Installed,
    NextStep,
    Remark,
)
from onboard.handover.review import Side, estate_text
from onboard.recommendation.estate import Holding, OrderedItem
from onboard.wording import day, say


def text_side(text: str) -> Side:
    return Side(text or say("handover.nothing"))


def client_side(client: Client) -> Side:
    texts = (client.name, client.owner, client.role, client.authority, client.email)
    return Side(" · ".join(text for text in texts if text))


def remark_side(remark: Remark) -> Side:
    return Side(remark.text, at=remark.at)


def estate_side(pack: ContentPack) -> Callable[[tuple[Holding, ...]], Side]:
    return lambda estate: Side(estate_text(pack, estate) or say("handover.nothing"))


def order_side(order: tuple[OrderedItem, ...]) -> Side:
    return Side("; ".join(wish.words for wish in order) or say("handover.nothing"))


_CHOICES: Mapping[Choice, str] = {
    Choice.ACCEPT: "checkout.choice-accept",
    Choice.OFFER: "checkout.choice-offer",
    Choice.DECLINE: "checkout.choice-decline",
    Choice.LATER: "checkout.choice-later",
}


def decision_side(pack: ContentPack) -> Callable[[Decision], Side]:
    def side(made: Decision) -> Side:
        item = pack.content.items.get(made.line)
        texts = [say(_CHOICES[made.choice])]
        if item is not None:
            texts += [offer.name for key, offer in item.offers.items() if key == made.offer]
        texts += [day(on) for on in (made.by, made.until) if on is not None]
        texts += [made.initials] if made.initials else []
        return Side(" · ".join(texts), made.reason, made.name, at=made.at)

    return side


def clause_side(made: ClauseEdit | ClauseInitials) -> Side:
    if isinstance(made, ClauseInitials):
        return Side(made.initials, at=made.at)
    return Side(say("checkout.struck") if made.struck else made.text, by=made.by, at=made.at)


def tick_side(is_taken: bool) -> Side:
    return Side(say("checkout.ticked" if is_taken else "checkout.unticked"))


def heard_side(heard: tuple[datetime | None, Sequence[str]]) -> Side:
    confirmed, corrections = heard
    told = say("checkout.heard-right" if confirmed else "checkout.heard-open")
    return Side(told, "; ".join(corrections), at=confirmed)


def step_side(step: NextStep) -> Side:
    return Side(f"{step.text} · {day(step.on)}")


def devices_side(devices: Sequence[Device]) -> Side:
    return Side("; ".join(each.name for each in devices) or say("handover.nothing"))


def installed_side(made: Installed) -> Side:
    return Side(f"{made.quantity} · {day(made.on)}", at=made.at)


def ending_side(made: Ending) -> Side:
    return Side(made.reason, by=made.name, at=made.at)


def clause_title(pack: ContentPack, clause: str) -> str:
    known = pack.content.clauses.get(clause)
    return known.title if known is not None else clause


def item_name(pack: ContentPack, line: ItemId) -> str:
    known = pack.content.items.get(line)
    return known.name if known is not None else line
