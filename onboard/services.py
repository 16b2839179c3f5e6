"""The use cases: one verb and one unit of work each.

A verb records a fact and commits; what follows from the fact is computed by `derive`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from onboard.acceptance_life import ending_of
from onboard.acceptances import Acceptance, acceptances
from onboard.asking_again import AskedAgain, asked_again
from onboard.content.model import ItemId, QuestionId
from onboard.content.pack import ContentPack
from onboard.decisions import Choice, Decision, newest
from onboard.engagement import (
    ClauseEdit,
    ClauseInitials,
    Client,
    ClientSummary,
    Ending,
    Engagement,
    EngagementId,
    Installed,
    NextStep,
    PackPin,
    Remark,
    SignedPaper,
    new_engagement_id,
)
from onboard.errors import UserFacingError
from onboard.firm import FirmProfile
from onboard.installing import stays
from onboard.intake.computers import Preview, counted, has_typed
from onboard.interview.answers import Answer, AnswerState, How, Sureness
from onboard.interview.validation import MAX_TEXT, AnswerProblem, validate
from onboard.next_step import checked_step
from onboard.packs import PackShelf
from onboard.ports import Clock, OwnerCodes, PackRepository, Workspace
from onboard.private_answers import as_owner_sees, is_private, opens, with_private
from onboard.recommendation.estate import Holding
from onboard.recommendation.shopping import read_list
from onboard.snapshot import EngagementSnapshot, derive
from onboard.wording import spoken

ENDING_KINDS = ("system", "law", "attack", "other")


class OnboardingService:
    """What a person can do. Every verb is durable when it returns."""

    def __init__(
        self, workspace: Workspace, shelf: PackShelf, clock: Clock, owner_codes: OwnerCodes
    ) -> None:
        self._owner_codes = owner_codes
        self._workspace = workspace
        self._shelf = shelf
        self._clock = clock

    # ---- clients and firm

    def clients(self) -> Sequence[ClientSummary]:
        with self._workspace.unit_of_work() as work:
            return work.engagements.list()

    def new_client(self, client: Client, pack_id: str) -> Engagement:
        """Start a file, pinned to the pack as it is shipped today, in the language spoken here."""
        pack = self._shelf.shipped(pack_id)
        if not client.language and spoken() in pack.languages:
            client = replace(client, language=spoken())
        now = self._clock.now()
        engagement = Engagement(
            id=new_engagement_id(now),
            client=client,
            pack=PackPin(pack.id, pack.version, pack.sha256),
            created=now.date(),
        )
        with self._workspace.unit_of_work() as work:
            work.packs.put(pack.id, pack.version, pack.sha256, pack.data)
            work.engagements.add(engagement)
            work.commit()
        return engagement

    def engagement(self, engagement_id: EngagementId) -> Engagement:
        with self._workspace.unit_of_work() as work:
            return work.engagements.get(engagement_id)

    def pack(self, engagement: Engagement) -> ContentPack:
        """The pack that the file was made with, in the language of the talk."""
        with self._workspace.unit_of_work() as work:
            pack = self._shelf.pinned(engagement.pack, work.packs)
        return pack.in_language(engagement.client.language)

    def pack_of_paper(
        self, pin: PackPin, kept: PackRepository, given: ContentPack | None = None
    ) -> ContentPack:
        """The very pack that a paper names: the given one, a shipped one, or the store's copy.

        Raises:
            UserFacingError: "rebuild.other-pack", "rebuild.no-pack".
        """
        if given is not None:
            if given.sha256 != pin.sha256:
                raise UserFacingError("rebuild.other-pack")
            return given
        try:
            return self._shelf.pinned(pin, kept)
        except UserFacingError as error:
            raise UserFacingError("rebuild.no-pack", name=pin.id, version=pin.version) from error

    def shipped_pack(self, pack_id: str) -> ContentPack:
        return self._shelf.shipped(pack_id).in_language(spoken())

    def packs(self) -> Mapping[str, str]:
        """The packs that a new file can be made with: title by id."""
        return self._shelf.titles()

    def firm(self) -> FirmProfile:
        with self._workspace.unit_of_work() as work:
            return work.firm.get()

    def save_firm(self, firm: FirmProfile) -> None:
        with self._workspace.unit_of_work() as work:
            work.firm.save(firm)
            work.commit()

    def set_client(self, engagement_id: EngagementId, client: Client) -> Engagement:
        return self._change(engagement_id, lambda facts: replace(facts, client=client))

    # ---- the interview

    def record_answer(
        self,
        engagement_id: EngagementId,
        question: QuestionId,
        raw: object,
        *,
        words: str = "",
        by: str = "owner",
        how: How = How.TOGETHER,
        sure: Sureness | None = None,
        seen: Engagement | None = None,
    ) -> Engagement | AnswerProblem:
        """Keep an answer; input that cannot be one comes back as a problem and changes nothing.

        Without `sure` it is as sure as it was; another value is believed until it is looked at.
        `seen` is the file as it was on screen: what somebody else has answered since is not
        overwritten unseen.

        Raises:
            UserFacingError: "store.answered-meanwhile".
        """
        facts = self.engagement(engagement_id)
        value = validate(self.pack(facts), question, raw)
        if isinstance(value, AnswerProblem):
            return value
        before = facts.answers.get(question)
        if sure is None:
            is_same = before is not None and before.value == value
            sure = before.sure if before is not None and is_same else Sureness.BELIEVED
        answer = Answer(question, AnswerState.GIVEN, value, words, by, how, sure, self._clock.now())
        return self._answered(engagement_id, answer, seen)

    def record_unknown(
        self,
        engagement_id: EngagementId,
        question: QuestionId,
        state: AnswerState = AnswerState.UNKNOWN,
        *,
        by: str = "owner",
        how: How = How.TOGETHER,
        words: str = "",
    ) -> Engagement:
        """Keep "I don't know" or "ask me later"."""
        answer = Answer(question, state, None, words, by, how, Sureness.BELIEVED, self._clock.now())
        return self._answered(engagement_id, answer)

    def keep_private(
        self,
        engagement_id: EngagementId,
        code: str,
        question: QuestionId,
        raw: object,
        *,
        words: str = "",
    ) -> Engagement | AnswerProblem:
        """Seal an answer under the owner's own code; for everybody else it counts as unknown.

        Raises:
            UserFacingError: a code that is short, or other than that of the answers kept before.
        """
        facts = self.engagement(engagement_id)
        pack = self.pack(facts)
        value = validate(pack, question, raw)
        if isinstance(value, AnswerProblem):
            return value
        answer = Answer(question, AnswerState.GIVEN, value, words, at=self._clock.now())
        key = self._owner_codes(code)
        return self._change(engagement_id, lambda now: with_private(pack, now, answer, key))

    def seen_with(self, engagement_id: EngagementId, code: str) -> Engagement:
        """The file as its owner sees it, private answers in clear. To be looked at, never saved.

        Raises:
            UserFacingError: "private.wrong-code".
        """
        facts = self.engagement(engagement_id)
        return as_owner_sees(self.pack(facts), facts, self._owner_codes(code))

    def drop_private(
        self, engagement_id: EngagementId, question: QuestionId, code: str | None
    ) -> Engagement:
        """Take a private answer away, so that the question is open again.

        Without a code the answer goes unread: for an owner who has lost it, and said so.

        Raises:
            UserFacingError: "private.wrong-code".
        """
        key = None if code is None else self._owner_codes(code)

        def change(facts: Engagement) -> Engagement:
            if not is_private(facts, question):
                return facts
            if key is not None:
                opens(facts, question, key)
            return _without_private(facts, question)

        return self._change(engagement_id, change)

    def remark(self, engagement_id: EngagementId, section: str, text: str) -> Engagement:
        """Keep what there was besides at the end of a part; an empty text takes it away."""
        kept = text.strip()[:MAX_TEXT]

        def change(facts: Engagement) -> Engagement:
            others = tuple(entry for entry in facts.remarks if entry.section != section)
            mine = (Remark(section, kept, self._clock.now()),) if kept else ()
            return replace(facts, remarks=(*others, *mine))

        return self._change(engagement_id, change)

    def open_questions(self, engagement_id: EngagementId, names: Sequence[str]) -> Engagement:
        """Put questions, or all of a section, on the path that would not be asked otherwise."""
        return self._change(
            engagement_id,
            lambda facts: replace(facts, opened=tuple(dict.fromkeys((*facts.opened, *names)))),
        )

    def set_estate(self, engagement_id: EngagementId, estate: tuple[Holding, ...]) -> Engagement:
        return self._change(engagement_id, lambda facts: replace(facts, estate=estate))

    def take_computers(
        self, engagement_id: EngagementId, taken: Preview, *, is_added: bool | None
    ) -> Engagement | AnswerProblem:
        """Count computers out of a list into the pack's table, and keep the single ones.

        Args:
            engagement_id: of the client.
            taken: the list, as a person has looked at it.
            is_added: to what stands in the table; False: in its place; None: there is nothing.

        Raises:
            UserFacingError: "intake.nothing", "intake.typed-before", "private.kept".
        """
        facts = self.engagement(engagement_id)
        pack = self.pack(facts)
        if not taken.taken:
            raise UserFacingError("intake.nothing")
        if is_added is None and has_typed(facts, taken.question):
            raise UserFacingError("intake.typed-before")
        rows = counted(pack, facts, taken, is_added=is_added is not False)
        value = validate(pack, taken.question, rows)
        if isinstance(value, AnswerProblem):
            return value
        given = AnswerState.GIVEN
        answer = Answer(taken.question, given, value, how=How.IMPORTED, at=self._clock.now())

        def change(now: Engagement) -> Engagement:
            if now.version != facts.version:  # what was shown is no longer so
                raise UserFacingError("store.changed-meanwhile")
            _refuse_if_private(now, taken.question)
            kept = now.devices if is_added is not False else ()
            devices = (*kept, *taken.taken)
            return replace(now, answers=now.answers.with_(answer), devices=devices)

        return self._change(engagement_id, change)

    def remembered_columns(self, kind: str, shape: str) -> bytes | None:
        """How a person mapped the columns of a list of this shape before."""
        with self._workspace.unit_of_work() as work:
            return work.secrets.get(f"columns/{kind}/{shape[:32]}")

    def remember_columns(self, kind: str, shape: str, mapping: bytes) -> None:
        """Sealed in the store, because names of columns may say something of a client."""
        with self._workspace.unit_of_work() as work:
            work.secrets.put(f"columns/{kind}/{shape[:32]}", mapping)
            work.commit()

    def set_order(self, engagement_id: EngagementId, words: Sequence[str]) -> Engagement:
        """Keep the owner's own shopping list, each line in his words."""
        pack = self.pack(self.engagement(engagement_id))
        order = read_list(pack, "\n".join(words))
        return self._change(engagement_id, lambda facts: replace(facts, order=order))

    # ---- decisions and the paper's words

    def decide(self, engagement_id: EngagementId, decision: Decision) -> Engagement:
        """Append a decision; the newest for a line counts."""
        return self.decide_all(engagement_id, (decision,))

    def decide_all(self, engagement_id: EngagementId, decisions: Sequence[Decision]) -> Engagement:
        now = self._clock.now()
        made = tuple(replace(decision, at=decision.at or now) for decision in decisions)
        return self._change(
            engagement_id, lambda facts: replace(facts, decisions=(*facts.decisions, *made))
        )

    def edit_clause(self, engagement_id: EngagementId, edit: ClauseEdit) -> Engagement:
        """Change or strike a clause; an edit without text that strikes nothing restores it.

        Raises:
            UserFacingError: "clause.always", for one that stands in every way of working.
        """
        dated = replace(edit, at=edit.at or self._clock.now())
        pack = self.pack(self.engagement(engagement_id))
        if edit.clause in pack.always_standing and (edit.struck or edit.text):
            raise UserFacingError("clause.always", title=pack.content.clauses[edit.clause].title)

        def change(facts: Engagement) -> Engagement:
            others = tuple(old for old in facts.clause_edits if old.clause != edit.clause)
            kept = (*others, dated) if dated.struck or dated.text else others
            return replace(facts, clause_edits=kept)

        return self._change(engagement_id, change)

    def initial_clause(self, engagement_id: EngagementId, clause: str, initials: str) -> Engagement:
        entry = ClauseInitials(clause, initials.strip(), self._clock.now())

        def change(facts: Engagement) -> Engagement:
            others = tuple(old for old in facts.clause_initials if old.clause != clause)
            kept = (*others, entry) if entry.initials else others
            return replace(facts, clause_initials=kept)

        return self._change(engagement_id, change)

    def take_clause(self, engagement_id: EngagementId, clause: str, taken: bool) -> Engagement:
        """The owner ticks an optional clause, or takes the tick back."""

        def change(facts: Engagement) -> Engagement:
            others = tuple(name for name in facts.clauses_taken if name != clause)
            return replace(facts, clauses_taken=(*others, clause) if taken else others)

        return self._change(engagement_id, change)

    def confirm_heard(
        self, engagement_id: EngagementId, corrections: Sequence[str] = ()
    ) -> Engagement:
        """The owner says that "what we heard" is right, with these corrections kept."""
        now = self._clock.now()
        kept = _lines(corrections)
        return self._change(
            engagement_id,
            lambda facts: replace(facts, heard_confirmed=now, corrections=kept),
        )

    def keep_corrections(
        self, engagement_id: EngagementId, corrections: Sequence[str]
    ) -> Engagement:
        """Keep corrections to "what we heard" while they are still being written."""
        kept = _lines(corrections)
        return self._change(engagement_id, lambda facts: replace(facts, corrections=kept))

    def agree_next_step(self, engagement_id: EngagementId, step: NextStep | None) -> Engagement:
        """Keep what happens next, by when and by whom; None brings the worked-out one back.

        Raises:
            UserFacingError: "next.no-text" or "next.past-day".
        """
        step = None if step is None else checked_step(step, self._clock.now().date())
        return self._change(engagement_id, lambda facts: replace(facts, next_step=step))

    def set_alone(self, engagement_id: EngagementId, alone: bool) -> Engagement:
        """Keep whether the owner sits by himself; answers say so from then on."""
        return self._change(engagement_id, lambda facts: replace(facts, alone=alone))

    def note(self, engagement_id: EngagementId, text: str) -> Engagement:
        """Keep the consultant's private note."""
        return self._change(engagement_id, lambda facts: replace(facts, private_note=text.strip()))

    # ---- after signing

    def installed(
        self,
        engagement_id: EngagementId,
        line: ItemId,
        quantity: int,
        until: date | None = None,
        on: date | None = None,
    ) -> Engagement:
        """Keep that a signed line came into use, so that the next order check counts it.

        Once for each line of a paper: saying it again changes nothing.

        Raises:
            UserFacingError: "installed.…", not signed, no such line, or numbers that cannot be.
        """
        now = self._clock.now()
        day = on or now.date()
        if quantity < 1 or day > now.date() or (until is not None and until < day):
            raise UserFacingError("installed.cannot-be")
        signed = self.signed_snapshot(self.engagement(engagement_id))
        if signed.bill.get(line) is None:
            raise UserFacingError("installed.no-line", name=line)
        is_held = stays(signed, line)

        def change(facts: Engagement) -> Engagement:
            paper = _agreed(facts).reference
            if any(entry.line == line and entry.paper == paper for entry in facts.installed):
                return facts
            entry = Installed(line, quantity, day, until, paper, is_held, now)
            return replace(facts, installed=(*facts.installed, entry))

        return self._change(engagement_id, change)

    def not_installed(self, engagement_id: EngagementId, line: ItemId) -> Engagement:
        """Take back that a line of the newest signed paper was installed."""

        def change(facts: Engagement) -> Engagement:
            paper = _agreed(facts).reference
            kept = tuple(
                entry
                for entry in facts.installed
                if not (entry.line == line and entry.paper == paper)
            )
            return replace(facts, installed=kept)

        return self._change(engagement_id, change)

    def end_acceptance(
        self, engagement_id: EngagementId, line: ItemId, reason: str, kind: str = "other"
    ) -> Engagement:
        """End a no before its day: a system, a law or an attack changed what it rested on.

        Raises:
            UserFacingError: "acceptance.none", "acceptance.no-reason".
        """
        told = reason.strip()[:MAX_TEXT]
        if not told:
            raise UserFacingError("acceptance.no-reason")
        if kind not in ENDING_KINDS:
            raise ValueError(f"no such kind of ending: {kind!r}")
        now = self._clock.now()
        firm = self.firm()
        ending = Ending(line, told, kind, now.date(), firm.consultant or firm.name, now)

        def change(facts: Engagement) -> Engagement:
            said = newest(facts.decisions).get(line)
            if said is None or said.choice is not Choice.DECLINE:
                raise UserFacingError("acceptance.none")
            if ending_of(facts, said) is not None:
                return facts
            return replace(facts, endings=(*facts.endings, ending))

        return self._change(engagement_id, change)

    def acceptances(self, engagement: Engagement) -> tuple[Acceptance, ...]:
        """Every no with its review and its end, those that come back first."""
        return acceptances(self.snapshot(engagement))

    def asked_again(self, engagement: Engagement) -> tuple[AskedAgain, ...]:
        """Answers that are too old to build on, each with what rests on it."""
        return asked_again(self.snapshot(engagement))

    # ---- what follows

    def snapshot(self, engagement: Engagement) -> EngagementSnapshot:
        """Everything computed as of today."""
        return derive(self.pack(engagement), self.firm(), engagement, self.now().date())

    def signed_snapshot(self, engagement: Engagement) -> EngagementSnapshot:
        """The facts of the newest signed paper on its own day; what happened since is left out.

        Raises:
            UserFacingError: "amend.not-signed".
        """
        paper = _agreed(engagement)
        earlier = tuple(entry for entry in engagement.installed if entry.paper != paper.reference)
        facts = replace(engagement.agreed_facts(), installed=earlier)
        on = paper.signed_at.date() if paper.signed_at is not None else self.now().date()
        return derive(self.pack(facts), self.firm(), facts, on)

    def now(self) -> datetime:
        return self._clock.now()

    # ---- one unit of work

    def _answered(
        self, engagement_id: EngagementId, answer: Answer, seen: Engagement | None = None
    ) -> Engagement:
        def change(facts: Engagement) -> Engagement:
            _refuse_if_private(facts, answer.question)
            there = facts.answers.get(answer.question)
            is_new = seen is not None and there != seen.answers.get(answer.question)
            is_same = there is not None and _says(there) == _says(answer)
            if is_new and not is_same:
                raise UserFacingError("store.answered-meanwhile")
            return replace(facts, answers=facts.answers.with_(answer))

        return self._change(engagement_id, change)

    def _change(
        self, engagement_id: EngagementId, change: Callable[[Engagement], Engagement]
    ) -> Engagement:
        for left in reversed(range(_TRIES)):
            try:
                return self._changed(engagement_id, change)
            except UserFacingError as error:
                # A colleague saved between reading and writing: the change is made to what is now.
                if error.message_id != "store.changed-meanwhile" or not left:
                    raise
        raise AssertionError("the last try returns or raises")

    def _changed(
        self, engagement_id: EngagementId, change: Callable[[Engagement], Engagement]
    ) -> Engagement:
        with self._workspace.unit_of_work() as work:
            before = work.engagements.get(engagement_id)
            after = change(before)
            refuse_edit_of_signed(before, after)
            work.engagements.save(after)
            work.commit()
            return work.engagements.get(engagement_id)


