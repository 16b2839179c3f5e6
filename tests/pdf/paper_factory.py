"""A paper of every kind of block, long enough to break over pages; no real person in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from typing import Any

from onboard import canonical
from onboard.agreement.document import (
    AcceptanceText,
    Align,
    Bullets,
    Cell,
    ClauseText,
    Column,
    Cover,
    Document,
    Emphasis,
    Facts,
    Grid,
    MapPoint,
    Paragraph,
    RiskMap,
    Section,
    SignatureBox,
    Subheading,
    to_data,
)
from onboard.ports import Ink, Seal, SigningKey

AT = datetime(2026, 11, 21, 14, 5, 30, tzinfo=timezone(timedelta(hours=1)))
TABLE = b"item,quantity\r\nendpoint-protection,9\r\n"

INK: Ink = (
    tuple((float(x), 30.0 + x % 7, x * 8, 0.3 + x % 5 / 10) for x in range(60)),
    ((10.0, 50.0, 700, 0.5),),
)
CONSULTANT = Seal("consultant", "The Consultant", AT, "I certify this offer.", INK)
OWNER = Seal("owner", "The Owner", AT, "I have read this paper and agree to it.")


@dataclass(frozen=True)
class Stages:
    unsigned: bytes
    half: bytes
    signed: bytes
    consultant_key: SigningKey
    owner_key: SigningKey


_ITEMS = (
    ("Protection against harmful software", "must", 9, "Every computer and the server have it."),
    ("Copy of your data at another place", "must", 1, "A fire then costs a day, not the firm."),
    ("Second step at sign-in, for everyone", "must", 6, "A stolen password alone is then useless."),
    ("Windows 11 licence", "must", 3, "The new computers do not run without one."),
    ("Office programs, standard", "should", 6, "You asked for three; six people use them."),
    ("Battery for the server", "should", 1, "A short power cut then breaks nothing."),
    ("Network switch with 16 sockets", "should", 1, "Three new computers need three more sockets."),
    ("Screen, 27 inch", "could", 3, "As you asked."),
    ("Label printer", "could", 1, "As you asked."),
)


def a_document(*, lines: int = 34, **changes: Any) -> Document:
    document = Document(
        reference="EA-2026-0147",
        running_title="What we agreed",
        language="en",
        cover=Cover(
            title="Expectations Agreement",
            subtitle="Computers, network and data of A Dental Office",
            firm="Example IT Advice",
            facts=(
                ("Reference", "EA-2026-0147"),
                ("Client", "A Dental Office"),
                ("Signs for the client", "The Owner, managing partner"),
                ("Advised by", "The Consultant, Example IT Advice"),
                ("Date", "21 November 2026"),
            ),
            highlights_title="The six things that matter most",
            highlights=(
                "You pay €4,318.00 once and €212.40 each month.",
                "Three new computers come by 15 January 2027, ready to use.",
                "Your data is copied every night to a place outside the office.",
                "You decided against the second internet line. Section 4 says what stays open.",
                "We answer within four working hours when nobody can work.",
                "Either side can end this with one month's notice.",
            ),
            note="This paper says in plain words what each side may expect. The list of what is "
            "bought and the whole text are attached as data files.",
        ),
        contents_title="Contents",
        sections=(_summary(), _bill(lines), _risks(), _refusals(), _promises(), _signatures()),
    )
    return replace(document, **changes)


def small_document() -> Document:
    """Two of the sections: what is bought, and where both sign."""
    return a_document(sections=(_bill(1), _signatures()))


def _summary() -> Section:
    return Section(
        "What this is about",
        (
            Paragraph(
                "Six people work in your office. You told us that patient records are on one "
                "server, and that nobody has tried to bring the backup back.",
                Emphasis.LEAD,
            ),
            Paragraph(
                "We listened, asked, and looked. From your answers we worked out what you need, "
                "what it costs, and what happens if you leave something out. Each line of the list "
                "has its reason beside it. Where you did not know an answer we took the careful "
                "one, and say so below."
            ),
            Subheading("What was not known"),
            Bullets(
                (
                    "When the backup was last brought back: we assume never. Ask the firm that "
                    "set it up: “Please show me a file from last Tuesday.”",
                    "Who else knows the password of the server: we assume more people than should.",
                    "Whether the insurance asks for a second step at sign-in: we assume it does.",
                )
            ),
            Paragraph(
                "The black box on the shelf, that is our backup. I think it is always on.",
                Emphasis.QUOTE,
            ),
            Paragraph(
                "Until the new backup runs, a broken disk can cost you all records since spring.",
                Emphasis.WARNING,
            ),
            Facts(
                (
                    ("People", "6"),
                    ("Computers today", "8, of which 3 are too old"),
                    ("Private data", "Health records, staff pay"),
                    ("Place", "One office, two floors"),
                )
            ),
        ),
    )


def _bill(lines: int) -> Section:
    rows = []
    for index in range(lines):
        name, tier, quantity, why = _ITEMS[index % len(_ITEMS)]
        once = 1290 + index * 3733 % 41000
        rows.append(
            (
                Cell(str(index + 1)),
                Cell(name, strong=True, note=why),
                Cell("", mark=tier),
                Cell(str(quantity)),
                Cell(f"€{once / 100:,.2f}"),
                Cell(f"€{once * quantity / 100:,.2f}"),
            )
        )
    columns = (
        Column("No."),
        Column("What", 5),
        Column("If left out", 2),
        Column("How many", 1, Align.RIGHT),
        Column("Each", 2, Align.RIGHT),
        Column("Together", 2, Align.RIGHT),
    )
    totals = (
        (Cell(""), Cell("Together once"), Cell(""), Cell(""), Cell(""), Cell("€40,318.00")),
        (Cell(""), Cell("Each month"), Cell(""), Cell(""), Cell(""), Cell("€212.40")),
    )
    return Section(
        "What is bought",
        (
            Paragraph("Prices hold until 31 January 2027. Tax comes on top."),
            Grid("Everything on one list", columns, tuple(rows), totals),
        ),
    )


def _risks() -> Section:
    points = (
        MapPoint(1, "Harmful software locks all files", "high", "very-high"),
        MapPoint(2, "The server's disk breaks", "moderate", "very-high"),
        MapPoint(3, "A password is stolen", "high", "high"),
        MapPoint(4, "The internet line fails for a day", "moderate", "moderate"),
        MapPoint(5, "Fire or water in the office", "very-low", "very-high"),
        MapPoint(6, "A laptop is lost", "low", "moderate"),
        MapPoint(7, "A bill from a false sender is paid", "high", "high"),
    )
    columns = (
        Column("Risk", 4),
        Column("Today", 2),
        Column("With everything", 2),
        Column("As you chose", 2),
    )
    rows = tuple(
        (
            Cell(point.name, strong=True),
            Cell("", mark=point.impact),
            Cell("", mark="low"),
            Cell("Moderate", mark="moderate"),
        )
        for point in points
    )
    return Section(
        "What can go wrong",
        (
            Paragraph("The map shows where you stand today. The numbers are named beside it."),
            RiskMap(
                "Your risks today",
                "Risk map. Harmful software: likely, very high harm. Disk: moderate, very high.",
                points,
            ),
            Grid("The same three times", columns, rows),
        ),
    )


def _refusals() -> Section:
    return Section(
        "What you decided against",
        tuple(
            AcceptanceText(
                line=line,
                risk="If the line fails, nobody can reach the patient records or the telephone "
                "until it is repaired. In the last year that was one day and a half.",
                levels=(
                    ("Today", "moderate"),
                    ("With everything", "very-low"),
                    ("As you chose", level),
                ),
                reason="Too dear this year. We can work on paper for a day.",
                steps=("A telephone as a stand-in line", "A paper list of tomorrow's patients"),
                facts=(
                    ("Price refused", "€39.00 each month"),
                    ("Decided by", "The Owner, managing partner"),
                    ("Date", "21 November 2026"),
                    ("Looked at again", "21 May 2027, or after the next outage"),
                ),
                initials="TO",
                initials_label="Owner's initials",
            )
            for line, level in (
                ("A second internet line", "moderate"),
                ("A copy at another place", "high"),
            )
        ),
    )


def _promises() -> Section:
    text = (
        "When nobody can work we answer within four working hours and stay with it until work "
        "goes on. When one person cannot work we answer on the same day."
    )
    clauses = [
        ClauseText("5.1", "We answer in time", text, "the time of your call and of our answer"),
        ClauseText(
            "5.2",
            "You tell us before you buy",
            "Tell us before you buy a device or a program, so that it fits.",
            note="To compare: a doctor asks what else you take.",
            initials_label="Owner's initials",
            initials="TO",
        ),
        ClauseText(
            "5.3", "Weekly visits", "We come each Monday.", state="struck", note="TO, 21 November"
        ),
        ClauseText(
            "5.4",
            "Passwords",
            "Passwords are kept in one safe that both sides can open.",
            state="edited",
            note="The Owner asked for the second key.",
        ),
    ]
    clauses += [
        ClauseText(f"5.{number}", "We report each quarter", text, "the date of the report")
        for number in range(5, 11)
    ]
    return Section(
        "What each side promises",
        (Subheading("Both sides"), *clauses, Bullets(("First this", "then that"), numbered=True)),
    )


def _signatures() -> Section:
    return Section(
        "Signatures",
        (
            Paragraph(
                "The consultant signs first. The owner signs last, and that closes the paper."
            ),
            SignatureBox(
                "consultant",
                "Signature of the consultant",
                "The Consultant",
                "Example IT Advice",
                "I certify this offer.",
            ),
            SignatureBox(
                "owner",
                "Signature of the owner",
                "The Owner",
                "managing partner, A Dental Office",
                "I have read this paper and agree to it.",
            ),
            Paragraph("These are simple electronic signatures.", Emphasis.NOTE),
        ),
    )


def its_data(document: Document, *, open_points: tuple[str, ...] = ()) -> bytes:
    """agreement.json as the program writes it."""
    data: dict[str, Any] = {
        "format": "onboard-agreement-1",
        "reference": document.reference,
        "made_at": AT,
        "document": to_data(document),
        "open_points": list(open_points),
        "protected": True,
    }
    data = json.loads(canonical.canonical_bytes(data))
    data["digest"] = canonical.digest(data)
    return canonical.canonical_bytes(data)
