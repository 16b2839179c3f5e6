"""Building stones of a page: ReportLab's flowables, each owning a structure element."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paragraph import ParaLines
from reportlab.platypus.paraparser import ParaFrag

from onboard.agreement.document import Align
from onboard.pdf import fonts
from onboard.pdf.drawing import draw_mark, draw_text, fit, mark_width
from onboard.pdf.lines import Run, broken, indented, run_of
from onboard.pdf.styles import mark_colours, palette, style
from onboard.pdf.tagging import Element, TaggedCanvas


class Text(Paragraph):
    """A paragraph; split over pages, its parts stay one element.

    `anchor` names the place for links, `outline` its line among the bookmarks.
    """

    canv: TaggedCanvas
    blPara: ParaLines | ParaFrag  # noqa: N815  (ReportLab's name)
    _wrapped_to: float | None = None
    _room = (0.0, 0.0)

    def __init__(
        self,
        text: str | None,
        style_name: str | ParagraphStyle,
        element: Element | None = None,
        align: Align = Align.LEFT,
        *,
        anchor: str = "",
        outline: str = "",
        struck: bool = False,
        **parts: Any,
    ) -> None:
        if isinstance(style_name, ParagraphStyle):
            # So ReportLab makes the halves of a split paragraph: a style and ready fragments.
            super().__init__(text, style_name, **parts)  # type: ignore[arg-type]
        else:
            chosen = style(style_name, align)
            run = None if struck else run_of(text or "", chosen)
            if run is not None:
                super().__init__(text, chosen, frags=[run])  # type: ignore[arg-type]
            else:
                marked = fonts.markup(text or "", chosen.fontName)
                super().__init__(f"<strike>{marked}</strike>" if struck else marked, chosen)
        self.element = element
        self.anchor = anchor
        self.outline = outline

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Break the lines once for a width: a table asks for each cell several times.

        A split that does not fit drops them, and then they are broken again.
        """
        if self._wrapped_to != available_width or not hasattr(self, "blPara"):
            self._room = super().wrap(available_width, available_height)
            self._wrapped_to = available_width
        return self._room

    def breakLines(self, width: Any) -> ParaLines | ParaFrag:  # noqa: N802  (ReportLab's name)
        run = self.frags[0] if self.frags else None
        lines = broken(run, self.style, width[0]) if isinstance(run, Run) else None
        return super().breakLines(width) if lines is None else lines  # no style of ours indents

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        parts = super().split(available_width, available_height)
        for index, part in enumerate(parts):
            assert isinstance(part, Text)  # noqa: S101  (ReportLab splits into its own class)
            part.element = self.element
            part.anchor = "" if index else self.anchor
            part.outline = self.outline
        return parts

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N803
        """Lines of one font need no state of their own on the page."""
        assert isinstance(canvas, TaggedCanvas)  # noqa: S101  (the layout makes no other)
        if self.element is None:
            canvas.begin_artwork()
        else:
            canvas.begin(self.element)
        if not self._write_on(canvas, x, y):
            super().drawOn(canvas, x, y, _sW)  # type: ignore[call-arg]
        canvas.end()

    def _write_on(self, canvas: TaggedCanvas, x: float, y: float) -> bool:
        lines, style = self.blPara, self.style
        return isinstance(lines, Run) and canvas.write(
            x,
            y + self.height - style.fontSize,
            indented(lines, style),
            font=style.fontName,
            size=style.fontSize,
            colour=style.textColor,
            leading=style.leading if len(lines.lines) > 1 else 0,
        )


class ListItem(Flowable):
    """A label and a paragraph beside it."""

    canv: TaggedCanvas
    indent = 17

    def __init__(self, label: str, body: Text, label_element: Element) -> None:
        super().__init__()
        self.label, self.body, self.label_element = label, body, label_element

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        _, height = self.body.wrap(available_width - self.indent, available_height)
        self.width, self.height = available_width, height
        return available_width, height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        parts = self.body.split(available_width - self.indent, available_height)
        if len(parts) < 2:
            return []
        return [
            ListItem(self.label if index == 0 else "", part, self.label_element)
            for index, part in enumerate(parts)
            if isinstance(part, Text)
        ]

    def draw(self) -> None:
        chosen = self.body.style
        if self.label:
            self.canv.begin(self.label_element)
            draw_text(
                self.canv,
                2,
                self.height - chosen.fontSize,
                self.label,
                font=fonts.SEMIBOLD,
                size=chosen.fontSize * 0.95,
                colour=palette().accent,
            )
            self.canv.end()
        self.body.drawOn(self.canv, self.indent, 0)


