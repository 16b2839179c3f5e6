"""What a screen reader sees of a program: a client of AT-SPI on D-Bus, without a toolkit.

Only what assistive technology has: names, roles, states, actions, texts, values and selections.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds until a thing that does not come counts as missing."""
PAUSE = 0.01
"""Seconds between two looks at the tree."""
MOST_AT_ONCE = 64
"""Questions under way at the same time; more would fill the pipe to the program."""

STATES = {
    1: "active", 4: "checked", 5: "collapsed", 7: "editable", 8: "enabled", 9: "expandable",
    10: "expanded", 11: "focusable", 12: "focused", 16: "modal", 17: "multi line",
    20: "pressed", 23: "selected", 24: "sensitive", 25: "showing", 30: "visible",
    41: "checkable", 43: "read only",
}  # fmt: skip
"""The bits of AtspiStateType that these tests look at."""

FOCUSABLE, FOCUSED, VISIBLE = 11, 12, 30
TAB_SYMBOL, BY_SYMBOL = 0xFF09, 3
MATCH_ALL, MATCH_ANY = 1, 2
CANONICAL = 1
"""Numbers of AtspiCollectionMatchType and AtspiCollectionSortOrder."""

LABELLED_BY = 2
"""The number of this relation in AtspiRelationType."""

ROLES = {
    "check box": 7, "combo box": 11, "dialog": 16, "filler": 21, "frame": 23, "label": 29,
    "layered pane": 30, "list item": 32, "panel": 39, "push button": 43, "radio button": 44,
    "spin box": 52, "text": 61, "heading": 83,
}  # fmt: skip
"""Numbers of AtspiRole, by the names that Qt gives them."""

LEAVES = frozenset({"label", "heading", "push button", "check box", "radio button", "list item"})
"""Roles of things that hold nothing else in a window of Qt's."""

Reference = tuple[str, str]
"""The name of a program on the bus, and the path of one thing in it."""


class Refused(Exception):
    """The program answered with an error; a thing that has gone meanwhile does so too."""


class NotThere(AssertionError):
    """What was waited for did not come."""


@dataclass(frozen=True)
class Node:
    """One thing of the tree, as it was when it was read."""

    reference: Reference
    name: str
    role: str
    states: frozenset[str]
    depth: int
    parents: tuple[Reference, ...]
    value: str = ""
    """What stands in a list to pick from; Qt tells that as its name, and its name by a label."""

    def is_in(self, other: Node) -> bool:
        return other.reference in self.parents

    def __str__(self) -> str:
        return f"{self.role} {self.name!r}"


