"""Visits and reviews: begun, written down, and closed once nothing is open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from onboard.content.pack import ContentPack
from onboard.engagement import Engagement, EngagementId, new_engagement_id
from onboard.errors import UserFacingError
from onboard.interview.validation import AnswerProblem
from onboard.visit_book.room import VisitRoom, said
from onboard.visiting.pains import Pain, pains, today_value
from onboard.visiting.points import OpenPoint, open_points
from onboard.visiting.promises import signed_promises
from onboard.visiting.view import PULSE, SCALE, VisitView, needs_note, visit_view
from onboard.visits.entries import Entry, Kept, Kind, PointState
from onboard.visits.folding import REVIEW, VISIT, Visit, Written, visits, waiting_points

MOST_PEOPLE = 40


class Visits(VisitRoom):
    """What is kept of a visit, one verb each."""

    def visits(self, engagement_id: EngagementId) -> Sequence[Visit]:
        return visits(self._entries(engagement_id))

    def view(self, engagement_id: EngagementId, visit_id: str) -> VisitView:
        """Everything about one visit; this reads the signed papers and derives the plan of today.

        Raises:
            UserFacingError: "visit.none".
        """
        entries = self._entries(engagement_id)
        facts = self._service.engagement(engagement_id)
        return self._view(facts, entries, _visit_of(entries, visit_id))

    def begin(
        self,
        engagement_id: EngagementId,
        on: date,
        present: Sequence[str],
        kind: str = VISIT,
    ) -> Visit:
        """Open a visit or a review; one that is to come may have a later day.

        Raises:
            UserFacingError: "amend.not-signed", "visit.nobody-there".
        """
        if self._service.engagement(engagement_id).agreed_paper is None:
            raise UserFacingError("amend.not-signed")
        names = [said(name) for name in present if name.strip()]
        if not names or len(names) > MOST_PEOPLE:
            raise UserFacingError("visit.nobody-there")
        now = self._clock.now()
        told = tuple((str(place), name) for place, name in enumerate(names))
        state = REVIEW if kind == REVIEW else VISIT
        made = Entry(str(new_engagement_id(now)), Kind.BEGUN, now, state=state, on=on, words=told)
        self._add(engagement_id, made)
        return _visit_of([made], made.talk)

    def check(
        self, engagement_id: EngagementId, visit_id: str, promise: str, kept: Kept, note: str = ""
    ) -> None:
        """Write down how a signed promise was found; what was not kept takes a note.

        Raises:
            UserFacingError: "visit.none", "visit.closed", "visit.no-promise", "visit.note-needed".
        """
        self._open_visit(engagement_id, visit_id)
        signed = self._signed(self._service.engagement(engagement_id))
        known = {each.key: each for each in signed_promises(signed.papers)}
        if promise not in known:
            raise UserFacingError("visit.no-promise", name=promise)
        told = said(note)
        if needs_note(kept) and not told:
            raise UserFacingError("visit.note-needed")
        title = ("title", known[promise].title)
        self._tell(engagement_id, visit_id, Kind.CHECKED, promise, kept.value, told, words=(title,))

    def settle_point(
        self,
        engagement_id: EngagementId,
        visit_id: str,
        key: str,
        by: date | None,
        text: str = "",
    ) -> None:
        """An open point is done, or gets a day; `text` opens a point of this visit's own.

        Raises:
            UserFacingError: "visit.none", "visit.closed", "visit.no-point", "visit.day-past".
        """
        visit = self._open_visit(engagement_id, visit_id)
        told = said(text)
        if not told:
            known = {each.key: each for each in self._open_points(engagement_id, visit)}
            if key not in known:
                raise UserFacingError("visit.no-point", name=key)
            told = known[key].text
        if by is not None and by < visit.on:
            raise UserFacingError("visit.day-past")
        state = PointState.DONE if by is None else PointState.DATED
        self._tell(engagement_id, visit_id, Kind.POINT, key, state.value, told, on=by)

    def add_point(
        self, engagement_id: EngagementId, visit_id: str, text: str, by: date | None
    ) -> None:
        """A point that came up at this visit."""
        if not text.strip():
            raise UserFacingError("visit.no-point", name="")
        key = f"own:{new_engagement_id(self._clock.now())}"
        self.settle_point(engagement_id, visit_id, key, by, text)

    def pulse(
        self, engagement_id: EngagementId, visit_id: str, person: str, words: Mapping[str, str]
    ) -> None:
        """What one person says, in words of a small scale.

        Raises:
            UserFacingError: "visit.none", "visit.closed", "visit.pulse-wrong".
        """
        self._open_visit(engagement_id, visit_id)
        known = set(words) <= set(PULSE) and set(words.values()) <= set(SCALE)
        if not person.strip() or not words or not known:
            raise UserFacingError("visit.pulse-wrong")
        pairs = tuple(sorted(words.items()))
        self._tell(engagement_id, visit_id, Kind.PULSE, said(person), words=pairs)

    def measure(
        self, engagement_id: EngagementId, visit_id: str, key: str, raw: object
    ) -> AnswerProblem | None:
        """A pain of the first day as it is today; what cannot be is returned, and not kept.

        Raises:
            UserFacingError: "visit.none", "visit.closed", "visit.no-pain".
        """
        self._open_visit(engagement_id, visit_id)
        facts = self._service.engagement(engagement_id)
        pack = self._service.pack(facts)
        pain = next((each for each in self._pains(pack, facts) if each.key == key), None)
        if pain is None:
            raise UserFacingError("visit.no-pain", name=key)
        value = today_value(pack, pain, raw)
        if isinstance(value, AnswerProblem):
            return value
        made = Entry(visit_id, Kind.MEASURED, self._clock.now(), key, value=value)
        self._add(engagement_id, made)
        return None

    def write_down(
        self, engagement_id: EngagementId, visit_id: str, written: Written
    ) -> tuple[AnswerProblem, ...]:
        """Keep all that a form says and that is new; numbers that cannot be are returned.

        Raises:
            UserFacingError: as the verbs above; what came before it is kept.
        """
        was = self._open_visit(engagement_id, visit_id)
        for promise, (kept, note) in written.checked.items():
            known = was.checked.get(promise)
            if known is None or (known.state, known.note) != (kept, note.strip()):
                self.check(engagement_id, visit_id, promise, kept, note)
        self._settle(engagement_id, was, written.points)
        for text, by in written.new_points:
            self.add_point(engagement_id, visit_id, text, by)
        for person, words in written.pulses.items():
            if was.pulses.get(person.strip()) != words:
                self.pulse(engagement_id, visit_id, person, words)
        told = (
            self.measure(engagement_id, visit_id, key, raw) for key, raw in written.measured.items()
        )
        problems = tuple(each for each in told if each is not None)
        if written.anything_else not in (None, was.anything_else):
            self.anything_else(engagement_id, visit_id, written.anything_else or "")
        if written.private_note.strip() != was.private_note:
            self.private_note(engagement_id, visit_id, written.private_note)
        return problems

    def _settle(
        self, engagement_id: EngagementId, visit: Visit, points: Mapping[str, date | None]
    ) -> None:
        """Several points at once, with the plan derived once."""
        new = {
            key: by
            for key, by in points.items()
            if key not in visit.points or visit.points[key].by != by
        }
        if not new:
            return
        known = {each.key: each for each in self._open_points(engagement_id, visit)}
        for key, by in new.items():
            if key not in known:
                raise UserFacingError("visit.no-point", name=key)
            self.settle_point(engagement_id, visit.id, key, by, known[key].text)

    def anything_else(self, engagement_id: EngagementId, visit_id: str, text: str) -> None:
        """What there was besides; empty: it was asked, and there was nothing."""
        self._open_visit(engagement_id, visit_id)
        self._tell(engagement_id, visit_id, Kind.ANYTHING_ELSE, text=said(text))

    def private_note(self, engagement_id: EngagementId, visit_id: str, text: str) -> None:
        """The consultant's own: on no sheet and in no export."""
        self._open_visit(engagement_id, visit_id)
        self._tell(engagement_id, visit_id, Kind.PRIVATE, text=said(text))

    def close(self, engagement_id: EngagementId, visit_id: str) -> Visit:
        """Close a visit; nothing is added to it any more.

        Raises:
            UserFacingError: "visit.none", "visit.closed"; "visit.not-yet", what is missing.
        """
        visit = self._open_visit(engagement_id, visit_id)
        now = self._clock.now()
        if visit.on > now.date():
            raise UserFacingError("visit.to-come")
        missing = self.view(engagement_id, visit_id).missing
        if missing:
            raise UserFacingError("visit.not-yet", text=" ".join(missing))
        with self._workspace.unit_of_work() as work:
            work.talks.add(engagement_id, [Entry(visit_id, Kind.CLOSED, now)])
            if visit.is_review:
                work.desk.reviewed(engagement_id, visit.on)
            work.commit()
        return _visit_of(self._entries(engagement_id), visit_id)

    def _view(self, facts: Engagement, entries: Sequence[Entry], visit: Visit) -> VisitView:
        snapshot = self._service.snapshot(facts)
        before = [entry for entry in entries if entry.talk != visit.id]
        points = open_points(snapshot, waiting_points(before))
        signed = self._signed(facts)
        measured = pains(snapshot.pack, signed.first_day)
        return visit_view(visit, snapshot, signed_promises(signed.papers), points, measured)

    def _open_points(self, engagement_id: EngagementId, visit: Visit) -> tuple[OpenPoint, ...]:
        """What stands open for a visit; this derives the plan of today and reads no paper."""
        snapshot = self._service.snapshot(self._service.engagement(engagement_id))
        entries = self._entries(engagement_id)
        before = [entry for entry in entries if entry.talk != visit.id]
        own = (OpenPoint(key, point.text, point.by) for key, point in visit.points.items())
        return (*own, *open_points(snapshot, waiting_points(before)))

    def _pains(self, pack: ContentPack, facts: Engagement) -> tuple[Pain, ...]:
        return pains(pack, self._signed(facts).first_day)

    def _open_visit(self, engagement_id: EngagementId, visit_id: str) -> Visit:
        visit = _visit_of(self._entries(engagement_id), visit_id)
        if visit.is_closed:
            raise UserFacingError("visit.closed")
        return visit


def _visit_of(entries: Sequence[Entry], visit_id: str) -> Visit:
    for visit in visits(entries):
        if visit.id == visit_id:
            return visit
    raise UserFacingError("visit.none")
