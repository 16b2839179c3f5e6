"""Tables G-5 and I-2 of NIST SP 800-30 Rev. 1, cell by cell, typed in from the tables."""

from __future__ import annotations

import pytest

from onboard.content.model import Level
from onboard.risk.grids import ORDER, level, likelihood, rank, shifted

WORDS = {
    "Very Low": Level.VERY_LOW,
    "Low": Level.LOW,
    "Moderate": Level.MODERATE,
    "High": Level.HIGH,
    "Very High": Level.VERY_HIGH,
}

TABLE_G5 = """
          | Very Low | Low      | Moderate | High      | Very High
Very High | Low      | Moderate | High     | Very High | Very High
High      | Low      | Moderate | Moderate | High      | Very High
Moderate  | Low      | Low      | Moderate | Moderate  | High
Low       | Very Low | Low      | Low      | Moderate  | Moderate
Very Low  | Very Low | Very Low | Low      | Low       | Low
"""  # rows: it starts or happens; columns: it does harm

TABLE_I2 = """
          | Very Low | Low      | Moderate | High      | Very High
Very High | Very Low | Low      | Moderate | High      | Very High
High      | Very Low | Low      | Moderate | High      | Very High
Moderate  | Very Low | Low      | Moderate | Moderate  | High
Low       | Very Low | Low      | Low      | Low       | Moderate
Very Low  | Very Low | Very Low | Very Low | Low       | Low
"""  # rows: overall likelihood; columns: impact


def cells(table: str) -> list[tuple[Level, Level, Level]]:
    header, *rows = [
        [cell.strip() for cell in line.split("|")] for line in table.strip("\n").splitlines()
    ]
    return [
        (WORDS[row[0]], WORDS[column], WORDS[cell])
        for row in rows
        for column, cell in zip(header[1:], row[1:], strict=True)
    ]


@pytest.mark.parametrize(("start", "harm", "expected"), cells(TABLE_G5))
def test_overall_likelihood(start: Level, harm: Level, expected: Level) -> None:
    assert likelihood(start, harm) is expected


@pytest.mark.parametrize(("overall", "impact", "expected"), cells(TABLE_I2))
def test_level_of_risk(overall: Level, impact: Level, expected: Level) -> None:
    assert level(overall, impact) is expected


def test_both_tables_are_typed_in_whole() -> None:
    assert len(cells(TABLE_G5)) == len(cells(TABLE_I2)) == 25


def test_a_measure_never_raises_a_level() -> None:
    """Going one step down in any of start, harm and impact never gives a higher level."""
    for start in ORDER:
        for harm in ORDER:
            for impact in ORDER:
                before = rank(level(likelihood(start, harm), impact))
                for lower in (
                    level(likelihood(shifted(start, -1), harm), impact),
                    level(likelihood(start, shifted(harm, -1)), impact),
                    level(likelihood(start, harm), shifted(impact, -1)),
                ):
                    assert rank(lower) <= before


def test_steps_stop_at_the_ends_of_the_scale() -> None:
    assert shifted(Level.VERY_HIGH, 2) is Level.VERY_HIGH
    assert shifted(Level.VERY_LOW, -1) is Level.VERY_LOW
    assert shifted(Level.LOW, 2) is Level.HIGH
