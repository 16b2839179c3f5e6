"""Make resources/fonts: static, smaller instances of Inter, and DejaVu for what Inter lacks.

ReportLab and Qt both need static TrueType outlines; Inter comes as one variable font. Run it in an
environment of its own, it is needed only when a font changes:

    pip install fonttools fontpkg-inter && python tools/fonts.py

DejaVu comes from Debian's package `fonts-dejavu-core`; `--dejavu DIR` names another folder.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
TEXT_SIZE = 14  # Inter's optical size for running text; large sizes are drawn from it too

LATIN_GREEK_CYRILLIC = (
    (0x20, 0x24F),
    (0x259, 0x259),
    (0x2B0, 0x2FF),
    (0x300, 0x36F),
    (0x370, 0x3FF),
    (0x400, 0x52F),
    (0x1E00, 0x1EFF),
    (0x1F00, 0x1FFF),
    (0x2000, 0x20CF),
    (0x2100, 0x218F),
    (0x2190, 0x22FF),
    (0x25A0, 0x27BF),
    (0xFB00, 0xFB06),
    (0xFFFD, 0xFFFD),
)
"""What both the window and the paper draw with Inter."""

FALLBACK = ((0x20, 0x33FF), (0xA640, 0xA7FF), (0xFB00, 0xFFFF))
"""DejaVu draws the rest of the basic plane; its mathematical alphabets stay out."""


def inter() -> None:
    """Four weights, with figures of one width as the usual ones, so that sums line up."""
    spec = importlib.util.find_spec("fontpkg_inter")
    if spec is None or spec.origin is None:
        raise SystemExit("fontpkg-inter is not installed")
    package = Path(spec.origin).parent
    for name, weight in WEIGHTS.items():
        font = TTFont(package / "files" / "Inter[opsz,wght].ttf")
        font = instantiateVariableFont(
            font, {"wght": weight, "opsz": TEXT_SIZE}, updateFontNames=True
        )
        equal_width_figures(font)
        smaller(font, LATIN_GREEK_CYRILLIC, ["kern", "mark", "mkmk", "ccmp", "locl"])
        font.save(TARGET / f"Inter-{name}.ttf")
    shutil.copyfile(package / "LICENSE", TARGET / "licences" / "Inter-OFL.txt")


def equal_width_figures(font: TTFont) -> None:
    """Point the digits to the glyphs that the feature `tnum` would choose.

    ReportLab applies no font features, and a column of money needs figures of one width.
    """
    gsub = font["GSUB"].table
    chosen: dict[str, str] = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "tnum":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    table = getattr(table, "ExtSubTable", table)
                    chosen.update(table.mapping)
    for table in font["cmap"].tables:
        for code in range(ord("0"), ord("9") + 1):
            if code in table.cmap:
                glyph = table.cmap[code]
                table.cmap[code] = chosen.get(glyph, glyph)  # two tables may share one mapping


def dejavu(folder: Path) -> None:
    for name in ("DejaVuSans", "DejaVuSans-Bold"):
        font = TTFont(folder / f"{name}.ttf")
        smaller(font, FALLBACK, ["kern", "mark", "mkmk", "ccmp", "init", "medi", "fina", "isol"])
        font.save(TARGET / f"{name}.ttf")
    shutil.copyfile(
        "/usr/share/doc/fonts-dejavu-core/copyright", TARGET / "licences" / "DejaVu.txt"
    )


def smaller(font: TTFont, ranges: tuple[tuple[int, int], ...], features: list[str]) -> None:
    """Keep these characters and features; times stay, so that the bytes are the same each run."""
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    font.recalcTimestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in ranges for code in range(low, high + 1)])
    subsetter.subset(font)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dejavu", type=Path, default=Path("/usr/share/fonts/truetype/dejavu"))
    arguments = parser.parse_args()
    (TARGET / "licences").mkdir(parents=True, exist_ok=True)
    inter()
    dejavu(arguments.dejavu)
    for path in sorted(TARGET.glob("*.ttf")):
        print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
