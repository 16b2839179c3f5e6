"""The address of a firm's server, and what is asked of the way to it."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from onboard.errors import UserFacingError

_KINDS = ("postgresql", "postgresql+psycopg")
_KNOWN = frozenset(
    {"host", "port", "sslmode", "sslrootcert", "sslcert", "sslkey", "passfile"}
    | {"target_session_attrs", "load_balance_hosts", "channel_binding"}
)
"""Parts of the address that may be given after the question mark.

Not among them is `hostaddr`, which would send a connection elsewhere than its name says.
"""
_REDIRECTING = ("PGHOSTADDR", "PGSERVICE")
_USUAL_PORT = "5432"
_VERIFIED = "verify-full"
"""The only mode that compares the name of the server with its certificate."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Server, database and user, with the password apart: it is shown and logged nowhere."""

    url: URL = field(repr=False)
    """Without a password, and with the mode of TLS spelled out."""
    password: str | None = field(default=None, repr=False)

    @property
    def server(self) -> str:
        """Its name for sentences."""
        return ", ".join(_hosts(self.url)) or "localhost"

    @property
    def is_here(self) -> bool:
        return all(_is_here(host) for host in _hosts(self.url))

    @property
    def label(self) -> str:
        """Under which this computer keeps what belongs to this user of this database.

        With the port: another program of the same computer may answer at another one.
        """
        port = str(_arguments(self.url).get("port", _USUAL_PORT))
        where = self.server if port == _USUAL_PORT else f"{self.server}:{port}"
        return f"{self.url.username or ''}@{where}/{self.url.database or ''}"


def read_address(text: str, environment: Mapping[str, str] = os.environ) -> ServerAddress:
    """Take an address apart, and insist on a server that proves who it is.

    Only a server on this very computer is taken without TLS.

    Raises:
        UserFacingError: "firm-store.address-unclear", "firm-store.tls-needed".
    """
    try:
        url = make_url(text.strip())
        elsewhere = environment.get("PGHOST")
        if elsewhere and not _hosts(url):  # libpq would go there
            url = url.update_query_dict({"host": elsewhere})
        _try_out(url)
    except (ArgumentError, ValueError):
        raise UserFacingError("firm-store.address-unclear") from None  # it may hold a password
    if url.drivername not in _KINDS or not url.database or set(url.query) - _KNOWN:
        raise UserFacingError("firm-store.address-unclear")
    password = url.password
    url = url.set(drivername="postgresql+psycopg")._replace(password=None)
    address = ServerAddress(url, None if password is None else str(password))
    redirected = any(environment.get(name) for name in _REDIRECTING)
    if address.is_here and not redirected:
        return address
    if url.query.get("sslmode", _VERIFIED) != _VERIFIED:
        raise UserFacingError("firm-store.tls-needed", server=address.server)
    wanted = {"sslmode": _VERIFIED}
    if "sslrootcert" not in url.query:
        wanted["sslrootcert"] = "system"  # the authorities that this computer trusts anyway
    return ServerAddress(url.update_query_dict(wanted), address.password)


def _arguments(url: URL) -> Mapping[str, object]:
    """What the driver is told."""
    return url.get_dialect()().create_connect_args(url)[1]


def _try_out(url: URL) -> None:
    """Raises what the driver would raise only at connecting, beyond its own kinds of error."""
    for part in (url.username, url.database, *_hosts(url)):
        (part or "").encode()
    for host in _hosts(url):
        if not host.startswith("/"):
            host.encode("idna")
    if url.drivername in _KINDS:
        _arguments(url)


def _hosts(url: URL) -> list[str]:
    """Several may be named, after which the next is tried when one does not answer."""
    named = url.query.get("host", ())
    parts = (named,) if isinstance(named, str) else named
    found = [host for part in (url.host or "", *parts) for host in part.split(",") if host]
    # "name:port" after the question mark, as SQLAlchemy writes several servers
    return [host if host.startswith("/") else _without_port(host) for host in found]


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() and ":" not in name else host


def _is_here(host: str) -> bool:
    if host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
