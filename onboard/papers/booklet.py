"""All questions on paper, before anything is asked: to look at, or to fill in by hand."""

from __future__ import annotations

from onboard.agreement.document import (
    Block,
    Bullets,
    Cover,
    Document,
    Emphasis,
    Paragraph,
    Section,
    Subheading,
)
from onboard.content.model import AnswerKind, Question
from onboard.content.pack import ContentPack
from onboard.wording import say

LINE = "_" * 46


def booklet(pack: ContentPack) -> Document:
    """Every question of a pack, part by part, with its reason and room for the answer.

    Nothing of a client is in it.
    """
    content = pack.in_words_of(None).content
    sections = []
    for part in content.sections:
        asked = [
            content.questions[key]
            for key in pack.questions_in_order
            if content.questions[key].section == part.id
        ]
        if asked:
            note = say("booklet.optional") if part.optional else ""
            sections.append(_section(part.title, f"{part.intro} {note}".strip(), asked))
    return Document(
        reference=f"{pack.id} {pack.version}",
        running_title=say("booklet.running", title=content.pack.title),
        language=content.pack.language,
        cover=Cover(
            title=say("booklet.title"),
            subtitle=content.pack.title,
            firm="",
            facts=(
                (say("booklet.count"), str(len(content.questions))),
                (say("booklet.version"), content.pack.version),
            ),
            highlights_title=say("booklet.how-title"),
            highlights=tuple(say(f"booklet.how-{number}") for number in range(1, 5)),
            note=say("booklet.note"),
        ),
        contents_title=say("agreement.contents"),
        sections=tuple(sections),
    )


def _section(title: str, intro: str, asked: list[Question]) -> Section:
    blocks: list[Block] = [Paragraph(intro, Emphasis.LEAD)] if intro else []
    for question in asked:
        blocks += _question(question)
    blocks.append(Subheading(say("page.besides-of", title=title)))
    blocks += [Paragraph(LINE), Paragraph(LINE)]
    return Section(title, tuple(blocks))


def _question(question: Question) -> list[Block]:
    blocks: list[Block] = [
        Subheading(question.ask),
        Paragraph(say("booklet.why", why=question.why), Emphasis.NOTE),
    ]
    if question.help:
        blocks.append(Paragraph(question.help, Emphasis.NOTE))
    match question.kind:
        case AnswerKind.CHOICE | AnswerKind.MULTIPLE:
            several = question.kind is AnswerKind.MULTIPLE
            pick = say("booklet.several" if several else "booklet.one")
            blocks[-1] = Paragraph(f"{_text(blocks[-1])} {pick}", Emphasis.NOTE)
            labels = [option.label for option in question.options.values()]
            blocks.append(Bullets(tuple(f"[   ]  {label}" for label in labels)))
        case AnswerKind.TABLE:
            titles = ", ".join(column.label for column in question.columns.values())
            each = question.columns[question.row_each] if question.row_each else None
            blocks.append(Paragraph(say("booklet.rows", titles=titles)))
            rows = tuple(each.options.values()) if each is not None else ("", "", "")
            blocks.append(Bullets(tuple(f"{row} {LINE}".strip() for row in rows)))
        case _:
            unit = f" {question.unit}" if question.unit else ""
            blocks.append(Paragraph(f"{LINE}{unit}"))
    shrugs = (say("page.dont-know"), say("page.ask-later"))
    blocks.append(Paragraph(" · ".join(f"[   ]  {text}" for text in shrugs), Emphasis.NOTE))
    return blocks


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""
