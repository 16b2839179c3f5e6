"""The page that shows all pictures: one row a page and state, one column a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

Findings = Mapping[str, Mapping[str, Sequence[str]]]
"""By look and scene."""

_STYLE = """
:root { color-scheme: light dark; --ground: #f4f6f8; --card: #fff; --ink: #17212b; --quiet: #4f5d6b;
  --edge: #7c8a98; --link: #0f5e6e; --bad: #a3221b; --bad-soft: #fbe9e7; --good: #17663f; }
@media (prefers-color-scheme: dark) { :root { --ground: #0f1519; --card: #161e24; --ink: #eef3f6;
  --quiet: #a7b4be; --edge: #74848f; --link: #6cc5d6; --bad: #ff8a80; --bad-soft: #42201d;
  --good: #6fd39b; } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 2rem; max-width: 110rem;
  background: var(--ground); color: var(--ink); }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--link); outline-offset: 3px; }
.skip { position: absolute; left: -100rem; } .skip:focus { position: static; }
nav ul { columns: 15rem; padding-left: 1.2rem; } nav a { display: inline-block; padding: 2px 0; }
section { margin: 2rem 0; } h2 { margin: 0 0 .5rem; font-size: 1.2rem; }
.looks { display: grid; gap: 1rem; grid-template-columns: repeat(4, minmax(14rem, 1fr));
  overflow-x: auto; align-items: start; }
figure { margin: 0; background: var(--card); border: 1px solid var(--edge); border-radius: 6px;
  padding: .5rem; } img { width: 100%; display: block; }
figcaption { color: var(--quiet); font-size: .9rem; }
.found { background: var(--bad-soft); border-left: 4px solid var(--bad); margin: .5rem 0 0;
  padding: .4rem .4rem .4rem 1.6rem; font-size: .85rem; overflow-wrap: anywhere; }
.bad { color: var(--bad); font-weight: 700; } .good { color: var(--good); font-weight: 700; }
"""


def write_index(folder: Path, found: Findings) -> int:
    """Write `index.html`; how many findings there are.

    Raises:
        SystemExit: there is nothing to show, or a look lacks a page that another look has.
    """
    pictured = [look for look in found if any((folder / look).glob("*.png"))]
    scenes = list(dict.fromkeys(name for look in found for name in found[look]))
    if not pictured or not scenes:
        raise SystemExit("there is no page to show")
    for look in pictured:
        for scene in scenes:
            if not (folder / look / f"{scene}.png").exists():
                raise SystemExit(f"{scene} is missing in {look}")
    (folder / "index.html").write_text(index(pictured, scenes, found), encoding="utf-8")
    return sum(len(texts) for look in found.values() for texts in look.values())


def index(pictured: Sequence[str], scenes: Sequence[str], found: Findings) -> str:
    """The page as text."""
    count = sum(len(texts) for look in found.values() for texts in look.values())
    faulty = {name for look in found.values() for name, texts in look.items() if texts}
    how = "good" if not count else "bad"
    links = "".join(
        f'<li><a href="#{escape(name)}">{escape(name)}</a>'
        + (' <span class="bad">!</span>' if name in faulty else "")
        + "</li>"
        for name in scenes
    )
    rows = "\n".join(_row(name, pictured, found) for name in scenes)
    unseen = ", ".join(look for look in found if look not in pictured)
    also = f" Looked at without a picture: {escape(unseen)}." if unseen else ""
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<title>Every page</title>\n'
        f"<style>{_STYLE}</style>\n<body>\n"
        '<a class="skip" href="#pages">To the pictures</a>\n<h1>Every page</h1>\n'
        f'<p><span class="{how}">{len(pictured) * len(scenes)} pictures, {count} findings.</span>'
        f" {len(scenes)} pages in a state, {len(pictured)} looks.{also}</p>\n"
        f'<nav aria-label="Pages"><details><summary>All pages</summary><ul>{links}</ul></details>'
        f'</nav>\n<main id="pages">\n{rows}\n</main>\n</body>\n</html>\n'
    )


def _row(name: str, pictured: Sequence[str], found: Findings) -> str:
    figures = "".join(_figure(name, look, found[look].get(name, ())) for look in pictured)
    others = [
        f"{look}: {text}"
        for look in found
        if look not in pictured
        for text in found[look].get(name, ())
    ]
    return (
        f'<section id="{escape(name)}"><h2>{escape(name)}</h2>'
        f'<div class="looks">{figures}</div>{_list(others)}</section>'
    )


def _figure(name: str, look: str, texts: Sequence[str]) -> str:
    file = escape(f"{look}/{name}.png")
    return (
        f'<figure><a href="{file}"><img loading="lazy" src="{file}" alt="{escape(name)},'
        f' {escape(look)}"></a><figcaption>{escape(look)}</figcaption>{_list(texts)}</figure>'
    )


def _list(texts: Sequence[str]) -> str:
    if not texts:
        return ""
    return f'<ul class="found">{"".join(f"<li>{escape(text)}</li>" for text in texts)}</ul>'
