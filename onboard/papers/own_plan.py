"""The plan of an owner who has no consultant: to keep, to think over, and no agreement."""

from __future__ import annotations

from onboard.agreement.document import Cover, Document
from onboard.papers.costs import costs_section
from onboard.papers.heard import heard_section
from onboard.papers.lower_price import lower_price_section
from onboard.papers.noticed import noticed_section
from onboard.papers.phases import phases_section
from onboard.papers.plan import plan_section
from onboard.papers.refusals import refusals_section
from onboard.papers.review import guesses_section
from onboard.papers.risks import risks_section
from onboard.papers.rules import rules_section
from onboard.papers.sums import sums_section
from onboard.papers.wordings import whole_amount
from onboard.snapshot import EngagementSnapshot
from onboard.wording import day, say


def own_plan(snapshot: EngagementSnapshot) -> Document:
    """What was told, what is recommended and why, what it costs, what is open. Nobody signs it."""
    sections = (
        noticed_section(snapshot),
        costs_section(snapshot),
        phases_section(snapshot),
        refusals_section(snapshot),
        plan_section(snapshot, also_open=True),
        heard_section(snapshot),
        risks_section(snapshot),
        sums_section(snapshot),
        lower_price_section(snapshot),
        rules_section(snapshot),
        guesses_section(snapshot),
    )
    total = snapshot.bill.total
    money = say(
        "cli.totals",
        once=whole_amount(snapshot, total.once),
        monthly=whole_amount(snapshot, total.monthly),
        yearly=whole_amount(snapshot, total.yearly),
    )
    urgent = [flag.told for flag in snapshot.urgent]
    return Document(
        reference=day(snapshot.on),
        running_title=say("ownplan.running", client=snapshot.engagement.client.name),
        language=snapshot.pack.language,
        cover=Cover(
            title=say("ownplan.title"),
            subtitle=snapshot.engagement.client.name,
            firm="",
            facts=((say("agreement.cover-date"), day(snapshot.on)),),
            highlights_title=say("agreement.highlights-title"),
            highlights=(*urgent[:2], money, say("spec.not-an-agreement")),
            note=say("ownplan.note"),
        ),
        contents_title=say("agreement.contents"),
        sections=tuple(section for section in sections if section.blocks),
        footer_note=say("spec.not-an-agreement"),
    )
