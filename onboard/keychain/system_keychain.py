"""The keychain of the operating system, asked so that it can neither block nor surprise us.

keyring may wait for ever for a window, raise what is no KeyringError, ask on the terminal, or take
a secret and not keep it. Hence a thread with a time limit, a read-back, and a list of backends that
may be used.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE = "onboard/{store_id}"
USER = "store-key"
PATIENCE_SECONDS = 30.0
"""Long enough to type a password into the system's own window."""

_ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
_CHAIN = "keyring.backends.chainer.ChainerBackend"


class KeychainUnusableError(Exception):
    """The keychain is missing, locked, silent, or did not keep what it was given."""


class SystemKeychain:
    """Keeps one short text a store. `find_backend` is replaced in tests."""

    def __init__(
        self,
        find_backend: Callable[[], KeyringBackend | None] | None = None,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self._find_backend = find_backend or find_allowed_backend
        self._patience = patience_seconds

    def is_usable(self) -> bool:
        """Whether there is a backend that may be used; it may still turn out to be locked."""
        try:
            return self._ask(self._find_backend) is not None
        except KeychainUnusableError:
            return False

    def read(self, store_id: str) -> str | None:
        """The text kept for a store; None when there is none, which is no error to a keychain.

        Raises:
            KeychainUnusableError: there is no keychain, or it does not answer.
        """
        service = SERVICE.format(store_id=store_id)
        return self._ask(lambda: self._backend().get_password(service, USER))

    def write(self, store_id: str, text: str) -> None:
        """Keep a text and read it back. Raises `KeychainUnusableError`."""
        service = SERVICE.format(store_id=store_id)

        def keep() -> str | None:
            backend = self._backend()
            backend.set_password(service, USER, text)
            return backend.get_password(service, USER)

        if self._ask(keep) != text:
            raise KeychainUnusableError("what was written could not be read back")

    def _backend(self) -> KeyringBackend:
        backend = self._find_backend()
        if backend is None:
            raise KeychainUnusableError("no keychain that may be used")
        return backend

    def _ask(self, question: Callable[[], T]) -> T:
        answer = _Answer[T]()

        def work() -> None:
            try:
                answer.value = [question()]
            except Exception as error:
                answer.error = error

        # A daemon: a keychain that never answers must not keep the program from ending either.
        thread = threading.Thread(target=work, name="keychain", daemon=True)
        thread.start()
        thread.join(self._patience)
        if answer.error is not None:
            raise KeychainUnusableError(type(answer.error).__name__) from answer.error
        if answer.value is None:
            raise KeychainUnusableError("no answer in time")
        return answer.value[0]


class _Answer(Generic[T]):
    value: list[T] | None = None
    error: Exception | None = None


def find_allowed_backend() -> KeyringBackend | None:
    """The backend that keyring chose, if it is one of the five that keep secrets properly.

    Of a chain the first allowed member is taken: the chain itself may ask on the terminal.
    """
    import keyring  # slow, and not needed with --home

    chosen = keyring.get_keyring()
    if _name(chosen) == _CHAIN:
        members = getattr(chosen, "backends", ())
        return next((member for member in members if _name(member) in _ALLOWED), None)
    return chosen if _name(chosen) in _ALLOWED else None


def _name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
