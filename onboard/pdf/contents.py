"""The list of contents: each line a link, with dots to its page number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.platypus import Flowable

from onboard.pdf import fonts
from onboard.pdf.drawing import draw_text
from onboard.pdf.flowables import Text
from onboard.pdf.keeping import leading, spaced
from onboard.pdf.setting import Setting
from onboard.pdf.styles import palette
from onboard.pdf.tagging import Element, TaggedCanvas

_NUMBER = 26.0  # room for the page number


class ContentsLine(Flowable):
    """Title, dots, page number; the whole line leads to the section."""

    canv: TaggedCanvas

    def __init__(self, title: str, page: str, target: str, element: Element) -> None:
        super().__init__()
        self.text = Text(title, "contents", element)
        self.page, self.target, self.element = page, target, element
        self.last_line_end = fonts.width(title, fonts.REGULAR, self.text.style.fontSize)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        _, height = self.text.wrap(available_width - _NUMBER, available_height)
        self.width, self.height = available_width, height + 5
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
        draw_text(
            self.canv,
            self.width,
            base,
            self.page,
            font=fonts.MEDIUM,
            size=self.text.style.fontSize,
            colour=colours.navy,
            align="right",
        )
        self.canv.end()
        self.canv.reserve(self.element, self.width, self.height, target=self.target)


def contents(
    heading: str,
    lines: Sequence[tuple[str, str]],
    pages: Mapping[str, int],
    root: Element,
    setting: Setting,
) -> list[Flowable]:
    """`lines` are (title, key of the place); `pages` is empty while the first draft is laid out."""
    part = root.add("Sect", title=heading)
    element = part.add("H1", title=heading)
    title = Text(heading, "h1", element, anchor="contents", outline=heading)
    story: list[Flowable] = [leading(spaced(title, 0, 8))]
    listed = part.add("TOC")
    for text, key in lines:
        page = str(pages[key] + 1) if key in pages else "0"
        link = listed.add("TOCI").add("Reference")
        alt = setting.word("go-to", title=text, page=page)
        story.append(ContentsLine(text, page, key, link.add("Link", alt=alt)))
    story[-1].spaceAfter = 20
    return story
