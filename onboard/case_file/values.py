"""Single values of a YAML file, with every problem told at once and its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from onboard.content.model import ItemId
from onboard.content.pack import ContentPack
from onboard.content.problems import did_you_mean
from onboard.content.yaml_text import Parsed, YamlRefused, parse
from onboard.decisions import EVERY_LINE
from onboard.errors import UserFacingError
from onboard.wording import say

MAX_FILE_BYTES = 2_000_000
MOST_MONEY = 10**9
FIRST_YEAR, LAST_YEAR = 2000, 2199

Place = tuple[str | int, ...]
"""Where in the file a value stands."""


def read_parsed(path: Path) -> Parsed:
    """The values of a YAML file.

    Raises:
        UserFacingError: the file is missing, too large, no text or no YAML.
    """
    try:
        if not path.is_file():
            raise UserFacingError("file.unreadable", name=path.name)
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UserFacingError("file.too-large", name=path.name, limit=MAX_FILE_BYTES // 10**6)
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UserFacingError("file.no-text", name=path.name) from None
    except OSError:
        raise UserFacingError("file.unreadable", name=path.name) from None
    try:
        parsed = parse(text, path.name)
    except YamlRefused as refusal:
        raise UserFacingError(
            "file.problems", name=path.name, listing=f"  {refusal.problem}"
        ) from None
    if not isinstance(parsed.value, dict):
        raise UserFacingError("file.no-parts", name=path.name)
    return parsed


class FileReader:
    """Collects what is wrong with one file; `_stop_on_problems` tells it."""

    def __init__(self, name: str, parsed: Parsed, pack: ContentPack) -> None:
        self._name = name
        self._parsed = parsed
        self._pack = pack
        self._problems: list[str] = []

    def _list(self, data: Mapping[Any, Any], part: str, at: Place = ()) -> list[Any]:
        """A part that must be a list; left out or empty it is one without entries."""
        raw = data.get(part)
        if isinstance(raw, list):
            return raw
        if raw is not None:
            self._problem((*at, part), say("file.list-expected", part=part))
        return []

    def _mapping(self, data: Mapping[Any, Any], part: str, at: Place = ()) -> dict[Any, Any]:
        """A part that must be names with values; left out or empty it is one without entries."""
        raw = data.get(part)
        if isinstance(raw, dict):
            return raw
        if raw is not None:
            self._problem((*at, part), say("file.mapping-expected", part=part))
        return {}

    def _words(self, data: Mapping[Any, Any], key: Any, at: Place) -> str:
        """A single value as text, empty when nothing stands behind the name.

        A list or a mapping in its place is a slip.
        """
        raw = data.get(key)
        if isinstance(raw, (list, dict)):
            self._problem((*at, key), say("file.text-expected", part=key))
            return ""
        return "" if raw is None else str(raw)

    def _yes(self, data: Mapping[Any, Any], key: str, at: Place) -> bool:
        """A yes or no; anything else is a slip, and no yes."""
        raw = data.get(key)
        if raw in (None, False, "no", "false"):
            return False
        if raw in (True, "yes", "true"):
            return True
        self._problem((*at, key), say("file.yes-or-no", part=key))
        return False

    def _item(self, words: str, at: Place) -> ItemId | None:
        if words in self._pack.content.items:
            return ItemId(words)
        hint = did_you_mean(words, self._pack.content.items)
        self._problem(at, say("file.no-item", name=words, hint=hint))
        return None

    def _offer(self, line: ItemId, row: Mapping[str, Any], at: Place) -> str:
        offer = self._words(row, "offer", at)
        if offer and line != EVERY_LINE:
            offers = self._pack.content.items[line].offers
            if offer not in offers:
                hint = did_you_mean(offer, offers)
                text = say("file.not-offered", found=offer, options=", ".join(offers), hint=hint)
                self._problem((*at, "offer"), text)
        return offer

    def _count(self, raw: object, at: Place) -> int:
        if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= 100_000:
            return raw
        self._problem(at, say("file.no-count", found=raw))
        return 0

    def _decimal(self, raw: object, at: Place) -> Decimal:
        try:
            amount = Decimal(str(raw))
        except InvalidOperation:
            amount = Decimal(-1)
        if amount.is_finite() and 0 <= amount <= MOST_MONEY:
            return amount
        self._problem(at, say("file.no-count", found=raw))
        return Decimal(0)

    def _date(self, raw: object, at: Place) -> date | None:
        if raw is None:
            return None
        try:
            found = date.fromisoformat(str(raw))
        except ValueError:
            found = None
        if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
            self._problem(at, say("file.no-date", found=raw))
            return None
        return found

    def _clause(self, key: str, at: Place) -> bool:
        clauses = self._pack.content.clauses
        if key in clauses:
            return True
        hint = did_you_mean(key, clauses)
        self._problem(at, say("file.no-clause", name=key, hint=hint))
        return False

    def _only(self, data: Mapping[Any, Any], at: Place, known: set[str]) -> None:
        for key in data:
            if key not in known:
                hint = did_you_mean(str(key), known)
                self._problem((*at, key), say("file.unknown-key", name=key, hint=hint))

    def _problem(self, at: Place, text: str) -> None:
        lines = self._parsed.lines
        while at and at not in lines:
            at = at[:-1]
        self._problems.append(f"  {self._name}:{lines.get(at, 1)}: {text}")

    def _stop_on_problems(self) -> None:
        if self._problems:
            raise UserFacingError(
                "file.problems", name=self._name, listing="\n".join(self._problems)
            )
