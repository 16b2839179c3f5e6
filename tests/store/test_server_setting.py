"""Which server a home is on: an address kept as a setting, and a password in the keychain."""

from __future__ import annotations

import getpass
import json
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from server_kit import Server
from store_kit import FakeClock
from test_keychain_custody import MemoryBackend

from onboard import bootstrap, locations
from onboard.cli.main import main
from onboard.engagement import Client
from onboard.errors import UserFacingError
from onboard.keychain import system_keychain
from onboard.keychain.custody import KeyCustody
from onboard.keychain.system_keychain import SystemKeychain
from onboard.locations import DEFAULT_PACK
from onboard.safekeeping.firm_server import NAME, FirmServer
from onboard.store.server_address import read_address

pytestmark = pytest.mark.xdist_group("server")
SECRET = "correct horse battery"
Run = Callable[..., tuple[int, str]]


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def keychain(monkeypatch: pytest.MonkeyPatch) -> MemoryBackend:
    """A keychain that works, for whatever the commands open by themselves."""
    backend = MemoryBackend()
    real = SystemKeychain.__init__
    monkeypatch.setattr(
        system_keychain.SystemKeychain, "__init__", lambda self: real(self, lambda: backend)
    )
    return backend


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keychain: MemoryBackend) -> Path:
    """The home of a person who has never started the program."""
    folder = tmp_path / "own"
    monkeypatch.setattr(locations, "personal_home", lambda: folder)
    return folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def one(*words: str, types: tuple[str, ...] = ()) -> tuple[int, str]:
        typed: Iterator[str] = iter(types)
        monkeypatch.setattr(sys, "stdin", Terminal() if types else StringIO())
        monkeypatch.setattr(getpass, "getpass", lambda _: next(typed))
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out + said.err

    return one


@pytest.fixture
def login(server: Server, database: str) -> str:
    """Somebody with a password; the network asks for it."""
    name = f"kim{database}"
    server.sql(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}' SUPERUSER")
    return name


def by_network(server: Server, database: str, login: str) -> str:
    return f"postgresql://{login}@127.0.0.1:{server.port}/{database}"


def test_an_address_is_tried_then_kept_and_used_at_the_next_start(
    run: Run, own: Path, keychain: MemoryBackend, server: Server, database: str, login: str
) -> None:
    address = by_network(server, database, login)
    code, said = run("firm", "server", address)
    assert code != 0  # without the password it is not reached, so not kept either
    assert "password" in said
    assert not (own / NAME).exists()
    code, said = run("firm", "server", address, "--password", types=(SECRET,))
    assert code == 0, said
    assert json.loads((own / NAME).read_text()) == {"address": address}
    assert SECRET not in (own / NAME).read_text()
    assert SECRET in keychain.kept.values()
    assert run("clients")[0] == 0
    assert not (own / "store.db").exists()
    assert f"{login}@127.0.0.1:{server.port}/{database}" in run("firm", "server")[1]
    assert run("firm", "members")[1].startswith(login)
    code, _ = run("firm", "server", "--none")
    assert code == 0
    assert not (own / NAME).exists()
    assert "this computer" in run("firm", "server")[1]


