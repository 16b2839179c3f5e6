"""The stores behind the scenes: a new one, clients with nothing answered, the sample, the worst.

They are made once, and used again in each look.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from onboard import bootstrap
from onboard.bootstrap import Application
from onboard.case_file import Case
from onboard.content.parts import QuestionId
from onboard.decisions import Choice, Decision
from onboard.engagement import Client, Engagement, EngagementId
from onboard.locations import DEFAULT_PACK
from onboard.sample import sample_case, sample_ink
from onboard.signing.desk import SigningDesk
from onboard.signing.papers import PreparedPaper
from tools.scenes.texts import NAME, REASON, WORDS
from tools.scenes.worst import worst_case

NAMES = ("new", "bare", "typical", "worst")
IDS = "files.json"
OWNER_CODE = "only for the owner"


@dataclass
class Homes:
    """Opened stores by name, and their files by what they are for."""

    folder: Path
    opened: dict[str, Application]
    files: dict[str, dict[str, str]]


def make_homes(folder: Path) -> None:
    """Write all homes into a folder."""
    files: dict[str, dict[str, str]] = {}
    for name in NAMES:
        opened = bootstrap.open_application(bootstrap.home(folder / name))
        try:
            files[name] = _FILL[name](opened)
        finally:
            opened.close()
    (folder / IDS).write_text(json.dumps(files), encoding="utf-8")


@contextmanager
def copied_homes(source: Path, folder: Path) -> Iterator[Homes]:
    """Homes of one's own, as two may not write into the same at once."""
    shutil.copytree(source, folder, dirs_exist_ok=True)
    files = json.loads((folder / IDS).read_text(encoding="utf-8"))
    opened = {name: bootstrap.open_application(bootstrap.home(folder / name)) for name in NAMES}
    for application in opened.values():
        _lay_out_once(application.desk)
    try:
        yield Homes(folder, opened, files)
    finally:
        for application in opened.values():
            application.close()


def _lay_out_once(desk: SigningDesk) -> None:
    """The same facts make the same paper: it is laid out once for all looks."""
    prepare, service = desk.prepare, desk._service
    made: dict[tuple[EngagementId, int], PreparedPaper] = {}

    def prepared(engagement_id: EngagementId) -> PreparedPaper:
        key = (engagement_id, service.engagement(engagement_id).version)
        if key not in made:
            made[key] = prepare(engagement_id)
        return made[key]

    desk.prepare = prepared  # type: ignore[method-assign]


def _new(opened: Application) -> dict[str, str]:
    return {}


def _bare(opened: Application) -> dict[str, str]:
    """Clients of whom nothing is known yet, and a firm without a name."""
    made = opened.service.new_client(Client("Example Bakery"), DEFAULT_PACK)
    kept = _with_private(opened, made)
    return {"open": made.id, "private": kept}


def _typical(opened: Application) -> dict[str, str]:
    """The sample client at four points of its way, and one with answers against each other."""
    service = opened.service
    pack = service.shipped_pack(DEFAULT_PACK)
    case = sample_case(pack, service.now().date())
    assert case.firm is not None
    service.save_firm(case.firm)
    files = _on_the_way(opened, case, "Dana Rivers")
    against = _kept(opened, case.engagement, "Contradiction Café")
    for key, raw in (("server", "none"), ("logins", 12), ("away-people", 40)):
        service.record_answer(against.id, QuestionId(key), raw)
    service.new_client(Client("Example Bookkeeping", "Robin Baker"), "accounting-practice")
    return {**files, "against": against.id}


def _worst(opened: Application) -> dict[str, str]:
    """Everything as long, as many and as dear as it may be, in Spanish."""
    service = opened.service
    pack = service.shipped_pack(DEFAULT_PACK).in_language("es")
    case = worst_case(pack, sample_case(pack, service.now().date()))
    assert case.firm is not None
    service.save_firm(case.firm)
    for number in range(20):
        service.new_client(replace(case.engagement.client, name=f"{number} {NAME}"), pack.id)
    return _on_the_way(opened, case, case.engagement.client.owner)


_FILL = {"new": _new, "bare": _bare, "typical": _typical, "worst": _worst}


def _on_the_way(opened: Application, case: Case, owner: str) -> dict[str, str]:
    """One client undecided, ready to sign, half signed and signed, and with a private answer."""
    service, desk = opened.service, opened.desk
    facts = case.engagement
    undecided = _kept(opened, replace(facts, decisions=(), heard_confirmed=None))
    ready = _kept(opened, facts)
    service.confirm_heard(ready.id, facts.corrections)
    while opens := service.snapshot(service.engagement(ready.id)).open_lines:
        service.decide_all(ready.id, [Decision(line.item, Choice.ACCEPT) for line in opens])
    facts = service.engagement(ready.id)
    half = _kept(opened, facts)
    consultant = service.firm().consultant
    desk.sign(half.id, "consultant", consultant, sample_ink(3), prepared=desk.prepare(half.id))
    by_pen = _kept(opened, facts)
    desk.print_to_sign(by_pen.id, desk.prepare(by_pen.id))
    signed = _kept(opened, facts)
    desk.sign(signed.id, "consultant", consultant, sample_ink(3), prepared=desk.prepare(signed.id))
    desk.sign(signed.id, "owner", owner, sample_ink(8))
    private = _with_private(opened, undecided)
    return {
        "undecided": undecided.id,
        "ready": ready.id,
        "half": half.id,
        "pen": by_pen.id,
        "signed": signed.id,
        "private": private,
    }


def _kept(opened: Application, facts: Engagement, name: str = "") -> Engagement:
    """A file of its own with these facts, as the store keeps it."""
    client = replace(facts.client, name=name) if name else facts.client
    made = opened.service.new_client(client, DEFAULT_PACK)
    mine = replace(
        facts, id=made.id, pack=made.pack, client=made.client, version=made.version, papers=()
    )
    with opened.workspace.unit_of_work() as work:
        work.engagements.save(mine)
        work.commit()
    return opened.service.engagement(made.id)


def _with_private(opened: Application, facts: Engagement) -> str:
    """The same file with two answers that only its owner can read."""
    made = _kept(opened, facts)
    for key, raw in (("trust-helper", "yes"), ("would-act", WORDS)):
        opened.service.keep_private(made.id, OWNER_CODE, QuestionId(key), raw, words=REASON)
    return made.id
