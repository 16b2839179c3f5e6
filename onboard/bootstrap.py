"""The composition root: a home, its key, its store, and the services on top."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from onboard import locations
from onboard.client_book import ClientBook
from onboard.errors import UserFacingError
from onboard.handing_over.archives import ArchiveDesk
from onboard.handing_over.checkout import CheckoutDesk
from onboard.handing_over.desk import HandoverDesk
from onboard.keychain.custody import KEYS_NAME, KeyCustody
from onboard.keychain.owner_code import TypedCode
from onboard.packs import PackShelf
from onboard.pdf.printer import PdfPrinter
from onboard.ports import Clock
from onboard.safekeeping.desk import SafekeepingDesk
from onboard.safekeeping.firm_server import FirmServer
from onboard.safekeeping.replacing import Replacement, clear_up, look_at, replace_store
from onboard.services import OnboardingService
from onboard.signing.desk import SigningDesk
from onboard.store.scratch import scratch_workspace
from onboard.store.workspace import SqlWorkspace, open_workspace
from onboard.visit_book.book import VisitBook

if TYPE_CHECKING:
    from onboard.store.members import Members
    from onboard.store.server_address import ServerAddress

STORE_NAME = "store.db"
NO_STORE_NAME = "store.none"
"""Says that the keys of a home were made for a firm's server, and no store was ever made here."""


class SystemClock:
    """The computer's clock with its time zone."""

    def now(self) -> datetime:
        return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Home:
    """A folder with a store. A throw-away home (`--home`) keeps its key beside its data."""

    folder: Path
    is_protected: bool

    @property
    def keys(self) -> Path:
        return self.folder / KEYS_NAME

    @property
    def store(self) -> Path:
        return self.folder / STORE_NAME

    @property
    def no_store(self) -> Path:
        return self.folder / NO_STORE_NAME


def home(folder: Path | None) -> Home:
    """The person's own home, or the folder given with `--home`."""
    if folder is not None:
        return Home(folder.resolve(), is_protected=False)
    return Home(locations.personal_home(), is_protected=True)


class Lock(Enum):
    """What it takes to open a home."""

    NEW = "new"  # nothing there yet; keys are made on first use
    OPENS_ITSELF = "opens-itself"  # a throw-away home, or a key in the system's keychain
    NEEDS_SECRET = "needs-secret"  # noqa: S105  (a state, not a secret)


@dataclass(frozen=True, slots=True)
class Application:
    """An opened home with everything that works on it."""

    home: Home
    workspace: SqlWorkspace
    service: OnboardingService
    desk: SigningDesk
    handover: HandoverDesk
    archives: ArchiveDesk
    checkout: CheckoutDesk
    book: ClientBook
    visits: VisitBook
    shelf: PackShelf
    clock: Clock
    keeping: SafekeepingDesk
    new_recovery_code: str = ""
    """Only right after the home was made: to be shown once and kept on paper."""
    members: Members | None = None
    """Who belongs to the firm, where its server was opened."""

    def close(self) -> None:
        if self.members is not None:
            self.members.forget_key()
        self.keeping.forget_key()
        self.workspace.close()


def firm_server(place: Home, custody: KeyCustody | None = None) -> FirmServer:
    """Which server of a firm this home is on, if any."""
    return FirmServer(place.folder, custody or KeyCustody(), is_protected=place.is_protected)


def lock_of(place: Home, custody: KeyCustody | None = None) -> Lock:
    """How this home can be opened. Reads the key file only; asks no keychain."""
    if not place.keys.exists():
        return Lock.NEW
    if not place.is_protected:
        return Lock.OPENS_ITSELF
    keeper = custody or KeyCustody()
    opens_itself = "keyring" in keeper.slots(place.keys) and not keeper.wants_secret(place.keys)
    return Lock.OPENS_ITSELF if opens_itself else Lock.NEEDS_SECRET


