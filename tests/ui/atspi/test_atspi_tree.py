"""Every page as a screen reader has it: names, roles, states, and one order for eye and Tab key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from onboard import bootstrap, locations
from onboard.content.loader import load_pack
from onboard.content.model import QuestionId
from onboard.sample import sample_case
from onboard.wording import say
from tests.ui.atspi.accessible import Node, NotThere, Reference, wait_for
from tests.ui.atspi.desk import Desk
from tests.ui.atspi.screen_reader import (
    BUTTON,
    CHECK,
    COMBO,
    RADIO,
    SPIN,
    TEXT,
    ScreenReader,
    reading,
)  # fmt: skip

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("atspi")]

CHECKABLE = {CHECK, RADIO}
CONTROLS = {BUTTON, CHECK, RADIO, TEXT, COMBO, SPIN, "slider", "table", "list"}
BY_ARROWS = {RADIO, "cell", "list item"}
"""Of those that belong together the Tab key visits one, or the whole; arrows go to the others."""
PAINTED = {say("ui.risk-map"), say("page.paper"), say("ui.ink")}
"""What takes the focus and is painted here; the same stands beside it in words."""
MOST_TABS = 700
STUCK = 5.0
"""Seconds until a key or a press counts as leading nowhere."""
MOST_PRESSES = 4


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample client, told and decided and not signed, made without a window."""
    folder = tmp_path_factory.mktemp("told") / "home"
    opened = bootstrap.open_application(bootstrap.home(folder))
    try:
        service = opened.service
        pack = service.shipped_pack(locations.DEFAULT_PACK)
        case = sample_case(pack, datetime.now().astimezone().date())
        assert case.firm is not None
        service.save_firm(case.firm)
        facts = service.new_client(case.engagement.client, locations.DEFAULT_PACK)
        service.open_questions(facts.id, case.engagement.opened)
        for key, answer in case.engagement.answers.items():
            if answer.value is None:
                service.record_unknown(facts.id, key, answer.state, by=answer.by, how=answer.how)
            else:
                service.record_answer(facts.id, key, answer.value, by=answer.by, how=answer.how)
        service.set_estate(facts.id, case.engagement.estate)
        service.set_order(facts.id, [entry.words for entry in case.engagement.order])
        service.confirm_heard(facts.id)
        service.decide_all(facts.id, case.engagement.decisions)
        for entry in case.engagement.clause_initials:
            service.initial_clause(facts.id, entry.clause, entry.initials)
    finally:
        opened.close()
    return folder


@pytest.fixture
def reader(desk: Desk, home: Path) -> Iterator[ScreenReader]:
    with reading(desk, home) as made:
        made.wait("the list of clients", lambda: made.seen(BUTTON, CLIENT))
        yield made


CLIENT = "Open Example Dental Office"
"""The invented client of resources/demo."""


def test_every_page_can_be_read_and_its_order_is_that_of_the_tab_key(reader: ScreenReader) -> None:
    """S0.12: what stands first is read first, and the Tab key goes the same way."""
    found = _findings(reader, "clients")
    reader.press(say("page.clients-firm"))
    _arrive(reader, say("page.firm-title"))
    found += _findings(reader, "firm")
    reader.press(say("page.firm-done"))
    _arrive(reader, say("page.clients-title"))
    reader.press(CLIENT)
    reader.find("panel", say("agreement.sign-consultant"))
    found += _findings(reader, "sign")
    _by_rail(reader, "welcome")
    found += _findings(reader, "welcome")
    for stop in ("have", "tasks", "plan", "decisions"):
        _by_rail(reader, stop)
        found += _findings(reader, stop)
    decline = next(node for node in reader.every(BUTTON) if node.name.startswith("No to "))
    reader.act(decline)
    reader.wait("a dialog", reader.dialog)
    found += _findings(reader, "dialog-decline")
    reader.press(say("dialog.decline-no"))
    reader.wait("the end of the dialog", lambda: reader.dialog() is None or None)
    for stop in ("together", "heard", "check"):
        _by_rail(reader, stop)
        found += _findings(reader, stop)
    for kind, ask in _asks():
        _by_rail(reader, "check")
        reader.press(say("page.change-spoken", question=ask))
        _arrive(reader, ask)
        found += _findings(reader, f"question-{kind}")
    assert not found, "\n".join(found)


def _asks() -> Iterator[tuple[str, str]]:
    """One question of each kind that the sample is asked, and whose words suit every trade."""
    content = load_pack(locations.packs() / locations.DEFAULT_PACK).content
    wanted = {"multiple": "must-never-stop", "choice": "day-without", "number": "people",
              "table": "staff", "money": "hour-cost", "text": "anything-else"}  # fmt: skip
    for kind, key in wanted.items():
        question = content.questions[QuestionId(key)]
        assert question.kind.value == kind
        yield kind, question.ask


