"""What any shown window is held to: nothing cut, enough contrast, a name for all, room to press.

The tests and the pictures of `make shots` look with the same eyes. Each check returns findings in
words; an empty list is good. A widget that paints its own text publishes
`text_rects() -> Iterable[TextRect]`, and a scroll area is checked as far as it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFont, QFontInfo, QFontMetrics, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

TEXT_CONTRAST = 4.5
LARGE_TEXT_CONTRAST = 3.0
MORE_CONTRAST = 7.0
"""What texts reach for who asks for more contrast (WCAG 2.2, 1.4.6)."""
CONTROL_CONTRAST = 3.0
LARGE_PX = 24.0
LARGE_BOLD_PX = 18.7
LEAST_TARGET = 24
BEGINNING = QSize(120, 30)
"""Of a text in pixels; to count the colours of all would take most of the time."""
SCALE = 2  # thin strokes have full-coloured pixels only at twice the size

Rgb = tuple[int, int, int]


class TextRect(NamedTuple):
    """One text as a widget paints it, in the widget's own coordinates."""

    text: str
    font: QFont
    x: float
    y: float
    width: float
    height: float


@runtime_checkable
class PaintsText(Protocol):
    def text_rects(self) -> Iterable[tuple[str, QFont, float, float, float, float]]: ...


def clipped(window: QWidget) -> list[str]:
    """Texts that are cut, children that stick out of their parent, pages wider than their view."""
    found: list[str] = []
    for widget in _visible(window):
        if isinstance(widget, PaintsText):
            found.extend(_painted_text_cut(widget))
        elif isinstance(widget, QLabel):
            found.extend(_label_cut(widget))
        elif isinstance(widget, (QAbstractButton, QComboBox)):
            found.extend(_control_cut(widget))
        elif isinstance(widget, QLineEdit):
            found.extend(_field_cut(widget))
        elif isinstance(widget, QScrollArea):
            found.extend(_page_too_wide(widget))
        elif isinstance(widget, QTableView):
            found.extend(_cells_cut(widget))
        found.extend(_sticks_out(widget))
    return found


def low_contrast(window: QWidget, least: float = TEXT_CONTRAST) -> list[str]:
    """Texts and edges of controls that are nearer to their background than WCAG 2.2 allows.

    The background is the most frequent colour around a text; the ink is the colour farthest from
    it. Disabled controls are exempt, as they are in WCAG. Large text may have less: 3:1 where
    `least` is 4.5, and 4.5:1 where it is 7.
    """
    image = _rendered(window)
    large = LARGE_TEXT_CONTRAST if least <= TEXT_CONTRAST else TEXT_CONTRAST
    found = []
    for widget in _visible(window):
        if not widget.isEnabled():
            continue
        for text, font, rect in _texts(widget):
            seen = rect.intersected(widget.visibleRegion().boundingRect())
            if seen.width() < 4 or seen.height() < QFontMetrics(font).height() * 0.9:
                continue  # only a sliver is scrolled into view
            corner = widget.mapTo(window, seen.topLeft())
            needed = large if _is_large(font) else least
            ratio, background, ink = _told_apart(image, corner, seen.size(), needed)
            if ratio < needed:
                found.append(
                    f"{_called(widget)}: {text[:40]!r} has {ratio:.2f}:1"
                    f" ({_hex(ink)} on {_hex(background)}), needs {needed}:1"
                )
        found.extend(_faint_edge(window, widget, image))
    return found


