"""The list of contents: each line a link, with dots to its page number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.platypus import Flowable

from onboard.pdf import fonts
from onboard.pdf.drawing import draw_text
from onboard.pdf.flowables import Text
from onboard.pdf.keeping import leading, spaced
from onboard.pdf.setting import Setting
from onboard.pdf.styles import palette
from onboard.pdf.tagging import Element, TaggedCanvas

PageOf = Callable[[str], int]
"""The number of the page, from 1, on which a place is, by its key."""

_NUMBER = 26.0  # room for the page number


class ContentsLine(Flowable):
    """Title, dots, page number; the whole line leads to the section."""

    canv: TaggedCanvas

    def __init__(
        self, title: str, target: str, element: Element, page_of: PageOf, setting: Setting
    ) -> None:
        super().__init__()
        self.text = Text(title, "contents", element)
        self.title, self.target, self.element = title, target, element
        self.page_of, self.setting = page_of, setting
        self.last_line_end = fonts.width(title, fonts.REGULAR, self.text.style.fontSize)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        _, height = self.text.wrap(available_width - _NUMBER, available_height)
        self.width, self.height = available_width, height + 4
        return self.width, self.height

    def draw(self) -> None:
        colours = palette()
        self.text.drawOn(self.canv, 0, 3)
        base = 3 + self.text.style.leading - self.text.style.fontSize
        start = self.last_line_end + 8
        if self.height < 2 * self.text.style.leading and start < self.width - _NUMBER:
            self.canv.begin_artwork()
            self.canv.setStrokeColor(colours.muted)
            self.canv.setLineWidth(0.7)
            self.canv.setLineCap(1)
            self.canv.setDash(0.1, 3.6)
            self.canv.line(start, base, self.width - _NUMBER + 8, base)
            self.canv.setDash()
            self.canv.end()
        self.canv.begin(self.element)
        self.canv.later(lambda canvas: self._draw_number(canvas, base))
        self.canv.end()
        self.canv.reserve(self.element, self.width, self.height, target=self.target)

    def _draw_number(self, canvas: TaggedCanvas, base: float) -> None:
        page = str(self.page_of(self.target))
        self.element.alt = self.setting.word("go-to", title=self.title, page=page)
        draw_text(
            canvas,
            self.width,
            base,
            page,
            font=fonts.MEDIUM,
            size=self.text.style.fontSize,
            colour=palette().navy,
            align="right",
        )


def contents(
    heading: str,
    lines: Sequence[tuple[str, str]],
    page_of: PageOf,
    root: Element,
    setting: Setting,
) -> list[Flowable]:
    """`lines` are (title, key of the place); `page_of` is asked once all pages are laid out."""
    part = root.add("Sect", title=heading)
    element = part.add("H1", title=heading)
    title = Text(heading, "h1", element, anchor="contents", outline=heading)
    story: list[Flowable] = [leading(spaced(title, 0, 8))]
    listed = part.add("TOC")
    for text, key in lines:
        link = listed.add("TOCI").add("Reference").add("Link")
        story.append(ContentsLine(text, key, link, page_of, setting))
    story[-1].spaceAfter = 20
    return story
