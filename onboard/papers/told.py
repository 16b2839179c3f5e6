"""An answer as a paper reads it back: a table by the names of its columns."""

from __future__ import annotations

from typing import cast

from onboard.content.pack import ContentPack
from onboard.interview.answers import Answer, AnswerState, Row
from onboard.interview.readback import cell_text, heard


def told(pack: ContentPack, answer: Answer) -> str:
    """A row that stands there by itself says beside each value what it is.

    Dates and numbers one behind the other would say nothing to who reads them a year later.
    """
    question = pack.content.questions[answer.question]
    if question.row_each is None or answer.state is not AnswerState.GIVEN:
        return heard(pack, answer)
    texts = []
    for row in cast(tuple[Row, ...], answer.value):
        cells = dict(row)
        values = [
            f"{column.label}: {cell_text(pack, column, str(cells[name]))}"
            for name, column in question.columns.items()
            if name != question.row_each and str(cells.get(name, ""))
        ]
        if values:
            first = question.columns[question.row_each]
            name = cell_text(pack, first, str(cells[question.row_each]))
            texts.append(f"{name} ({', '.join(values)})")
    return "; ".join(texts) or heard(pack, answer)
