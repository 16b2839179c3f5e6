"""Lines of one font and one colour, which is nearly every text: broken and laid side by side.

ReportLab's paragraphs can do much more and look for it in every word. They break the same lines at
the same words; what this module leaves alone (a mark within the text, a word wider than the line)
is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paragraph import split  # type: ignore[attr-defined]
from reportlab.platypus.paraparser import ParaFrag

from onboard.pdf import fonts
from onboard.pdf.glyphs import IndentedLine

Line = tuple[float, list[str]]
"""The room that is left beside the words, below zero where spaces have to shrink, and the words."""

_TIGHT = -1e-8  # points; less is a trace of calculating


class Run(ParaFrag):
    """A text without any mark in it: as ReportLab's fragment, and as its broken lines."""

    text: str
    words: Sequence[str]
    lines: Sequence[Line]


def run_of(text: str, style: ParagraphStyle) -> Run | None:
    """The text in the font of its style; none where it needs marks, or has no words."""
    text = fonts.clean(text)
    if "\n" in text or not text or text.isspace() or not fonts.can_draw_all(text, style.fontName):
        return None
    return Run(**_plain(style), text=text)


def broken(run: Run, style: ParagraphStyle, room: float) -> Run | None:
    """The run with its lines for this room; none where a word does not fit into a line."""
    # Half of a split paragraph holds words and no text.
    words = run.words if hasattr(run, "words") else filter(None, split(run.text))
    wide = fonts.word_widths(run.fontName, run.fontSize)
    space = wide[" "]
    spare = style.spaceShrinkage * space  # what each space of a line may give
    lines: list[Line] = []
    line: list[str] = []
    used = -space
    for word in words:
        end = used + space + wide[word]
        if end <= room + spare * len(line):
            line.append(word)
            used = end
        elif wide[word] > room:
            return None
        else:
            lines.append((room - used, line))
            line, used = [word], wide[word]
    if line:
        lines.append((room - used, line))
    return Run(**run.__dict__ | {"kind": 0, "lines": lines})


def indented(run: Run, style: ParagraphStyle) -> Iterator[IndentedLine]:
    """The broken lines where their alignment puts them.

    Each ends with a space, so that extracted text keeps its words apart.
    """
    share = {TA_CENTER: 0.5, TA_RIGHT: 1.0}.get(int(style.alignment), 0.0)
    for left, words in run.lines:
        text = " ".join(words)
        gaps = len(words) - 1 + text.count("\xa0")
        ending = "" if text.endswith("-") else " "
        if left > _TIGHT or gaps <= 0:
            yield share * left, 0.0, text + ending
        else:
            yield 0.0, left / gaps, text + ending


@cache
def _plain(style: ParagraphStyle) -> dict[str, object]:
    """What ReportLab says of a letter without marks in this style."""
    (frag,) = Paragraph("x", style).frags
    return {name: value for name, value in frag.__dict__.items() if name != "text"}
