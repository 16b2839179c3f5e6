"""Connections to a firm's PostgreSQL server, set so that nobody is left waiting for a colleague."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from onboard.errors import UserFacingError
from onboard.store.server_address import ServerAddress
from onboard.store.server_faults import explain_server

CONNECT_SECONDS = 5
SETTINGS = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    # Whoever falls asleep or loses the network within a save holds nobody up for longer.
    "idle_in_transaction_session_timeout": "15s",
    "synchronous_commit": "on",
}
_OLDEST = 150000

Password = Callable[[], str | None]


def server_engine(address: ServerAddress, password: Password | None = None) -> Engine:
    """An engine on the firm's database; a connection that was cut is made anew at the next act.

    `password` is asked at each new connection when the address itself brings none.
    """
    engine = create_engine(
        address.url,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "application_name": "onboard",
            "options": " ".join(f"-c {name}={value}" for name, value in SETTINGS.items()),
            "keepalives_idle": 10,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 15_000,
        },
        pool_pre_ping=True,
        pool_size=2,
        hide_parameters=True,
    )

    @event.listens_for(engine, "do_connect")
    def hand_over_password(
        _dialect: object, _record: object, _words: object, arguments: dict[str, object]
    ) -> None:
        secret = address.password
        if secret is None and password is not None:
            secret = password()
        if secret is not None:
            arguments["password"] = secret

    @event.listens_for(engine, "handle_error")
    def tell(context: ExceptionContext) -> None:
        told = explain_server(
            context.original_exception,
            address.server,
            connected=context.connection is not None or context.is_pre_ping,
        )
        if told is None or context.is_pre_ping:
            return  # after a ping that failed the pool connects anew by itself
        if context.is_disconnect and context.connection is not None:
            context.connection.invalidate()  # raising from here skips what would have done so
        raise told from None  # the driver's text may name what nobody should read in a log

    return engine


def refuse_old_server(engine: Engine, server: str) -> None:
    """Raises "firm-store.server-old" for a PostgreSQL that this program was never tried on."""
    with engine.connect() as connection:
        found = connection.execute(text("SELECT current_setting('server_version_num')::int"))
        if int(found.scalar_one()) < _OLDEST:
            raise UserFacingError("firm-store.server-old", server=server)


def reach(address: ServerAddress, password: Password | None = None) -> None:
    """Connect once and change nothing. Raises `UserFacingError` with the reason if it fails."""
    engine = server_engine(address, password)
    try:
        refuse_old_server(engine, address.server)
    finally:
        engine.dispose()


def let_go_of_old_rows(engine: Engine) -> None:
    """Ask the server to clear away rows of before; only its owner may, others are refused softly.

    Its write-ahead log and its copies hold them longer: see docs/firm-store.md.
    """
    with (
        contextlib.suppress(UserFacingError, DBAPIError),
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        connection.execute(text("VACUUM data_key, member"))
