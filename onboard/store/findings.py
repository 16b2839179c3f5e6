"""What a check of the store found, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be. Its sentence is in the catalogue."""

    message_id: str
    arguments: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        from onboard.wording import say  # reads the catalogue only when a person looks

        arguments: dict[str, Any] = dict(self.arguments)
        return say(self.message_id, **arguments)


def finding(message_id: str, /, **arguments: str | int) -> Finding:
    return Finding(message_id, tuple(arguments.items()))
