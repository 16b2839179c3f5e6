"""A client of a firm's server is taken along, worked on without it, and merged on return."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import test_server_members as members
from server_kit import Server

from onboard.bootstrap import Application, home, open_application
from onboard.cli.main import main
from onboard.content.model import QuestionId
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import Client, EngagementId
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.handover.review import EntryKind
from onboard.interview.answers import How
from onboard.locations import DEFAULT_PACK
from onboard.store.roles import Role

pytestmark = pytest.mark.xdist_group("server")
come = members.come
Q = QuestionId
NAME = "A Dental Office"


@dataclass
class Places:
    """Programs on several computers: with a name of the firm they are at its server."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    address: Callable[[str], str]
    opened: list[Application] = field(default_factory=list)

    def at(self, who: str) -> None:
        self.monkeypatch.setenv("ONBOARD_DATABASE_URL", self.address(who))

    def server(self, who: str) -> Application:
        self.at(who)
        return self._open(who)

    def laptop(self, who: str) -> Application:
        self.monkeypatch.delenv("ONBOARD_DATABASE_URL", raising=False)
        return self._open(who)

    def _open(self, who: str) -> Application:
        self.opened.append(open_application(home(self.folder / who)))
        return self.opened[-1]


@pytest.fixture
def places(
    come: members.Come,
    server: Server,
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Places]:
    def address(who: str) -> str:
        return server.address(database, f"{who}{database}")

    made = Places(tmp_path, monkeypatch, address)
    yield made
    for application in made.opened:
        application.close()


@pytest.fixture
def ana(places: Places) -> Application:
    """The manager, with a client; Ben is let in as a consultant."""
    ana = places.server("ana")
    ana.service.save_firm(FirmProfile("Example IT", "Alex Reed"))
    with pytest.raises(UserFacingError) as asked:
        places.server("ben")
    assert ana.members is not None
    ana.members.admit(str(asked.value.arguments["code"]), Role.CONSULTANT)
    return ana


def a_client(ana: Application) -> EngagementId:
    key = ana.service.new_client(Client(NAME, "Dana Rivers"), DEFAULT_PACK).id
    answer(ana, key, people=6, server="none")
    ana.service.decide(key, Decision(EVERY_LINE, Choice.ACCEPT))
    return key


def answer(at: Application, key: EngagementId, **answers: object) -> None:
    for name, value in answers.items():
        at.service.record_answer(key, Q(name), value, how=How.ALONE)


def sign(at: Application, key: EngagementId) -> bytes:
    at.service.initial_clause(key, "b1-maker-time", "DR")
    at.desk.sign(key, "consultant", "Alex Reed", prepared=at.desk.prepare(key))
    return at.desk.sign(key, "owner", "Dana Rivers")


def test_signed_without_the_server_and_a_colleague_saved_meanwhile(
    places: Places, ana: Application, server: Server, database: str
) -> None:
    """The same home opens the server and, without it, a store of its own."""
    key = a_client(ana)
    ben = places.server("ben")
    taken = ben.checkout.take(key)
    (out,) = ana.checkout.out(key)
    assert out.by == f"ben{database}"
    server.stop()
    try:
        laptop = places.laptop("ben")
        laptop.archives.restore(taken.data, taken.code)
        assert laptop.service.firm().name == "Example IT"
        answer(laptop, key, people=8)
        pdf = sign(laptop, key)
        data = laptop.checkout.send_back(key).data
    finally:
        server.start()
    answer(ana, key, people=7, backup="none")  # the note bars nobody
    ben = places.server("ben")
    review = ben.checkout.read(data)
    assert {entry.key: entry.kind for entry in review.entries}["papers"] is EntryKind.NEW
    after = ben.checkout.merge(review, review.keys() - review.keys(EntryKind.NEWER_HERE))
    paper = after.agreed_paper
    assert paper is not None
    assert ana.service.engagement(key) == after
    assert after.agreed_facts().answers[Q("people")].value == 8
    assert after.amending is not None
    assert (after.answers[Q("people")].value, after.answers[Q("backup")].value) == (7, "none")
    with ana.workspace.unit_of_work() as work:
        assert work.papers.signed(key, paper.reference) == pdf
    assert ana.checkout.out(key) == ()
    with pytest.raises(UserFacingError) as refused:
        ana.checkout.read(data)
    assert refused.value.message_id == "checkout.merged-before"
    assert ana.workspace.verify() == []
    rebuilt = places.laptop("elsewhere")
    back = rebuilt.desk.rebuild(pdf)
    assert back.is_same_facts
    assert back.engagement.answers[Q("people")].value == 8


def test_whoever_runs_the_server_cannot_read_what_comes_back(
    places: Places, ana: Application, server: Server, database: str
) -> None:
    key = a_client(ana)
    ana.checkout.take(key)
    dump = server.dump(database)
    assert "Example IT" not in dump
    assert b"Example IT".hex() not in dump


