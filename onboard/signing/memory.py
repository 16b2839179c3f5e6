"""What this computer remembers of the papers and the consultants that it has seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onboard.canonical import canonical_bytes
from onboard.content.pack import ContentPack
from onboard.errors import UserFacingError
from onboard.firm import known_namesake
from onboard.papers.amendment import names_before
from onboard.ports import KnownPaper, UnitOfWork
from onboard.report.facts_back import pin_of
from onboard.signing.names import CONSULTANT
from onboard.signing.room import Room

_KNOWN_CONSULTANTS = "known/consultants"


class Memory(Room):
    """Remembers papers by their reference."""

    def known_paper(self, reference: str, pdf: bytes | None = None) -> KnownPaper | None:
        """What was remembered when papers were signed on this computer, this one or others.

        With `pdf` also the store's own copies of what the facts inside it follow from.
        """
        with self._workspace.unit_of_work() as work:
            kept = work.secrets.get(f"paper/{reference}")
            consultants = _consultants(work)
            firm = work.firm.get()
            pack, before = self._sources(pdf, work) if pdf is not None else (None, None)
        known = KnownPaper(
            consultants=consultants,
            roots=firm.time_stamp_roots,
            signer_roots=firm.signer_roots,
            pack=pack,
            before=before,
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

    def _sources(
        self, pdf: bytes, work: UnitOfWork
    ) -> tuple[ContentPack | None, Mapping[str, Any] | None]:
        """The questions that the paper names, and the data of the paper that it changes."""
        try:
            data = self._printer.data(pdf)
        except UserFacingError:
            return None, None
        return self._pack_named(data, work), self._changed_by(data, pdf, work)

    def _pack_named(self, data: Mapping[str, Any], work: UnitOfWork) -> ContentPack | None:
        try:
            return self._service.pack_of_paper(pin_of(data), work.packs)
        except (UserFacingError, ValueError):
            return None

    def _changed_by(
        self, data: Mapping[str, Any], pdf: bytes, work: UnitOfWork
    ) -> Mapping[str, Any] | None:
        amends = data.get("amends")
        found = work.papers.known(hashlib.sha256(pdf).hexdigest())
        if found is None or not isinstance(amends, dict):
            return None
        try:
            before = self._signed_data(work, found[0], str(amends.get("reference")))
        except UserFacingError:
            return None
        return before if names_before(data, before) else None

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
