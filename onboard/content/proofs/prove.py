"""What is proved of a pack over all answers; needs the solver of the extra `onboard[proofs]`."""

from __future__ import annotations

import importlib.util
from datetime import date
from typing import TYPE_CHECKING

from onboard.content.loader import places_of
from onboard.content.pack import ContentPack
from onboard.content.problems import PackProblem
from onboard.errors import UserFacingError

if TYPE_CHECKING:
    from onboard.content.proofs.findings import Finding


class ProverMissing(UserFacingError):
    """The solver is not installed: it is no part of the program."""

    def __init__(self) -> None:
        super().__init__("pack.prover-missing")


def is_available() -> bool:
    """Whether `prove` can run here."""
    return importlib.util.find_spec("z3") is not None


def prove(pack: ContentPack, on: date | None = None) -> tuple[PackProblem, ...]:
    """Every claim about the pack that does not hold, with the shortest answers that show it.

    `on` is the day on which support of products is judged; without it, the day on which the pack
    was last checked.

    Raises:
        ProverMissing: the solver is not installed.
    """
    if not is_available():
        raise ProverMissing
    from onboard.content.proofs.claims import findings

    return _placed(pack, findings(pack, on or pack.content.pack.checked_on))


def remarks(pack: ContentPack, on: date | None = None) -> tuple[PackProblem, ...]:
    """What is worth knowing about the pack and is no fault.

    Raises:
        ProverMissing: the solver is not installed.
    """
    if not is_available():
        raise ProverMissing
    from onboard.content.proofs import claims

    return _placed(pack, claims.remarks(pack, on or pack.content.pack.checked_on))


def _placed(pack: ContentPack, found: tuple[Finding, ...]) -> tuple[PackProblem, ...]:
    places = places_of(pack)
    return tuple(sorted(places.problem(part.place, part.code, part.text) for part in found))
