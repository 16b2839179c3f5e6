"""Keychains as they are met: silent, foreign, forgetful, or none at all."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import keyring
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import pytest

from onboard.errors import UserFacingError
from onboard.keychain.custody import KeyCustody
from onboard.keychain.system_keychain import (
    KeychainUnusableError,
    SystemKeychain,
    find_allowed_backend,
)

PASSPHRASE = "correct horse battery"


class Silent:
    """As KWallet while its password window is open."""

    def __init__(self) -> None:
        self.release = threading.Event()

    def get_password(self, *_: str) -> None:
        self.release.wait()

    def set_password(self, *_: str) -> None:
        self.release.wait()


class Foreign:
    """As KWallet without its crypto plugin: what it raises is no KeyringError."""

    class DBusErrorResponse(Exception):
        pass

    def get_password(self, *_: str) -> None:
        raise self.DBusErrorResponse("org.kde.KWallet")

    set_password = get_password


class Forgetful:
    """As keyring's own null backend: it takes everything and keeps nothing."""

    def get_password(self, *_: str) -> None:
        return None

    def set_password(self, *_: str) -> None:
        return None


@pytest.fixture
def silent() -> Iterator[Silent]:
    backend = Silent()
    yield backend
    backend.release.set()
    for thread in threading.enumerate():
        if thread.name == "keychain":
            thread.join()


@pytest.fixture(params=["silent", "foreign", "forgetful", "none"])
def bad(request: pytest.FixtureRequest, silent: Silent) -> SystemKeychain:
    backends: dict[str, Any] = {
        "silent": silent,
        "foreign": Foreign(),
        "forgetful": Forgetful(),
        "none": None,
    }
    return SystemKeychain(lambda: backends[request.param], patience_seconds=0.05)


def test_a_bad_keychain_never_keeps_a_store_from_being_made(
    bad: SystemKeychain, tmp_path: Any
) -> None:
    custody = KeyCustody(bad)
    path = tmp_path / "store.keys"
    with pytest.raises(UserFacingError) as caught:
        custody.create(path, keyring=True, passphrase=None)
    assert caught.value.message_id == "keys.passphrase-needed"
    assert not path.exists()
    made = custody.create(path, keyring=True, passphrase=PASSPHRASE)
    assert custody.slots(path) == {"passphrase", "recovery"}
    with pytest.raises(UserFacingError) as caught:
        custody.add_keyring_slot(path, made.root_key)
    assert caught.value.message_id == "keys.keychain-silent"
    assert custody.unlock(path, passphrase=PASSPHRASE) == made.root_key


def test_a_keychain_that_stopped_working_leaves_the_other_ways(
    bad: SystemKeychain, tmp_path: Any
) -> None:
    kept: dict[str, str] = {}

    class Works:
        def get_password(self, service: str, _user: str) -> str | None:
            return kept.get(service)

        def set_password(self, service: str, _user: str, text: str) -> None:
            kept[service] = text

    path = tmp_path / "store.keys"
    works: Any = Works()
    made = KeyCustody(SystemKeychain(lambda: works)).create(path, keyring=True, passphrase=None)
    with pytest.raises(UserFacingError, match="recovery code") as caught:
        KeyCustody(bad).unlock(path)
    assert caught.value.message_id in {"keys.keychain-silent", "keys.keychain-lost"}
    assert KeyCustody(bad).unlock(path, recovery_code=made.recovery_code) == made.root_key


def test_the_reason_is_kept_for_the_developer() -> None:
    foreign: Any = Foreign()
    with pytest.raises(KeychainUnusableError, match="DBusErrorResponse") as caught:
        SystemKeychain(lambda: foreign).read("id")
    assert isinstance(caught.value.__cause__, Foreign.DBusErrorResponse)


def test_only_the_systems_own_keychains_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for backend in (keyring.backends.null.Keyring(), keyring.backends.fail.Keyring(), Forgetful()):
        monkeypatch.setattr(keyring, "get_keyring", lambda backend=backend: backend)
        assert find_allowed_backend() is None
        assert not SystemKeychain().is_usable()


def test_of_a_chain_only_an_allowed_member_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed: Any = type("Keyring", (), {"__module__": "keyring.backends.SecretService"})()
    chain = keyring.backends.chainer.ChainerBackend
    monkeypatch.setattr(keyring, "get_keyring", lambda: object.__new__(chain))
    monkeypatch.setattr(chain, "backends", (Forgetful(), allowed))
    assert find_allowed_backend() is allowed
    assert SystemKeychain().is_usable()
    monkeypatch.setattr(chain, "backends", (Forgetful(),))
    assert find_allowed_backend() is None


def test_a_silent_keychain_does_not_keep_the_program_from_ending() -> None:
    program = (
        "import threading\n"
        "from onboard.keychain.system_keychain import SystemKeychain, KeychainUnusableError\n"
        "class Silent:\n"
        "    def get_password(self, *_): threading.Event().wait()\n"
        "try:\n"
        "    SystemKeychain(Silent, patience_seconds=0.05).read('id')\n"
        "except KeychainUnusableError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "no answer in time\n"


def test_keyring_is_loaded_only_when_it_is_asked() -> None:
    program = "import sys, onboard.keychain.custody; print('keyring' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "False\n"
