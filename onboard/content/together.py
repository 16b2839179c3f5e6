"""The vocabulary of working together: its ways, the helper, fit, explanations, short papers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from pydantic import Field

from onboard.content.bought import Doer
from onboard.content.parts import Name, PackPart, Text, When


class WorkingModel(PackPart):
    """One way of working together. Placeholders `{name}` are blanks."""

    name: Text
    price_basis: Text
    """What is paid for, and how it is counted."""
    provider_does: Text
    client_does: Text
    consequence: Text
    """What this choice means on a bad day."""
    clauses: tuple[Name, ...] = Field(min_length=1)
    """The clauses that make it so."""


class WorkingModels(PackPart):
    """The ways of working together, by the options of one choice question."""

    question: Name
    always: tuple[Name, ...] = Field(min_length=1)
    """Clauses that stand in each of them, such as the warning before an order."""
    models: Mapping[Name, WorkingModel] = Field(min_length=2)


class ChainStage(Enum):
    """From what is paid to what fails, in this order."""

    PRICE = "price"
    UNPAID = "unpaid"
    FAILS = "fails"


class ChainLink(PackPart):
    """One link, drawn only while its condition holds for given answers."""

    stage: ChainStage
    when: When
    text: Text
    cites: tuple[Name, ...] = Field(min_length=1)
    """The questions whose answers stand behind it."""


class Weighed(PackPart):
    """What a bond and the results say together."""

    when: When
    text: Text


class ChecklistStep(PackPart):
    """One thing to do, with when and by whom."""

    text: Text
    by: Text
    """When: "before you tell anyone", "week 1"."""
    who: Doer = Doer.YOU


class HelperOutcome(PackPart):
    """What the owner decides about the present helper."""

    title: Text
    lead: Text
    leaves: bool = False
    """The helper is left: where that is us, the list is the owner's own and in no paper of ours."""
    checklist: tuple[ChecklistStep, ...] = Field(min_length=1)


class PresentHelper(PackPart):
    """Whoever helps the client today: what hurts, what is done, and what shall become of it."""

    question: Name
    """Who it is."""
    nobody: tuple[Name, ...] = ()
    """Options that mean that there is none."""
    us: tuple[Name, ...] = ()
    """Options that mean that it is whoever asks: the owner is first offered to answer alone."""
    private_sections: tuple[Name, ...] = ()
    """Their answers may be kept by the owner under a code of his own."""
    trust: Name
    results: Name
    weighed: tuple[Weighed, ...] = ()
    tables: tuple[Name, ...] = ()
    """Table questions that are shown as they were filled in: pains, ways of working, chances."""
    quoted: tuple[Name, ...] = ()
    """Questions whose answers are shown in the owner's words."""
    would_act: Name | None = None
    """What would make the owner act: quoted when both sit down to review."""
    chain: tuple[ChainLink, ...] = ()
    outcome: Name
    outcomes: Mapping[Name, HelperOutcome] = {}
    """By the options of `outcome`."""


class Trait(PackPart):
    """One thing that makes working together easy, seen from both sides."""

    name: Text
    question: Name
    advice: Text
    """One piece of advice, whatever the answer was."""
    provider: Text
    """What the provider holds itself to."""


class Fit(PackPart):
    """A look at oneself, for both sides: no total and no mark."""

    title: Text
    lead: Text
    traits: tuple[Trait, ...] = Field(min_length=1)


class ExplainedPart(PackPart):
    title: Text
    text: Text


class Explanation(PackPart):
    """One page that explains a choice before it is made."""

    question: Name
    title: Text
    lead: Text
    parts: tuple[ExplainedPart, ...] = Field(min_length=1)
    analogy: Name | None = None
    """The id whose comparison from the owner's own work stands beside it."""
    sums: tuple[Name, ...] = ()
    """What each side of the choice costs."""


class Expectation(Enum):
    """What an owner may expect of any supplier, in the order of the list to keep."""

    LISTEN = "listen"
    NEEDS_TOO = "needs-too"
    NO_EXPLAINED = "no-explained"
    PRICE_COVERS = "price-covers"
    START_TIMES = "start-times"
    TRIED_TOGETHER = "tried-together"
    NO_HANDING_OVER = "no-handing-over"
    ASKS_FOR_MORE = "asks-for-more"
    OWN_KEYS = "own-keys"
    THEIR_TROUBLE = "their-trouble"
    LOOK_AHEAD = "look-ahead"
    READABLE_BILL = "readable-bill"


class StartCase(Enum):
    """How bad it is when somebody calls, the worst first."""

    EVERYONE = "everyone"
    KEY_JOB = "key-job"
    ONE_PERSON = "one-person"
    WISH = "wish"


class ShortPapers(PackPart):
    """What the short papers beside the agreement quote; what is not named is left out of them."""

    answer_times: Name | None = None
    """The clause on when work starts, and ..."""
    starts: Mapping[StartCase, Name] = {}
    """... its blanks, by how bad it is."""
    hours: Name | None = None
    """The blank with the hours of help."""
    anger: Name | None = None
    """The clause on talk that gets loud, and ..."""
    calm: Name | None = None
    """... its blank with whom to call then."""
    when_it_breaks: tuple[Name, ...] = ()
    """Clauses on what we do on a bad day."""
    leaving: tuple[Name, ...] = ()
    maker_calls: tuple[Name, ...] = ()
    """Clauses on time with a maker's support."""
    tried: Name | None = None
    """The clause on trying the work before it is called done."""
    expected: Mapping[Expectation, Name] = {}
    """The clause that promises what an owner may expect of any supplier."""
