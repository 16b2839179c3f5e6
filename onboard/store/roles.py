"""What a colleague may do in a firm's store."""

from __future__ import annotations

from enum import Enum


class Role(Enum):
    """On a laptop everybody is the manager of their own store."""

    MANAGER = "manager"  # lets others in and out, erases clients, changes what holds for the firm
    CONSULTANT = "consultant"
    READER = "reader"
