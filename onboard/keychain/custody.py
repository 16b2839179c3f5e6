"""Who holds the root key: the system's keychain, a passphrase, a code on paper."""

from __future__ import annotations

import base64
import binascii
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path

from onboard.errors import UserFacingError
from onboard.keychain.key_file import (
    KeyFile,
    SlotKind,
    read_key_file,
    write_key_file,
    write_private,
)
from onboard.keychain.recovery import from_code, new_secret, to_code
from onboard.keychain.slots import (
    KEY_BYTES,
    WrongSecretError,
    key_check,
    new_stretching,
    open_slot,
    passphrase_bytes,
    seal_slot,
)
from onboard.keychain.system_keychain import KeychainUnusableError, SystemKeychain

KEYS_NAME = "store.keys"
HOME_KEY_NAME = "key.unprotected"
SHORTEST_PASSPHRASE = 10


@dataclass(frozen=True, slots=True)
class NewKeys:
    """A fresh root key, and the code to print; the code is shown once and kept nowhere."""

    root_key: bytes = field(repr=False)
    recovery_code: str = field(repr=False)


class KeyCustody:
    """Makes, opens and changes the file of key slots beside a store.

    Each slot holds the same root key, sealed under another secret, so that losing one secret loses
    nothing. Nothing here ever keeps a key in the open, save for `create_for_home`.
    `path` is the path of the key file everywhere.
    """

    def __init__(self, keychain: SystemKeychain | None = None) -> None:
        self._keychain = keychain or SystemKeychain()

    def can_use_keychain(self) -> bool:
        """Whether this computer has a keychain that may be used. May take a while: ask off-screen.

        Asks for a backend only, so it opens no window; a locked keychain shows at `create`.
        """
        return self._keychain.is_usable()

    def slots(self, path: Path) -> frozenset[str]:
        """Which ways in there are: "keyring", "passphrase", "recovery", "home-file"."""
        return frozenset(slot.kind.value for slot in read_key_file(path).slots)

    def create(self, path: Path, *, keyring: bool, passphrase: str | None) -> NewKeys:
        """Make a root key with its slots. A recovery code is always among them.

        Raises:
            UserFacingError: "keys.passphrase-needed" when the keychain is not wanted or cannot be
                used and there is no passphrase; "keys.exists" when there is a key file already.
        """
        _refuse_to_replace(path)
        if passphrase:
            _check_length(passphrase)
        root_key, keys = _new_key_file()
        if keyring:
            try:
                keys = self._with_keyring(keys, root_key)
            except KeychainUnusableError as error:
                if not passphrase:
                    raise UserFacingError("keys.passphrase-needed") from error
        elif not passphrase:
            raise UserFacingError("keys.passphrase-needed")
        if passphrase:
            keys = _with_passphrase(keys, root_key, passphrase)
        keys, code = _with_recovery(keys, root_key)
        write_key_file(path, keys)
        return NewKeys(root_key, code)

    def unlock(
        self, path: Path, *, passphrase: str | None = None, recovery_code: str | None = None
    ) -> bytes:
        """The root key, by recovery code or passphrase if given, else from the keychain.

        Raises:
            UserFacingError: the secret is wrong, the keychain has lost its entry or is silent, or
                the key file is missing or damaged; each has its sentence.
        """
        keys = read_key_file(path)
        if recovery_code is not None:
            secret = from_code(recovery_code)
            return _open(keys, SlotKind.RECOVERY, secret, wrong="keys.recovery-wrong")
        if passphrase is not None:
            secret = passphrase_bytes(passphrase)
            return _open(keys, SlotKind.PASSPHRASE, secret, wrong="keys.passphrase-wrong")
        if _wants_secret(keys):
            raise UserFacingError("keys.secret-needed")
        return self._unlock_by_keychain(keys)

    def wants_secret(self, path: Path) -> bool:
        """Whether the lock is in use, so that the keychain alone does not open the store."""
        return _wants_secret(read_key_file(path))

    def want_secret(self, path: Path, root_key: bytes, wanted: bool) -> None:
        """Keep whether a secret has to be typed although the keychain could open the store.

        The mark lies with the key slots, whose sum tells when somebody changes it alone. Without a
        passphrase there is none: nobody could be asked for it.
        """
        keys = _read_for(path, root_key)
        wanted = wanted and keys.slot(SlotKind.PASSPHRASE) is not None
        if keys.wants_secret != wanted:
            write_key_file(path, replace(keys, wants_secret=wanted))

    def add_keyring_slot(self, path: Path, root_key: bytes) -> None:
        """Let the keychain of this computer open the store, as after a lost entry.

        Raises:
            UserFacingError: "keys.keychain-silent"; the other ways in stay as they were.
        """
        keys = _read_for(path, root_key)
        try:
            keys = self._with_keyring(keys, root_key)
        except KeychainUnusableError as error:
            raise UserFacingError("keys.keychain-silent") from error
        write_key_file(path, keys)

    def change_passphrase(self, path: Path, root_key: bytes, passphrase: str) -> None:
        """Set or replace the passphrase; the other ways in stay as they were."""
        _check_length(passphrase)
        write_key_file(path, _with_passphrase(_read_for(path, root_key), root_key, passphrase))

    def new_recovery_code(self, path: Path, root_key: bytes) -> str:
        """A fresh code to print; the old one opens nothing any more."""
        keys, code = _with_recovery(_read_for(path, root_key), root_key)
        write_key_file(path, keys)
        return code

    def check_code(self, path: Path, root_key: bytes, typed: str) -> None:
        """Keep that the recovery code was typed back from paper, and opens this very store.

        Raises:
            UserFacingError: there is a typing error, or it is another code.
        """
        if self.unlock(path, recovery_code=typed) != root_key:
            raise UserFacingError("keys.recovery-wrong")
        write_key_file(path, replace(_read_for(path, root_key), is_code_checked=True))

    def is_code_checked(self, path: Path) -> bool:
        """Whether the recovery code in force was ever typed back."""
        return read_key_file(path).is_code_checked

    def mend_keychain(self, path: Path, root_key: bytes) -> bool:
        """Write a lost entry of the keychain again; whether the keychain opens the store now.

        Only where it did so before: whoever chose a passphrase alone keeps it that way.
        """
        keys = _read_for(path, root_key)
        if keys.slot(SlotKind.KEYRING) is None:
            return False
        try:
            if self._unlock_by_keychain(keys) == root_key:
                return True
        except UserFacingError as error:
            if error.message_id != "keys.keychain-lost":
                return False  # it is silent: asking again would only make the person wait
        try:
            self.add_keyring_slot(path, root_key)
        except UserFacingError:
            return False
        return True

    def server_password(self, server: str) -> str | None:
        """The password of a firm's server, where the keychain was given one and answers."""
        try:
            return self._keychain.read(_server_entry(server))
        except KeychainUnusableError:
            return None  # libpq's own password file may still have it

    def keep_server_password(self, server: str, password: str) -> None:
        """Raises "firm-store.password-not-kept"; there is no other place for it."""
        try:
            self._keychain.write(_server_entry(server), password)
        except KeychainUnusableError as error:
            raise UserFacingError("firm-store.password-not-kept") from error

    def create_for_home(self, folder: Path) -> bytes:
        """Keys for trying out: the key lies beside the data, and no keychain is touched.

        Whoever calls this tells the person that the copy is not protected.
        """
        path = folder / KEYS_NAME
        _refuse_to_replace(path)
        root_key, keys = _new_key_file()
        secret = secrets.token_bytes(KEY_BYTES)
        slot = seal_slot(SlotKind.HOME_FILE, secret, root_key, keys.store_id, None)
        write_private(folder / HOME_KEY_NAME, base64.b64encode(secret))
        write_key_file(path, keys.with_slot(slot))
        return root_key

    def unlock_for_home(self, folder: Path) -> bytes:
        """The root key of `create_for_home`. Raises "keys.home-key-missing" without the file."""
        keys = read_key_file(folder / KEYS_NAME)
        try:
            secret = _secret_from((folder / HOME_KEY_NAME).read_text("ascii"))
        except (OSError, ValueError) as error:
            raise UserFacingError("keys.home-key-missing", folder=str(folder)) from error
        return _open(keys, SlotKind.HOME_FILE, secret, wrong="keys.home-key-missing", folder=folder)

    def _unlock_by_keychain(self, keys: KeyFile) -> bytes:
        if keys.slot(SlotKind.KEYRING) is None:
            raise UserFacingError("keys.secret-needed")
        try:
            kept = self._keychain.read(keys.store_id)
        except KeychainUnusableError as error:
            raise UserFacingError("keys.keychain-silent") from error
        if kept is None:
            raise UserFacingError("keys.keychain-lost")
        try:
            secret = _secret_from(kept)
        except ValueError as error:
            raise UserFacingError("keys.keychain-lost") from error
        return _open(keys, SlotKind.KEYRING, secret, wrong="keys.keychain-lost")

    def _with_keyring(self, keys: KeyFile, root_key: bytes) -> KeyFile:
        # An entry that is there already is used again: if writing the key file then fails, the slot
        # of before still opens.
        try:
            secret = _secret_from(self._keychain.read(keys.store_id) or "")
        except ValueError:
            secret = secrets.token_bytes(KEY_BYTES)
            self._keychain.write(keys.store_id, base64.b64encode(secret).decode())
        return keys.with_slot(seal_slot(SlotKind.KEYRING, secret, root_key, keys.store_id, None))