def test_two_copies_of_one_client_both_come_back(places: Places, ana: Application) -> None:
    key = a_client(ana)
    files = []
    for number, who in enumerate(("one", "two")):
        taken = ana.checkout.take(key)
        laptop = places.laptop(who)
        laptop.archives.restore(taken.data, taken.code)
        answer(laptop, key, **{"people" if number else "backup": 9 if number else "none"})
        files.append(laptop.checkout.send_back(key).data)
    assert len(ana.checkout.out(key)) == 2
    for data in files:
        review = ana.checkout.read(data)
        ana.checkout.merge(review, review.keys())
    after = ana.service.engagement(key)
    assert (after.answers[Q("people")].value, after.answers[Q("backup")].value) == (9, "none")


def test_another_firms_store_refuses_the_file(
    places: Places, ana: Application, server: Server
) -> None:
    key = a_client(ana)
    taken = ana.checkout.take(key)
    laptop = places.laptop("one")
    laptop.archives.restore(taken.data, taken.code)
    data = laptop.checkout.send_back(key).data
    other = server.new_database(template="ready")
    places.monkeypatch.setenv("ONBOARD_DATABASE_URL", server.address(other))
    stranger = places._open("stranger")
    with pytest.raises(UserFacingError) as refused:
        stranger.checkout.read(data)
    assert refused.value.message_id == "checkout.other-store"


def test_a_store_that_went_missing_is_still_told(places: Places, ana: Application) -> None:
    """Only a home that never had a store of its own gets an empty one."""
    places.laptop("ana").close()
    (places.folder / "ana" / "store.db").unlink()
    with pytest.raises(UserFacingError) as refused:
        places.laptop("ana")
    assert refused.value.message_id == "home.store-missing"


def test_the_whole_way_by_commands(
    places: Places, ana: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    key = a_client(ana)
    file, back = places.folder / "a.onboard-client", places.folder / "a.onboard-return"

    def run(who: str, *words: str, away: bool = False) -> tuple[int, str, str]:
        places.at(who)
        if away:
            places.monkeypatch.delenv("ONBOARD_DATABASE_URL")
        code = main(["--home", str(places.folder / who), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    code, out, told = run("ben", "client", "take", NAME, "--out", str(file), "--json")
    assert code == 0
    assert json.loads(out)["by"].startswith("ben")
    secret = re.search(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}", told)
    assert secret is not None
    assert secret[0] not in out
    code, out, _ = run("ana", "clients", "--json")
    (copy,) = json.loads(out)["clients"][0]["copies"]
    assert (copy["by"].startswith("ben"), copy["here"]) == (True, False)
    assert "has taken a copy along" in run("ana", "clients")[1]
    code, out, _ = run("ben", "client", "import", str(file), "--code", secret[0], away=True)
    assert (code, "send-back" in out) == (0, True)
    assert json.loads(run("ben", "clients", "--json", away=True)[1])["clients"][0]["copies"][0][
        "here"
    ]
    answer(places.laptop("ben"), key, people=9)
    assert run("ben", "client", "send-back", NAME, "--out", str(back), away=True)[0] == 0
    assert run("ben", "client", "bring-back", str(back), away=True)[0] == 2
    code, out, _ = run("ben", "client", "bring-back", str(back), "--json")
    read = json.loads(out)
    assert (code, read["taken"]) == (0, [])
    assert [each["key"] for each in read["entries"]] == ["answer/people"]
    assert ana.service.engagement(key).answers[Q("people")].value == 6
    code, out, _ = run("ben", "client", "bring-back", str(back), "--take", "new")
    assert (code, "[new]" in out) == (0, True)
    assert ana.service.engagement(key).answers[Q("people")].value == 9
    assert run("ben", "client", "bring-back", str(back), "--take", "all")[0] == 2
    assert run("ben", "client", "bring-back")[0] == 2
    log = run("ana", "store", "log", NAME)[1]
    assert "Whole client taken along" in log
    assert "Client brought back and merged" in log
    run("ben", "client", "take", NAME, "--out", str(file))
    assert "One copy" in run("ana", "client", "bring-back", "--lost", NAME)[1]
    assert ana.checkout.out(key) == ()


def test_a_paper_signed_on_both_sides_lies_beside_the_file(
    places: Places, ana: Application, capsys: pytest.CaptureFixture[str]
) -> None:
    key = a_client(ana)
    taken = ana.checkout.take(key)
    laptop = places.laptop("one")
    laptop.archives.restore(taken.data, taken.code)
    pdf = sign(laptop, key)
    sign(ana, key)
    back = places.folder / "a.onboard-return"
    back.write_bytes(laptop.checkout.send_back(key).data)
    places.at("ana")
    command = ["--home", str(places.folder / "ana"), "client", "bring-back", str(back)]
    assert main([*command, "--take", "all"]) == 0
    assert "A paper was signed here meanwhile too" in capsys.readouterr().out.replace("\n    ", " ")
    (kept,) = places.folder.glob("*.pdf")
    assert kept.read_bytes() == pdf
