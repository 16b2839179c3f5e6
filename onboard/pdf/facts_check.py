"""Whether the answers and figures inside a paper are those that its pages say.

The pages are set from the document inside, word by word. Beside it stand the answers, the choices
and the sums, for machines and for bringing the client back, and whoever signs could have put others
there. The paper follows from them, so it is composed again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from onboard import locations
from onboard.content.pack import ContentPack
from onboard.errors import UserFacingError
from onboard.packs import PackShelf
from onboard.rebuilding import compares, read_back
from onboard.wording import say

LONGEST_FACTS = 400_000
"""Letters of all facts; ours have a twentieth of it."""
_ENDLESS_NUMBER = re.compile(r"\d{60}")
"""No answer or price has so many digits, and working with thousands takes long; in a check number
letters stand among them."""


def facts_hold(
    data: Mapping[str, Any], before: Mapping[str, Any] | None, pack: ContentPack | None = None
) -> bool | None:
    """Whether the paper composed again from the facts inside is this one.

    `before` is the data of the paper that it changes, `pack` the questions that it names; shipped
    ones need not be given. None: that cannot be told here, for want of either.
    """
    facts = json.dumps(data["facts"])
    if len(facts) > LONGEST_FACTS or _ENDLESS_NUMBER.search(facts):
        return False
    if not _says_what_it_changes(data):
        return False
    pack = _pack_of(data, pack)
    if pack is None:
        return None
    try:
        _, is_same_facts, is_same_paper = compares(data, read_back(data, pack), pack, before)
    except (UserFacingError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
        return False
    return False if not is_same_facts else is_same_paper


def _says_what_it_changes(data: Mapping[str, Any]) -> bool:
    """Whether a paper whose data names an earlier one says so on its pages, too.

    Where the earlier one is not at hand less can be compared: nobody may claim that by data alone.
    """
    if "amends" not in data:
        return True
    try:
        named, document = data["amends"], data["document"]
        language, told = str(document["language"]), str(document["running_title"])
        number, reference = named["number"], named["reference"]
        title = say("amend.title", language=language, number=number, reference=reference)
    except (KeyError, TypeError, ValueError):
        return False
    return title == told


def _pack_of(data: Mapping[str, Any], given: ContentPack | None) -> ContentPack | None:
    """The questions with the very hash that the paper names."""
    sha256 = data.get("pack_sha256")
    if given is not None and given.sha256 == sha256:
        return given
    try:
        shipped = PackShelf(locations.packs()).shipped(str(data["pack"]))
    except UserFacingError:
        return None
    return shipped if shipped.sha256 == sha256 else None
