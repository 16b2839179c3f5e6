"""What poppler reads out of a paper: its tags as a tree, and its text."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_ELEMENT = re.compile(r'( *)([A-Z][A-Za-z0-9]*)(?: ".*")?(?: \((?:block|inline)\))?:?')
_TEXT = re.compile(r' *"(.*)"')


@dataclass(slots=True, eq=False)
class Tag:
    """One element, with its own text and its children."""

    name: str
    texts: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    children: list[Tag] = field(default_factory=list)

    def every(self, *names: str) -> Iterator[Tag]:
        """The elements of these names below this one, in the order of reading."""
        return (tag for tag in self.all() if tag.name in names)

    def all(self) -> Iterator[Tag]:
        """The elements below this one."""
        for child in self.children:
            yield child
            yield from child.all()

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def whole_text(self) -> str:
        """With that of the elements within."""
        return self.text + "".join(child.whole_text for child in self.children)


def tags_of(path: Path) -> Tag:
    """The root of the tree that `pdfinfo -struct-text` prints."""
    root = Tag("")
    open_tags = [root]
    for line in _said("pdfinfo", "-struct-text", path).splitlines():
        element = _ELEMENT.fullmatch(line)
        if text := _TEXT.fullmatch(line):
            open_tags[-1].texts.append(text[1])
        elif element:
            depth = len(element[1]) // 2
            del open_tags[depth + 1 :]
            tag = Tag(element[2])
            open_tags[-1].children.append(tag)
            open_tags.append(tag)
        elif line.strip().startswith("/"):
            open_tags[-1].attributes.append(line.strip())
        else:
            assert re.fullmatch(r" *Object \d+ 0", line), line
    return root


def text_of(path: Path) -> str:
    """What `pdftotext` extracts, page by page as it is laid out."""
    return _said("pdftotext", path, "-")


def _said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()
