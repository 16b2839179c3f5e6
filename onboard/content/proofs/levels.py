"""Where a risk is rated high, as a term of its raises.

The grids are those of NIST SP 800-30 Rev. 1, written down a second time: content knows no risk
register. A test compares them with the register's own.
"""

from __future__ import annotations

import z3

from onboard.content.model import Level, LoweredPart, Measure, Risk
from onboard.content.proofs.facts import SymbolicFacts
from onboard.content.proofs.logic import Bool, conj, disj, negated, total, whole

ORDER = tuple(Level)
MOST_RAISES = 2

# Rows: very low to very high likelihood of starting (G-5), overall likelihood (I-2).
# Columns: very low to very high likelihood of harm (G-5), impact (I-2).
GRID_G5 = ((0, 0, 1, 1, 1), (0, 1, 1, 2, 2), (1, 1, 2, 2, 3), (1, 2, 2, 3, 4), (1, 2, 3, 4, 4))
GRID_I2 = ((0, 0, 0, 1, 1), (0, 1, 1, 1, 2), (0, 1, 2, 2, 3), (0, 1, 2, 3, 4), (0, 1, 2, 3, 4))


def level_of(risk: Risk, raises: int, impact_raises: int) -> Level:
    """The level with so many raises that are true, no measure counted."""
    start = min(ORDER.index(risk.start) + min(raises, MOST_RAISES), 4)
    impact = min(ORDER.index(risk.impact) + min(impact_raises, 1), 4)
    return ORDER[GRID_I2[GRID_G5[start][ORDER.index(risk.harm)]][impact]]


def applies(facts: SymbolicFacts, risk: Risk) -> Bool:
    """What the facts do not rule out applies."""
    return negated(facts.truth(risk.when).false)


def is_high(facts: SymbolicFacts, risk: Risk) -> Bool:
    """High or very high, from the answers alone."""
    return disj(
        conj([test, worse])
        for raises, test in enumerate(raised(facts, risk))
        for impact, worse in enumerate(worsened(facts, risk))
        if ORDER.index(level_of(risk, raises, impact)) >= ORDER.index(Level.HIGH)
    )


def raised(facts: SymbolicFacts, risk: Risk) -> tuple[Bool, Bool, Bool]:
    """Where the start is raised by none, one and two steps."""
    true = [facts.truth(part.when).true for part in risk.up]
    steps = total(z3.If(test, whole(1), whole(0)) for test in true)
    return (steps == 0, steps == 1, steps >= MOST_RAISES)


def worsened(facts: SymbolicFacts, risk: Risk) -> tuple[Bool, Bool]:
    """Where the impact is raised, the contrary first."""
    worse = disj(facts.truth(part.when).true for part in risk.impact_up)
    return (negated(worse), worse)


def can_lower(facts: SymbolicFacts, risk: Risk, measure: Measure) -> Bool:
    """Whether there is a step left to go down: very low stays very low."""
    if measure.lowers is LoweredPart.HARM:
        return z3.BoolVal(risk.harm is not Level.VERY_LOW)
    if risk.start is not Level.VERY_LOW:
        return z3.BoolVal(True)
    return negated(raised(facts, risk)[0])
