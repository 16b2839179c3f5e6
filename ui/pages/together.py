"""How we work together: the way chosen openly, the maker's support, the helper of today, fit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from onboard.content.conditions import Missing
from onboard.content.model import QuestionId
from onboard.interview.readback import answer_text
from onboard.papers.explained import Explained, explanations
from onboard.papers.helper import has_content
from onboard.papers.promises import Terms, terms
from onboard.papers.ways import Way, ways
from onboard.present_helper import helper_is_us, present_helper
from onboard.private_answers import counted, is_private
from onboard.wording import say, say_count
from ui import phrases
from ui.dialogs.private import KeepPrivateDialog, LookDialog
from ui.helper_view import add_outcome, add_told, add_weighed
from ui.page import Page
from ui.slices import Step, in_place
from ui.sums import sum_details
from ui.theme import px
from ui.widgets.base import card, empty, label, row, rule
from ui.widgets.card_texts import Part
from ui.widgets.choices import ChoiceCards, ChoiceOption
from ui.widgets.facts import captioned, facts
from ui.widgets.forms import action
from ui.widgets.notes import Expander
from ui.widgets.wrap_layout import EvenLayout

if TYPE_CHECKING:
    from onboard.content.model import Fit, PresentHelper
    from onboard.present_helper import HelperView
    from onboard.risk.sums import Reckoning
    from onboard.snapshot import EngagementSnapshot


class TogetherPage(Page):
    """Nothing here is a score: of the owner, of the helper, or of us."""

    def build(self) -> None:
        self.head(say("page.together-title"), say("page.together-lead"))
        self._drawn: EngagementSnapshot | None = None
        self._dialog: LookDialog | None = None
        self._keeping: KeepPrivateDialog | None = None
        self._picked: tuple[str, str] | None = None
        self._body = QVBoxLayout()
        self._body.setSpacing(px(12))
        self.column.addLayout(self._body)

    def show_snapshot(self, snapshot: EngagementSnapshot) -> None:
        if self._drawn is snapshot:
            return
        self._drawn = snapshot
        focused = self.focusWidget()
        place = self._picked or ("", focused.objectName() if focused is not None else "")
        empty(self._body)
        agreed = terms(snapshot)
        steps: list[Step] = [in_place(self._add_ways, snapshot, agreed)]
        for entry in explanations(snapshot, agreed):
            steps.append(in_place(self._add_explained, snapshot, entry))
        content = snapshot.pack.content
        if content.helper is not None:
            steps.append(in_place(self._add_helper, snapshot, content.helper))
        if content.fit is not None:
            steps.append(in_place(self._add_fit, snapshot, content.fit))
        self.slices.start(steps, at_once=1)
        if self.isVisible():  # where one has just picked, nothing may jump
            self.complete()
        self._focus_again(*place)

    def _focus_again(self, cards: str, name: str) -> None:
        """A redrawn page keeps the keyboard where it was; `cards` says in which choice."""
        within = self.findChild(QWidget, cards) if cards else self
        target = within.findChild(QWidget, name) if within is not None and name else None
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, cards: str, question: QuestionId, option: str) -> None:
        """Arrow keys pick before they move on, so the page itself remembers where they go."""
        self._picked = (cards, f"option-{option}")
        self.session.answer_opened(question, option)
        self._picked = None

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
            [ChoiceOption(way.id, way.name, parts=_way_parts(way)) for way in offered],
            say("page.ways-title"),
        )
        cards.setObjectName("ways")
        cards.set_value(stands.id if stands is not None and not stands.is_guess else None)
        key = QuestionId(working.question)
        cards.changed.connect(lambda picked: self._pick("ways", key, picked))
        self._body.addWidget(cards)
        always = say("agreement.ways-always", titles="; ".join(offered[0].always))
        self._body.addWidget(label(always, "muted"))
        self._body.addSpacing(px(8))

    # ---- what is explained before it is chosen

    def _add_explained(self, snapshot: EngagementSnapshot, entry: Explained) -> None:
        frame, column = card()
        frame.setObjectName(f"explained-{entry.id}")
        column.addWidget(label(entry.title, "heading"))
        column.addWidget(label(entry.lead))
        why = Expander(say("page.explained-open"), "", f"explain-{entry.id}")
        for title, text in entry.parts:
            why.add_part(title, text)
        if entry.analogy:
            why.add_part(say("page.explained-picture"), entry.analogy)
        column.addWidget(why)
        self._add_costs(snapshot, column, entry)
        self._add_choice(snapshot, column, QuestionId(entry.question), is_asked=True)
        self._body.addWidget(frame)

    def _add_costs(
        self, snapshot: EngagementSnapshot, column: QVBoxLayout, entry: Explained
    ) -> None:
        """What each side costs, beside each other, each with its lines."""
        if entry.sums:
            column.addSpacing(px(4))
            column.addWidget(label(say("agreement.both-costs"), "field"))
            costs = EvenLayout(px(250), spacing=px(20))
            for reckoning in entry.sums:
                costs.addWidget(_cost(snapshot, reckoning))
            column.addLayout(costs)
        if entry.not_reckoned:
            column.addWidget(label(entry.not_reckoned, "muted"))

    def _add_choice(
        self,
        snapshot: EngagementSnapshot,
        column: QVBoxLayout,
        key: QuestionId,
        *,
        is_asked: bool = False,
    ) -> None:
        """The options of a choice question, to pick from right here.

        Where it `is_asked`, the question stands above: a yes alone does not say to what.
        """
        question = snapshot.pack.content.questions[key]
        value = snapshot.known[key]
        if is_asked:
            column.addSpacing(px(4))
            column.addWidget(label(question.ask, "field"))
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
        cards.changed.connect(lambda picked: self._pick(f"choose-{key}", key, picked))
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
        is_told = view is not None and has_content(view)
        if view is not None:
            add_weighed(column, view)
        if not is_told and not kept:
            column.addWidget(label(say("page.helper-nothing")))
        if kept:
            column.addWidget(label(say_count("page.private-kept", kept), "muted", name="kept"))
            look = action(say("page.private-look"), "look")
            look.clicked.connect(self._look)
            column.addLayout(row(look, None))
        if view is not None:
            add_told(column, view)
        self._add_sections(snapshot, helper, column)
        self._body.addWidget(frame)
        self._add_outcome(snapshot, QuestionId(helper.outcome), view)

    def _add_outcome(
        self, snapshot: EngagementSnapshot, key: QuestionId, view: HelperView | None
    ) -> None:
        """What shall become of it, with the steps that follow below the choice."""
        if is_private(snapshot.engagement, key):
            return
        frame, column = card()
        frame.setObjectName("outcome")
        column.addWidget(label(say("page.helper-outcome"), "heading"))
        if helper_is_us(snapshot) and key not in snapshot.engagement.answers:
            column.addWidget(label(say("page.private-offer")))
            keep = action(say("page.private-keep"), "keep-outcome")
            keep.clicked.connect(lambda: self._keep_private(key))
            column.addLayout(row(keep, None))
        self._add_choice(snapshot, column, key)
        if view is not None and view.outcome is not None:
            add_outcome(column, view.outcome)
        self._body.addWidget(frame)

    def _add_sections(
        self, snapshot: EngagementSnapshot, helper: PresentHelper, column: QVBoxLayout
    ) -> None:
        """The way to the questions about the helper, section by section."""
        content = snapshot.pack.content
        column.addSpacing(px(8))
        column.addWidget(label(say("page.helper-tell"), "subheading"))
        for section in content.sections:
            keys = [key for key, asked in content.questions.items() if asked.section == section.id]
            if section.id not in helper.private_sections or not keys:
                continue
            caption = say_count("page.helper-section", len(keys), title=section.title)
            spoken = say("page.helper-open-spoken", title=section.title)
            link = action(say("page.plan-answer"), f"tell-{section.id}", "link", spoken=spoken)
            link.clicked.connect(self._opener(section.id, QuestionId(keys[0])))
            line = row(label(caption), link)
            line.setStretch(0, 1)
            column.addLayout(line)

    def _opener(self, section: str, first: QuestionId) -> Callable[[], None]:
        def open_section() -> None:
            self.session.open_questions(section)
            self.session.visit(first)

        return open_section

    def _keep_private(self, key: QuestionId) -> None:
        self.session.open_questions(key)
        snapshot = self.session.snapshot
        if snapshot is not None:
            self._keeping = KeepPrivateDialog(self.window(), self.session, snapshot, key)
            self._keeping.open()

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
            column.addSpacing(px(4))
            column.addWidget(rule())
            column.addWidget(label(trait.name, "subheading"))
            column.addWidget(label(said, "" if told else "muted", name=f"fit-{trait.question}"))
            advice = (say("page.fit-advice"), trait.advice)
            column.addLayout(facts((advice, (say("page.fit-ours"), trait.provider)), least=250))
        first = QuestionId(fit.traits[0].question)
        section = snapshot.pack.content.questions[first].section
        look = action(say("page.fit-look"), "look-at-fit", "link")
        look.clicked.connect(self._opener(section, first))
        column.addLayout(row(look, None))
        self._body.addWidget(frame)


def _way_parts(way: Way) -> tuple[Part, ...]:
    return (
        (say("page.way-pays"), way.price_basis),
        (say("page.way-we"), way.provider_does),
        (say("page.way-you"), way.client_does),
        (say("page.way-means"), way.consequence),
        (say("page.way-clauses"), "; ".join(way.clauses)),
    )


def _cost(snapshot: EngagementSnapshot, reckoning: Reckoning) -> QWidget:
    name = reckoning.sum.name
    shown = label(phrases.amount(reckoning.amount), "heading", name=f"cost-{reckoning.id}")
    guessed = [label(say("page.sum-guessed"), "muted")] if reckoning.is_guessed else []
    caption, details = say("page.sum-how"), "\n".join(sum_details(snapshot, reckoning))
    lines = Expander(caption, details, f"sum-{reckoning.id}", spoken=f"{caption}: {name}")
    return captioned(name, shown, *guessed, lines)
