"""Row ids that sort by time (UUIDv7), made by the program and not by the database."""

from __future__ import annotations

import secrets
import threading
import uuid

from onboard.ports import Clock

_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62
_LOW_62 = (1 << 62) - 1
_RANDOM_BITS = 74


class IdMaker:
    """Makes UUIDv7s that never go back, even while the clock stands still.

    The id must exist before a row is sealed, because the seal is bound to it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> uuid.UUID:
        milliseconds = int(self._clock.now().timestamp() * 1000)
        fresh = (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
        with self._lock:
            # RFC 9562, method 2: within one millisecond the random part counts upwards.
            self._last = max(fresh, self._last + 1 + secrets.randbits(32))
            number = self._last
        high, low = number >> 62, number & _LOW_62
        return uuid.UUID(
            int=((high >> 12) << 80) | _VERSION | ((high & 0xFFF) << 64) | _VARIANT | low
        )
