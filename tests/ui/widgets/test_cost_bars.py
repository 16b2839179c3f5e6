from __future__ import annotations

import pytest

from ui.theme import Theme
from ui.widgets.cost_bars import Bar, CostBars

BARS = (
    Bar("A week without the schedule", 9_000, 60_000, "$9,000 – $60,000"),
    Bar("A lost laptop", 1_500, 12_000, "$1,500 – $12,000"),
    Bar("Nothing to lose", 0, 0, "$0"),
)


@pytest.fixture
def bars(show):
    made = CostBars()
    made.show_bars(BARS)
    return show(made, 460, 300)


def lengths(bars, index):
    """How many pixels of a bar are drawn full, and how many are not the empty track."""
    *_, top = list(bars._rows(bars.width()))[index]
    picture = bars.grab().toImage()
    row = [picture.pixelColor(x, int(top) + 6).name() for x in range(picture.width())]
    full = row.count(Theme.tokens.accent.lower())
    return full, len(row) - row.count(Theme.tokens.border.lower())


def test_all_sums_are_told_in_words(bars):
    assert bars.accessibleName()
    for bar in BARS:
        assert f"{bar.label}: {bar.text}" in bars.accessibleDescription()


def test_a_bar_is_as_long_as_its_sum(bars):
    full, reach = lengths(bars, 0)
    assert full == pytest.approx(460 * 9 / 60, abs=8)
    assert reach == pytest.approx(460, abs=8)
    _, reach = lengths(bars, 1)
    assert reach == pytest.approx(460 * 12 / 60, abs=8)
    assert lengths(bars, 2)[0] == 0


def test_other_bars_replace_the_first(bars):
    bars.show_bars(BARS[:1])
    assert [text.text for text in bars.text_rects()] == [BARS[0].label, BARS[0].text]
    bars.show_bars(())
    assert bars.accessibleDescription() == ""
    assert bars.grab().height() == 300


@pytest.mark.parametrize("width", [240, 460, 900])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_words_never_overlap_or_leave_the_widget(bars, dress, width, scale):
    dress(scale=scale)
    bars.resize(width, bars.heightForWidth(width))
    texts = bars.text_rects()
    for before, after in zip(texts, texts[2:], strict=False):
        assert before.y + before.height <= after.y
    for text in texts:
        assert text.x >= 0
        assert text.x + text.width <= width
        assert text.y + text.height <= bars.height()
