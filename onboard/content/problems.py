"""What is wrong with a pack, told so that its author can mend it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from onboard.errors import UserFacingError


@dataclass(frozen=True, slots=True, order=True)
class PackProblem:
    """One finding at one place."""

    file: str
    line: int
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.text}"


Place = tuple[str | int, ...]
"""Where in a pack: the names and numbers that lead there."""

Report = Callable[[Place, str, str], PackProblem]
"""A finding from its place, its code and one sentence."""


class PackInvalid(UserFacingError):
    """A pack is refused; `problems` holds every finding, not only the first."""

    def __init__(self, problems: Iterable[PackProblem]) -> None:
        self.problems = tuple(sorted(problems))
        listing = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__("pack.invalid", count=len(self.problems), listing=listing)


MOST_LONGER = 12


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A closing sentence with the nearest known name, or nothing.

    A name that only begins some others ("win-11") gets all of those.
    """
    there = list(known)
    longer = sorted(entry for entry in there if entry.startswith(f"{name}-"))
    if longer:
        return f" Which one: {', '.join(longer[:MOST_LONGER])}?"
    close = difflib.get_close_matches(name, there, n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""


def unknown_names(
    at: Place, names: Iterable[str], known: Iterable[str], what: str, report: Report
) -> Iterator[PackProblem]:
    """One finding for each name that stands for nothing; `what` says what it should name."""
    there = set(known)
    for name in names:
        if name not in there:
            text = f'there is no {what} called "{name}".{did_you_mean(name, sorted(there))}'
            yield report(at, "dangling", text)
