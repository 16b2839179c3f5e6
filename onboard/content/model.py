"""The typed vocabulary of a content pack: what can be asked, bought, risked and promised.

A pack is a folder of YAML files. Each top-level key of any file is one field of `PackContent`;
`docs/packs.md` tells the same for authors who do not program.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from onboard.content.asked import (
    AnswerKind,
    AssumedValue,
    Column,
    ColumnKind,
    Depth,
    HelpFor,
    NamedCount,
    Option,
    OptionFields,
    PackIdentity,
    Question,
    SameAs,
    Section,
    Support,
    Trade,
    Trades,
    Unsure,
)
from onboard.content.bought import (
    CheaperStep,
    CompanionKind,
    Doer,
    DoerFor,
    Exclusion,
    Includes,
    Item,
    ItemKind,
    LoweredPart,
    Lowers,
    Offer,
    Period,
    PlainReason,
    Price,
    PriceBasis,
    Requirement,
    SaidOwned,
)
from onboard.content.mapped import (
    FieldRule,
    Framework,
    InsurerQuestion,
    LifecycleProduct,
    RuleStatus,
)
from onboard.content.needed import (
    EndedTerm,
    Need,
    OrderedTerm,
    OwnedTerm,
    Per,
    Population,
    Quantity,
    Term,
    Tier,
)
from onboard.content.parts import (
    ClauseId,
    ItemId,
    Name,
    PackPart,
    QuestionId,
    RiskId,
    Text,
    When,
    Word,
)
from onboard.content.promised import (
    Blank,
    BlankSource,
    Clause,
    ClausePart,
    Side,
)
from onboard.content.reckoned import Alarm, Budget, Comparison, Sum
from onboard.content.risked import (
    Evidence,
    FlagKind,
    FlagRule,
    Level,
    Measure,
    Raise,
    Risk,
)
from onboard.content.together import (
    ChainStage,
    Expectation,
    Explanation,
    Fit,
    HelperOutcome,
    PresentHelper,
    ShortPapers,
    StartCase,
    WorkingModel,
    WorkingModels,
)

__all__ = [
    "Alarm",
    "AnswerKind",
    "AssumedValue",
    "Blank",
    "BlankSource",
    "Budget",
    "ChainStage",
    "CheaperStep",
    "Clause",
    "ClauseId",
    "ClausePart",
    "Column",
    "ColumnKind",
    "CompanionKind",
    "Comparison",
    "Depth",
    "Doer",
    "DoerFor",
    "EndedTerm",
    "Evidence",
    "Exclusion",
    "Expectation",
    "Explanation",
    "FieldRule",
    "Fit",
    "FlagKind",
    "FlagRule",
    "Framework",
    "HelpFor",
    "HelperOutcome",
    "Includes",
    "InsurerQuestion",
    "Item",
    "ItemId",
    "ItemKind",
    "Level",
    "LifecycleProduct",
    "LoweredPart",
    "Lowers",
    "Measure",
    "Name",
    "NamedCount",
    "Need",
    "Offer",
    "Option",
    "OptionFields",
    "OrderedTerm",
    "OwnedTerm",
    "PackContent",
    "PackIdentity",
    "PackPart",
    "Per",
    "Period",
    "PlainReason",
    "Population",
    "PresentHelper",
    "Price",
    "PriceBasis",
    "Quantity",
    "Question",
    "QuestionId",
    "Raise",
    "Requirement",
    "Risk",
    "RiskId",
    "RuleStatus",
    "SaidOwned",
    "SameAs",
    "Section",
    "ShortPapers",
    "Side",
    "StartCase",
    "Sum",
    "Support",
    "Term",
    "Text",
    "Tier",
    "Trade",
    "Trades",
    "Unsure",
    "When",
    "WorkingModel",
    "WorkingModels",
]


class PackContent(PackPart):
    """One whole pack, as its author wrote it; references are checked by `content.lint`."""

    format: Literal[1]
    pack: PackIdentity
    sections: tuple[Section, ...] = Field(min_length=1)
    questions: Mapping[Name, Question]
    populations: Mapping[Name, Population]
    items: Mapping[Name, Item]
    common: tuple[Name, ...] = ()
    """Items that most clients own: they stand first where one says what is there."""
    needs: Mapping[Name, Need]
    risks: Mapping[Name, Risk]
    flags: Mapping[Name, FlagRule] = {}
    clauses: Mapping[Name, Clause]
    blanks: Mapping[Name, Blank] = {}
    not_legal_advice: Text
    frameworks: Mapping[Name, Framework] = {}
    insurers: Mapping[Name, InsurerQuestion] = {}
    rules: Mapping[Name, FieldRule] = {}
    trades: Trades | None = None
    sums: Mapping[Name, Sum] = {}
    alarm: Alarm | None = None
    comparison: Comparison | None = None
    budget: Budget | None = None
    working: WorkingModels | None = None
    helper: PresentHelper | None = None
    fit: Fit | None = None
    explained: Mapping[Name, Explanation] = {}
    papers: ShortPapers = ShortPapers()
    lifecycle: Mapping[str, LifecycleProduct] = {}
    support_soon_days: int = Field(default=365, ge=0, le=3_660)
    glossary: Mapping[Word, Text] = {}
    order_words: Mapping[Word, Name] = {}
