"""Clients, the firm, and where one is in a client's file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from onboard.flow import Place, Stop
from onboard.locations import DEFAULT_PACK
from onboard.wording import LANGUAGES, spoken
from ui.verbs.base import SessionBase

if TYPE_CHECKING:
    from onboard.content.model import QuestionId
    from onboard.content.pack import ContentPack
    from onboard.engagement import (
        Client,
        ClientSummary,
        Engagement,
        EngagementId,
    )
    from onboard.firm import FirmProfile


class FileVerbs(SessionBase):
    """Opens and leaves files, and goes from place to place in one."""

    # ---- clients and firm

    def clients(self) -> Sequence[ClientSummary]:
        return self.application.service.clients() if self.is_open else ()

    def firm(self) -> FirmProfile | None:
        return self._firm

    def shipped_pack(self) -> ContentPack:
        return self.application.service.shipped_pack(DEFAULT_PACK)

    def save_firm(self, firm: FirmProfile) -> None:
        def save() -> None:
            self.application.service.save_firm(firm)
            self._firm = firm

        if self._try(save):
            self.firm_changed.emit()
            self.saved.emit()
            if self._engagement is not None:
                self._show(self._engagement)

    def packs(self) -> Mapping[str, str]:
        """What a new client can be asked about: the title of each pack by its id."""
        return self.application.service.packs()

    def new_client(
        self, client: Client, pack_id: str = DEFAULT_PACK, *, alone: bool = False
    ) -> None:
        """Begin a file; `alone`: the owner begins his own, with nobody beside him."""
        self._turn_away()

        def begin() -> Engagement:
            service = self.application.service
            begun = service.new_client(client, pack_id)
            return service.set_alone(begun.id, True) if alone else begun

        self._change(begin)
        if self._snapshot is not None:
            self.go(Place(Stop.WELCOME))
        self.clients_changed.emit()  # last: the list is left by now, and need not be drawn

    def open_client(self, engagement_id: EngagementId) -> None:
        """Open a file where it was left."""
        from onboard.flow import resume

        self._turn_away()
        if not self._try(lambda: self._invite_of(engagement_id)):
            return
        self._change(lambda: self.application.service.engagement(engagement_id), is_saved=False)
        if self._snapshot is not None:
            self.go(self._last_place() or resume(self._snapshot, self.asked))

    def _remember_place(self) -> None:
        if self._engagement is not None and self.place is not None:
            self._left_at[self._engagement.id] = self._back_to or self.place

    def _last_place(self) -> Place | None:
        """Where this file was left, if one may still be there; else it is worked out."""
        from onboard.flow import can_go

        snapshot = self._snapshot
        place = self._left_at.get(snapshot.engagement.id) if snapshot is not None else None
        if snapshot is None or place is None or self.asked or not can_go(place.stop, snapshot):
            return None
        is_gone = place.question is not None and place.question not in snapshot.path.questions
        return None if is_gone else place

    def _invite_of(self, engagement_id: EngagementId) -> None:
        """Known before the file is shown: its pages say whom to call."""
        self.invitation = self.application.handover.invited_by(engagement_id)

    def _put_away(self) -> None:
        """Papers and answers from files are not for whoever comes next."""
        if self.received is not None:
            self.leave_received()
        if self.review is not None:
            self.leave_review()

    def _turn_away(self) -> None:
        """Before another file is shown: what is still being typed belongs to the one at hand."""
        if self._engagement is not None:
            self.turning_away.emit()
            self._remember_place()
        self.looking.leave_file()
        self._forget_paper()
        self._put_away()
        self._back_to = None
        self.invitation = None

    def set_client(self, client: Client) -> None:
        self._change(lambda: self.application.service.set_client(self._id, client))
        self.clients_changed.emit()

    def speak(self, language: str) -> None:
        """Speak another language: with the client at hand, or else with this person."""
        if self._engagement is None:
            self.own_language = language
            self._speak(language)
        elif language != self._engagement.client.language:
            from dataclasses import replace  # the first page comes without

            self.set_client(replace(self._engagement.client, language=language))
            self._forget_paper()

    def languages(self) -> tuple[str, ...]:
        """What can be spoken here and now: with a client, what his pack can be read in."""
        if self._snapshot is None:
            return tuple(LANGUAGES)
        if self._snapshot.engagement.is_closed:
            return (spoken(),)  # a paper keeps its language, and so does its file
        return tuple(name for name in self._snapshot.pack.languages if name in LANGUAGES)

    def leave_client(self) -> None:
        """Back to the list; everything is saved already."""
        self._remember_place()
        self.had_file = self.had_file or self._engagement is not None
        self.looking.leave_file()
        self._engagement = self._snapshot = self.place = self._back_to = None
        self.invitation = self.tried_order = None
        self._forget_paper()
        self._put_away()
        self._speak(self.own_language)
        self.clients_changed.emit()
        self.place_changed.emit(None)

    def leave_review(self) -> None:
        """Put the answers away; the file that they came in can be read again."""
        self.review = None
        self.refused = set()
        self.review_changed.emit()

    def leave_received(self) -> None:
        """Put the paper away: no other may be taken for it."""
        self.received = None
        self.received_changed.emit()

    # ---- where one is

    def go(self, place: Place) -> None:
        self._back_to = None
        self._go(place)

    def _go(self, place: Place) -> None:
        if place.stop is not Stop.DECISIONS:
            self.looking.leave_decisions()
        self.place = place
        self.place_changed.emit(place)

    def visit(self, question: QuestionId) -> None:
        """Open one question from another page; Next and Back lead there again."""
        came_from = self.place
        if came_from is not None and came_from.stop is not Stop.QUESTIONS:
            self._back_to = came_from
            self._open_before = self._open_questions()
        self._go(Place(Stop.QUESTIONS, question))

    def _open_questions(self) -> frozenset[QuestionId]:
        if self._snapshot is None:
            return frozenset()
        answers = self._snapshot.engagement.answers
        return frozenset(key for key in self._snapshot.path.questions if key not in answers)

    @property
    def is_visiting(self) -> bool:
        """Whether the question at hand was opened from another page."""
        return self._back_to is not None

    def go_next(self) -> None:
        from onboard.flow import after

        if self._snapshot is None or self.place is None:
            return
        if self._back_to is not None:
            self._go_on_visiting(self._back_to)
            return
        self.go(after(self.place, self._snapshot, self.asked))

    def _go_on_visiting(self, back_to: Place) -> None:
        """To a question that the changed answer has brought along, or else back."""
        new = self._open_questions() - self._open_before
        path = self._snapshot.path.questions if self._snapshot is not None else ()
        following = next((key for key in path if key in new), None)
        if following is None:
            self.go(back_to)
        else:
            self._go(Place(Stop.QUESTIONS, following))

    @property
    def asked(self) -> tuple[QuestionId, ...]:
        """The questions that somebody was asked alone; empty: all of them."""
        return self.invitation.scope.questions if self.invitation is not None else ()

    def go_back(self) -> None:
        from onboard.flow import before

        if self._snapshot is None or self.place is None:
            return
        if self._back_to is not None:
            self.go(self._back_to)
            return
        earlier = before(self.place, self._snapshot, self.asked)
        if earlier is None:
            self.leave_client()
        else:
            self.go(earlier)
