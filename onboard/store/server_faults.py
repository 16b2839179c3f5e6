"""What a fault of the firm's server means for a person, told by its sentence."""

from __future__ import annotations

import re

from onboard.errors import UserFacingError

_AT_CONNECTING = (
    (r"root certificate file .* does not exist", "firm-store.no-root-file"),
    (r"certificate|SSL error|does not support SSL|SSL negotiation", "firm-store.not-trusted"),
    (r"password authentication failed|no password supplied|passfile", "firm-store.wrong-password"),
    (r'database ".*" does not exist', "firm-store.no-database"),
    (r"starting up|shutting down|in recovery mode", "firm-store.restarting"),
    (r"too many clients|connection slots|too many connections", "firm-store.full"),
    (r"pg_hba|permission denied for database|not permitted to log in", "firm-store.refused"),
)
"""libpq gives no code when it cannot connect, only text; what is not known is "unreachable"."""

_BY_CODE = {
    "28P01": "firm-store.wrong-password",
    "28000": "firm-store.refused",
    "3D000": "firm-store.no-database",
    "42501": "firm-store.not-allowed",
    "40001": "firm-store.busy",
    "40P01": "firm-store.busy",
    "55P03": "firm-store.busy",
    "57014": "firm-store.busy",
    "53100": "firm-store.disk-full",
    "53300": "firm-store.full",
    "25006": "firm-store.only-reading",
    "57P01": "firm-store.cut",
    "57P02": "firm-store.cut",
    "57P03": "firm-store.restarting",
    "25P03": "firm-store.cut",
    "25P04": "firm-store.cut",
}
_SECOND_LINK = ("pk_event", "uq_event_hash")


def explain_server(
    error: BaseException | None, server: str, *, connected: bool
) -> UserFacingError | None:
    """The sentence for a fault, or None when it is a mistake of this program.

    Nothing of the driver's own text is passed on: it may hold the address or what was typed.
    """
    import psycopg  # only where there is a server: the window opens sooner without it

    if not isinstance(error, psycopg.Error):
        return None
    code = error.sqlstate
    if code is not None:
        named = _BY_CODE.get(code) or ("firm-store.cut" if code.startswith("08") else None)
        if code == "23505" and error.diag.constraint_name in _SECOND_LINK:
            named = "store.changed-meanwhile"
    elif not isinstance(error, psycopg.OperationalError):
        named = None
    elif connected:
        named = "firm-store.cut"
    else:
        named = _why_not_connected(str(error))
    if named is None:
        return None
    if named.startswith("store."):
        return UserFacingError(named)
    return UserFacingError(named, server=server)


def _why_not_connected(text: str) -> str:
    for pattern, message in _AT_CONNECTING:
        if re.search(pattern, text):
            return message
    return "firm-store.unreachable"
