"""The sample client's road, walked by a screen reader: each page by what is read on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import cast

from onboard.case_file import Case
from onboard.content.model import AnswerKind, Column, Item, ItemId, Question, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.firm import FirmProfile
from onboard.interview.answers import Answer, AnswerState, Row
from onboard.interview.validation import column_options
from onboard.snapshot import derive
from onboard.wording import say, say_count
from tests.ui.atspi.accessible import Node
from tests.ui.atspi.screen_reader import (
    BUTTON,
    CHECK,
    COMBO,
    RADIO,
    SPIN,
    TEXT,
    ScreenReader,
)  # fmt: skip

MOST_QUESTIONS = 200


class Road:
    """`look` is called on every new page, with its name."""

    def __init__(
        self,
        reader: ScreenReader,
        case: Case,
        pack: ContentPack,
        look: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.reader, self.case, self._look = reader, case, look
        # As this client reads it: a pack speaks of patients or guests by the kind of business.
        self.pack = derive(pack, case.firm or FirmProfile(), case.engagement, case.on).pack
        self._question_by_ask = {
            question.ask: QuestionId(key)
            for told in (pack, self.pack)
            for key, question in told.content.questions.items()
        }

    def arrive(self, title: str, name: str) -> None:
        """Wait for the page of this heading."""
        self.reader.wait(f"the page {title!r}", lambda: self.reader.title() == title or None)
        self._look(name)

    def next(self, caption: str = "") -> None:
        """Press Next, or what stands in its place; where the page wants its own words, these."""
        names = (caption,) if caption else (say("ui.next"), say("page.question-return"))

        def ready() -> Node | None:
            found = (node for node in self.reader.every(BUTTON) if node.name in names)
            return next((node for node in found if "enabled" in node.states), None)

        self.reader.act(self.reader.wait(" or ".join(names), ready))

    # ---- the pages in their order

    def firm(self) -> None:
        read = self.reader
        self.arrive(say("page.begin-title"), "begin")
        read.press(say("page.begin-advise"))
        self.arrive(say("page.clients-title"), "clients")
        read.press(say("page.clients-firm"))
        self.arrive(say("page.firm-title"), "firm")
        firm = self.case.firm
        assert firm is not None
        for part in ("name", "consultant", "email", "phone"):
            read.write(say(f"page.firm-{part}"), getattr(firm, part))
        for key, text in firm.terms.items():
            blank = self.pack.content.blanks[key]
            read.write(f"{blank.label} ({blank.unit})" if blank.unit else blank.label, text)
        for entry in firm.earnings:
            kind = say(f"page.firm-kind-{entry.of}")
            words = {None: "unsaid", True: "yes", False: "no"}[entry.margin]
            read.choose(read.find(COMBO, kind), say(f"page.firm-earns-{words}"))
            if entry.scheme:
                read.write(say("page.firm-earns-scheme", kind=kind), entry.scheme)
        read.press(say("page.firm-done"))

    def new_client(self) -> None:
        client = self.case.engagement.client
        self.arrive(say("page.clients-title"), "clients")
        self.reader.press(say("page.clients-new"))
        self.reader.write(say("page.clients-business"), client.name)
        self.reader.write(say("page.clients-owner"), client.owner)
        self.reader.press(say("page.clients-start"))

    def welcome(self) -> None:
        client = self.case.engagement.client
        self.arrive(say("page.welcome-title", name=client.name), "welcome")
        for part in ("role", "email", "authority"):
            self.reader.write(say(f"page.welcome-{part}"), getattr(client, part))
        words = "\n".join(entry.words for entry in self.case.engagement.order)
        self.reader.write(say("page.welcome-order"), words)
        self.next()

    def have(self) -> None:
        read = self.reader
        self.arrive(say("page.have-title"), "have")
        for holding in self.case.engagement.estate:
            item = self.pack.content.items[holding.item]
            if holding.quantity is None:
                spoken = say("page.have-unknown-spoken", name=item.name)
                read.tick(read.find(CHECK, spoken))
            else:
                read.write(item.owned_question, str(holding.quantity))
            if holding.until is not None:
                read.write(say("page.have-until-spoken", name=item.name), holding.until.isoformat())
            if holding.capacity is not None:
                read.write(
                    say("page.have-capacity", unit=item.capacity_unit), str(holding.capacity)
                )
            if holding.offer:
                box = read.find(COMBO, say("page.have-offer-spoken", name=item.name))
                read.choose(box, item.offers[holding.offer].name)
        self._look("have-filled")
        self.next()

    def tasks(self) -> None:
        self.arrive(say("page.tasks-title"), "tasks")
        self.next(say("page.tasks-go-on"))

    def questions(self) -> None:
        """Answer until another page comes up."""
        seen = say("page.tasks-title")
        for _ in range(MOST_QUESTIONS):
            seen = self._turned_from(seen)
            key = self._question_by_ask.get(seen)
            if key is None:
                return
            self._answer(key)
            self.next()
        raise AssertionError("the questions do not end")

    def _turned_from(self, seen: str) -> str:
        """Wait until another page is up; returns its heading."""
        return self.reader.wait("the next page", lambda: self._page_after(seen))

    def _page_after(self, seen: str) -> str | None:
        title = self.reader.title()
        return title if title is not None and title != seen else None

    def _answer(self, key: QuestionId) -> None:
        question = self.pack.content.questions[key]
        facts = self.case.engagement
        answer = facts.answers.get(key)
        self._look(f"question-{question.kind.value}")
        if answer is None or answer.value is None:
            is_later = answer is not None and answer.state is AnswerState.LATER
            words = say("page.ask-later" if is_later else "page.dont-know")
            self.reader.tick(self.reader.find(CHECK, words))
        else:
            self._give(question, answer)
        if answer is not None and answer.words:
            self.reader.write(say("page.own-words"), answer.words)
        for remark in facts.remarks:
            title = self.pack.section_by_id[question.section].title
            spoken = say("page.besides-of", title=title)
            if remark.section == question.section and self.reader.seen(TEXT, spoken):
                self.reader.write(spoken, remark.text)

    def _give(self, question: Question, answer: Answer) -> None:
        read, value = self.reader, answer.value
        match question.kind:
            case AnswerKind.CHOICE:
                read.tick(read.find(RADIO, question.options[str(value)].label))
            case AnswerKind.MULTIPLE:
                assert isinstance(value, tuple)
                for option in value:
                    read.tick(read.find(CHECK, question.options[str(option)].label))
            case AnswerKind.TABLE:
                self._fill_table(question, cast("tuple[Row, ...]", value))
            case _:
                text = format(value, "f") if isinstance(value, Decimal) else str(value)
                read.write(question.ask, text)

    def _fill_table(self, question: Question, rows: Iterable[Row]) -> None:
        """Row by row; where each row stands for one option, that one is found by its words."""
        each = question.columns.get(question.row_each) if question.row_each else None
        for number, row in enumerate(rows, start=1):
            cells = dict(row)
            where = say("ui.cell-row", row=number)
            if each is not None:
                where = column_options(self.pack, each)[str(cells.pop(question.row_each or ""))]
            elif number > 1:
                self.reader.press(say("ui.add-row"))
            for key, value in cells.items():
                column = question.columns[key]
                self._fill_cell(say("ui.cell-of", row=where, column=column.label), column, value)

    def _fill_cell(self, name: str, column: Column, value: str | int) -> None:
        read = self.reader
        match column.kind.value:
            case "choice":
                words = column_options(self.pack, column)[str(value)]
                if value != "":
                    read.choose(read.find(COMBO, name), words)
            case "number":
                read.set_number(read.find(SPIN, name), int(value))
            case _:
                read.write(name, str(value))

    def opened(self) -> None:
        """What is not asked by itself: opened on the page of answers, part by part."""
        content, read = self.pack.content, self.reader
        parts = [
            content.questions[QuestionId(key)].section if key in content.questions else key
            for key in self.case.engagement.opened
        ]
        for part in dict.fromkeys(parts):
            self.arrive(say("page.check-title"), "check")
            title = self.pack.section_by_id[part].title
            links = read.every(BUTTON)
            read.act(next(node for node in links if node.name in _more_spoken(title)))
            seen = say("page.check-title")
            while True:
                seen = self._turned_from(seen)
                key = self._question_by_ask.get(seen)
                if key is None:
                    break
                if content.questions[key].section != part:
                    read.press(self._rail(say("page.check-title")))
                    break
                self._answer(key)
                self.next()

    def _rail(self, title: str) -> str:
        names = [say(f"ui.step-{state}", title=title) for state in ("done", "current", "todo")]
        return next(node.name for node in self.reader.every(BUTTON) if node.name in names)

    def check(self) -> None:
        self.arrive(say("page.check-title"), "check")
        self.next()

    def plan(self) -> None:
        self.arrive(say("page.plan-title"), "plan")
        self.next()

    def decide(self) -> None:
        read = self.reader
        self.arrive(say("page.decisions-title"), "decisions")
        for decision in self.case.engagement.decisions:
            if decision.line == EVERY_LINE:
                continue
            item = self.pack.content.items[ItemId(decision.line)]
            if read.seen(BUTTON, say("page.no-spoken", name=item.name)) is None:
                continue  # not in the plan of this client
            match decision.choice:
                case Choice.DECLINE:
                    self._decline(item, decision)
                case Choice.LATER:
                    self._put_off(item.name, decision)
                case Choice.OFFER:
                    self._take_offer(item, decision)
                case _:
                    pass
        for _ in range(9):  # a yes may bring lines back that wait for one of their own
            waiting = self._waiting()
            if not waiting:
                break
            read.act(waiting[0])
            self._wait_for_fewer([node.name for node in waiting])
        self._look("decisions-done")
        self.next()

    def _waiting(self) -> list[Node]:
        """The buttons that say yes to all open lines of a tier; each counts its lines."""
        names = {say("page.decisions-yes-to-all", count=count) for count in range(1, 200)}
        return [node for node in self.reader.every(BUTTON) if node.name in names]

    def _wait_for_fewer(self, before: list[str]) -> None:
        self.reader.wait("fewer open lines", lambda: self._has_fewer(before))

    def _has_fewer(self, before: list[str]) -> bool | None:
        return [node.name for node in self._waiting()] != before or None

    def _decline(self, item: Item, decision: Decision) -> None:
        read = self.reader
        read.press(say("page.no-spoken", name=item.name))
        title = say("dialog.decline-title", name=item.name)
        read.wait_for_dialog(title)
        self._look("dialog-decline")
        read.write(say("dialog.reason"), decision.reason)
        read.write(say("dialog.initials"), decision.initials)
        for step in decision.cheaper:
            text = item.cheaper[step].text.rstrip(".")
            read.tick(next(node for node in read.every(CHECK) if node.name.startswith(text)))
        self._leave_dialog(
            title, "dialog.decline-yes", "dialog.decline-with-step", "dialog.decline-still"
        )

    def _put_off(self, name: str, decision: Decision) -> None:
        read = self.reader
        read.press(say("page.later-spoken", name=name))
        title = say("dialog.later-title", name=name)
        read.wait_for_dialog(title)
        self._look("dialog-later")
        assert decision.by is not None
        read.write(say("dialog.later-by"), decision.by.isoformat())
        self._leave_dialog(title, "dialog.later-yes")

    def _leave_dialog(self, title: str, *words: str) -> None:
        """Press what says yes until the dialog is gone; a small price is asked about twice."""
        captions = {say(word) for word in words}
        pressed: set[str] = set()

        def gone() -> bool | None:
            if self.reader.dialog() != title:
                return True
            for node in self.reader.every(BUTTON):
                if node.name in captions - pressed:
                    pressed.add(node.name)
                    self.reader.act(node)
            return None

        self.reader.wait(f"the end of {title!r}", gone)

    def _take_offer(self, item: Item, decision: Decision) -> None:
        read = self.reader
        box = read.find(COMBO, say("page.offer-spoken", name=item.name))
        read.choose_ending(box, f" — {item.offers[decision.offer].name}")

    def together(self) -> None:
        self.arrive(say("page.together-title"), "together")
        self.next()

    def heard(self) -> None:
        self.arrive(say("page.heard-title"), "heard")
        self.reader.press(say("page.heard-yes"))
        told = say("page.heard-confirmed", day="").strip(" .")
        self.reader.wait(
            "that it was heard",
            lambda: any(told in node.name for node in self.reader.every("label")) or None,
        )
        self.next()

    def sign(self) -> None:
        """The initials, then both sign by a typed name."""
        read = self.reader
        self.arrive(say("page.sign-title"), "sign")
        for entry in self.case.engagement.clause_initials:
            clause = self.pack.content.clauses[entry.clause]
            read.write(clause.title, entry.initials)
        for role in ("consultant", "owner"):
            panel = read.find("panel", say(f"agreement.sign-{role}"))
            self._look(f"sign-{role}")
            read.press(say("ui.type-instead"), panel)
            read.find(BUTTON, say("ui.draw-instead"), panel)
            read.tick(read.find(CHECK, say(f"page.sign-consent-{role}"), panel))
            read.press(say("ui.sign"), panel)
        self.arrive(say("page.finish-title"), "finish")

    def save(self, file: Path) -> None:
        """Take the signed paper along, by the dialog that Qt brings."""
        read = self.reader
        read.act(read.find_ready(BUTTON, say("page.finish-save")))
        read.wait_for_dialog(say("page.finish-save"))
        name = next(node for node in read.every(TEXT) if "editable" in node.states)
        read.type_into(name, str(file))
        read.act(read.find_ready(BUTTON, "Save"))
        told = say("page.finish-saved", name=file.name)
        read.find("label", told)


def _more_spoken(title: str) -> set[str]:
    return {say_count("page.more-spoken", count, title=title) for count in range(1, 100)}
