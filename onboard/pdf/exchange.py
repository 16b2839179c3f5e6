"""One question to one server: bounded in time and size, led nowhere else, told to no log."""

from __future__ import annotations

import base64
import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import SplitResult, unquote, urlsplit

from onboard.firm import is_server_address

SECONDS = 15.0
"""For the whole exchange: a server that sends a byte now and then gains nothing by it."""
LARGEST = 512 * 1024
"""Bytes of an answer; a time stamp has some six thousand."""


class NoAnswerError(Exception):
    """The server could not be reached, took too long, sent us elsewhere or sent too much."""


def exchange(
    url: str,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    seconds: float = SECONDS,
) -> bytes:
    """The server's answer to `body` (POST), or what lies there (GET).

    A redirect is not followed: where it leads was chosen by nobody here. Errors name no address,
    because an address can hold a password.

    Raises:
        NoAnswerError: whatever went wrong.
    """
    if not is_server_address(url):
        raise NoAnswerError("no http address")
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    late = threading.Event()
    try:
        with (
            socket.create_connection((parts.hostname, port), timeout=seconds) as plain,
            plain.dup() as handle,  # a second hold on it: the first one is given away to TLS
        ):
            timer = threading.Timer(seconds, _hang_up, (handle, late))
            timer.daemon = True
            timer.start()
            try:
                answer = _asked(plain, parts, port, body, headers or {})
            finally:
                timer.cancel()
                timer.join()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NoAnswerError(type(error).__name__) from None
    if late.is_set():
        raise NoAnswerError("too late")
    return answer


def _hang_up(handle: socket.socket, late: threading.Event) -> None:
    late.set()
    with suppress(OSError):  # closed in the same moment
        handle.shutdown(socket.SHUT_RDWR)


def _asked(
    plain: socket.socket,
    parts: SplitResult,
    port: int,
    body: bytes | None,
    headers: Mapping[str, str],
) -> bytes:
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, port)
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection.sock = context.wrap_socket(plain, server_hostname=host)
    else:
        connection.sock = plain
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        method = "GET" if body is None else "POST"
        connection.request(method, target, body, {**headers, **_password(parts)})
        with connection.getresponse() as response:
            if response.status != http.client.OK:
                raise NoAnswerError(f"status {response.status}")
            answer = response.read(LARGEST + 1)
    finally:
        connection.close()
    if len(answer) > LARGEST:
        raise NoAnswerError("too much")
    return answer


def _password(parts: SplitResult) -> dict[str, str]:
    if parts.username is None or parts.scheme != "https":
        return {}
    told = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return {"Authorization": f"Basic {base64.b64encode(told).decode('ascii')}"}
