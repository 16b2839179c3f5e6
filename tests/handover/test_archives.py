"""A whole client to another installation: the same there, or nothing at all."""

from __future__ import annotations

import hashlib
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from handover_kit import START, FakeClock, TwoHomes, a_client, open_home, two_homes
from hypothesis import given
from hypothesis import strategies as st

from onboard.bootstrap import Application
from onboard.canonical import digest
from onboard.cli.main import main
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import Engagement
from onboard.errors import UserFacingError
from onboard.handing_over.archives import Archived
from onboard.handover.archive_file import open_archive
from onboard.report import recommendation_data
from onboard.store.row_codec import Misshapen, Tables, decoded, encoded

SEED = 20261122
CODE = "my own words 7"
PRIVATE = "the private answer in words"


@dataclass(frozen=True)
class Made:
    """A client with papers, private answers and open questions, and his archive."""

    homes: TwoHomes
    facts: Engagement
    archived: Archived
    body: bytes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    homes = two_homes(tmp_path_factory.mktemp("homes"))
    firm = homes.firm
    mine = a_client(firm, people=6, server="none")
    firm.service.keep_private(mine.id, CODE, "trust-helper", "no", words=PRIVATE)  # type: ignore[arg-type]
    firm.handover.invite(mine.id)
    firm.service.note(mine.id, "a note of one's own")
    firm.service.decide(mine.id, Decision(EVERY_LINE, Choice.ACCEPT))
    firm.service.initial_clause(mine.id, "b1-maker-time", "DR")
    prepared = firm.desk.prepare(mine.id)
    firm.desk.sign(mine.id, "consultant", "Alex Reed", prepared=prepared)
    firm.book.desk()
    archived = firm.archives.save(mine.id)
    body = open_archive(archived.data, archived.code)
    yield Made(homes, firm.service.engagement(mine.id), archived, body)
    homes.close()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Application]:
    """For what is refused: nothing of it stays, which is looked at each time and at the end."""
    opened = open_home(tmp_path_factory.mktemp("untouched"), FakeClock())
    yield opened
    assert opened.workspace.verify() == []
    opened.close()


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Application]:
    opened = open_home(tmp_path / "elsewhere", FakeClock())
    yield opened
    opened.close()


def test_a_client_is_the_same_in_another_installation(made: Made, empty_home: Application) -> None:
    here, there = made.homes.firm, empty_home
    there.service.save_firm(here.service.firm())
    came = there.archives.restore(made.archived.data, made.archived.code)
    assert came.engagement == made.facts
    assert digest(recommendation_data(there.service.snapshot(came.engagement))) == digest(
        recommendation_data(here.service.snapshot(made.facts))
    )
    paper = here.desk.latest_paper(made.facts.id)
    assert paper is not None
    assert there.desk.latest_paper(made.facts.id) == paper
    reference = made.facts.papers[-1].reference
    mine, theirs = here.desk.known_paper(reference), there.desk.known_paper(reference)
    assert mine is not None
    assert theirs is not None
    assert (theirs.sha256, theirs.certificates) == (mine.sha256, mine.certificates)
    assert there.workspace.verify() == []
    assert there.service.pack(came.engagement).sha256 == made.facts.pack.sha256
    assert len(there.handover.handed_out(made.facts.id)) == 1


def test_the_audit_chain_goes_on_and_says_where_it_came_from(
    made: Made, empty_home: Application
) -> None:
    came = empty_home.archives.restore(made.archived.data, made.archived.code)
    assert came.head.sequence == made.archived.head.sequence + 1
    again = decoded(open_archive(*_saved(empty_home, came.engagement)))
    events = {row["sequence"]: row for row in again["event"]}
    then = events[made.archived.head.sequence]["hash"]
    assert isinstance(then, bytes)
    assert then.hex() == made.archived.head.sha256
    kinds = [events[number]["kind"] for number in sorted(events)]  # type: ignore[type-var]
    assert kinds[-3:] == ["client-archived", "client-restored", "client-archived"]


def _saved(home: Application, facts: Engagement) -> tuple[bytes, str]:
    saved = home.archives.save(facts.id)
    return saved.data, saved.code


def test_work_goes_on_where_the_client_went(made: Made, empty_home: Application) -> None:
    """The owner signs there what was half-signed here, and opens his own answers."""
    came = empty_home.archives.restore(made.archived.data, made.archived.code)
    seen = empty_home.service.seen_with(came.engagement.id, CODE)
    assert seen.answers["trust-helper"].words == PRIVATE  # type: ignore[index]
    with pytest.raises(UserFacingError):
        empty_home.service.seen_with(came.engagement.id, "other words 9")
    assert empty_home.desk.sign(came.engagement.id, "owner", "Dana Rivers")
    assert empty_home.workspace.verify() == []


