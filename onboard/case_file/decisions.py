"""A decisions file: yes, no and later, edits, ticks and initials of clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from onboard.case_file.answers import Case
from onboard.case_file.values import FileReader, Place
from onboard.content.model import Doer, ItemId
from onboard.content.problems import did_you_mean
from onboard.decisions import EVERY_LINE, Choice, Decision
from onboard.engagement import ClauseEdit, ClauseInitials, NextStep
from onboard.errors import UserFacingError
from onboard.next_step import checked_step
from onboard.wording import say

SIDES = ("consultant", "owner")


class DecisionsReader(FileReader):
    """Reads one decisions file onto a case."""

    def with_decisions(self, case: Case) -> Case:
        data = self._parsed.value
        self._only(data, (), {"decisions", "clauses", "initials", "next_step"})
        decisions = []
        for index, row in enumerate(self._list(data, "decisions")):
            decision = self._decision(row, ("decisions", index), case)
            if decision is not None:
                decisions.append(decision)
        clauses = self._mapping(data, "clauses")
        edits = [self._clause_edit(key, row) for key, row in clauses.items()]
        initialled = self._mapping(data, "initials")
        initials = tuple(
            ClauseInitials(str(key), self._words(initialled, key, ("initials",))[:8])
            for key in initialled
            if self._clause(str(key), ("initials", key))
        )
        taken = tuple(
            str(key)
            for key, row in clauses.items()
            if isinstance(row, dict) and self._takes(str(key), row)
        )
        step = self._next_step(data.get("next_step"), case)
        self._stop_on_problems()
        engagement = replace(
            case.engagement,
            decisions=tuple(decisions),
            clause_edits=tuple(edit for edit in edits if edit is not None),
            clauses_taken=taken,
            clause_initials=initials,
            next_step=step,
        )
        return replace(case, engagement=engagement)

    def _next_step(self, raw: Any, case: Case) -> NextStep | None:
        at = ("next_step",)
        if raw is None:
            return None
        if not isinstance(raw, dict):
            self._problem(at, say("file.mapping-expected", part="next_step"))
            return None
        self._only(raw, at, {"text", "on", "who"})
        text, who = self._words(raw, "text", at), self._words(raw, "who", at) or "us"
        doers = [doer.value for doer in Doer]
        if who not in doers:
            hint = did_you_mean(who, doers)
            options = ", ".join(doers)
            self._problem(
                (*at, "who"), say("file.not-offered", found=who, options=options, hint=hint)
            )
        if not text:
            self._problem(at, say("file.no-value", name="text"))
        step = NextStep(text, self._date(raw.get("on"), (*at, "on")) or case.on, who)
        try:
            return checked_step(step, case.on) if text else step
        except UserFacingError as error:
            self._problem((*at, "on"), str(error))
            return step

    def _decision(self, row: Any, at: Place, case: Case) -> Decision | None:
        if not isinstance(row, dict):
            self._problem(at, say("file.mapping-expected", part="decisions"))
            return None
        known = {
            "line", "choice", "offer", "reason", "initials", "cheaper", "by", "until",
            "name", "role", "authority",
        }  # fmt: skip
        self._only(row, at, known)
        words = str(row.get("line", ""))
        line = EVERY_LINE if words in ("all", "*") else self._item(words, (*at, "line"))
        try:
            choice = Choice(str(row.get("choice", "")))
        except ValueError:
            options = ", ".join(option.value for option in Choice)
            found = str(row.get("choice", ""))
            hint = did_you_mean(found, [option.value for option in Choice])
            text = say("file.not-offered", found=found, options=options, hint=hint)
            self._problem((*at, "choice"), text)
            return None
        if line is None:
            return None
        signer = case.engagement.client
        return Decision(
            line=line,
            choice=choice,
            offer=self._offer(line, row, at),
            reason=self._words(row, "reason", at)[:2000],
            initials=self._words(row, "initials", at)[:8],
            cheaper=self._cheaper(line, row, at),
            by=self._date(row.get("by"), (*at, "by")),
            until=self._date(row.get("until"), (*at, "until")),
            name=self._words(row, "name", at) or signer.owner,
            role=self._words(row, "role", at) or signer.role,
            authority=self._words(row, "authority", at) or signer.authority,
        )

    def _cheaper(self, line: ItemId, row: Mapping[str, Any], at: Place) -> tuple[str, ...]:
        raw = row.get("cheaper") or []
        steps = tuple(str(step) for step in (raw if isinstance(raw, list) else [raw]))
        known = self._pack.content.items[line].cheaper if line != EVERY_LINE else {}
        for step in steps:
            if step not in known:
                hint = did_you_mean(step, known)
                options = ", ".join(known) or "–"
                text = say("file.not-offered", found=step, options=options, hint=hint)
                self._problem((*at, "cheaper"), text)
        return steps

    def _clause_edit(self, key: object, row: Any) -> ClauseEdit | None:
        at = ("clauses", str(key))
        if not self._clause(str(key), at):
            return None
        if not isinstance(row, dict):
            self._problem(at, say("file.mapping-expected", part="clauses"))
            return None
        self._only(row, at, {"text", "struck", "by", "taken"})
        by = self._words(row, "by", at) or "owner"
        if by not in SIDES:
            hint = did_you_mean(by, SIDES)
            text = say("file.not-offered", found=by, options=", ".join(SIDES), hint=hint)
            self._problem((*at, "by"), text)
        touched = self._yes(row, "struck", at) or bool(self._words(row, "text", at))
        if touched and str(key) in self._pack.always_standing:
            title = self._pack.content.clauses[str(key)].title
            self._problem(at, say("clause.always", title=title))
        edit = ClauseEdit(str(key), by, self._words(row, "text", at), self._yes(row, "struck", at))
        return edit if edit.text or edit.struck else None

    def _takes(self, key: str, row: Mapping[str, Any]) -> bool:
        """Whether a clause is ticked; only one that is offered can be."""
        at = ("clauses", key)
        taken = self._yes(row, "taken", at)
        clause = self._pack.content.clauses.get(key)
        if taken and clause is not None and not clause.optional:
            self._problem(at, say("file.not-optional", name=key))
        return taken
