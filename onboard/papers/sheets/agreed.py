"""The file as it was signed: its day, and the firm's words as they stand in the signed paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onboard.firm import FirmProfile
from onboard.snapshot import EngagementSnapshot, derive


def as_agreed(snapshot: EngagementSnapshot, signed: Mapping[str, Any] | None) -> EngagementSnapshot:
    """What both signed, from the data in the signed paper; without one, the file as it stands.

    A firm that changes its times or rates later does not change what a client holds in his hands.
    Telephone and mail are those of today.
    """
    paper = snapshot.engagement.signed_paper
    if paper is None:
        return snapshot
    on = paper.signed_at.astimezone().date() if paper.signed_at else snapshot.on
    firm = _as_signed(snapshot.firm, signed or {})
    return derive(snapshot.pack, firm, snapshot.engagement, on)


def _as_signed(firm: FirmProfile, signed: Mapping[str, Any]) -> FirmProfile:
    told = signed.get("firm")
    if not isinstance(told, Mapping):
        return firm
    terms = told.get("terms")
    return replace(
        firm,
        name=str(told.get("name") or firm.name),
        consultant=str(told.get("consultant") or firm.consultant),
        terms={str(key): str(text) for key, text in terms.items()}
        if isinstance(terms, Mapping)
        else firm.terms,
    )
