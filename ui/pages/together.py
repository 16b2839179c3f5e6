"""How we work together: the way chosen openly, the maker's support, the helper of today, fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from onboard.content.conditions import Missing
from onboard.content.model import QuestionId
from onboard.flow import Place, Stop
from onboard.interview.readback import answer_text
from onboard.papers.explained import Explained, explanations
from onboard.papers.helper import has_content
from onboard.papers.promises import Terms, terms
from onboard.papers.ways import Way, ways
from onboard.present_helper import present_helper
from onboard.private_answers import counted
from onboard.wording import say, say_count
from ui import phrases
from ui.dialogs.private import LookDialog
from ui.helper_view import add_helper
from ui.page import Page
from ui.sums import sum_details
from ui.theme import px
from ui.widgets.base import card, empty, label, row
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.forms import action
from ui.widgets.notes import Expander

if TYPE_CHECKING:
    from onboard.content.model import Fit, PresentHelper
    from onboard.snapshot import EngagementSnapshot


class TogetherPage(Page):
    """Nothing here is a score: of the owner, of the helper, or of us."""

    def build(self) -> None:
        self.head(say("page.together-title"), say("page.together-lead"))
        self._drawn: EngagementSnapshot | None = None
        self._dialog: LookDialog | None = None
        self._body = QVBoxLayout()
        self._body.setSpacing(px(12))
        self.column.addLayout(self._body)

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        if self._drawn is snapshot:
            return
        self._drawn = snapshot
        focused = self.focusWidget()
        focus_name = focused.objectName() if focused is not None else ""
        empty(self._body)
        agreed = terms(snapshot)
        self._add_ways(snapshot, agreed)
        for entry in explanations(snapshot, agreed):
            self._add_explained(snapshot, entry)
        content = snapshot.pack.content
        if content.helper is not None:
            self._add_helper(snapshot, content.helper)
        if content.fit is not None:
            self._add_fit(snapshot, content.fit)
        again = self.findChild(object, focus_name) if focus_name else None  # type: ignore[type-var]
        if again is not None and hasattr(again, "setFocus"):
            again.setFocus()

    # ---- ways of working

    def _add_ways(self, snapshot: EngagementSnapshot, agreed: Terms) -> None:
        offered = ways(snapshot, agreed)
        working = snapshot.pack.content.working
        if not offered or working is None:
            return
        self._body.addWidget(label(say("page.ways-title"), "heading"))
        stands = next((way for way in offered if way.is_chosen), None)
        if stands is not None and stands.is_guess:
            guess = say("page.ways-guess", name=stands.name)
            self._body.addWidget(label(guess, "muted", name="way-guess"))
        cards = ChoiceCards(
            [ChoiceOption(way.id, way.name, _way_text(way)) for way in offered],
            say("page.ways-title"),
        )
        cards.setObjectName("ways")
        cards.set_value(stands.id if stands is not None and not stands.is_guess else None)
        key = QuestionId(working.question)
        cards.changed.connect(lambda picked: self.session.answer_opened(key, picked))
        self._body.addWidget(cards)
        always = say("agreement.ways-always", titles="; ".join(offered[0].always))
        self._body.addWidget(label(always, "muted"))

    # ---- what is explained before it is chosen

    def _add_explained(self, snapshot: EngagementSnapshot, entry: Explained) -> None:
        frame, column = card()
        frame.setObjectName(f"explained-{entry.id}")
        column.addWidget(label(entry.title, "heading"))
        column.addWidget(label(entry.lead))
        parts = "\n\n".join(f"{title}\n{text}" for title, text in entry.parts)
        if entry.analogy:
            parts = f"{parts}\n\n{say('agreement.analogy', text=entry.analogy)}"
        column.addWidget(Expander(say("page.explained-open"), parts, f"explain-{entry.id}"))
        if entry.sums:
            column.addWidget(label(say("agreement.both-costs"), "field"))
        for reckoning in entry.sums:
            column.addWidget(label(phrases.sum_line(reckoning)))
            details = "\n".join(sum_details(snapshot, reckoning))
            column.addWidget(Expander(say("page.sum-how"), details, f"sum-{reckoning.id}"))
        if entry.not_reckoned:
            names = "; ".join(entry.not_reckoned)
            column.addWidget(label(say("agreement.not-reckoned", names=names), "muted"))
        self._add_choice(snapshot, column, QuestionId(entry.question), say("page.explained-choose"))
        self._body.addWidget(frame)

    def _add_choice(
        self, snapshot: EngagementSnapshot, column: QVBoxLayout, key: QuestionId, title: str
    ) -> None:
        """The options of a choice question, to pick from right here."""
        question = snapshot.pack.content.questions[key]
        value = snapshot.known[key]
        column.addWidget(label(title, "field"))
        cards = ChoiceCards(
            [
                ChoiceOption(name, part.label, part.detail)
                for name, part in question.options.items()
            ],
            question.ask,
        )
        cards.setObjectName(f"choose-{key}")
        is_told = value is not Missing.UNKNOWN and value is not Missing.NOT_ASKED
        cards.set_value(str(value) if is_told else None)
        cards.changed.connect(lambda picked: self.session.answer_opened(key, picked))
        column.addWidget(cards)

    # ---- the helper of today

    def _add_helper(self, snapshot: EngagementSnapshot, helper: PresentHelper) -> None:
        view = present_helper(snapshot)
        kept = counted(snapshot.engagement.answers)
        if view is None and not kept:
            return
        frame, column = card()
        frame.setObjectName("helper")
        column.addWidget(label(say("page.helper-title"), "heading"))
        if view is not None and has_content(view):
            add_helper(column, view)
        else:
            column.addWidget(label(say("page.helper-nothing")))
        if kept:
            column.addWidget(label(say_count("page.private-kept", kept), "muted", name="kept"))
            look = action(say("page.private-look"), "look")
            look.clicked.connect(self._look)
            column.addLayout(row(look, None))
        self._add_sections(snapshot, helper, column)
        outcome = QuestionId(helper.outcome)
        if outcome not in snapshot.engagement.answers or (view is not None and view.outcome_id):
            self._add_choice(snapshot, column, outcome, say("page.helper-outcome"))
        self._body.addWidget(frame)

    def _add_sections(
        self, snapshot: EngagementSnapshot, helper: PresentHelper, column: QVBoxLayout
    ) -> None:
        """The way to the questions about the helper, section by section."""
        content = snapshot.pack.content
        column.addWidget(label(say("page.helper-tell"), "field"))
        for section in content.sections:
            keys = [key for key, asked in content.questions.items() if asked.section == section.id]
            if section.id not in helper.private_sections or not keys:
                continue
            caption = say_count("page.helper-section", len(keys), title=section.title)
            spoken = say("page.helper-open-spoken", title=section.title)
            link = action(caption, f"tell-{section.id}", "link", spoken=spoken)
            link.clicked.connect(self._opener(section.id, QuestionId(keys[0])))
            column.addLayout(row(link, None))

    def _opener(self, section: str, first: QuestionId) -> Callable[[], None]:
        def open_section() -> None:
            self.session.open_questions(section)
            self.session.go(Place(Stop.QUESTIONS, first))

        return open_section

    def _look(self) -> None:
        self._dialog = LookDialog(self.window(), self.session)
        self._dialog.open()

    # ---- fit

    def _add_fit(self, snapshot: EngagementSnapshot, fit: Fit) -> None:
        frame, column = card()
        frame.setObjectName("fit")
        column.addWidget(label(fit.title, "heading"))
        column.addWidget(label(fit.lead))
        answers = snapshot.engagement.answers
        for trait in fit.traits:
            answer = answers.get(QuestionId(trait.question))
            told = answer_text(snapshot.pack, answer) if answer is not None else ""
            said = say("page.fit-row", answer=told) if told else say("page.fit-open")
            column.addSpacing(px(6))
            column.addWidget(label(trait.name, "subheading"))
            column.addWidget(label(said))
            column.addWidget(label(say("page.fit-advice", text=trait.advice)))
            column.addWidget(label(say("page.fit-ours", text=trait.provider), "muted"))
        first = QuestionId(fit.traits[0].question)
        section = snapshot.pack.content.questions[first].section
        look = action(say("page.fit-look"), "look-at-fit", "link")
        look.clicked.connect(self._opener(section, first))
        column.addLayout(row(look, None))
        self._body.addWidget(frame)


def _way_text(way: Way) -> str:
    return "\n".join(
        (
            say("page.way-pays", text=way.price_basis),
            say("page.way-we", text=way.provider_does),
            say("page.way-you", text=way.client_does),
            say("page.way-means", text=way.consequence),
            say("page.way-clauses", titles="; ".join(way.clauses)),
        )
    )
