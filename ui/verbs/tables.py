"""Tables and whole clients in files: the bill out, computers, prices and clients in and out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.locations import DEFAULT_PACK
from onboard.wording import say, say_count
from ui.verbs.files import FileVerbs

if TYPE_CHECKING:
    from onboard.engagement import EngagementId
    from onboard.handing_over.archives import Archived, Restored
    from onboard.tables.limits import Rows
    from ui.list_view import ForeignList, Shown

Columns = Mapping[str, int]
Told = Callable[[str, str], None]
"""Hears what went wrong, or nothing, and what came of it."""


class TableVerbs(FileVerbs):
    """Slow work runs beside the window."""

    # ---- the bill

    def save_bill(self, kind: str, path: Path) -> None:
        """Write the bill as "csv", "xlsx" or "json"; `paper_saved` or `problem` follows."""
        snapshot = self._snapshot
        assert snapshot is not None  # noqa: S101  (verbs of a file need an open file)

        def work() -> str:
            from onboard.papers.bill_file import save_bill

            save_bill(snapshot, path, kind)
            return path.name

        self._in_background(work, lambda name: self.paper_saved.emit("bill", name), self._tell)

    # ---- lists of other programs

    def read_list(self, path: Path, done: Callable[[Rows], None]) -> None:
        """Read a table beside the window; `done` or `problem` follows."""

        def work() -> Rows:
            from onboard.tables.reading import read_table

            return read_table(path)

        self._in_background(work, done, self._tell)

    def foreign_list(self, kind: str, rows: Rows) -> ForeignList:
        """A list of "computers" or "prices", with its columns as they are known."""
        from onboard.intake import computers, prices
        from onboard.intake.columns import mapping_from, recognised, shape_of
        from ui.list_view import ForeignList

        names = computers.NAMES if kind == "computers" else prices.NAMES
        head = rows[0]
        kept = self.application.service.remembered_columns(kind, shape_of(head))
        columns = recognised(head, names)
        if kept is not None:
            columns = mapping_from(kept, len(head), tuple(names))
        look = self._look_at_computers if kind == "computers" else self._look_at_prices
        fields = tuple(names)
        return ForeignList(kind, head, fields, columns, lambda now, said: look(rows, now, said))

    def _look_at_computers(self, rows: Rows, columns: Columns, said: Mapping[str, str]) -> Shown:
        from onboard.intake.computers import has_typed, understand
        from onboard.interview.validation import column_options
        from ui.list_view import computers_shown

        snapshot = self._snapshot
        assert snapshot is not None  # noqa: S101
        facts, pack = snapshot.engagement, snapshot.pack
        preview = understand(pack, facts, rows, columns=columns, kinds=said)
        table = pack.content.questions[preview.question]
        systems = column_options(pack, table.columns["system"])
        return computers_shown(preview, systems, has_typed=has_typed(facts, preview.question))

    def _look_at_prices(self, rows: Rows, columns: Columns, _: Mapping[str, str]) -> Shown:
        from dataclasses import replace

        from onboard.intake.prices import PricePreview, understand_prices
        from ui.list_view import prices_shown

        pack, firm = self.shipped_pack(), self.application.service.firm()
        today = self.application.service.now().date()
        try:
            return prices_shown(understand_prices(pack, firm, rows, today, columns=columns))
        except UserFacingError as error:  # the list is in another currency
            nothing = prices_shown(PricePreview(rows[0], columns, "", ()))
            return replace(nothing, problem=str(error))

    def take_list(
        self,
        kind: str,
        rows: Rows,
        columns: Columns,
        said: Mapping[str, str],
        is_added: bool | None,
    ) -> str:
        """Take what was looked at; says what was taken, or nothing where it was refused."""
        from onboard.intake.columns import mapping_bytes, shape_of

        take = self._take_computers if kind == "computers" else self._take_prices
        try:
            told = take(rows, columns, said, is_added)
            shape = shape_of(rows[0])
            self.application.service.remember_columns(kind, shape, mapping_bytes(columns))
        except UserFacingError as error:
            self.problem.emit(str(error))
            return ""
        self.saved.emit()
        return told

    def _take_computers(
        self, rows: Rows, columns: Columns, said: Mapping[str, str], is_added: bool | None
    ) -> str:
        from onboard.intake.computers import understand
        from onboard.interview.validation import AnswerProblem

        service = self.application.service
        facts = service.engagement(self._id)
        preview = understand(service.pack(facts), facts, rows, columns=columns, kinds=said)
        done = service.take_computers(facts.id, preview, is_added=is_added)
        if isinstance(done, AnswerProblem):
            raise UserFacingError(done.message_id, **dict(done.arguments))
        self._show(done)
        return say_count("intake.taken", len(preview.taken))

    def _take_prices(
        self, rows: Rows, columns: Columns, _: Mapping[str, str], __: bool | None
    ) -> str:
        from onboard.intake.prices import understand_prices, with_prices

        service = self.application.service
        firm, today = service.firm(), service.now().date()
        pack = service.shipped_pack(DEFAULT_PACK)
        preview = understand_prices(pack, firm, rows, today, columns=columns)
        self.save_firm(with_prices(firm, preview.taken))
        return say_count("prices.taken", len(preview.taken))

    # ---- whole clients

    def save_client_file(self, engagement_id: EngagementId, path: Path, answered: Told) -> None:
        """Write a whole client beside the window; `answered` hears the code of the file."""

        def work() -> Archived:
            from onboard.files import write_checked

            made = self.application.archives.save(engagement_id)
            write_checked(path, made.data)
            return made

        self._in_background(
            work, lambda made: answered("", made.code), lambda error: self._broke(error, answered)
        )

    def bring_client(self, path: Path, code: str, answered: Told) -> None:
        """Bring a client in beside the window; `answered` hears how it went."""

        def work() -> Restored:
            from onboard.files import read_checked
            from onboard.handover.archive_file import LARGEST

            return self.application.archives.restore(read_checked(path, LARGEST), code)

        def done(came: Restored) -> None:
            facts = came.engagement
            self.clients_changed.emit()
            told = [say("client-file.came", name=facts.client.name, papers=len(facts.papers))]
            told += [say("checkout.carried-here")] if came.lock is not None else []
            told += [say("checkout.own-profile")] if not came.is_profile_ours else []
            answered("", " ".join(told))

        self._in_background(work, done, lambda error: self._broke(error, answered))

    def _broke(self, error: BaseException, answered: Told) -> None:
        """An expected problem is told where it was asked for, a fault in the window."""
        is_expected = isinstance(error, UserFacingError)
        answered(str(error) if is_expected else "", "")
        if not is_expected:
            self._tell(error)