def _arrive(reader: ScreenReader, title: str) -> None:
    reader.wait(f"the page {title!r}", lambda: reader.title() == title or None)


def _by_rail(reader: ScreenReader, stop: str) -> None:
    """Go to a stop of the rail, and wait until it says that one is there."""
    title = say(f"ui.stop-{stop}")
    names = {say(f"ui.step-{state}", title=title) for state in ("done", "todo")}
    here = say("ui.step-current", title=title)

    for _ in range(MOST_PRESSES):
        for node in reader.every(BUTTON):
            if node.name in names:
                reader.act(node)
        try:
            wait_for(here, lambda: reader.seen(BUTTON, here), patience=STUCK)
        except NotThere:
            continue  # the rail was drawn anew while one pressed, and that press is lost
        return
    raise NotThere(here)


# ---- what is looked for


def _findings(reader: ScreenReader, page: str) -> list[str]:
    nodes = reader.settled()
    found = [*_unusable(nodes), *_out_of_order(reader, nodes)]
    title = reader.dialog() or reader.title()
    if title not in {node.name for node in nodes if node.role == "heading"}:
        found.append(f"{title!r} is no heading")
    levels = [reader.level(node) for node in nodes if node.role == "heading"]
    if levels.count(1) > 1 or not set(levels) <= {1, 2, 3}:
        found.append(f"the headings have these levels: {levels}")
    return [f"{page}: {text}" for text in found]


def _unusable(nodes: list[Node]) -> Iterator[str]:
    """What a person with a screen reader could not name, or not use."""
    for node in nodes:
        is_control, takes_focus = node.role in CONTROLS, "focusable" in node.states
        if (is_control or takes_focus) and not node.name.strip():
            yield f"{node} has no name"
        if is_control and "enabled" in node.states and not takes_focus:
            yield f"{node} takes no focus"
        is_known = is_control or node.role in BY_ARROWS
        if takes_focus and not is_known and node.name not in PAINTED:
            yield f"{node} takes the focus and is no control"
        if node.role in CHECKABLE and "checkable" not in node.states:
            yield f"{node} does not say that it can be checked"
        if node.role == COMBO and "expandable" not in node.states:
            yield f"{node} does not say that it opens"
        if node.role == TEXT and not {"editable", "read only"} & node.states:
            yield f"{node} does not say whether one can write"


def _out_of_order(reader: ScreenReader, nodes: list[Node]) -> Iterator[str]:
    """Where the Tab key leads back, apart from once around; and what it passes by."""
    # The current cell of a table says that it has the focus, wherever the focus is.
    usable = [
        node
        for node in nodes
        if {"focusable", "enabled"} <= node.states and node.role not in BY_ARROWS - {RADIO}
    ]
    places = {node.reference: place for place, node in enumerate(usable)}
    visited = list(_tab_round(reader, set(places)))
    steps = list(pairwise([places[one] for one in visited]))
    back = [(one, other) for one, other in steps if other < one]
    # The round begins where the focus was, so that it passes the end of the window once.
    if len(back) > 1 or (back and places[visited[0]] < places[visited[-1]]):
        yield from (f"Tab leads back from {usable[one]} to {usable[other]}" for one, other in back)
    for node in usable:
        if node.reference not in visited and not _is_one_of_several(node, usable, visited):
            yield f"Tab passes by {node}"


def _is_one_of_several(node: Node, usable: list[Node], visited: list[Reference]) -> bool:
    """Whether arrows lead here from one beside it; the Tab key visits one alone."""
    group = [one for one in usable if one.parents == node.parents and one.role == node.role]
    is_picked = sum("checked" in one.states for one in group) == 1
    is_near = any(one.reference in visited for one in group)
    return node.role == RADIO or (node.role == CHECK and is_picked and is_near)


def _tab_round(reader: ScreenReader, known: set[Reference]) -> Iterator[Reference]:
    """Where the focus goes until it comes round."""
    root = reader.here

    def focus() -> Reference | None:
        return next((one for one in reader.bus.focused(root) if one in known), None)

    seen: set[Reference] = set()
    now = focus()
    for _ in range(MOST_TABS):
        before = now
        reader.bus.press_tab()

        def moved(before: Reference | None = before) -> Reference | None:
            here = focus()
            return here if here != before else None

        try:
            now = wait_for("the next place of the focus", moved, patience=STUCK)
        except NotThere:
            return  # what follows is told as passed by
        if now in seen:
            return
        seen.add(now)
        yield now
