from __future__ import annotations

import base64
import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.errors import UserFacingError
from onboard.keychain.custody import KeyCustody, NewKeys
from onboard.keychain.key_file import KeyFile, read_key_file, write_key_file
from onboard.keychain.recovery import from_code, new_secret, to_code
from onboard.keychain.slots import key_check
from onboard.keychain.system_keychain import SystemKeychain
from onboard.store.vault import derive_key

PASSPHRASE = "correct horse battery"


class MemoryBackend:
    """A keychain that works."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, user: str) -> str | None:
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, text: str) -> None:
        self.kept[service, user] = text


@pytest.fixture
def backend() -> MemoryBackend:
    return MemoryBackend()


@pytest.fixture
def custody(backend: MemoryBackend) -> KeyCustody:
    return KeyCustody(SystemKeychain(lambda: backend))  # type: ignore[arg-type, return-value]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.keys"


@pytest.fixture
def keys(custody: KeyCustody, path: Path) -> NewKeys:
    return custody.create(path, keyring=True, passphrase=PASSPHRASE)


def _told(ask: Callable[[], object]) -> str:
    with pytest.raises(UserFacingError) as caught:
        ask()
    assert "{" not in str(caught.value)
    return caught.value.message_id


def test_every_slot_opens_the_same_key(custody: KeyCustody, path: Path, keys: NewKeys) -> None:
    assert len(keys.root_key) == 32
    assert custody.slots(path) == {"keyring", "passphrase", "recovery"}
    assert custody.unlock(path) == keys.root_key
    assert custody.unlock(path, passphrase=PASSPHRASE) == keys.root_key
    assert custody.unlock(path, recovery_code=keys.recovery_code) == keys.root_key


def test_the_keychain_holds_44_characters_and_not_the_key(
    custody: KeyCustody, path: Path, keys: NewKeys, backend: MemoryBackend
) -> None:
    ((place, text),) = backend.kept.items()
    assert (place[0].split("/")[0], place[1], len(text)) == ("onboard", "store-key", 44)
    assert base64.b64decode(text) != keys.root_key


def test_no_secret_stands_in_the_file_or_in_a_printed_value(path: Path, keys: NewKeys) -> None:
    data = path.read_bytes()
    for secret in (keys.root_key, base64.b64encode(keys.root_key), PASSPHRASE.encode()):
        assert secret not in data
    assert keys.recovery_code not in repr(keys)
    assert keys.root_key.hex() not in repr(keys)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["store.keys"]


def test_there_is_never_a_key_without_a_lock(path: Path) -> None:
    without_keychain = KeyCustody(SystemKeychain(lambda: None))
    asked = {"keyring": True, "passphrase": None}, {"keyring": True, "passphrase": ""}
    for how in (*asked, {"keyring": False, "passphrase": None}):
        told = _told(lambda how=how: without_keychain.create(path, **how))  # type: ignore[misc]
        assert told == "keys.passphrase-needed"
        assert not path.exists()


def test_a_passphrase_alone_is_enough(path: Path) -> None:
    without_keychain = KeyCustody(SystemKeychain(lambda: None))
    made = without_keychain.create(path, keyring=True, passphrase=PASSPHRASE)
    assert without_keychain.slots(path) == {"passphrase", "recovery"}
    assert without_keychain.unlock(path, passphrase=PASSPHRASE) == made.root_key
    assert _told(lambda: without_keychain.unlock(path)) == "keys.secret-needed"


def test_a_short_passphrase_is_refused(custody: KeyCustody, path: Path) -> None:
    create = lambda: custody.create(path, keyring=False, passphrase="too short")  # noqa: E731
    assert _told(create) == "keys.passphrase-short"


def test_a_passphrase_may_be_typed_on_another_keyboard(custody: KeyCustody, path: Path) -> None:
    made = custody.create(path, keyring=False, passphrase="caf\u00e9 au lait")
    assert custody.unlock(path, passphrase="cafe\u0301 au lait") == made.root_key


def test_a_key_file_is_never_replaced_by_a_new_one(
    custody: KeyCustody, path: Path, keys: NewKeys
) -> None:
    before = path.read_bytes()
    create = lambda: custody.create(path, keyring=True, passphrase=None)  # noqa: E731
    assert _told(create) == "keys.exists"
    assert path.read_bytes() == before


def test_a_lost_entry_offers_the_other_ways_and_can_be_renewed(
    custody: KeyCustody, path: Path, keys: NewKeys, backend: MemoryBackend
) -> None:
    backend.kept.clear()
    with pytest.raises(UserFacingError, match="passphrase or your recovery code") as caught:
        custody.unlock(path)
    assert caught.value.message_id == "keys.keychain-lost"
    root_key = custody.unlock(path, recovery_code=keys.recovery_code)
    custody.add_keyring_slot(path, root_key)
    assert custody.unlock(path) == keys.root_key
    assert custody.unlock(path, passphrase=PASSPHRASE) == keys.root_key


@pytest.mark.parametrize("text", ["", "nonsense!", base64.b64encode(bytes(32)).decode()])
def test_a_foreign_entry_counts_as_lost(
    custody: KeyCustody, path: Path, keys: NewKeys, backend: MemoryBackend, text: str
) -> None:
    backend.kept = dict.fromkeys(backend.kept, text)
    assert _told(lambda: custody.unlock(path)) == "keys.keychain-lost"


def test_another_computers_keychain_gets_an_entry_of_its_own(path: Path, keys: NewKeys) -> None:
    here = MemoryBackend()
    laptop = KeyCustody(SystemKeychain(lambda: here))  # type: ignore[arg-type, return-value]
    laptop.add_keyring_slot(path, laptop.unlock(path, passphrase=PASSPHRASE))
    assert len(here.kept) == 1
    assert laptop.unlock(path) == keys.root_key


def test_a_wrong_passphrase_is_told_from_a_damaged_file(
    custody: KeyCustody, path: Path, keys: NewKeys
) -> None:
    wrong = lambda: custody.unlock(path, passphrase="incorrect horse")  # noqa: E731
    assert _told(wrong) == "keys.passphrase-wrong"
    content = json.loads(path.read_text())
    for slot in content["slots"]:
        slot["sealed"] = base64.b64encode(bytes(60)).decode()
    path.write_text(json.dumps(content))
    assert _told(wrong) == "keys.file-damaged"


def test_a_changed_passphrase_opens_and_the_old_one_does_not(
    custody: KeyCustody, path: Path, keys: NewKeys
) -> None:
    custody.change_passphrase(path, keys.root_key, "a new and longer one")
    assert custody.unlock(path, passphrase="a new and longer one") == keys.root_key
    assert _told(lambda: custody.unlock(path, passphrase=PASSPHRASE)) == "keys.passphrase-wrong"
    assert custody.unlock(path) == keys.root_key
    assert custody.unlock(path, recovery_code=keys.recovery_code) == keys.root_key


def test_a_new_recovery_code_ends_the_old_one(
    custody: KeyCustody, path: Path, keys: NewKeys
) -> None:
    code = custody.new_recovery_code(path, keys.root_key)
    assert custody.unlock(path, recovery_code=code) == keys.root_key
    old = lambda: custody.unlock(path, recovery_code=keys.recovery_code)  # noqa: E731
    assert _told(old) == "keys.recovery-wrong"


def test_a_foreign_root_key_never_gets_into_the_file(
    custody: KeyCustody, path: Path, keys: NewKeys
) -> None:
    before = path.read_bytes()
    for change in (
        lambda: custody.change_passphrase(path, bytes(32), PASSPHRASE),
        lambda: custody.add_keyring_slot(path, bytes(32)),
        lambda: custody.new_recovery_code(path, bytes(32)),
    ):
        with pytest.raises(ValueError, match="another store"):
            change()
    assert path.read_bytes() == before


def test_a_recovery_code_is_43_characters_and_forgives_how_it_is_typed(
    custody: KeyCustody, path: Path, keys: NewKeys
) -> None:
    code = keys.recovery_code
    assert len(code) == 43
    for typed in (
        code.lower(),
        code.replace("-", " "),
        f"  {code.replace('-', '')}\n",
        code.replace("0", "O").replace("1", "l"),
        code.replace("V", "u"),
    ):
        assert custody.unlock(path, recovery_code=typed) == keys.root_key


@given(st.binary(min_size=20, max_size=20), st.data())
def test_one_wrong_letter_is_always_noticed(secret: bytes, data: st.DataObject) -> None:
    code = to_code(secret)
    assert from_code(code) == secret
    place = data.draw(st.sampled_from([n for n, letter in enumerate(code) if letter != "-"]))
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    other = data.draw(st.sampled_from([letter for letter in letters if letter != code[place]]))
    typed = code[:place] + other + code[place + 1 :]
    assert _told(lambda: from_code(typed)) == "keys.recovery-typing-error"


@pytest.mark.parametrize("typed", ["", "ABC", "!" * 37, "Z" * 37, "Z" * 400, "é" * 37])
def test_what_is_no_code_is_told(typed: str) -> None:
    assert _told(lambda: from_code(typed)) == "keys.recovery-typing-error"


def test_a_code_of_another_store_is_told(custody: KeyCustody, path: Path, keys: NewKeys) -> None:
    other = to_code(new_secret())
    assert _told(lambda: custody.unlock(path, recovery_code=other)) == "keys.recovery-wrong"


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: content.update(format="else"),
        lambda content: content.pop("check"),
        lambda content: content.update(store_id="0" * 16),
        lambda content: content["slots"].append({}),
        lambda content: content.update(slots=5),
    ],
)
def test_a_damaged_key_file_is_told(
    custody: KeyCustody, path: Path, keys: NewKeys, harm: Callable[[Any], object]
) -> None:
    content = json.loads(path.read_text())
    harm(content)
    path.write_text(json.dumps(content))
    assert _told(lambda: custody.unlock(path)) == "keys.file-damaged"


@pytest.mark.parametrize(
    "content", [b"", b"\x00" * 600, b"[" * 50_000, b"[]", b"null", b"\xff\xfe", b"x" * 70_000]
)
def test_a_file_of_another_kind_is_told(custody: KeyCustody, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert _told(lambda: custody.unlock(path)) == "keys.file-damaged"


def test_a_newer_key_file_is_told(custody: KeyCustody, path: Path, keys: NewKeys) -> None:
    content = json.loads(path.read_text())
    content["version"] = 2
    path.write_text(json.dumps(content))
    assert _told(lambda: custody.unlock(path)) == "keys.file-too-new"


@pytest.mark.parametrize(
    ("name", "value"),
    [("memory_kib", 10**9), ("memory_kib", 8), ("iterations", 10**6), ("lanes", 0)],
)
def test_a_file_cannot_make_us_stretch_for_ever_or_not_at_all(
    custody: KeyCustody,
    path: Path,
    keys: NewKeys,
    name: str,
    value: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even a file whose sum fits, as from somebody who means harm."""
    from dataclasses import replace

    file = read_key_file(path)
    slots = tuple(
        replace(slot, stretching=replace(slot.stretching, **{name: value}))
        if slot.stretching
        else slot
        for slot in file.slots
    )
    write_key_file(path, KeyFile(file.store_id, file.check, slots))
    opening = lambda: custody.unlock(path, passphrase=PASSPHRASE)  # noqa: E731
    assert _told(opening) == "keys.file-damaged"


