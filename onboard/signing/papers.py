"""What the desk hands out: a paper before it is signed, a change in words, a signed bill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from onboard.engagement import EngagementId
from onboard.papers.agreement import Agreement
from onboard.report.difference import Difference


@dataclass(frozen=True, slots=True)
class PreparedPaper:
    """An unsigned paper, already kept in the store."""

    agreement: Agreement
    pdf: bytes
    engagement_id: EngagementId
    version: int
    """The version of the facts that it says."""
    on: date


@dataclass(frozen=True, slots=True)
class ToldDifference:
    """What an amendment changes."""

    values: Difference
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A bill as it was signed: the lines and totals of `recommend --format json`."""

    reference: str
    on: date
    lines: Sequence[Mapping[str, Any]]
    totals: Mapping[str, Any]
