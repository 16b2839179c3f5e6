"""Computers out of a list of a management tool: how each row is understood, and what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from onboard.content.asked import ColumnKind, Question
from onboard.content.model import AnswerKind, QuestionId
from onboard.content.pack import ContentPack
from onboard.engagement import Device, Engagement
from onboard.errors import UserFacingError
from onboard.intake.columns import Mapped, cell, plainly, recognised
from onboard.intake.days import days_of
from onboard.intake.systems import LEFT_OUT, kind_of, system_of
from onboard.interview.answers import AnswerState
from onboard.interview.validation import column_options
from onboard.tables.limits import Rows

NAMES: Mapping[str, Sequence[str]] = {
    "name": (
        *("computer name", "device name", "hostname", "host name", "system name", "machine name"),
        *("asset name", "name", "computer", "device", "nombre del equipo", "nombre de equipo"),
        *("nombre del dispositivo", "nombre de host", "nombre", "equipo", "dispositivo"),
    ),
    "serial": (
        *("serial number", "serial", "serialnumber", "service tag", "bios serial number", "s n"),
        *("numero de serie", "no de serie", "n de serie", "num serie", "serie"),
    ),
    "system": (
        *("operating system", "os name", "os", "platform", "system", "operatingsystem"),
        *("sistema operativo", "so", "sistema", "plataforma"),
    ),
    "version": (
        *(
            "os version",
            "operating system version",
            "os build",
            "version",
            "build",
            "os build number",
        ),
        *("version del so", "version de sistema operativo", "version del sistema operativo"),
    ),
    "kind": (
        *(
            "device type",
            "chassis type",
            "form factor",
            "chassis",
            "type",
            "category",
            "device class",
        ),
        *("tipo de dispositivo", "tipo de equipo", "tipo", "categoria", "chasis"),
    ),
    "model": ("model", "device model", "system model", "product", "modelo", "producto"),
    "user": (
        *(
            "last logged on user",
            "last logged in user",
            "last user",
            "primary user",
            "assigned user",
        ),
        *("assigned to", "user", "username", "user name", "owner", "usuario principal"),
        *("ultimo usuario", "asignado a", "usuario"),
    ),
    "bought": (
        *("purchase date", "purchased", "date purchased", "bought", "fecha de compra", "comprado"),
    ),
    "warranty": (
        *("warranty end", "warranty expiration", "warranty end date", "warranty expiry"),
        *("warranty expires", "warranty", "fin de garantia", "garantia hasta", "garantia"),
        *("vencimiento de garantia", "fecha de fin de garantia"),
    ),
}
"""What each field is called by management tools, in English and in Spanish."""
FIELDS = tuple(NAMES)
NOT_SURE = "not-sure"
OUT = "out"
"""What a person says of a value whose rows are to be left out."""


class Fate(Enum):
    TAKEN = "taken"
    KIND = "kind"  # nobody knows which kind it is
    LEFT_OUT = "left-out"  # a server, a telephone, a virtual machine
    SAID_OUT = "said-out"  # by the person
    TWICE = "twice"  # the same serial number, or name, stands above
    HERE = "here"  # it was brought in before


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One row with what is made of it."""

    number: int
    fate: Fate
    device: Device
    said_kind: str
    said_system: str
    unsure: tuple[str, ...] = ()
    """Fields that were filled in and are not understood."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The list as it is understood; nothing is changed by it."""

    question: QuestionId
    head: tuple[str, ...]
    columns: Mapped
    rows: tuple[SeenRow, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)
    """What may be said of a value: id and label."""

    @property
    def taken(self) -> tuple[Device, ...]:
        return tuple(row.device for row in self.rows if row.fate is Fate.TAKEN)

    @property
    def open_kinds(self) -> tuple[str, ...]:
        """Words for kinds that a person has to say something of, the most frequent first."""
        counted = Counter(row.said_kind for row in self.rows if row.fate is Fate.KIND)
        return tuple(text for text, _ in counted.most_common())

    def count(self, fate: Fate) -> int:
        return sum(row.fate is fate for row in self.rows)


def computer_question(pack: ContentPack) -> QuestionId:
    """The table of a pack that counts computers by kind and system.

    Raises:
        UserFacingError: "intake.no-question", the pack has none.
    """
    for key, question in pack.content.questions.items():
        columns = question.columns
        if question.kind is not AnswerKind.TABLE or not {"kind", "system"} <= set(columns):
            continue
        if "client_os" in columns["system"].lifecycle and _count_column(question):
            return QuestionId(key)
    raise UserFacingError("intake.no-question")