def test_a_missing_file_or_folder_is_told(custody: KeyCustody, tmp_path: Path) -> None:
    assert _told(lambda: custody.unlock(tmp_path / "store.keys")) == "keys.file-missing"
    assert _told(lambda: custody.slots(tmp_path)) == "keys.cannot-read"
    (tmp_path / "file").touch()
    create = lambda: custody.create(  # noqa: E731
        tmp_path / "file" / "store.keys", keyring=False, passphrase=PASSPHRASE
    )
    assert _told(create) == "keys.cannot-write"


def test_a_write_that_fails_leaves_the_old_file(
    custody: KeyCustody, path: Path, keys: NewKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    change = lambda: custody.change_passphrase(path, keys.root_key, PASSPHRASE)  # noqa: E731
    assert _told(change) == "keys.cannot-write"
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["store.keys"]


def test_a_trial_folder_touches_no_keychain(tmp_path: Path) -> None:
    def refuse() -> None:
        raise AssertionError("the keychain was asked")

    custody = KeyCustody(SystemKeychain(refuse))
    folder = tmp_path / "trial"
    root_key = custody.create_for_home(folder)
    assert custody.unlock_for_home(folder) == root_key
    assert {file.name for file in folder.iterdir()} == {"key.unprotected", "store.keys"}
    assert custody.slots(folder / "store.keys") == {"home-file"}
    assert stat.S_IMODE((folder / "key.unprotected").stat().st_mode) == 0o600
    assert _told(lambda: custody.create_for_home(folder)) == "keys.exists"
    assert _told(lambda: custody.unlock(folder / "store.keys")) == "keys.secret-needed"
    for content in ("", "nonsense", base64.b64encode(bytes(32)).decode()):
        (folder / "key.unprotected").write_text(content)
        assert _told(lambda: custody.unlock_for_home(folder)) == "keys.home-key-missing"


def test_a_protected_store_does_not_open_as_a_trial_folder(
    custody: KeyCustody, path: Path, keys: NewKeys
) -> None:
    (path.parent / "key.unprotected").write_text(base64.b64encode(bytes(32)).decode())
    assert _told(lambda: custody.unlock_for_home(path.parent)) == "keys.no-such-way"


def test_store_and_key_file_derive_the_same_check() -> None:
    assert derive_key(b"r" * 32, "key-check")[:8] == key_check(b"r" * 32)
