"""What this computer remembers of the papers and the consultants that it has seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from onboard.canonical import canonical_bytes
from onboard.errors import UserFacingError
from onboard.firm import known_namesake
from onboard.ports import KnownPaper, UnitOfWork
from onboard.signing.names import CONSULTANT
from onboard.signing.room import Room

_KNOWN_CONSULTANTS = "known/consultants"


class Memory(Room):
    """Remembers papers by their reference."""

    def known_paper(self, reference: str) -> KnownPaper | None:
        """What was remembered when papers were signed on this computer, this one or others."""
        with self._workspace.unit_of_work() as work:
            kept = work.secrets.get(f"paper/{reference}")
            consultants = _consultants(work)
            firm = work.firm.get()
        known = KnownPaper(
            consultants=consultants, roots=firm.time_stamp_roots, signer_roots=firm.signer_roots
        )
        if kept is None:
            return known if known != KnownPaper() else None
        data = json.loads(kept)
        return replace(
            known,
            certificates=data["certificates"],
            sha256=data["sha256"],
            stamps=data.get("stamps", 0),
        )

    def _remember(
        self, work: UnitOfWork, reference: str, sealed: bytes, role: str, fingerprint: str
    ) -> None:
        kept = work.secrets.get(f"paper/{reference}")
        certificates = json.loads(kept)["certificates"] if kept is not None else {}
        self._remember_paper(work, reference, sealed, {**certificates, role: fingerprint})

    def _remember_paper(
        self, work: UnitOfWork, reference: str, pdf: bytes, certificates: Mapping[str, str]
    ) -> None:
        data = {
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "certificates": certificates,
            "stamps": self._printer.stamps(pdf),
        }
        work.secrets.put(f"paper/{reference}", canonical_bytes(data))


def _consultants(work: UnitOfWork) -> dict[str, list[str]]:
    kept = work.secrets.get(_KNOWN_CONSULTANTS)
    return json.loads(kept) if kept is not None else {}


def is_known_key(work: UnitOfWork, fingerprint: str) -> bool:
    """Whether a consultant whose papers were seen here signs with this key."""
    return any(fingerprint in keys for keys in _consultants(work).values())


def refuse_stranger(
    work: UnitOfWork, reference: str, names: Sequence[str], fingerprint: str
) -> None:
    """A paper from outside teaches no further key for a name that has one already.

    Raises:
        UserFacingError: "rebuild.stranger".
    """
    known = _consultants(work)
    for name in names:
        namesake = known_namesake(known, name, fingerprint)
        if namesake is not None:
            raise UserFacingError("rebuild.stranger", name=namesake)
    kept = work.secrets.get(f"paper/{reference}")
    expected = json.loads(kept)["certificates"].get(CONSULTANT) if kept is not None else None
    if expected not in (None, fingerprint):
        raise UserFacingError("rebuild.stranger", name=names[0])


def remember_consultant(work: UnitOfWork, name: str, fingerprint: str) -> None:
    """A consultant's key stays the same from paper to paper, so another one is worth telling."""
    known = _consultants(work)
    if fingerprint not in known.get(name, ()):
        known[name] = [*known.get(name, ()), fingerprint]
        work.secrets.put(_KNOWN_CONSULTANTS, canonical_bytes(known))