def understand(
    pack: ContentPack,
    facts: Engagement,
    rows: Rows,
    *,
    columns: Mapped | None = None,
    kinds: Mapping[str, str] | None = None,
) -> Preview:
    """How each row is understood.

    Args:
        pack: whose words for kinds and systems count.
        facts: with the computers that were brought in before.
        rows: the first one names the columns.
        columns: as a person mapped them; None: by their names.
        kinds: what a person said of words that are not understood: a kind, or `OUT`.
    """
    question = computer_question(pack)
    table = pack.content.questions[question]
    head, body = rows[0], rows[1:]
    mapped = dict(columns) if columns is not None else recognised(head, NAMES)
    offered = column_options(pack, table.columns["kind"])
    systems = column_options(pack, table.columns["system"])
    said = {plainly(text): kind for text, kind in (kinds or {}).items()}
    bought = days_of([cell(row, mapped, "bought") for row in body])
    warranty = days_of([cell(row, mapped, "warranty") for row in body])
    known = _marks(facts.devices)
    seen: list[SeenRow] = []
    above: set[str] = set()
    for place, row in enumerate(body):
        words = {name: cell(row, mapped, name)[:200] for name in FIELDS}
        kind = kind_of(words["kind"], words["model"], words["system"], offered)
        kind = said.get(plainly(words["kind"]), "") or kind
        system = system_of(words["system"], words["version"], systems)
        device = Device(
            name=words["name"],
            kind=kind,
            system=system or NOT_SURE,
            serial=words["serial"],
            user=words["user"],
            bought=bought[place],
            warranty=warranty[place],
        )
        marks = _marks((device,))
        fate = _fate(kind, bool(marks & above), bool(marks & known), offered)
        above |= marks
        days = {"system": system, "bought": bought[place], "warranty": warranty[place]}
        unsure = tuple(name for name, value in days.items() if words[name] and not value)
        seen.append(SeenRow(place + 2, fate, device, words["kind"], _both(words), unsure))
    return Preview(question, head, mapped, tuple(seen), offered)


def counted(
    pack: ContentPack, facts: Engagement, preview: Preview, *, is_added: bool
) -> list[dict[str, object]]:
    """The rows of the table with these computers in it.

    Args:
        pack: which knows the number column.
        facts: with the rows that are there.
        preview: whose taken rows count.
        is_added: to what is there; otherwise they stand in its place.
    """
    table = pack.content.questions[preview.question]
    number = _count_column(table)
    counts: Counter[tuple[str, str]] = Counter()
    rows: list[dict[str, object]] = []
    before = facts.answers.get(preview.question)
    if is_added and before is not None and isinstance(before.value, tuple):
        for row in before.value:
            there: dict[str, object] = dict(row)  # type: ignore[arg-type]
            if set(there) == {"kind", "system", number}:
                many = int(str(there[number]))
                counts[str(there["kind"]), str(there["system"])] += many
            else:
                rows.append(there)
    for device in preview.taken:
        counts[device.kind, _offered_system(pack, table, device.system)] += 1
    for (kind, system), many in counts.items():
        cells: dict[str, object] = {"kind": kind, "system": system, number: many}
        rows.append(cells)
    return rows


def has_typed(facts: Engagement, question: QuestionId) -> bool:
    """Whether something stands in the table already that must not be lost."""
    before = facts.answers.get(question)
    return before is not None and before.state is AnswerState.GIVEN and bool(before.value)


def _offered_system(pack: ContentPack, table: Question, system: str) -> str:
    offered = column_options(pack, table.columns["system"])
    return system if system in offered else NOT_SURE


def _fate(kind: str, is_above: bool, is_here: bool, offered: Mapping[str, str]) -> Fate:
    if kind == OUT:
        return Fate.SAID_OUT
    if kind in LEFT_OUT:
        return Fate.LEFT_OUT
    if is_above:
        return Fate.TWICE
    if is_here:
        return Fate.HERE
    return Fate.TAKEN if kind in offered else Fate.KIND


def _marks(devices: Sequence[Device]) -> set[str]:
    """By what a computer is known again: its serial number, or else its name."""
    found = set()
    for device in devices:
        if device.serial and plainly(device.serial) not in _NO_SERIAL:
            found.add(f"serial {plainly(device.serial)}")
        elif device.name:
            found.add(f"name {plainly(device.name)}")
    return found


_NO_SERIAL = ("default string", "to be filled by o e m", "none", "n a", "0", "system serial number")
"""What boards say that were never given a number."""


def _both(words: Mapping[str, str]) -> str:
    return " ".join(filter(None, (words["system"], words["version"])))


def _count_column(question: Question) -> str:
    numbers = [key for key, each in question.columns.items() if each.kind is ColumnKind.NUMBER]
    return numbers[0] if len(numbers) == 1 and len(question.columns) == 3 else ""