def open_application(
    place: Home,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    custody: KeyCustody | None = None,
    clock: Clock | None = None,
    create: bool = True,
) -> Application:
    """Open a home, making it first when there is none.

    A new home of the person's own takes the system's keychain; without a usable one it takes the
    passphrase. There is never a plaintext fallback.

    Raises:
        UserFacingError: "keys.passphrase-needed" or another reason why it cannot be opened.
    """
    keeper = custody or KeyCustody()
    code = ""
    clear_up(place.store)
    lock = lock_of(place, keeper)
    server = firm_server(place, keeper)
    address = server.address()
    if lock is Lock.NEW and not create and address is None:
        raise UserFacingError("store.missing", folder=str(place.folder))
    if lock is Lock.NEW:
        root_key, code = _new_keys(place, keeper, passphrase)
    elif not place.is_protected:
        root_key = keeper.unlock_for_home(place.folder)
    else:
        root_key = keeper.unlock(place.keys, passphrase=passphrase, recovery_code=recovery_code)
        if passphrase is not None or recovery_code is not None:
            keeper.mend_keychain(place.keys, root_key)
    ticking = clock or SystemClock()
    is_there = place.store.exists() or place.no_store.exists()
    if address is None and lock is not Lock.NEW and not is_there:
        # An empty store in its place would look as if everything had been lost.
        raise UserFacingError("home.store-missing", folder=str(place.folder))
    if address is not None and lock is Lock.NEW:
        place.no_store.touch(mode=0o600)
    members = None
    if address is None:
        workspace = open_workspace(place.store, root_key, ticking)
        place.no_store.unlink(missing_ok=True)
    else:  # the key of this home opens the firm's key on the server
        workspace, members = _enter(server, address, root_key, ticking, place)
    shelf = PackShelf(locations.packs())
    service = OnboardingService(workspace, shelf, ticking, TypedCode)
    desk = SigningDesk(service, workspace, PdfPrinter(), ticking, is_protected=place.is_protected)
    handover = HandoverDesk(service, workspace, shelf, ticking)
    archives = ArchiveDesk(service, workspace, ticking)
    scratch = partial(scratch_workspace, ticking)
    checkout = CheckoutDesk(service, workspace, PdfPrinter(), ticking, scratch)
    book = ClientBook(service, workspace, desk, shelf, ticking)
    visits = VisitBook(service, workspace, PdfPrinter(), ticking)
    keeping = SafekeepingDesk(
        workspace,
        place.keys,
        root_key,
        keeper,
        ticking,
        PdfPrinter().check,
        is_protected=place.is_protected,
    )
    if passphrase is not None or recovery_code is not None:
        keeping.note_unlocked()
    return Application(
        place,
        workspace,
        service,
        desk,
        handover,
        archives,
        checkout,
        book,
        visits,
        shelf,
        ticking,
        keeping,
        code,
        members,
    )


def replacement_for(
    place: Home,
    source: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    custody: KeyCustody | None = None,
) -> Replacement:
    """What bringing a copy back would replace in a home that is not open, or is not there yet.

    Raises:
        UserFacingError: "restore.secret-needed", or the copy is no good;
            "firm-store.back-by-server" for a home on a firm's server.
    """
    keeper = custody or KeyCustody()
    if firm_server(place, keeper).address() is not None:
        raise UserFacingError("firm-store.back-by-server")
    clear_up(place.store)
    key = None
    if place.keys.exists():
        with contextlib.suppress(UserFacingError):
            key = (
                keeper.unlock(place.keys)
                if place.is_protected
                else keeper.unlock_for_home(place.folder)
            )
    return look_at(
        source,
        place.store,
        keeper,
        present_key=key,
        passphrase=passphrase,
        recovery_code=recovery_code,
    )


def bring_back(
    place: Home,
    replacement: Replacement,
    *,
    custody: KeyCustody | None = None,
    clock: Clock | None = None,
) -> Path | None:
    """Replace the store of a home; where the one of before lies now. It must not be open.

    Raises:
        UserFacingError: it cannot be done; the store then stands as it was.
    """
    at = (clock or SystemClock()).now()
    keeper = custody or KeyCustody()
    return replace_store(replacement, place.store, keeper, at, is_protected=place.is_protected)


def _new_keys(place: Home, custody: KeyCustody, passphrase: str | None) -> tuple[bytes, str]:
    try:
        place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError("home.cannot-make", folder=str(place.folder)) from error
    if place.store.exists() and place.store.stat().st_size:
        # A store without its key file: new keys could never open it, so none are made.
        raise UserFacingError("home.keys-missing", folder=str(place.folder))
    if not place.is_protected:
        return custody.create_for_home(place.folder), ""
    made = custody.create(place.keys, keyring=custody.can_use_keychain(), passphrase=passphrase)
    return made.root_key, made.recovery_code


def _enter(
    server: FirmServer, address: ServerAddress, own_key: bytes, clock: Clock, place: Home
) -> tuple[SqlWorkspace, Members]:
    from onboard.store.firm_workspace import enter_firm  # only where there is a server

    return enter_firm(
        address, own_key, clock, place.store, password=lambda: server.password(address)
    )