class Badge(Flowable):
    """A tier or a level: shape, word and colour, any of which is enough to know it."""

    canv: TaggedCanvas
    badge_height = 13.6
    side = 7.0

    def __init__(self, mark: str, word: str, element: Element) -> None:
        super().__init__()
        self.mark, self.word, self.element = mark, word, element
        self.height = self.badge_height
        self.text_left = 5 + mark_width(mark, self.side) + 4
        self.width = self.text_left + fonts.width(word, fonts.SEMIBOLD, 8) + 6

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        return min(self.width, available_width), self.height

    def draw(self) -> None:
        ink, tint = mark_colours(self.mark)
        self.canv.begin_artwork()
        self.canv.setFillColor(tint)
        self.canv.roundRect(0, 0.4, self.width, self.height - 0.8, 3, stroke=0, fill=1)
        draw_mark(self.canv, self.mark, 5, 3.5, self.side, ink)
        self.canv.end()
        self.canv.begin(self.element)
        draw_text(
            self.canv, self.text_left, 3.9, self.word, font=fonts.SEMIBOLD, size=8, colour=ink
        )
        self.canv.end()


class InitialsBox(Flowable):
    """A small box in which the initials stand, or will stand, with its label below."""

    canv: TaggedCanvas
    box_width = 80.0
    box_height = 28.0
    label_height = 11.0

    def __init__(self, label: str, initials: str, element: Element) -> None:
        super().__init__()
        self.label, self.initials, self.element = label, initials, element
        self.width, self.height = self.box_width, self.box_height + self.label_height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        colours = palette()
        bottom = self.label_height
        self.canv.begin_artwork()
        self.canv.setStrokeColor(colours.muted)
        self.canv.setFillColor(colours.white)
        self.canv.setLineWidth(0.7)
        self.canv.roundRect(0.4, bottom, self.width - 0.8, self.box_height - 0.4, 3, fill=1)
        self.canv.end()
        self.canv.begin(self.element)
        self._line(self.label, 1.5, fonts.MEDIUM, 7, colours.muted)
        if self.initials:
            self._line(self.initials, bottom + 8.5, fonts.SEMIBOLD, 14, colours.ink)
        self.canv.end()

    def _line(self, text: str, y: float, font: str, size: float, colour: Color) -> None:
        size = fit(text, font, size, self.width - 6)
        draw_text(
            self.canv, self.width / 2, y, text, font=font, size=size, colour=colour, align="centre"
        )


class SignatureField(Flowable):
    """The empty frame of one signature; the field itself is made in the last step."""

    canv: TaggedCanvas
    frame_height = 96.0

    def __init__(self, field: str, element: Element) -> None:
        super().__init__()
        self.height = self.frame_height
        self.field, self.element = field, element

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        self.width = available_width
        return available_width, self.height

    def draw(self) -> None:
        colours = palette()
        self.canv.begin_artwork()
        self.canv.setStrokeColor(colours.rule)
        self.canv.setFillColor(colours.tint)
        self.canv.setLineWidth(0.8)
        self.canv.roundRect(0.4, 0.4, self.width - 0.8, self.height - 0.8, 5, fill=1)
        self.canv.setStrokeColor(colours.muted)
        self.canv.setLineWidth(0.5)
        self.canv.line(16, 24, self.width * 0.5 - 16, 24)
        self.canv.end()
        self.canv.saveState()
        self.canv.translate(4, 4)
        self.canv.reserve(self.element, self.width - 8, self.height - 8, field=self.field)
        self.canv.restoreState()
