"""Where a shopping list as people type it may be taken apart: lines, commas, "and", "with"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from onboard.recommendation.order_grammar import ENGLISH, Grammar


class Joint(Enum):
    """What stands before a part."""

    LINE = "line"
    COMMA = "comma"
    AND = "and"
    WITH = "with"
    """What follows goes with each of what stood before."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text that may be one wish."""

    joint: Joint
    start: int
    """Of its words; `joint_start` is where "with" or "and" before them begins."""
    end: int
    joint_start: int


def cut(text: str, grammar: Grammar = ENGLISH) -> tuple[Part, ...]:
    """The parts with words in them, in order; of several joints in a row the last one counts."""
    parts: list[Part] = []
    joint, start, joint_start = Joint.LINE, 0, 0
    for match in grammar.joint.finditer(text):
        _add(parts, text, joint, start, match.start(), joint_start)
        joint, start, joint_start = Joint(match.lastgroup), match.end(), match.start()
    _add(parts, text, joint, start, len(text), joint_start)
    return tuple(parts)


def words_of(text: str, part: Part, *, with_joint: bool = False) -> str:
    """The owner's own words; with the joint where they mean something else without it."""
    return text[part.joint_start if with_joint else part.start : part.end].strip()


def joined(first: Part, last: Part) -> Part:
    """Both parts and all between them as one."""
    return Part(first.joint, first.start, last.end, first.joint_start)


def _add(
    parts: list[Part], text: str, joint: Joint, start: int, end: int, joint_start: int
) -> None:
    piece = text[start:end]
    if not any(each.isalnum() for each in piece):
        return
    start += len(piece) - len(piece.lstrip())
    end = start + len(text[start:end].rstrip())
    parts.append(Part(joint, start, end, joint_start))
