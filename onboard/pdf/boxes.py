"""The framed kinds: clauses, refusals with initials, and where a person signs."""

from __future__ import annotations

from reportlab.platypus import Flowable

from onboard.agreement.document import AcceptanceText, ClauseText, SignatureBox
from onboard.pdf import fonts
from onboard.pdf.flowables import Badge, InitialsBox, ListItem, SignatureField, Text
from onboard.pdf.keeping import spaced, whole
from onboard.pdf.names import FIELDS
from onboard.pdf.setting import Setting
from onboard.pdf.styles import palette
from onboard.pdf.tables import TableCommands, TaggedTable
from onboard.pdf.tagging import Element

_NUMBER_WIDTH = 34.0
_PLAIN: TableCommands = [
    ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


def clause(block: ClauseText, parent: Element, setting: Setting, heading: str) -> list[Flowable]:
    """Number, title and text; note and measure below; a box for initials at the right."""
    part = parent.add("Sect")
    title = f"{block.number}  {block.title}".strip()
    is_struck = block.state == "struck"
    number = Text(block.number, "clause", None)
    head = Text(block.title, "clause", part.add(heading, title=title), struck=is_struck)
    if block.number:
        number.element = head.element
    body: list[Flowable] = [head]
    if block.state:
        state = Text(_state(block, setting), "cell-note", part.add("P"))
        body.append(spaced(state, 0, 2))
    body.append(spaced(Text(block.text, "clause-text", part.add("P"), struck=is_struck), 0, 1))
    if block.note and not block.state:
        body.append(spaced(Text(block.note, "clause-note", part.add("P")), 0, 1))
    if block.measure:
        measure = setting.word("measure", measure=block.measure)
        body.append(Text(measure, "clause-note", part.add("P")))
    has_box = bool(block.initials_label or block.initials)
    right = InitialsBox.box_width + 16 if has_box else 0
    row: list[object] = [[number], body]
    widths = [_NUMBER_WIDTH, setting.width - _NUMBER_WIDTH - right]
    if has_box:
        box = InitialsBox(block.initials_label, block.initials, part.add("P"))
        box.hAlign = "RIGHT"
        row.append([box])
        widths.append(right)
    style = [*_PLAIN, ("ALIGN", (-1, 0), (-1, -1), "RIGHT" if has_box else "LEFT")]
    table = TaggedTable([row], colWidths=widths, style=style)
    table.page_height = setting.page_height
    return [whole(spaced(table, 1, 4))]


def _state(block: ClauseText, setting: Setting) -> str:
    word = setting.word("clause-struck" if block.state == "struck" else "clause-edited")
    return f"{word} {block.note}".strip()


def acceptance(
    block: AcceptanceText, parent: Element, setting: Setting, heading: str
) -> list[Flowable]:
    """A framed refusal: what stays open, the levels, the reason, the steps, the initials."""
    part = parent.add("Sect")
    inner = setting.width - 28
    label = Text(setting.word("refused"), "small-label", part.add("P"))
    head = Text(block.line, "clause", part.add(heading, title=block.line))
    rows: list[list[Flowable]] = [
        [label, head],
        [Text(block.risk, "clause-text", part.add("P"))],
    ]
    if block.levels:
        rows.append([_levels(block, part, setting, inner)])
    first = _first_column(block, setting, inner)
    if block.reason:
        label = Text(setting.word("reason"), "cell-note", part.add("P"))
        quote = Text(block.reason, "quote", part.add("BlockQuote"))
        rows.append([_beside(label, [quote], first, inner)])
    if block.steps:
        label = Text(setting.word("cheaper-steps"), "cell-note", part.add("P"))
        rows.append([_beside(label, _steps(block, part), first, inner)])
    rows.append([_closing(block, part, first, inner)])
    colours = palette()
    table = TaggedTable(
        [[row] for row in rows],
        colWidths=[setting.width],
        style=[
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),
            ("BOX", (0, 0), (-1, -1), 0.7, colours.rule),
            ("LINEBEFORE", (0, 0), (0, -1), 3, colours.warning),
            ("BACKGROUND", (0, 0), (-1, 0), colours.tint),
            ("LEFTPADDING", (0, 0), (-1, -1), 15),
            ("RIGHTPADDING", (0, 0), (-1, -1), 13),
            ("TOPPADDING", (0, 0), (-1, -1), 4.5),
            ("BOTTOMPADDING", (0, 0), (-1, -2), 2),
            ("BOTTOMPADDING", (0, 0), (-1, 0), 4.5),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
        ],
    )
    table.page_height = setting.page_height
    return [whole(spaced(table, 4, 9))]


