"""How papers and those who sign them are called."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from onboard.engagement import Engagement
from onboard.errors import UserFacingError

CONSULTANT, OWNER = "consultant", "owner"
UNSIGNED = "unsigned"
"""What is noted beside a file that nobody has signed yet."""
LONGEST_NAME = 120


def signer_name(name: str) -> str:
    """The name as it is signed with.

    Raises:
        UserFacingError: nothing to read in it, too long, or characters that hide or move others.
    """
    plain = " ".join(name.split())
    hidden = any(unicodedata.category(letter).startswith("C") for letter in plain)
    if not plain or hidden or len(plain) > LONGEST_NAME:
        raise UserFacingError("sign.no-name", most=LONGEST_NAME)
    return plain


def reference(facts: Engagement, now: datetime) -> str:
    """A short name for one paper: day, the end of the file's id, and a running number."""
    tail = facts.id.replace("-", "")[-6:].upper() or "000000"
    return f"EA-{now:%Y%m%d}-{tail}-{len(facts.papers) + 1}"


def amendment_number(facts: Engagement) -> int:
    """The how-many-eth change of the first paper the next one is."""
    return sum(bool(paper.owner and paper.amends) for paper in facts.papers) + 1
