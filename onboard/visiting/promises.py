"""The promises as they stand in the signed papers, word for word.

They are read out of the data inside the papers, never worked out again: a firm or a pack that
changes later does not change what both have signed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onboard.wording import say, speaking

Data = Mapping[str, Any]
LETTERS = ("P", "C", "B", "T")


@dataclass(frozen=True, slots=True)
class SignedPromise:
    """One clause that stands, in the words of the newest paper that says it."""

    number: str
    """As printed in the first paper; empty for one that came with a change."""
    title: str
    text: str
    reference: str
    """Of the paper that has these words."""
    measure: str = ""
    initials: str = ""

    @property
    def key(self) -> str:
        return self.number or self.title

    @property
    def is_clients(self) -> bool:
        return self.number.startswith("C")


def signed_promises(papers: Sequence[Data]) -> tuple[SignedPromise, ...]:
    """All clauses that stand; `papers` are the data of those that both signed, oldest first."""
    found: dict[str, SignedPromise] = {}
    for paper in papers:
        reference = str(paper["reference"])
        for promise in _printed(paper, reference):
            found[promise.title] = promise
        for title, text in _changed(paper):
            was = found.get(title)
            if not text:
                found.pop(title, None)
            elif was is None:
                found[title] = SignedPromise("", title, text, reference)
            else:
                found[title] = replace(was, text=text, reference=reference, measure="", initials="")
    return tuple(found.values())


def _blocks(paper: Data) -> Iterator[tuple[str, Sequence[Data]]]:
    for section in paper["document"]["sections"]:
        yield str(section["title"]), section["blocks"]


def _printed(paper: Data, reference: str) -> Iterator[SignedPromise]:
    for _, blocks in _blocks(paper):
        for block in blocks:
            if block.get("kind") != "ClauseText" or block.get("state") == "struck":
                continue
            number = str(block["number"])
            if number.startswith(LETTERS) and number[1:].isdigit():
                yield SignedPromise(
                    number,
                    str(block["title"]),
                    str(block["text"]),
                    reference,
                    str(block.get("measure", "")),
                    str(block.get("initials", "")),
                )


def _changed(paper: Data) -> Iterator[tuple[str, str]]:
    """Title and new words of each clause that an amendment changes; empty words: it is gone."""
    if "amends" not in paper:
        return
    with speaking(str(paper["document"]["language"])):
        words, gone = say("amend.words-title"), say("amend.clause-gone")
    for title, blocks in _blocks(paper):
        if title != words:
            continue
        heading = ""
        for block in blocks:
            if block.get("kind") == "Subheading":
                heading = str(block["text"])
            elif heading and block.get("kind") == "Paragraph":
                yield heading, "" if block["text"] == gone else str(block["text"])
                heading = ""