def _levels(block: AcceptanceText, part: Element, setting: Setting, width: float) -> Flowable:
    """One column a level: its label above its badge."""
    cells = []
    for label, level in block.levels:
        element = part.add("P")
        word = setting.mark(level)
        cells.append([Text(label, "small-label", element), spaced(Badge(level, word, element), 2)])
    style = [*_PLAIN, ("ALIGN", (0, 0), (-1, -1), "LEFT")]
    for cell in cells:
        cell[1].hAlign = "LEFT"
    return TaggedTable([cells], colWidths=[width / len(cells)] * len(cells), style=style)


def _first_column(block: AcceptanceText, setting: Setting, width: float) -> float:
    """One width for all labels of the box, so that what they name begins on one line."""
    labels = [setting.word("reason"), setting.word("cheaper-steps")]
    labels += [label for label, _ in block.facts]
    return min(max(fonts.width(each, fonts.REGULAR, 7.6) for each in labels) + 12, width * 0.35)


def _beside(label: Text, content: list[Flowable], first: float, width: float) -> Flowable:
    style = [*_PLAIN, ("TOPPADDING", (0, 0), (0, 0), 2)]
    return TaggedTable([[[label], content]], colWidths=[first, width - first], style=style)


def _steps(block: AcceptanceText, part: Element) -> list[Flowable]:
    steps: list[Flowable] = []
    listed = part.add("L", attributes={"List": {"ListNumbering": "/Disc"}})
    for step in block.steps:
        item = listed.add("LI")
        label, body = item.add("Lbl"), item.add("LBody")
        steps.append(ListItem("•", Text(step, "clause-text", body), label))
    return steps


def _closing(block: AcceptanceText, part: Element, first: float, width: float) -> Flowable:
    """The facts at the left, the box for initials at the right."""
    body = part.add("Table").add("TBody") if block.facts else part
    rows = []
    for label, value in block.facts:
        row = body.add("TR")
        head = row.add("TH", attributes={"Table": {"Scope": "/Row"}})
        rows.append([Text(label, "cell-note", head), Text(value, "cell", row.add("TD"))])
    right = InitialsBox.box_width + 14 if block.initials_label or block.initials else 0.0
    left = width - right
    style = [*_PLAIN, ("TOPPADDING", (0, 0), (-1, -1), 1.6), ("TOPPADDING", (0, 0), (0, -1), 2.4)]
    inner: Flowable | str = (
        TaggedTable(rows, colWidths=[first, left - first], style=style) if rows else ""
    )
    if not right:
        return TaggedTable([[inner]], colWidths=[width], style=list(_PLAIN))
    box = InitialsBox(block.initials_label, block.initials, part.add("P"))
    box.hAlign = "RIGHT"
    return TaggedTable(
        [[inner, [box]]],
        colWidths=[left, right],
        style=[*_PLAIN, ("ALIGN", (1, 0), (1, 0), "RIGHT"), ("VALIGN", (1, 0), (1, 0), "BOTTOM")],
    )


def signature_box(
    block: SignatureBox, parent: Element, setting: Setting, heading: str
) -> list[Flowable]:
    """Who signs and as what, the sentence signed, and the prepared field."""
    part = parent.add("Sect")
    head = Text(block.label, "h2", part.add(heading, title=block.label))
    who = ", ".join(each for each in (block.name, block.capacity) if each)
    rows: list[list[Flowable]] = [[head]]
    if who:
        rows.append([Text(who, "clause", part.add("P"))])
    if block.statement:
        rows.append([spaced(Text(block.statement, "body", part.add("P")), 0, 4)])
    form = part.add("Form", alt=setting.word("signature-field", label=block.label))
    rows.append([SignatureField(FIELDS[block.role], form)])
    table = TaggedTable(
        [[row] for row in rows],
        colWidths=[setting.width],
        style=[*_PLAIN, ("BOTTOMPADDING", (0, 0), (-1, -2), 2)],
    )
    return [whole(spaced(table, 8, 12))]
