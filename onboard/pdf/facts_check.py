"""Whether the answers and figures inside a paper are those that its pages say.

The pages are set from the document inside, word by word. Beside it stand the answers, the choices
and the sums, for machines and for bringing the client back, and whoever signs could have put others
there. The paper follows from them, so it is composed again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from onboard import locations
from onboard.errors import UserFacingError
from onboard.packs import PackShelf
from onboard.rebuilding import compares, read_back

LONGEST_FACTS = 400_000
"""Letters of all facts; ours have a twentieth of it."""


def facts_hold(data: Mapping[str, Any], before: Mapping[str, Any] | None) -> bool | None:
    """Whether the paper composed again from the facts inside is this one.

    `before` is the data of the paper that it changes. None: that cannot be told here, for want of
    it, or of the questions that the facts answer.
    """
    if len(json.dumps(data["facts"])) > LONGEST_FACTS:
        return False
    try:
        pack = PackShelf(locations.packs()).shipped(str(data["pack"]))
    except UserFacingError:
        return None
    if pack.sha256 != data.get("pack_sha256"):
        return None
    try:
        _, is_same_facts, is_same_paper = compares(data, read_back(data, pack), pack, before)
    except (UserFacingError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
        return False
    return False if not is_same_facts else is_same_paper
