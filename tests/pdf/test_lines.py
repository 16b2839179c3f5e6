"""Lines of one font break where ReportLab breaks them, and are left to it where they cannot."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Paragraph

from onboard.agreement.document import Align
from onboard.pdf import fonts
from onboard.pdf.flowables import Text
from onboard.pdf.lines import Run, broken, indented, run_of
from onboard.pdf.styles import style
from onboard.pdf.tagging import TaggedCanvas
from onboard.pdf.text import page_texts

_WORDS = st.text(alphabet="abcdefgimwMW.,-()\\€äß\u00a0 ", min_size=1, max_size=160)


@settings(max_examples=150, deadline=None)
@given(_WORDS, st.integers(40, 400), st.sampled_from(Align))
def test_breaks_as_reportlab_does(text: str, room: int, align: Align) -> None:
    chosen = style("body", align)
    run = run_of(text, chosen)
    if run is None:
        assert not text.strip()
        return
    found = broken(run, chosen, room)
    paragraph = Paragraph(fonts.markup(text, chosen.fontName), chosen)
    paragraph.wrap(room, 1000)
    if found is None:
        assert any(fonts.width(word, chosen.fontName, 9.6) > room for word in text.split(" "))
    else:
        assert found.lines == getattr(paragraph.blPara, "lines")  # noqa: B009  (not in its types)


@pytest.mark.parametrize("text", ["", "  ", "two\nlines", "a letter of another font: ꙮ"])
def test_leaves_to_reportlab_what_is_not_one_run(text: str) -> None:
    assert run_of(text, style("body")) is None


def test_a_line_that_is_too_wide_shrinks_its_spaces() -> None:
    chosen = style("body", Align.RIGHT)
    run = Run(text="", words=[], lines=[(-2.0, ["a", "b", "c"]), (4.0, ["end-"])])
    assert list(indented(run, chosen)) == [(0.0, -1.0, "a b c "), (4.0, 0.0, "end-")]


def test_text_comes_back_from_the_page_letter_by_letter() -> None:
    """Also where a font needs a second name in the file: more characters than codes in one."""
    letters = "".join(map(chr, [*range(0x21, 0x7F), *range(0xA1, 0x250), *range(0x391, 0x3A0)]))
    known = "".join(each for each in letters if fonts.can_draw_all(each, fonts.REGULAR))
    known = known.replace("\u00ad", "")
    assert len(known) > 300
    out = io.BytesIO()
    with fonts.drawing():
        canvas = TaggedCanvas(out, initialFontName=fonts.REGULAR)
        for number, start in enumerate(range(0, len(known), 10)):
            text = Text(" ".join(known[start : start + 10]), "cell")
            text.wrap(300, 100)
            text.drawOn(canvas, 50, 800 - 15 * number)
        canvas.showPage()
        canvas.save()
    (found,) = page_texts(out.getvalue())
    assert found.split() == list(known)
