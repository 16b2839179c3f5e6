"""The structure tree of a finished file, from the elements that the layout noted."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from onboard.pdf.tagging import Element, Marked, Reserved


def write_structure(
    pdf: Pdf,
    root: Element,
    owners: list[list[Element]],
    annotations: dict[int, Object],
) -> None:
    """Write /StructTreeRoot with its parent tree.

    `annotations` has the made annotation of each reserved place, by `id()` of the place.
    """
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pages: list[Object] = [page.obj for page in pdf.pages]
    writer = _Writer(pdf, annotations, pages, len(pages))
    tree.K = writer.element(root, tree)
    numbers: list[object] = []
    for index, page in enumerate(pages):
        page.StructParents = index
        page.Tabs = Name.S
        marks = Array([writer.written[id(owner)] for owner in owners[index]])
        numbers += [index, pdf.make_indirect(marks)]
    for key, element in writer.annotation_parents:
        numbers += [key, element]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = writer.next_key
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


@dataclass(slots=True)
class _Writer:
    pdf: Pdf
    annotations: dict[int, Object]
    pages: list[Object]
    next_key: int
    written: dict[int, Object] = field(default_factory=dict)
    annotation_parents: list[tuple[int, Object]] = field(default_factory=list)

    def element(self, element: Element, parent: Object) -> Object:
        values: dict[str, object] = {
            "/Type": _name("StructElem"),
            "/S": _name(element.tag),
            "/P": parent,
        }
        if element.alt:
            values["/Alt"] = String(element.alt)
        if element.title:
            values["/T"] = String(element.title)
        if element.attributes:
            values["/A"] = Array([_attribute(*each) for each in element.attributes.items()])
        first = element.first_page()
        if first is not None:
            values["/Pg"] = self.pages[first]
        # One call for all of it: each key set on a finished object costs as much as a new object.
        made = self.pdf.make_indirect(Dictionary(values))
        self.written[id(element)] = made
        children = [self._child(child, made, first) for child in element.children]
        if len(children) == 1:
            # Not an array: pyHanko's review of later changes finds a field only by this path.
            made.K = children[0]
        elif children:
            made.K = Array(children)
        return made

    def _child(self, child: Element | Marked | Reserved, made: Object, first: int | None) -> object:
        match child:
            case Element():
                return self.element(child, made)
            case Marked(page, number):
                if page == first:
                    return number
                return Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=number)
            case Reserved(page):
                annotation = self.annotations[id(child)]
                annotation.StructParent = self.next_key
                self.annotation_parents.append((self.next_key, made))
                self.next_key += 1
                return Dictionary(Type=Name.OBJR, Obj=annotation, Pg=self.pages[page])


@cache
def _name(tag: str) -> Name:
    return Name(f"/{tag}")


def _attribute(owner: str, values: dict[str, object]) -> Dictionary:
    attribute = Dictionary(O=Name(f"/{owner}"))
    for key, value in values.items():
        attribute[f"/{key}"] = _plain(value)
    return attribute


def _plain(value: object) -> object:
    if isinstance(value, str):
        return Name(value) if value.startswith("/") else String(value)
    if isinstance(value, list):
        return Array([round(float(each), 3) for each in value])
    return value
