"""hand-over ask, accept, reply, read: two homes, as on two computers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from cli_kit import Run, everything_below

from onboard import bootstrap
from onboard.engagement import Client, EngagementId
from onboard.firm import FirmProfile
from onboard.locations import DEFAULT_PACK
from onboard.wording import speak

NAME = "Example Office"
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}")


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    """A throw-away home with a firm and a client, in English whatever was spoken before."""
    speak("en")
    opened = bootstrap.open_application(bootstrap.home(tmp_path / "firm"))
    opened.service.save_firm(FirmProfile("Example IT", "Alex Reed", phone="+1 555 0100"))
    made = opened.service.new_client(Client(NAME, owner="Dana"), DEFAULT_PACK)
    opened.service.record_answer(made.id, "people", 6)  # type: ignore[arg-type]
    opened.close()
    return tmp_path / "firm"


def told_code(text: str) -> str:
    found = CODE.findall(text)
    assert len(found) == 1, text
    return str(found[0])


def answer(home: Path, **answers: object) -> str:
    opened = bootstrap.open_application(bootstrap.home(home))
    (client,) = opened.service.clients()
    for question, raw in answers.items():
        opened.service.record_answer(EngagementId(client.id), question, raw)  # type: ignore[arg-type]
    opened.close()
    return client.id


def values(home: Path) -> dict[str, object]:
    opened = bootstrap.open_application(bootstrap.home(home))
    (client,) = opened.service.clients()
    answers = opened.service.engagement(client.id).answers
    opened.close()
    return {key: each.value for key, each in answers.items()}


def asked(run: Run, firm: Path, owner: Path, *more: str) -> Path:
    """A question file, made and opened."""
    file = firm.parent / "q.onboard-ask"
    code = told_code(run("--home", firm, "hand-over", "ask", NAME, "--out", file, *more).err)
    assert run("--home", owner, "hand-over", "accept", file, "--code", code).code == 0
    return file


def test_there_and_back_again(run: Run, firm: Path, tmp_path: Path) -> None:
    """T4: the owner answers alone at home, then the consultant finishes."""
    file, owner = tmp_path / "q.onboard-ask", tmp_path / "owner"
    said = run("hand-over", "ask", NAME, "--out", file, "--home", firm)
    assert said.code == 0
    assert str(file) in said.out
    assert not CODE.search(said.out)
    code = told_code(said.err)
    accepted = run("--home", owner, "hand-over", "accept", file, "--code", code.lower())
    assert accepted.code == 0
    assert NAME in accepted.out
    assert "Example IT, Alex Reed, +1 555 0100" in accepted.out
    again = run("--home", owner, "hand-over", "accept", file, "--code", code)
    assert again.out == accepted.out
    local = answer(owner, people=8, sites=2)
    back = tmp_path / "a.onboard-reply"
    assert run("--home", owner, "hand-over", "reply", local, "--out", back).code == 0
    before = values(firm)
    seen = run("--home", firm, "hand-over", "read", back)
    assert seen.code == 0
    assert "How many people work there, you included? [differs]" in seen.out
    assert "6 people" in seen.out
    assert "8 people; owner; answered alone" in seen.out
    assert "Nothing was changed." in seen.out
    assert values(firm) == before == {"people": 6}
    taken = run("--home", firm, "hand-over", "read", back, "--take", "new")
    assert "1 entry was taken over" in taken.out
    assert values(firm) == {"people": 6, "sites": 2}
    replayed = run("--home", firm, "hand-over", "read", back, "--take", "all")
    assert replayed.code == 2
    assert "taken over before" in replayed.err
    assert run("--home", firm, "store", "verify").code == 0


def test_reading_as_data(run: Run, firm: Path, tmp_path: Path) -> None:
    owner, back = tmp_path / "owner", tmp_path / "a.onboard-reply"
    asked(run, firm, owner)
    answer(owner, people=8, sites=2)
    run("--home", owner, "hand-over", "reply", NAME, "--out", back)
    data = run("--home", firm, "hand-over", "read", back, "--json").json
    assert set(data) == {"client", "engagement", "person", "until", "entries", "taken"}
    assert (data["client"], data["taken"]) == (NAME, [])
    people, sites = data["entries"]
    assert (people["key"], people["kind"], people["may_take"]) == ("answer/people", "differs", True)
    assert people["here"]["text"] == "6 people"
    assert people["came"]["how"] == "alone"
    assert (sites["kind"], sites["here"]) == ("new", None)
    data = run("--home", firm, "hand-over", "read", back, "--json", "--take", "all").json
    assert data["taken"] == ["answer/people", "answer/sites"]
    assert values(firm) == {"people": 8, "sites": 2}


def test_a_part_for_one_person(run: Run, firm: Path, tmp_path: Path) -> None:
    """T9: the office manager answers one part."""
    owner, back = tmp_path / "owner", tmp_path / "a.onboard-reply"
    asked(run, firm, owner, "--section", "people", "--section", "money", "--person", "Sam")
    answer(owner, logins=9, sites=2)
    run("--home", owner, "hand-over", "reply", NAME, "--out", back)
    data = run("--home", firm, "hand-over", "read", back, "--json").json
    assert data["person"] == "Sam"
    assert [(each["key"], each["came"]["by"]) for each in data["entries"]] == [
        ("answer/logins", "Sam")
    ]


def test_refusals_are_one_sentence(run: Run, firm: Path, tmp_path: Path) -> None:
    owner, out = tmp_path / "owner", tmp_path / "x.onboard-ask"
    file = asked(run, firm, owner)
    pdf = tmp_path / "some.pdf"
    pdf.write_bytes(b"%PDF-1.7")
    before = everything_below(firm)
    for home, arguments, part in (
        (firm, ("ask", "Nobody", "--out", out), "no client"),
        (firm, ("ask", NAME, "--out", out, "--section", "peple"), "Did you mean"),
        (firm, ("ask", NAME, "--out", out, "--days", "0"), "1 to 180 days"),
        (firm, ("reply", NAME, "--out", out), "Nobody has asked"),
        (firm, ("read", file), "it brings no answers"),
        (firm, ("read", pdf), "not an answer file"),
        (firm, ("read", tmp_path / "none"), "none"),
        (owner, ("accept", pdf, "--code", "K7MW-3QPA-9XTC"), "not a question file"),
        (owner, ("accept", file, "--code", "1234"), "12 letters and digits"),
        (owner, ("accept", file), "--code"),
    ):
        said = run("--home", home, "hand-over", *arguments)
        assert said.code == 2, arguments
        told = said.err.strip().splitlines()
        assert len(told) <= 2, told  # the first may say that the home is not protected
        assert part in told[-1], told
    assert not out.exists()
    assert set(everything_below(firm)) == set(before)


def test_a_name_that_two_have_takes_the_id(run: Run, firm: Path, tmp_path: Path) -> None:
    opened = bootstrap.open_application(bootstrap.home(firm))
    other = opened.service.new_client(Client(NAME.upper()), DEFAULT_PACK)
    twin = opened.service.new_client(Client(NAME), DEFAULT_PACK)
    opened.close()
    out = tmp_path / "q.onboard-ask"
    said = run("--home", firm, "hand-over", "ask", NAME, "--out", out)
    assert said.code == 2
    assert twin.id in said.err
    assert other.id not in said.err
    assert run("--home", firm, "hand-over", "ask", twin.id, "--out", out).code == 0
    assert run("--home", firm, "hand-over", "ask", NAME.upper(), "--out", out).code == 0


def test_a_home_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    for command in (
        ("ask", NAME, "--out", tmp_path / "q"),
        ("reply", NAME, "--out", tmp_path / "a"),
    ):
        said = run("--home", tmp_path / "none", "hand-over", *command)
        assert said.code == 2
    assert everything_below(tmp_path) == {}


def test_the_words_are_spanish_too(run: Run, firm: Path, tmp_path: Path) -> None:
    out = tmp_path / "q.onboard-ask"
    said = run("--language", "es", "--home", firm, "hand-over", "ask", NAME, "--out", out)
    assert "Dígalo por teléfono" in said.err
