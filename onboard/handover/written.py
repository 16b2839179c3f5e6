"""The JSON of both files, built name by name: nothing travels because it stood beside something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from onboard.engagement import Remark
from onboard.handover.single import clean, raw_of
from onboard.handover.values import Ask, Lock
from onboard.interview.answers import Answers
from onboard.recommendation.estate import Holding


def lock_raw(lock: Lock) -> dict[str, str]:
    return {"key": lock.key.hex(), "token": lock.token.hex()}


def ask_raw(ask: Ask) -> dict[str, Any]:
    firm, client, pin = ask.firm, ask.client, ask.pack
    texts = {
        "pack": {"id": pin.id, "version": pin.version, "sha256": pin.sha256},
        "client": {"name": client.name, "owner": client.owner, "language": client.language},
        "firm": {
            "name": firm.name,
            "consultant": firm.consultant,
            "phone": firm.phone,
            "email": firm.email,
        },
    }
    return {
        **{part: _cleaned_all(values) for part, values in texts.items()},
        "until": ask.until.isoformat(),
        "scope": {
            "sections": list(ask.scope.sections),
            "questions": list(ask.scope.questions),
            "person": clean(ask.scope.person),
        },
        "opened": list(ask.opened),
        "answers": answers_raw(ask.answers),
        "estate": estate_raw(ask.estate),
        "order": [clean(words) for words in ask.order],
        "remarks": remarks_raw(ask.remarks),
    }


def _cleaned_all(values: Mapping[str, str]) -> dict[str, str]:
    return {name: clean(value) for name, value in values.items()}


def answers_raw(answers: Answers) -> dict[str, Any]:
    return {
        answer.question: {
            "state": answer.state.value,
            "value": raw_of(answer.value),
            "words": clean(answer.words),
            "by": clean(answer.by),
            "how": answer.how.value,
            "sure": answer.sure.value,
            "at": _moment(answer.at),
        }
        for answer in answers.values()
    }


def estate_raw(estate: Iterable[Holding]) -> list[dict[str, Any]]:
    return [
        {
            "item": holding.item,
            "quantity": holding.quantity,
            "until": holding.until.isoformat() if holding.until else "",
            "capacity": holding.capacity,
            "offer": holding.offer,
        }
        for holding in estate
    ]


def remarks_raw(remarks: Iterable[Remark]) -> list[dict[str, str]]:
    return [
        {"section": remark.section, "text": clean(remark.text), "at": _moment(remark.at)}
        for remark in remarks
    ]


def _moment(at: datetime | None) -> str:
    """A moment without a zone means nothing elsewhere, so it stays behind."""
    return at.isoformat() if at is not None and at.utcoffset() is not None else ""