def nameless(window: QWidget) -> list[str]:
    """Widgets that take the focus and tell a screen reader nothing."""
    found = []
    for widget in _visible(window):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or _is_inner_part(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{_called(widget)} has no accessible name")
    return found


def small_targets(window: QWidget) -> list[str]:
    """Controls smaller than 24 by 24 (WCAG 2.2, 2.5.8)."""
    controls = (
        QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit,
    )  # fmt: skip
    return [
        f"{_called(widget)} is {widget.width()} x {widget.height()}, needs {LEAST_TARGET}"
        for widget in _visible(window)
        if isinstance(widget, controls)
        and widget.isEnabled()
        and not _is_inner_part(widget)
        and min(widget.width(), widget.height()) < LEAST_TARGET
    ]


def all_findings(window: QWidget) -> list[str]:
    """All four checks at once."""
    return [*clipped(window), *low_contrast(window), *nameless(window), *small_targets(window)]


# ---- what there is to look at


def _visible(window: QWidget) -> Iterator[QWidget]:
    for widget in (window, *window.findChildren(QWidget)):
        # A dialog above the window is a window of its own and checked by itself.
        if widget.isVisible() and widget.width() and widget.window() is window.window():
            yield widget


def _is_inner_part(widget: QWidget) -> bool:
    """Whether Qt itself put it inside a control or scroll area, which speaks for it."""
    parent = widget.parentWidget()
    if isinstance(widget, QLineEdit) and isinstance(parent, (QAbstractSpinBox, QComboBox)):
        return True
    if isinstance(widget, QScrollArea) and widget.focusProxy() is not None:
        return True
    return widget.objectName().startswith("qt_") or type(widget).__name__ == "QScrollBar"


def _called(widget: QWidget) -> str:
    name = f"#{widget.objectName()}" if widget.objectName() else ""
    words = _own_text(widget)
    return f"{type(widget).__name__}{name}" + (f" {words[:40]!r}" if words else "")


def _own_text(widget: QWidget) -> str:
    match widget:
        case QLabel() | QAbstractButton():
            return widget.text()
        case QLineEdit():
            return widget.text() or widget.placeholderText()
        case QComboBox():
            return widget.currentText()
        case QPlainTextEdit():
            return widget.toPlainText() or widget.placeholderText()
        case _:
            return ""


def _texts(widget: QWidget) -> Iterator[tuple[str, QFont, QRect]]:
    """Each text of one widget, with the rectangle to look for it in."""
    if isinstance(widget, PaintsText):
        for text, font, x, y, width, height in widget.text_rects():
            yield text, font, QRect(int(x), int(y), int(width), int(height))
        return
    text = _own_text(widget)
    if not text:
        return
    rect = widget.contentsRect()
    if isinstance(widget, (QCheckBox, QRadioButton)):
        # Beside the box: its tick would count as ink.
        indicator = widget.fontMetrics().height() + 16
        rect = rect.adjusted(indicator, 2, -4, -2)
    elif isinstance(widget, QLabel):
        rect = _room_of_words(widget, rect)
    else:
        rect = rect.adjusted(6, 4, -6, -4)  # inside border and focus ring
    yield text, widget.font(), rect


def _room_of_words(label: QLabel, rect: QRect) -> QRect:
    """Where the words stand in a label that is higher than they are."""
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    if label.alignment() & Qt.AlignmentFlag.AlignVCenter and 0 < needed < rect.height():
        spare = (rect.height() - needed) // 2
        return rect.adjusted(0, spare, 0, -spare)
    return rect


# ---- cut texts


def _label_cut(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + 1:
            yield f"{_called(label)}: needs {needed} px of height, has {label.height()}"
        longest = label.minimumSizeHint().width()
        if longest > label.width() + 1:
            yield f"{_called(label)}: the longest word needs {longest} px, has {label.width()}"
    else:
        yield from _smaller_than_wished(label, label.sizeHint())


def _control_cut(control: QAbstractButton | QComboBox) -> Iterator[str]:
    if not _own_text(control):
        return
    wish = control.sizeHint()
    if isinstance(control, QToolButton):  # Qt wishes for room around its words that a sheet denies
        wish = control.fontMetrics().size(0, control.text()) + QSize(8, 4)
    yield from _smaller_than_wished(control, wish)


def _smaller_than_wished(widget: QWidget, wish: QSize) -> Iterator[str]:
    if wish.width() > widget.width() + 1 or wish.height() > widget.height() + 1:
        yield (
            f"{_called(widget)}: needs {wish.width()} x {wish.height()},"
            f" has {widget.width()} x {widget.height()}"
        )


def _field_cut(field: QLineEdit) -> Iterator[str]:
    line = field.fontMetrics().height()
    if line > field.contentsRect().height() + 1:
        yield f"{_called(field)}: a line needs {line} px, has {field.contentsRect().height()}"
    hint = field.placeholderText()
    if hint and not field.text():
        needed = field.fontMetrics().horizontalAdvance(hint)
        if needed > field.width() - 16:
            yield f"{_called(field)}: the hint needs {needed} px, has {field.width() - 16}"


def _painted_text_cut(widget: QWidget) -> Iterator[str]:
    assert isinstance(widget, PaintsText)
    for text, font, x, y, width, height in widget.text_rects():
        wrap = int(Qt.TextFlag.TextWordWrap)
        needed = QFontMetrics(font).boundingRect(0, 0, int(width), 100_000, wrap, text)
        if needed.width() > width + 1 or needed.height() > height + 1:
            yield (
                f"{_called(widget)}: {text[:40]!r} needs {needed.width()} x {needed.height()},"
                f" has {width:.0f} x {height:.0f}"
            )
        elif x < -1 or y < -1 or x + width > widget.width() + 1 or y + height > widget.height() + 1:
            yield f"{_called(widget)}: {text[:40]!r} is painted outside the widget"


def _cells_cut(table: QTableView) -> Iterator[str]:
    """Words of cells and heads that are wider or texts that are higher than their cell."""
    model, header = table.model(), table.horizontalHeader()
    for x in range(model.columnCount()):
        if not header.isHidden():
            head = str(model.headerData(x, Qt.Orientation.Horizontal) or "")
            room = table.columnWidth(x), header.height()
            yield from _cell_cut(table, head, header.fontMetrics(), *room)
        for y in range(model.rowCount()):
            text = str(model.index(y, x).data() or "")
            room = table.columnWidth(x), table.rowHeight(y)
            yield from _cell_cut(table, text, table.fontMetrics(), *room)


def _cell_cut(
    table: QTableView, text: str, metrics: QFontMetrics, width: int, height: int
) -> Iterator[str]:
    sides = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin) + 1
    wrap = int(Qt.TextFlag.TextWordWrap)
    needed = metrics.boundingRect(0, 0, width - 2 * sides, 100_000, wrap, text)
    if needed.width() > width - 2 * sides or needed.height() > height:
        yield (
            f"{_called(table)}: the cell {text[:40]!r} needs {needed.width()} x {needed.height()},"
            f" has {width - 2 * sides} x {height}"
        )


def _page_too_wide(area: QScrollArea) -> Iterator[str]:
    page = area.widget()
    hidden = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if page is not None and hidden and page.width() > area.viewport().width() + 1:
        yield (
            f"{_called(area)}: its page is {page.width()} px wide,"
            f" the view {area.viewport().width()}"
        )


def _sticks_out(widget: QWidget) -> Iterator[str]:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or _is_inner_part(widget) or not widget.height():
        return
    if isinstance(parent.parentWidget(), QAbstractScrollArea):
        return  # a page in its view sticks out by design
    if not parent.rect().adjusted(-1, -1, 1, 1).contains(widget.geometry()):
        yield (
            f"{_called(widget)}: {widget.geometry().getRect()} sticks out of"
            f" {_called(parent)} {parent.width()} x {parent.height()}"
        )


# ---- contrast


def contrast_ratio(first: Rgb, second: Rgb) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


@cache
def _luminance(colour: Rgb) -> float:
    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rendered(window: QWidget) -> QImage:
    image = QImage(window.size() * SCALE, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(Qt.GlobalColor.transparent)
    window.render(image)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _told_apart(
    image: QImage, corner: QPoint, size: QSize, needed: float
) -> tuple[float, Rgb, Rgb]:
    """One text has one ink: its beginning tells, and only where that is too pale, all of it."""
    for part in (size.boundedTo(BEGINNING), size):
        found = _contrast(image, QRect(corner * SCALE, part * SCALE))
        if found[0] >= needed:
            break
    return found


def _faint_edge(window: QWidget, control: QWidget, image: QImage) -> Iterator[str]:
    """Where a control ends has to be seen; one that looks like a link is known by its words."""
    box = _edge_of(control)
    if box is None or not control.visibleRegion().boundingRect().contains(box):
        return
    middle = control.mapTo(window, QPoint(box.left(), box.center().y())) * SCALE
    outside = image.pixel(middle - QPoint(min(2 * SCALE, middle.x()), 0))
    row = [image.pixel(middle + QPoint(step, 0)) for step in range(6 * SCALE)]
    inks = [contrast_ratio(_rgb(pixel), _rgb(outside)) for pixel in row]
    if max(inks) < CONTROL_CONTRAST:
        yield f"{_called(control)}: its edge has {max(inks):.2f}:1, needs {CONTROL_CONTRAST}:1"


def _edge_of(control: QWidget) -> QRect | None:
    """The box of a control that is drawn with an edge of its own."""
    if _is_inner_part(control):
        return None
    match control:
        case QCheckBox() | QRadioButton():
            option = QStyleOptionButton()
            control.initStyleOption(option)
            part = QStyle.SubElement.SE_CheckBoxIndicator
            if isinstance(control, QRadioButton):
                part = QStyle.SubElement.SE_RadioButtonIndicator
            box = control.style().subElementRect(part, option, control)
            return None if isinstance(control, PaintsText) else box
        case QPushButton() if isinstance(control, PaintsText):
            return None
        case QPushButton():
            return None if control.property("kind") in ("quiet", "link") else control.rect()
        case QLineEdit() | QComboBox() | QPlainTextEdit() | QAbstractSpinBox():
            return control.rect()
        case _:
            return None


def _contrast(image: QImage, rect: QRect) -> tuple[float, Rgb, Rgb]:
    """Ratio, background and ink within a rectangle of the image."""
    colours = _colours(image.copy(rect))
    background = _rgb(colours.most_common(1)[0][0])
    # A colour seen once or twice is a corner, no stroke.
    inks = [_rgb(value) for value, count in colours.items() if count >= 3]
    ink = max(inks, key=lambda colour: contrast_ratio(colour, background), default=background)
    return contrast_ratio(background, ink), background, ink


def _colours(image: QImage) -> Counter[int]:
    raw = memoryview(image.constBits())
    stride, width = image.bytesPerLine(), image.width() * 4
    counted: Counter[int] = Counter()
    for y in range(image.height()):
        counted.update(raw[y * stride : y * stride + width].cast("I"))
    return counted


def _rgb(value: int) -> Rgb:
    return value >> 16 & 255, value >> 8 & 255, value & 255


def _hex(colour: Rgb) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def _is_large(font: QFont) -> bool:
    size = QFontInfo(font).pixelSize()
    return size >= LARGE_PX or (font.bold() and size >= LARGE_BOLD_PX)
