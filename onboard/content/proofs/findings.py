"""What the proofs share: the pack as the solver sees it, claims about it, and what came of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onboard.content.model import PackContent
from onboard.content.pack import ContentPack
from onboard.content.problems import Place
from onboard.content.proofs.demand import SymbolicBill
from onboard.content.proofs.example import Example
from onboard.content.proofs.facts import Ways, ways
from onboard.content.proofs.prover import Prover, Undecided
from onboard.content.proofs.unknowns import Unknowns


@dataclass(frozen=True, slots=True)
class Finding:
    """A proof that failed, with the answers that show it where there are any."""

    place: Place
    code: str
    text: str
    example: Example | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something to prove about one part of the pack."""

    place: Place
    refute: Callable[[], Finding | None]


@dataclass(frozen=True)
class Ground:
    """A pack on one day in the solver's terms."""

    unknowns: Unknowns
    ways: Ways
    bill: SymbolicBill
    """Everything recommended."""
    chosen: SymbolicBill
    """With any lines declined and any offers chosen."""
    prover: Prover

    @property
    def pack(self) -> ContentPack:
        return self.unknowns.pack

    @property
    def content(self) -> PackContent:
        return self.unknowns.pack.content


def ground(pack: ContentPack, on: date) -> Ground:
    unknowns = Unknowns(pack, on)
    found = ways(unknowns)
    return Ground(
        unknowns=unknowns,
        ways=found,
        bill=SymbolicBill(unknowns, found),
        chosen=SymbolicBill(unknowns, found, wishes=True),
        prover=Prover(unknowns),
    )


def judged(claims: Iterable[Claim]) -> Iterator[Finding]:
    """Every claim that does not hold; one that the solver gave up on is told, never passed over."""
    for claim in claims:
        try:
            finding = claim.refute()
        except Undecided:
            text = "the solver gave up on this; it is neither proved nor refuted"
            finding = Finding(claim.place, "undecided", text)
        if finding is not None:
            yield finding
