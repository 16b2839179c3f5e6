"""Which server of a firm a home is on: its address as a setting, its password in the keychain.

The address lies beside the keys, without a password; where the environment names a server, that
one counts. A home without either is on this computer alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.keychain.custody import KeyCustody

if TYPE_CHECKING:
    from onboard.store.server_address import ServerAddress

VARIABLE = "ONBOARD_DATABASE_URL"
NAME = "server.json"
LARGEST = 8192


class FirmServer:
    """The setting of one home. `address` is read anew each time, and asks nobody."""

    def __init__(
        self,
        folder: Path,
        custody: KeyCustody,
        *,
        is_protected: bool,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._folder = folder
        self._custody = custody
        self._environment = environment
        self.is_protected = is_protected
        """Whether a password can be kept: a trial folder touches no keychain."""

    @property
    def is_from_outside(self) -> bool:
        """Whether the environment names the server, so that the setting waits."""
        return bool(self._environment.get(VARIABLE))

    @property
    def kept(self) -> str:
        """The address in the setting; "" where there is none.

        Raises:
            UserFacingError: "firm-store.address-unclear" for a setting that cannot be read. As if
                there were none, the clients of another place would be shown.
        """
        path = self._folder / NAME
        try:
            if not path.exists():
                return ""
            if path.stat().st_size > LARGEST:
                raise ValueError(NAME)
            found = json.loads(path.read_text(encoding="utf-8"))["address"]
            if not isinstance(found, str) or not found.strip():
                raise ValueError(NAME)
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            raise UserFacingError("firm-store.address-unclear") from None
        return found

    def address(self) -> ServerAddress | None:
        """The server to open; None for a store on this computer. Raises `UserFacingError`."""
        named = self._environment.get(VARIABLE, "") or self.kept
        if not named:
            return None
        from onboard.store.server_address import read_address  # only where there is a server

        return read_address(named)

    def password(self, address: ServerAddress) -> str | None:
        """What the keychain keeps for a server; None for libpq to look for one itself."""
        return self._custody.server_password(address.label) if self.is_protected else None

    def try_out(self, text: str, password: str = "") -> ServerAddress:
        """Connect to a server that somebody types, and change nothing there or here.

        Raises:
            UserFacingError: why it would not do, in a sentence.
        """
        from onboard.store.server import reach

        address = without_password(text)
        reach(address, lambda: password or self.password(address))
        return address

    def keep(self, text: str, password: str = "") -> ServerAddress:
        """From the next start on this home is on that server. Nothing that lies here is touched.

        Raises:
            UserFacingError: the address is none; a password cannot be kept; the folder cannot be
                written. The setting then stays as it was.
        """
        from onboard.store.known_firm import meet_anew

        address = without_password(text)
        if password:
            self.keep_password(address, password)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise UserFacingError("home.cannot-make", folder=str(self._folder)) from error
        write_checked(self._folder / NAME, json.dumps({"address": text.strip()}).encode())
        meet_anew(self._folder, address.label)
        return address

    def keep_password(self, address: ServerAddress, password: str) -> None:
        """Raises "keeping.trial"; "firm-store.password-not-kept"."""
        if not self.is_protected:
            raise UserFacingError("keeping.trial")
        self._custody.keep_server_password(address.label, password)

    def forget(self) -> None:
        """From the next start on this home is on this computer alone. Raises `UserFacingError`."""
        try:
            (self._folder / NAME).unlink(missing_ok=True)
        except OSError as error:
            raise UserFacingError("home.cannot-make", folder=str(self._folder)) from error


def without_password(text: str) -> ServerAddress:
    """A setting is a plain file: a password has no place in it. Raises `UserFacingError`."""
    from onboard.store.server_address import read_address

    address = read_address(text)
    if address.password is not None:
        raise UserFacingError("firm-store.password-apart")
    return address
