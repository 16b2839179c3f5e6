"""The sample client: an invented practice, from answers to the signed file."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from onboard import bootstrap, locations
from onboard.canonical import plain
from onboard.case_file import Case, read_case, read_decisions
from onboard.content.pack import ContentPack
from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.order_check import check_order
from onboard.papers.bill_table import bill_table
from onboard.ports import Ink
from onboard.report import order_data, recommendation_data

CONSULTANT = "Ingrid Vale"
"""An invented name, like everyone in the sample."""


def sample_files() -> tuple[Path, Path]:
    folder = locations.resources() / "demo"
    return folder / "answers.yaml", folder / "decisions.yaml"


def sample_case(pack: ContentPack, today: date) -> Case:
    """The sample's facts with all its dates moved so that it is written today."""
    answers, decisions = sample_files()
    case = read_decisions(decisions, read_case(answers, pack, today), pack)
    return _moved(case, today - case.on, today)


def make_sample(folder: Path) -> list[str]:
    """Leave the sample's whole road in a folder; returns the names of the files.

    Raises:
        UserFacingError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError("home.cannot-make", folder=str(folder)) from error
    place = bootstrap.home(_fresh_home(folder))
    opened = bootstrap.open_application(place)
    try:
        return _walk(opened, folder)
    finally:
        opened.close()


def _fresh_home(folder: Path) -> Path:
    """A home folder that holds nothing yet, so that a second demo does not mix with the first."""
    number = 1
    while (folder / f"home-{number}").exists():
        number += 1
    return folder / f"home-{number}"


def _walk(opened: bootstrap.Application, folder: Path) -> list[str]:
    service, desk = opened.service, opened.desk
    pack = service.shipped_pack(locations.DEFAULT_PACK)
    today = opened.clock.now().date()
    case = sample_case(pack, today)
    if case.firm is not None:
        service.save_firm(case.firm)
    facts = service.new_client(case.engagement.client, pack.id)
    service.open_questions(facts.id, case.engagement.opened)
    for key, answer in case.engagement.answers.items():
        if answer.value is None:
            service.record_unknown(facts.id, key, answer.state, by=answer.by, how=answer.how)
        else:
            service.record_answer(
                facts.id,
                key,
                answer.value,
                words=answer.words,
                by=answer.by,
                how=answer.how,
                sure=answer.sure,
            )
    service.set_estate(facts.id, case.engagement.estate)
    service.set_order(facts.id, [entry.words for entry in case.engagement.order])
    service.confirm_heard(facts.id)
    for edit in case.engagement.clause_edits:
        service.edit_clause(facts.id, edit)
    for entry in case.engagement.clause_initials:
        service.initial_clause(facts.id, entry.clause, entry.initials)
    for remark in case.engagement.remarks:
        service.remark(facts.id, remark.section, remark.text)
    service.agree_next_step(facts.id, case.engagement.next_step)
    facts = service.decide_all(facts.id, case.engagement.decisions)
    snapshot = service.snapshot(facts)
    check = check_order(pack, service.firm(), facts, today)
    prepared = desk.prepare(facts.id)
    consultant = service.firm().consultant or CONSULTANT
    desk.sign(facts.id, "consultant", consultant, sample_ink(3), prepared=prepared)
    signed = desk.sign(facts.id, "owner", facts.client.owner, sample_ink(8))
    files = {
        "agreement.pdf": signed,
        "agreement-unsigned.pdf": prepared.pdf,
        "recommendation.json": _json(recommendation_data(snapshot)),
        "order-check.json": _json(order_data(check)),
        "bill.csv": bill_table(snapshot),
    }
    for name, data in files.items():
        write_checked(folder / name, data)
    return sorted(files)


def _json(data: object) -> bytes:
    return (json.dumps(plain(data), indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def sample_ink(seed: int) -> Ink:
    """A mark that looks drawn and belongs to nobody: a few waves, the same for each seed."""
    strokes = []
    for stroke in range(3):
        phase, speed = seed * 1.7 + stroke, 5 + (seed * (stroke + 1)) % 4
        points = []
        for step in range(48):
            along = step / 47
            x = 40 + stroke * 90 + along * 110 + 12 * math.sin(speed * along * 2 + phase)
            y = 80 - 40 * math.sin(speed * along + phase) * (1 - 0.5 * along)
            pressure = 0.45 + 0.4 * abs(math.sin(3 * along + phase))
            points.append((round(x, 2), round(y, 2), (stroke * 48 + step) * 12, round(pressure, 2)))
        strokes.append(tuple(points))
    return tuple(strokes)


def _moved(case: Case, by: timedelta, today: date) -> Case:
    facts = case.engagement
    estate = tuple(
        replace(holding, until=holding.until + by if holding.until else None)
        for holding in facts.estate
    )
    decisions = tuple(
        replace(
            decision,
            by=decision.by + by if decision.by else None,
            until=decision.until + by if decision.until else None,
        )
        for decision in facts.decisions
    )
    step = facts.next_step
    moved = replace(
        facts,
        estate=estate,
        decisions=decisions,
        next_step=replace(step, on=step.on + by) if step is not None else None,
        created=today,
    )
    return Case(moved, today, case.firm)