def test_nothing_of_it_can_be_read_without_the_code(made: Made) -> None:
    for text in ("Dental", "Dana Rivers", "trust-helper", "%PDF", "client-archived", PRIVATE):
        assert text.encode() not in made.archived.data
    assert PRIVATE.encode() not in made.body, "the owner's own code seals it inside too"


def _flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def _resummed(data: bytes) -> bytes:
    """With a sum that fits again, as somebody who means it would write."""
    return data[:-32] + hashlib.sha256(data[:-32]).digest()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(lambda data: data[:-1], "archive.damaged", id="cut-off"),
        pytest.param(lambda data: data[:20], "archive.no-archive", id="a-piece"),
        pytest.param(lambda data: _flipped(data, 200), "archive.damaged", id="a-bit"),
        pytest.param(lambda data: data + b"\0", "archive.damaged", id="longer"),
        pytest.param(
            lambda data: _resummed(_flipped(data, 200)), "archive.wrong-code", id="altered"
        ),
        pytest.param(
            lambda data: _resummed(_flipped(data, 10)), "archive.wrong-code", id="other-salt"
        ),
        pytest.param(lambda data: data[:4] + b"\x02" + data[5:], "archive.too-new", id="newer"),
        pytest.param(lambda data: b"ONBH" + data[4:], "archive.no-archive", id="other-kind"),
        pytest.param(lambda _: b"", "archive.no-archive", id="empty"),
    ],
)
def test_a_changed_file_is_refused_in_one_sentence(
    made: Made, untouched: Application, change: Callable[[bytes], bytes], told: str
) -> None:
    with pytest.raises(UserFacingError) as refused:
        untouched.archives.restore(change(made.archived.data), made.archived.code)
    assert refused.value.message_id == told
    assert untouched.service.clients() == ()


@pytest.mark.parametrize(
    ("code", "told"), [("K7MW" * 6, "archive.wrong-code"), ("K7MW", "archive.code-shape")]
)
def test_another_code_opens_nothing(
    made: Made, untouched: Application, code: str, told: str
) -> None:
    with pytest.raises(UserFacingError) as refused:
        untouched.archives.restore(made.archived.data, code)
    assert refused.value.message_id == told


def test_a_client_who_is_here_is_never_written_over(made: Made, empty_home: Application) -> None:
    """The same file twice, an older, a newer and another one."""
    there, data, code = empty_home, made.archived.data, made.archived.code
    facts = there.archives.restore(data, code).engagement
    newer = there.archives.save(facts.id)

    def told(home: Application, archived: bytes, code: str) -> str:
        before = home.service.engagement(facts.id)
        with pytest.raises(UserFacingError) as refused:
            home.archives.restore(archived, code)
        assert home.service.engagement(facts.id) == before
        return refused.value.message_id

    assert told(there, data, code) == "archive.here-same"
    assert told(made.homes.firm, newer.data, newer.code) == "archive.here-older"
    there.workspace.erase_client(facts.id)
    with pytest.raises(UserFacingError) as refused:
        there.archives.restore(data, code)
    assert refused.value.message_id == "archive.here-erased"


def test_two_that_were_both_changed_are_told_apart(tmp_path: Path) -> None:
    homes = two_homes(tmp_path)
    mine = a_client(homes.firm, people=6)
    first = homes.firm.archives.save(mine.id)
    homes.owner.archives.restore(first.data, first.code)
    homes.firm.service.note(mine.id, "changed here")
    second = homes.firm.archives.save(mine.id)
    with pytest.raises(UserFacingError) as refused:
        homes.owner.archives.restore(second.data, second.code)
    assert refused.value.message_id == "archive.here-other"
    homes.close()


def _with(body: bytes, change: Callable[[dict[str, list[dict[str, Any]]]], object]) -> bytes:
    tables: dict[str, list[dict[str, Any]]] = decoded(body)  # type: ignore[assignment]
    change(tables)
    return encoded(tables)


