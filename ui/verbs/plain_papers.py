"""Papers that nobody signs: made, saved and printed beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import UserFacingError
from onboard.wording import speaking, spoken
from ui.verbs.files import FileVerbs

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from onboard.agreement.document import Document
    from onboard.order_check import OrderCheck
    from onboard.papers.supplier_told import ToldAnswers


class PlainPaperVerbs(FileVerbs):
    """`paper_saved`, `paper_printed` or `problem` follows."""

    # ---- the card for everyone

    def has_buying_card(self) -> bool:
        """Whether the pack says what a computer needs."""
        from onboard.papers.buying_card import computers

        try:
            return bool(computers(self.shipped_pack()))
        except UserFacingError:
            return False  # a pack that cannot be used is told of where it is used

    def save_buying_card(self, path: Path) -> None:
        """Make and write the card beside the window; `card_saved` or `problem` follows."""
        pack, now, language = self.shipped_pack(), self.application.clock.now(), spoken()

        def work() -> str:
            from onboard.files import write_checked
            from onboard.papers.buying_card import buying_card
            from onboard.pdf.card import card_pdf

            with speaking(language):
                write_checked(path, card_pdf(buying_card(pack), now))
            return path.name

        self._in_background(work, self.card_saved.emit, self._tell)

    # ---- papers of a file

    def save_booklet(self, path: Path) -> None:
        """Make and write the booklet of all questions; `paper_saved` or `problem` follows."""
        self._save_plain("booklet", self.booklet, path)

    def booklet(self) -> Document:
        """All questions, to look at or to print before anything is begun."""
        from onboard.papers.booklet import booklet

        facts = self._engagement
        service = self.application.service
        return booklet(service.pack(facts) if facts is not None else self.shipped_pack())

    def print_booklet(self, printer: QPrinter) -> None:
        """Print the booklet beside the window; `paper_printed` or `problem` follows."""
        now, document = self.application.clock.now(), self.booklet()

        def made() -> bytes:
            from onboard.pdf.plain import plain_pdf

            return plain_pdf(document, now)

        self._print("booklet", made, printer)

    def print_paper(self, printer: QPrinter) -> None:
        """Print the paper at hand beside the window; `paper_printed` or `problem` follows."""
        pdf = self._paper
        if pdf is not None:
            self._print("agreement", lambda: pdf, printer)

    def _print(self, kind: str, made: Callable[[], bytes], printer: QPrinter) -> None:
        def work() -> None:
            from ui.printing import print_pdf

            print_pdf(made(), printer)

        self._in_background(work, lambda _: self.paper_printed.emit(kind), self._tell)

    def save_specification(self, path: Path) -> None:
        """Make and write the list for any supplier; `paper_saved` or `problem` follows."""
        snapshot = self._snapshot
        if snapshot is None:
            return

        def document() -> Document:
            from onboard.papers.specification import specification

            return specification(snapshot)

        self._save_plain("spec", document, path)

    def save_own_plan(self, path: Path) -> None:
        """Make and write the plan that nobody signs; `paper_saved` or `problem` follows."""
        snapshot = self._snapshot
        if snapshot is None:
            return

        def document() -> Document:
            from onboard.papers.own_plan import own_plan

            return own_plan(snapshot)

        self._save_plain("ownplan", document, path)

    def save_order_sheet(self, check: OrderCheck, path: Path) -> None:
        """Make and write the sheet on an order; `paper_saved` or `problem` follows."""

        def document() -> Document:
            from onboard.papers.order_sheet import order_sheet

            return order_sheet(check)

        self._save_plain("sheet", document, path)

    def extras(self) -> tuple[str, ...]:
        """The kinds of short papers that the file at hand has what it takes for."""
        from onboard.papers.sheets.kinds import offered

        return offered(self._snapshot) if self._snapshot is not None else ()

    def save_extra(self, kind: str, path: Path) -> None:
        """Make and write one short paper; `paper_saved` or `problem` follows."""
        made = self._extra(kind)

        def work() -> str:
            from onboard.files import write_checked

            write_checked(path, made())
            return path.name

        self._in_background(work, lambda name: self.paper_saved.emit("extra", name), self._tell)

    def print_extra(self, kind: str, printer: QPrinter) -> None:
        """Print one short paper beside the window; `paper_printed` or `problem` follows."""
        self._print("extra", self._extra(kind), printer)

    def read_supplier_answers(self, path: Path) -> None:
        """Read a sheet that a supplier filled in; `supplier_read` or `problem` follows."""
        snapshot, paper, language = self._snapshot, self._paper, spoken()
        assert snapshot is not None  # noqa: S101  (verbs of a file need an open file)

        def work() -> ToldAnswers:
            from onboard.files import read_checked
            from onboard.papers.sheets.agreed import as_agreed
            from onboard.papers.supplier_answers import LARGEST, read_answers
            from onboard.papers.supplier_told import told_answers
            from onboard.pdf.paper import read_data

            with speaking(language):
                agreed = as_agreed(snapshot, read_data(paper) if paper is not None else None)
                found = read_answers(read_checked(path, LARGEST), path.name, agreed)
                return told_answers(found, agreed)

        def done(told: ToldAnswers) -> None:
            self.supplier_read.emit(path.name, told)

        self._in_background(work, done, self._tell)

    def _extra(self, kind: str) -> Callable[[], bytes]:
        """What makes it, in the language of now and with the words that were signed."""
        snapshot, paper = self._snapshot, self._paper
        assert snapshot is not None  # noqa: S101  (verbs of a file need an open file)
        now, language = self.application.clock.now(), spoken()

        def made() -> bytes:
            from onboard.papers.sheets.agreed import as_agreed
            from onboard.papers.sheets.kinds import SUPPLIER_SHEET, compose_sheet
            from onboard.papers.supplier_sheet import supplier_sheet
            from onboard.pdf.paper import read_data
            from onboard.pdf.plain import sheet_pdf

            with speaking(language):
                agreed = as_agreed(snapshot, read_data(paper) if paper is not None else None)
                if kind == SUPPLIER_SHEET:
                    return supplier_sheet(agreed)
                return sheet_pdf(compose_sheet(kind, agreed), now)

        return made

    def _save_plain(self, kind: str, document: Callable[[], Document], path: Path) -> None:
        now = self.application.clock.now()

        language = spoken()

        def work() -> str:
            from onboard.files import write_checked
            from onboard.pdf.plain import plain_pdf

            with speaking(language):
                write_checked(path, plain_pdf(document(), now))
            return path.name

        self._in_background(work, lambda name: self.paper_saved.emit(kind, name), self._tell)
