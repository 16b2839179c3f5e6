"""Two homes on one machine, a clock, and the inside of both files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from onboard import bootstrap
from onboard.bootstrap import Application
from onboard.canonical import canonical_bytes
from onboard.content.loader import build_pack
from onboard.content.pack import ContentPack
from onboard.engagement import Client, Engagement, EngagementId, PackPin, new_engagement_id
from onboard.firm import FirmProfile
from onboard.handover import codec
from onboard.handover.ask_file import open_ask, sha256_of
from onboard.handover.parcel import unpacked
from onboard.handover.reply_file import open_reply, seal_reply
from onboard.handover.results import Invitation
from onboard.interview.validation import AnswerProblem

PACK = "small-office-it"
FIRM = FirmProfile("Example IT", "Alex Reed", "hello@example.com", "+1 555 0100")
START = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self._now = START

    def now(self) -> datetime:
        return self._now

    def move(self, **by: float) -> None:
        self._now += timedelta(**by)


@dataclass(frozen=True)
class TwoHomes:
    """The consultant's and the owner's, as on two computers."""

    firm: Application
    owner: Application
    clock: FakeClock

    def close(self) -> None:
        self.firm.close()
        self.owner.close()


def two_homes(folder: Path) -> TwoHomes:
    clock = FakeClock()
    homes = TwoHomes(open_home(folder / "firm", clock), open_home(folder / "owner", clock), clock)
    homes.firm.service.save_firm(FIRM)
    return homes


def open_home(folder: Path, clock: FakeClock) -> Application:
    return bootstrap.open_application(bootstrap.home(folder), clock=clock)


def a_client(home: Application, name: str = "A Dental Office", **answers: object) -> Engagement:
    made = home.service.new_client(Client(name, owner="Dana Rivers"), PACK)
    return answered(home, made.id, **answers)


def answered(home: Application, engagement_id: EngagementId, **answers: object) -> Engagement:
    """Questions by their ids with "_" for "-"."""
    for name, raw in answers.items():
        done = home.service.record_answer(engagement_id, name.replace("_", "-"), raw)  # type: ignore[arg-type]
        assert not isinstance(done, AnswerProblem), done
    return home.service.engagement(engagement_id)


def a_pack_of_ones_own(shelf: Any) -> ContentPack:
    """A pack that no program ships."""
    texts = json.loads(shelf.shipped("accounting-practice").data)
    texts["pack.yaml"] = texts["pack.yaml"].replace("version: 1.0.0", "version: 9.9.9")
    pack = build_pack(texts)
    assert pack.version == "9.9.9"
    return pack


def a_client_with(home: Application, pack: ContentPack) -> Engagement:
    made = Engagement(
        id=new_engagement_id(home.clock.now()),
        client=Client("Books & Co", owner="Kim"),
        pack=PackPin(pack.id, pack.version, pack.sha256),
        created=home.clock.now().date(),
    )
    with home.workspace.unit_of_work() as work:
        work.packs.put(pack.id, pack.version, pack.sha256, pack.data)
        work.engagements.add(made)
        work.commit()
    return made


def inside_ask(made: Invitation) -> dict[str, Any]:
    text, _ = unpacked(open_ask(made.data, made.code).body)
    found: dict[str, Any] = json.loads(text)
    return found


def inside_reply(homes: TwoHomes, made: Invitation, data: bytes) -> dict[str, Any]:
    """What the firm reads in it, with the one-time key of its store."""
    with homes.firm.workspace.unit_of_work() as work:
        kept = work.handovers.by_ask(sha256_of(made.data))
    assert kept is not None
    assert kept.secrets is not None
    found: dict[str, Any] = json.loads(open_reply(data, codec.lock_from(kept.secrets).key))
    return found


def a_reply_saying(made: Invitation, content: Mapping[str, Any] | bytes) -> bytes:
    """An answer file as somebody makes it who may, and means no good."""
    lock = inside_ask(made)["lock"]
    body = content if isinstance(content, bytes) else canonical_bytes(content)
    return seal_reply(body, bytes.fromhex(lock["key"]), sha256_of(made.data))


def a_plain_reply(made: Invitation, **parts: Any) -> dict[str, Any]:
    """The content of an answer file with one answer."""
    return {
        "token": inside_ask(made)["lock"]["token"],
        "answers": {"people": an_answer(8)},
        "remarks": [],
        "estate": None,
        "order": None,
        **parts,
    }


def an_answer(value: Any, **parts: Any) -> dict[str, Any]:
    return {
        "state": "given",
        "value": value,
        "words": "",
        "by": "owner",
        "how": "alone",
        "sure": "believed",
        "at": START.isoformat(),
        **parts,
    }