def _swap_hash(tables: dict[str, list[dict[str, Any]]]) -> None:
    tables["event"][1]["payload_sha256"] = b"\0" * 32


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_swap_hash, id="chain"),
        pytest.param(lambda tables: tables["event"].pop(2), id="event-gone"),
        pytest.param(
            lambda tables: tables["event"].__delitem__(slice(5, None)),
            id="chain-shorter-than-paper",
        ),
        pytest.param(lambda tables: tables["agreement_paper"][0].update(pdf=b"x"), id="paper"),
        pytest.param(lambda tables: tables["answer"][0].update(body=b"x"), id="answer"),
        pytest.param(
            lambda tables: tables["answer"][0].update(engagement_id=uuid.uuid4()), id="elsewhere"
        ),
        pytest.param(lambda tables: tables["data_key"][0].update(wrapped=b"k"), id="short-key"),
        pytest.param(lambda tables: tables["data_key"][0].update(wrapped=bytes(32)), id="key"),
        pytest.param(lambda tables: tables["pack_version"][0].update(content=b"x"), id="pack"),
        pytest.param(lambda tables: tables["pack_version"].clear(), id="no-pack"),
        pytest.param(lambda tables: tables["client"].clear(), id="no-client"),
        pytest.param(lambda tables: tables["engagement"][0].update(version="1"), id="type"),
        pytest.param(lambda tables: tables["remembered"][0].update(value=b"[]"), id="memory"),
        pytest.param(lambda tables: tables.update(firm=[]), id="another-table"),
    ],
)
def test_what_does_not_hold_together_leaves_nothing_behind(
    made: Made, untouched: Application, change: Callable[[Any], object]
) -> None:
    """By somebody who knows the code."""
    body = _with(made.body, change)
    with untouched.workspace.unit_of_work() as work, pytest.raises(UserFacingError) as refused:
        work.archives.restore(body)
    assert refused.value.message_id == "archive.misshapen"
    assert untouched.service.clients() == ()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda tables: tables.update(visits=[]), id="table"),
        pytest.param(lambda tables: tables["client"][0].update(mood="good"), id="column"),
    ],
)
def test_what_a_newer_program_wrote_is_told(
    made: Made, untouched: Application, change: Callable[[Any], object]
) -> None:
    body = _with(made.body, change)
    with untouched.workspace.unit_of_work() as work, pytest.raises(UserFacingError) as refused:
        work.archives.restore(body)
    assert refused.value.message_id == "archive.too-new"


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.text(st.characters(codec="utf-8"), max_size=10),
    st.binary(max_size=10),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
    st.uuids(),
)


@given(st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES}), min_size=1, max_size=4))
def test_rows_come_back_as_they_went(rows: list[Any]) -> None:
    tables: Tables = {"one": rows, "none": []}
    found = decoded(encoded(tables))
    assert found == tables
    assert [type(row["a"]) for row in found["one"]] == [type(row["a"]) for row in rows]


@pytest.mark.parametrize(
    "runs",
    [pytest.param(2_000, id="sample"), pytest.param(100_000, id="all", marks=pytest.mark.soak)],
)
def test_changed_bytes_are_rows_or_refused(runs: int) -> None:
    chance = random.Random(SEED)  # noqa: S311  (the same files each time)
    moment = datetime.combine(date(2026, 11, 21), START.timetz())
    row = {"id": uuid.UUID(int=7), "n": 5, "t": "text", "b": b"bytes", "m": moment, "x": None}
    whole = encoded({"client": [row], "event": [row, row]})
    refused = 0
    for _ in range(runs):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(changed))
            match chance.randrange(3):
                case 0:
                    changed[at] = chance.randrange(256)
                case 1:
                    del changed[at : at + chance.randint(1, 9)]
                case _:
                    changed[at:at] = bytes(chance.randrange(256) for _ in range(4))
        try:
            decoded(bytes(changed))
        except Misshapen:
            refused += 1
    assert refused > runs // 2


@pytest.mark.parametrize(
    "runs", [pytest.param(12, id="sample"), pytest.param(3_000, id="all", marks=pytest.mark.soak)]
)
def test_changed_archives_leave_the_store_whole(
    made: Made, untouched: Application, runs: int
) -> None:
    chance = random.Random(SEED)  # noqa: S311
    tables = decoded(made.body)
    pack = tables.pop("pack_version")
    small = encoded(tables)
    refused = taken = 0
    for _ in range(runs):
        changed = bytearray(small)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        try:
            body = encoded({**decoded(bytes(changed)), "pack_version": pack})
        except Misshapen:
            continue
        try:
            with untouched.workspace.unit_of_work() as work:
                work.archives.restore(body)
                taken += 1
        except UserFacingError:
            refused += 1
    assert refused > 10 * taken, "only a day or a time beside the seals may be another one"
    assert untouched.workspace.verify() == []


def test_the_command_line_takes_a_client_along(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = FakeClock()
    source = open_home(tmp_path / "one", clock)
    a_client(source, people=6)
    source.close()
    file, elsewhere = tmp_path / "a.onboard-client", tmp_path / "two"
    export = ["--home", str(tmp_path / "one"), "client", "export", "A Dental Office"]
    assert main([*export, "--out", str(file)]) == 0
    said = capsys.readouterr()
    code = next(word.strip(".:") for word in said.err.split() if word.count("-") == 5)
    assert code not in said.out
    came = ["--home", str(elsewhere), "client", "import", str(file)]
    assert main([*came, "--code", "nonsense"]) == 2
    assert main([*came, "--code", code]) == 0
    capsys.readouterr()
    assert main([*came, "--code", code]) == 2
    assert "already" in capsys.readouterr().err
    assert main([*came]) == 2
    assert main(["--home", str(elsewhere), "store", "verify"]) == 0
