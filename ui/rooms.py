"""The two rooms: what the owner may see, and what stands beside it for the consultant."""

from __future__ import annotations

from enum import Enum


class Room(Enum):
    """Which of the two a window is. A window of the owner's room never builds private parts."""

    OWNER = "owner"
    CONSULTANT = "consultant"