def test_the_password_alone_is_kept_in_the_keychain_and_used(
    run: Run,
    own: Path,
    keychain: MemoryBackend,
    server: Server,
    database: str,
    login: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ONBOARD_DATABASE_URL", by_network(server, database, login))
    assert run("firm", "password", types=("not the right one",))[0] == 0
    code, said = run("clients")
    assert code != 0
    assert "did not take the name or the password" in said
    code, said = run("firm", "password", types=(SECRET,))
    assert code == 0
    assert SECRET not in said
    assert run("clients")[0] == 0


def test_a_password_is_asked_of_somebody_for_some_server_and_not_in_a_trial(
    run: Run, own: Path, keychain: MemoryBackend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No server of a firm is named" in run("firm", "password", types=(SECRET,))[1]
    monkeypatch.setenv("ONBOARD_DATABASE_URL", "postgresql://kim@localhost/firm")
    code, said = run("firm", "password")
    assert code != 0  # nobody sits there
    trial = run("--home", str(tmp_path / "trial"), "firm", "password", types=(SECRET,))
    assert trial[0] != 0
    assert "trying out" in trial[1]
    assert SECRET not in keychain.kept.values()

    def silent() -> None:
        raise RuntimeError("locked")

    monkeypatch.setattr(MemoryBackend, "set_password", lambda *_: silent())
    code, said = run("firm", "password", types=(SECRET,))
    assert code != 0
    assert "kept nowhere" in said


def test_a_password_in_an_address_is_not_shown_while_another_is_asked_for(
    run: Run, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(getpass, "getpass", asked.append)
    monkeypatch.setattr(sys, "stdin", Terminal())
    assert main(["firm", "server", f"postgresql://kim:{SECRET}@localhost/firm", "--password"]) != 0
    assert asked == []


def test_a_password_is_kept_for_one_port(tmp_path: Path, keychain: MemoryBackend) -> None:
    """What listens at another one of a computer may be anybody's."""
    setting = FirmServer(tmp_path, KeyCustody(), is_protected=True, environment={})
    usual = read_address("postgresql://kim@127.0.0.1/firm")
    setting.keep_password(usual, SECRET)
    assert setting.password(read_address("postgresql://kim@127.0.0.1:5432/firm")) == SECRET
    for other in (
        "postgresql://kim@127.0.0.1:5433/firm",
        "postgresql://kim@/firm?host=127.0.0.1:5433",
        "postgresql://kim@/firm?host=127.0.0.1&port=5433",
    ):
        assert setting.password(read_address(other)) is None, other


def test_a_server_named_by_libpqs_own_variable_proves_itself_too() -> None:
    elsewhere = read_address("postgresql://kim@/firm", {"PGHOST": "db.example"})
    assert elsewhere.url.query["sslmode"] == "verify-full"
    assert elsewhere.label == "kim@db.example/firm"
    here = read_address("postgresql://kim@/firm", {"PGHOST": "/run/postgresql"})
    assert "sslmode" not in here.url.query
    named = read_address("postgresql://kim@localhost/firm", {"PGHOST": "db.example"})
    assert named.label == "kim@localhost/firm"


def test_what_the_environment_names_comes_first(
    tmp_path: Path, server: Server, database: str
) -> None:
    named = server.address(database)
    environment = {"ONBOARD_DATABASE_URL": named}
    setting = FirmServer(tmp_path, KeyCustody(), is_protected=False, environment=environment)
    setting.keep("postgresql://kim@localhost/other")
    address = setting.address()
    assert address is not None
    assert address.url.database == database
    assert setting.is_from_outside
    del environment["ONBOARD_DATABASE_URL"]
    address = setting.address()
    assert address is not None
    assert address.url.database == "other"


def test_the_clients_on_this_computer_stay_as_they_are(
    tmp_path: Path, server: Server, database: str
) -> None:
    place = bootstrap.home(tmp_path)
    here = bootstrap.open_application(place, clock=FakeClock())
    here.service.new_client(Client("Here"), DEFAULT_PACK)
    here.close()
    bootstrap.firm_server(place).keep(server.address(database))
    there = bootstrap.open_application(place, clock=FakeClock())
    assert there.service.clients() == ()
    there.service.new_client(Client("There"), DEFAULT_PACK)
    there.close()
    bootstrap.firm_server(place).forget()
    here = bootstrap.open_application(place, clock=FakeClock())
    assert [each.client_name for each in here.service.clients()] == ["Here"]
    here.close()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgresql://kim:secret@localhost/firm", "firm-store.password-apart"),
        ("kim at the server", "firm-store.address-unclear"),
        ("postgresql://kim@db.example/firm?sslmode=require", "firm-store.tls-needed"),
        ("postgresql://kim@127.0.0.1:1/firm", "firm-store.unreachable"),
        ("postgresql://kim@localhost/firm?port=abc", "firm-store.address-unclear"),
        ("postgresql:///firm?host=localhost,127.0.0.1&port=1,2,3", "firm-store.address-unclear"),
        ("postgresql://kim@db..example/firm", "firm-store.address-unclear"),
        (f"postgresql://kim@{'a' * 300}.example/firm", "firm-store.address-unclear"),
        ("postgresql://kim\ud800@localhost:1/firm", "firm-store.address-unclear"),
    ],
)
def test_what_will_not_do_is_told_and_not_kept(tmp_path: Path, text: str, told: str) -> None:
    setting = FirmServer(tmp_path, KeyCustody(), is_protected=False, environment={})
    with pytest.raises(UserFacingError) as caught:
        setting.try_out(text)
    assert caught.value.message_id == told
    assert "secret" not in str(caught.value)
    assert setting.kept == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"address": ""}',
        b'{"address": " "}',
        b'{"address": 5}',
        b"\xff",
        b"x" * 10_000,
    ],
)
def test_a_setting_that_cannot_be_read_opens_nothing_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(UserFacingError) as caught:
        bootstrap.open_application(bootstrap.home(tmp_path))
    assert caught.value.message_id == "firm-store.address-unclear"
    assert not (tmp_path / "store.db").exists()
