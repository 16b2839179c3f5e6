"""A person with a screen reader: reads what is there, and acts by the interface alone.

There is no mouse and no key here: only actions, texts, values and selections that the program
offers to assistive technology.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ui.atspi.accessible import (
    Bus,
    Node,
    NotThere,
    Reference,
    Refused,
    T,
    outline,
    wait_for,
)
from tests.ui.atspi.desk import Desk

BUTTON, CHECK, RADIO = "push button", "check box", "radio button"
TEXT, COMBO, SPIN, ITEM = "text", "combo box", "spin box", "list item"
LOOKS = 3


class ScreenReader:
    """Looks at one program until it says what is waited for."""

    def __init__(self, desk: Desk, home: Path, *options: str) -> None:
        self._process = desk.open_wizard(home, *options)
        self._desk = desk
        self.bus = Bus(desk.session_bus)
        self._program: Reference = self.wait("the window", lambda: self._found())

    def _found(self) -> Reference | None:
        return self.bus.program(self._process.pid)

    def close(self) -> None:
        self.bus.close()
        self._desk.end(self._process)

    # ---- reading

    @property
    def here(self) -> Reference:
        """What is to be used now: a dialog while one is open, else all of the program."""
        dialogs = self.bus.matching(self._program, "dialog")
        return dialogs[-1].reference if dialogs else self._program

    def nodes(self) -> list[Node]:
        """All that is there to be read, in order."""
        return self.bus.tree(self.here)

    def settled(self) -> list[Node]:
        """The same, once it is the same at several looks: long pages are built by and by."""
        looks: list[list[Node]] = []

        def same() -> list[Node] | None:
            looks.append(self.nodes())
            last = [[node.reference for node in nodes] for nodes in looks[-LOOKS:]]
            return looks[-1] if len(last) == LOOKS and all(one == last[0] for one in last) else None

        return self.wait("an end of drawing", same)

    def every(self, role: str, within: Node | None = None) -> list[Node]:
        """All of this role, in the order of reading."""
        return self.bus.matching(within.reference if within is not None else self.here, role)

    def title(self) -> str | None:
        """The heading of the page that is up."""
        stacks = self.every("layered pane")
        shown = self.bus.children(stacks[0].reference) if stacks else []
        return shown[0].name if shown else None

    def level(self, heading: Node) -> int:
        """1 for a heading of a page, and more for what stands in it; 0 where nothing is said."""
        told: dict[str, str] = self.bus.ask(heading.reference, "Accessible", "GetAttributes")[0]
        return int(told.get("level", "0"))

    def dialog(self) -> str | None:
        """The name of the dialog that is open."""
        dialogs = self.bus.matching(self._program, "dialog")
        return dialogs[-1].name if dialogs else None

    def wait_for_dialog(self, name: str) -> None:
        self.wait(f"dialog {name!r}", lambda: self.dialog() == name or None)

    def wait(self, what: str, look: Callable[[], T | None]) -> T:
        """What is missing is told with all that is there instead."""
        try:
            return wait_for(what, look)
        except NotThere as missing:
            if self._process.poll() is not None:
                said = self._desk.said("wizard").read_text(encoding="utf-8", errors="replace")
                raise NotThere(f"{missing}: the program has ended\n{said[-4000:]}") from None
            raise NotThere(f"{missing} is not there:\n{outline(self.nodes())}") from None

    def seen(self, role: str, name: str, within: Node | None = None) -> Node | None:
        """The one of this role and name, if it is there now."""
        found = self.every(role, within)
        return next((node for node in found if node.name == name), None)

    def find(self, role: str, name: str, within: Node | None = None) -> Node:
        return self.wait(f"{role} {name!r}", lambda: self.seen(role, name, within))

    def find_ready(self, role: str, name: str) -> Node:
        """The one of this role and name, once it can be used."""

        def ready() -> Node | None:
            node = self.seen(role, name)
            return node if node is not None and "enabled" in node.states else None

        return self.wait(f"{role} {name!r}, ready to be used,", ready)

    def has(self, node: Node, state: str) -> bool:
        """Whether it is in this state now."""
        return state in self.bus.states(node.reference)

    def text_of(self, node: Node) -> str:
        return str(self.bus.ask(node.reference, "Text", "GetText", "ii", 0, -1)[0])

    # ---- acting

    def go_to(self, node: Node) -> None:
        """Put the focus there."""
        self.bus.ask(node.reference, "Component", "GrabFocus")

    def act(self, node: Node) -> None:
        """Do what is first among the things it offers, as assistive technology does."""
        offered = [str(part[0]) for part in self.bus.ask(node.reference, "Action", "GetActions")[0]]
        if not offered or offered[0] == "SetFocus":
            raise NotThere(f"{node} offers nothing to do but {offered}")
        if not self.bus.ask(node.reference, "Action", "DoAction", "i", 0)[0]:
            raise Refused(f"{node} does not {offered[0]}")

    def press(self, name: str, within: Node | None = None) -> None:
        self.act(self.find(BUTTON, name, within))

    def tick(self, node: Node) -> None:
        """Check a box or a radio button, and wait until it says that it is checked."""
        if "checked" in node.states:
            return
        self.act(node)
        self.wait(f"a tick at {node}", lambda: self.has(node, "checked") or None)

    def type_into(self, node: Node, text: str) -> None:
        """Put the whole text there at once, as dictation does."""
        if not self.bus.ask(node.reference, "EditableText", "SetTextContents", "s", text)[0]:
            raise Refused(f"{node} takes no text")
        self.wait(f"{text!r} in {node}", lambda: self.text_of(node) == text or None)

    def write(self, name: str, text: str, within: Node | None = None) -> None:
        self.type_into(self.find(TEXT, name, within), text)

    def set_number(self, node: Node, number: int) -> None:
        """Move a value that has one, such as that of a spin button."""
        self.bus.write(node.reference, "Value", "CurrentValue", "d", float(number))
        self.wait(
            f"{number} in {node}",
            lambda: self.bus.read(node.reference, "Value", "CurrentValue") == number or None,
        )

    def choose(self, node: Node, option: str) -> None:
        """Open a list, pick one by its words, and wait until the list says so."""
        if node.value == option:
            return
        self.act(node)
        self.act(self.find(ITEM, option, node))
        self.wait(f"{option!r} in {node}", lambda: self._says(node, option))

    def choose_ending(self, node: Node, words: str) -> None:
        """Pick the first of a list that ends so."""
        if node.value.endswith(words):
            return
        self.act(node)

        def offered() -> Node | None:
            return next((one for one in self.every(ITEM, node) if one.name.endswith(words)), None)

        item = self.wait(f"an item {words!r}", offered)
        self.act(item)
        self.wait(f"{item.name!r} in {node}", lambda: self._says(node, item.name))

    def _says(self, node: Node, option: str) -> bool | None:
        """Whether a list is closed again and shows this."""
        shown = [one for one in self.every(COMBO) if one.name == node.name]
        closed = [one.value for one in shown if "expanded" not in one.states]
        return closed == [option] or None


@contextmanager
def reading(desk: Desk, home: Path, *options: str) -> Iterator[ScreenReader]:
    """A screen reader in front of a wizard that was just opened."""
    reader = ScreenReader(desk, home, *options)
    try:
        yield reader
    finally:
        reader.close()
