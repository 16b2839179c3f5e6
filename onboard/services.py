"""The use cases: one verb and one unit of work each.

A verb records a fact and commits; what follows from the fact is computed by `derive`.
"""

from __future__ import annotations

from onboard.use_cases.after_signing import AfterSigning
from onboard.use_cases.answering import Answering
from onboard.use_cases.clients import Clients
from onboard.use_cases.deciding import Deciding
from onboard.use_cases.holdings import Holdings
from onboard.use_cases.keeping_private import KeepingPrivate


class OnboardingService(Clients, Answering, KeepingPrivate, Holdings, Deciding, AfterSigning):
    """What a person can do. Every verb is durable when it returns."""