def _says(answer: Answer) -> tuple[AnswerState, object]:
    return answer.state, answer.value


_TRIES = 20
"""How often a change is made to what is in the store by then, before somebody is asked."""


def refuse_edit_of_signed(before: Engagement, after: Engagement) -> None:
    """Signed is closed: a change is an amendment, never an edit.

    A private note is no part of it. What happens in the world after signing is no edit either: a
    line is installed, a refusal ends because a law changed. See docs/adr/0017-amendments.md.
    """
    noted = replace(after, private_note=before.private_note)
    if noted == before:
        return
    if before.half_signed_paper is not None:
        raise UserFacingError(before.half_signed_paper.held_by)
    same = replace(noted, installed=before.installed, endings=before.endings)
    if before.signed_paper is not None and same != before:
        raise UserFacingError("engagement.signed")


def _refuse_if_private(facts: Engagement, question: QuestionId) -> None:
    """An answer that the owner keeps to himself is not written over: it is dropped first."""
    if is_private(facts, question):
        raise UserFacingError("private.kept")


def _agreed(facts: Engagement) -> SignedPaper:
    paper = facts.agreed_paper
    if paper is None:
        raise UserFacingError("amend.not-signed")
    return paper


def _without_private(facts: Engagement, question: QuestionId) -> Engagement:
    """Without a private answer, also where it lies beside a draft."""
    draft = facts.amending
    if draft is not None and is_private(draft.was, question):
        was = replace(draft.was, answers=draft.was.answers.without(question))
        facts = replace(facts, amending=replace(draft, was=was))
    return replace(facts, answers=facts.answers.without(question))


def _lines(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())
