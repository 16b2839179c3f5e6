"""What the two files say, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from onboard.content.model import QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import PackPin, Remark
from onboard.firm import Contact
from onboard.interview.answers import Answers
from onboard.recommendation.estate import Holding


@dataclass(frozen=True, slots=True)
class ClientCard:
    """Whose file it is."""

    name: str
    owner: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked, and of whom."""

    sections: tuple[str, ...] = ()
    """Empty: all of them, with what is there and what is to be bought."""
    questions: tuple[QuestionId, ...] = ()
    """With sections: the questions that the asking side had on the path, in order.

    Whether a question comes may hang on an answer of another section, which does not travel.
    """
    person: str = ""
    """Who answers; empty: the owner."""

    @property
    def is_all(self) -> bool:
        return not self.sections

    def has_section(self, section: str) -> bool:
        return self.is_all or section in self.sections

    def has(self, pack: ContentPack, question: QuestionId) -> bool:
        known = pack.content.questions.get(question)
        return known is not None and self.has_section(known.section)


@dataclass(frozen=True, slots=True)
class Lock:
    """What an answer file needs: the one-time public key to seal to, and the token to show."""

    key: bytes
    token: bytes


@dataclass(frozen=True, slots=True)
class Ask:
    """What a question file says, apart from its lock."""

    until: date
    pack: PackPin
    client: ClientCard
    firm: Contact
    """Whom the answers go back to, and whom to call."""
    scope: Scope
    opened: tuple[str, ...] = ()
    answers: Answers = field(default_factory=Answers)
    """Those of the scope, as far as the other side may see them."""
    estate: tuple[Holding, ...] = ()
    order: tuple[str, ...] = ()
    """The owner's own shopping list, wish by wish, in his words."""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer file says, apart from its token: what was given or changed since the asking.

    None for estate or order: nothing was changed in it.
    """

    answers: Answers = field(default_factory=Answers)
    estate: tuple[Holding, ...] | None = None
    order: tuple[str, ...] | None = None
    remarks: tuple[Remark, ...] = ()