class Bus:
    """A connection to the bus of accessibility, with many questions under way at once."""

    def __init__(self, session_bus: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(_address_on(session_bus))
        self._roles: dict[Reference, str] = {}

    def close(self) -> None:
        self._connection.close()

    def ask(
        self, of: Reference, interface: str, method: str, kinds: str = "", *values: Any
    ) -> tuple[Any, ...]:
        return self._body(self.ask_all([_call(of, interface, method, kinds, values)])[0])

    def read(self, of: Reference, interface: str, name: str) -> Any:
        return self._body(self.ask_all([_property(of, interface, name)])[0])[0][1]

    def write(self, of: Reference, interface: str, name: str, kind: str, value: Any) -> None:
        self._body(self.ask_all([Properties(_address(of, interface)).set(name, kind, value)])[0])

    def states(self, of: Reference) -> frozenset[str]:
        return _words_of(self.ask(of, "Accessible", "GetState")[0])

    def ask_all(self, messages: Sequence[Message]) -> list[Message]:
        """The answers in the order of the questions; errors among them as they are."""
        answers: dict[int, Message] = {}
        serials: list[int] = []
        deadline = time.monotonic() + PATIENCE
        for message in messages:
            serial = next(self._connection.outgoing_serial)
            self._connection.send(message, serial=serial)
            serials.append(serial)
            while len(serials) - len(answers) > MOST_AT_ONCE:
                self._take(answers, deadline)
        while len(answers) < len(serials):
            self._take(answers, deadline)
        return [answers[serial] for serial in serials]

    def _take(self, answers: dict[int, Message], deadline: float) -> None:
        got = self._connection.receive(timeout=max(0.01, deadline - time.monotonic()))
        serial = got.header.fields.get(HeaderFields.reply_serial)
        if serial is not None:
            answers[serial] = got

    @staticmethod
    def _body(answer: Message) -> tuple[Any, ...]:
        if _is_error(answer):
            raise Refused(*answer.body)
        return tuple(answer.body)

    # ---- the tree

    def program(self, process: int) -> Reference | None:
        """The program with this process number, once it has told the registry of itself."""
        root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        for found in self.ask(root, "Accessible", "GetChildren")[0]:
            daemon = DBusAddress(
                "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus"
            )
            asked = new_method_call(daemon, "GetConnectionUnixProcessID", "s", (found[0],))
            answer = self.ask_all([asked])[0]
            if not _is_error(answer) and answer.body[0] == process:
                return (found[0], found[1])
        return None

    def matching(self, root: Reference, role: str) -> list[Node]:
        """All of one role below this that can be seen, in the order of reading."""
        references = self._matches(root, [VISIBLE], ROLES[role])
        self._roles.update(dict.fromkeys(references, role))
        nodes = self._nodes([(reference, (root,)) for reference in references])
        return [self._labelled(node) for node in nodes]

    def focused(self, root: Reference) -> list[Reference]:
        """What has the focus and can be used by it; in a list, its entry too."""
        return self._matches(root, [VISIBLE, FOCUSED, FOCUSABLE])

    def _matches(
        self, root: Reference, states: list[int], role: int | None = None
    ) -> list[Reference]:
        bits = sum(1 << state for state in states)
        roles = [0, 0, 0, 0]
        if role is not None:
            roles[role // 32] = _signed(1 << role % 32)
        how = MATCH_ALL if role is None else MATCH_ANY
        wanted = ([_signed(bits), 0], MATCH_ALL, {}, MATCH_ALL, roles, how, [], MATCH_ALL, False)
        kinds = "(aiia{ss}iaiiasib)uib"
        found = self.ask(root, "Collection", "GetMatches", kinds, wanted, CANONICAL, 0, True)[0]
        return [(bus, path) for bus, path in found]

    def press_tab(self) -> None:
        """As from a keyboard; only to see where it leads."""
        keys = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry/deviceeventcontroller")
        kind = "DeviceEventController"
        self.ask(keys, kind, "GenerateKeyboardEvent", "isu", TAB_SYMBOL, "", BY_SYMBOL)

    def children(self, of: Reference) -> list[Node]:
        """What is directly in it and can be seen."""
        found = self.ask(of, "Accessible", "GetChildren")[0]
        return self._nodes([((bus, path), (of,)) for bus, path in found])

    def tree(self, root: Reference) -> list[Node]:
        """All that is there for a person now, in the order of reading; hidden parts are left out.

        What goes away while it is read is left out too.
        """
        made: dict[Reference, Node] = {}
        inside: dict[Reference, list[Reference]] = {}
        level: list[tuple[Reference, tuple[Reference, ...]]] = [(root, ())]
        while level:
            nodes = [self._labelled(node) for node in self._nodes(level)]
            made.update({node.reference: node for node in nodes})
            children = self._children(nodes)
            inside.update(children)
            level = [
                (child, (*node.parents, node.reference))
                for node in nodes
                for child in children[node.reference]
            ]
        return list(_in_order(root, made, inside))

    def _nodes(self, level: list[tuple[Reference, tuple[Reference, ...]]]) -> list[Node]:
        self._learn_roles([reference for reference, _ in level if reference not in self._roles])
        messages: list[Message] = []
        for reference, _ in level:
            messages.append(_call(reference, "Accessible", "GetState"))
            messages.append(_property(reference, "Accessible", "Name"))
        answers = self.ask_all(messages)
        found = []
        for (reference, parents), state, name in zip(
            level, answers[::2], answers[1::2], strict=True
        ):
            if _is_error(state) or _is_error(name) or reference not in self._roles:
                continue
            states = _words_of(state.body[0])
            if not parents or "visible" in states:
                role = self._roles[reference]
                found.append(Node(reference, name.body[0][1], role, states, len(parents), parents))
        return found

    def _learn_roles(self, of: list[Reference]) -> None:
        """A thing keeps its role as long as it is there."""
        answers = self.ask_all([_call(one, "Accessible", "GetRoleName") for one in of])
        for reference, answer in zip(of, answers, strict=True):
            if not _is_error(answer):
                self._roles[reference] = answer.body[0]

    def _labelled(self, node: Node) -> Node:
        if node.role != "combo box":
            return node
        relations = self.ask(node.reference, "Accessible", "GetRelationSet")[0]
        labels = [label for kind, found in relations if kind == LABELLED_BY for label in found]
        name = str(self.read((labels[0][0], labels[0][1]), "Accessible", "Name")) if labels else ""
        return replace(node, name=name, value=node.name)

    def _children(self, nodes: list[Node]) -> dict[Reference, list[Reference]]:
        of = [node.reference for node in nodes if node.role not in LEAVES]
        asked = [_call(reference, "Accessible", "GetChildren") for reference in of]
        found: dict[Reference, list[Reference]] = {node.reference: [] for node in nodes}
        for reference, answer in zip(of, self.ask_all(asked), strict=True):
            if not _is_error(answer):
                found[reference] = [(bus, path) for bus, path in answer.body[0]]
        return found


def _signed(bits: int) -> int:
    """The same 32 bits as D-Bus has them for a number with a sign."""
    return bits - (1 << 32) if bits >> 31 else bits


def _words_of(bits: Sequence[int]) -> frozenset[str]:
    all_bits = bits[0] | bits[1] << 32
    return frozenset(word for bit, word in STATES.items() if all_bits >> bit & 1)


def _is_error(answer: Message) -> bool:
    return answer.header.message_type is MessageType.error


def _address_on(session_bus: str) -> str:
    """Where the bus of accessibility is; asked only once it is there, or a second one starts."""
    address = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    daemon = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    with open_dbus_connection(session_bus) as session:

        def there() -> bool | None:
            asked = new_method_call(daemon, "NameHasOwner", "s", (address.bus_name,))
            return session.send_and_get_reply(asked, timeout=PATIENCE).body[0] or None

        wait_for("the bus of accessibility", there)
        asked = new_method_call(address, "GetAddress")
        return str(session.send_and_get_reply(asked, timeout=PATIENCE).body[0])


def _in_order(
    reference: Reference, made: dict[Reference, Node], inside: dict[Reference, list[Reference]]
) -> Iterator[Node]:
    if reference in made:
        yield made[reference]
        for child in inside.get(reference, []):
            yield from _in_order(child, made, inside)


def _address(of: Reference, interface: str) -> DBusAddress:
    return DBusAddress(of[1], bus_name=of[0], interface=f"org.a11y.atspi.{interface}")


def _call(
    of: Reference, interface: str, method: str, kinds: str = "", values: tuple[Any, ...] = ()
) -> Message:
    return new_method_call(_address(of, interface), method, kinds or None, values)


def _property(of: Reference, interface: str, name: str) -> Message:
    return Properties(_address(of, interface)).get(name)


def wait_for(what: str, look: Callable[[], T | None], *, patience: float = PATIENCE) -> T:
    """Look again and again until there is something; what is missing is said by its name."""
    deadline = time.monotonic() + patience
    while True:
        try:
            found = look()
        except Refused:
            found = None  # it went away while one looked
        if found is not None:
            return found
        if time.monotonic() > deadline:
            raise NotThere(what)
        time.sleep(PAUSE)  # between two looks; nothing rests on how long it is


def outline(nodes: Iterable[Node]) -> str:
    """The tree in words, for a person who reads why a test failed."""
    return "\n".join(
        f"{'  ' * node.depth}{node} {' '.join(sorted(node.states - {'visible', 'sensitive'}))}"
        for node in nodes
    )
