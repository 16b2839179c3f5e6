"""The two grids of NIST SP 800-30 Rev. 1 (September 2012): Table G-5 and Table I-2.

They are looked up, never computed: neither is a product of scores, and I-2 is not symmetric.
"""

from __future__ import annotations

from onboard.content.model import Level

ORDER = (Level.VERY_LOW, Level.LOW, Level.MODERATE, Level.HIGH, Level.VERY_HIGH)

_VL, _L, _M, _H, _VH = ORDER

OVERALL_LIKELIHOOD: dict[Level, tuple[Level, ...]] = {
    # rows: it starts or happens; columns: it does harm, very low to very high
    _VH: (_L, _M, _H, _VH, _VH),
    _H: (_L, _M, _M, _H, _VH),
    _M: (_L, _L, _M, _M, _H),
    _L: (_VL, _L, _L, _M, _M),
    _VL: (_VL, _VL, _L, _L, _L),
}

LEVEL_OF_RISK: dict[Level, tuple[Level, ...]] = {
    # rows: overall likelihood; columns: impact, very low to very high
    _VH: (_VL, _L, _M, _H, _VH),
    _H: (_VL, _L, _M, _H, _VH),
    _M: (_VL, _L, _M, _M, _H),
    _L: (_VL, _L, _L, _L, _M),
    _VL: (_VL, _VL, _VL, _L, _L),
}


def rank(level: Level) -> int:
    """0 for very low to 4 for very high."""
    return ORDER.index(level)


def shifted(level: Level, steps: int) -> Level:
    """The level some steps up or down, stopping at the ends of the scale."""
    return ORDER[min(max(rank(level) + steps, 0), len(ORDER) - 1)]


def likelihood(start: Level, harm: Level) -> Level:
    """Table G-5: how likely it starts, and how likely it then does harm."""
    return OVERALL_LIKELIHOOD[start][rank(harm)]


def level(overall: Level, impact: Level) -> Level:
    """Table I-2: the level of risk."""
    return LEVEL_OF_RISK[overall][rank(impact)]