def _server_entry(server: str) -> str:
    return f"server/{server}"


def _new_key_file() -> tuple[bytes, KeyFile]:
    root_key = secrets.token_bytes(KEY_BYTES)
    return root_key, KeyFile(store_id=secrets.token_hex(8), check=key_check(root_key))


def _with_passphrase(keys: KeyFile, root_key: bytes, passphrase: str) -> KeyFile:
    secret = passphrase_bytes(passphrase)
    kind = SlotKind.PASSPHRASE
    return keys.with_slot(seal_slot(kind, secret, root_key, keys.store_id, new_stretching()))


def _with_recovery(keys: KeyFile, root_key: bytes) -> tuple[KeyFile, str]:
    secret = new_secret()
    slot = seal_slot(SlotKind.RECOVERY, secret, root_key, keys.store_id, None)
    return replace(keys.with_slot(slot), is_code_checked=False), to_code(secret)


def _open(
    keys: KeyFile, kind: SlotKind, secret: bytes, *, wrong: str, **arguments: object
) -> bytes:
    slot = keys.slot(kind)
    if slot is None:
        raise UserFacingError("keys.no-such-way", **arguments)
    try:
        root_key = open_slot(slot, secret, keys.store_id)
    except WrongSecretError as error:
        raise UserFacingError(wrong, **arguments) from error
    if key_check(root_key) != keys.check:
        raise UserFacingError("keys.file-damaged")
    return root_key


def _wants_secret(keys: KeyFile) -> bool:
    return keys.wants_secret and keys.slot(SlotKind.PASSPHRASE) is not None


def _read_for(path: Path, root_key: bytes) -> KeyFile:
    """The key file, refusing a root key that is not its own: it would lock the store for good."""
    keys = read_key_file(path)
    if key_check(root_key) != keys.check:
        raise ValueError("the root key of another store")
    return keys


def _check_length(passphrase: str) -> None:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UserFacingError("keys.passphrase-short", least=SHORTEST_PASSPHRASE)


def _refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise UserFacingError("keys.exists", folder=str(path.parent))


def _secret_from(text: str) -> bytes:
    try:
        secret = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError("not a key") from error
    if len(secret) != KEY_BYTES:
        raise ValueError("not a key")
    return secret
