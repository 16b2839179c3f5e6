"""The colours of each look, as one set of names; nothing else in the window names a colour."""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """One set of colours. Text pairs reach 4.5:1, `control` and `focus` reach 3:1."""

    name: str
    canvas: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    control: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    focus: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    levels: tuple[str, str, str, str, str]
    """Fills of the risk levels, very low to very high; text on them is `on_level`."""
    on_level: str


LIGHT = Tokens(
    name="light",
    canvas="#F4F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    text="#17212B",
    muted="#4F5D6B",
    border="#DCE2E8",
    control="#7C8A98",
    accent="#0F5E6E",
    accent_hover="#0B4B58",
    on_accent="#FFFFFF",
    accent_soft="#E6F2F4",
    focus="#2459D6",
    ok="#17663F",
    ok_soft="#E4F4EB",
    warn="#7A4F00",
    warn_soft="#FDF3DC",
    danger="#A3221B",
    danger_soft="#FBE9E7",
    levels=("#E3F1EA", "#F3EEC9", "#FBDAA4", "#F4A582", "#DD6654"),
    on_level="#17212B",
)
DARK = Tokens(
    name="dark",
    canvas="#0F1519",
    surface="#161E24",
    raised="#1D272E",
    text="#EEF3F6",
    muted="#A7B4BE",
    border="#2B3840",
    control="#74848F",
    accent="#6CC5D6",
    accent_hover="#8AD6E4",
    on_accent="#06222A",
    accent_soft="#16343B",
    focus="#A9C7FF",
    ok="#6FD39B",
    ok_soft="#143326",
    warn="#F0C069",
    warn_soft="#3A2E12",
    danger="#FF8A80",
    danger_soft="#42201D",
    levels=("#2C5A45", "#5B5A26", "#7A5A1C", "#94492C", "#A83A2C"),
    on_level="#FFFFFF",
)
# Stronger edges and texts that reach 7:1 on every ground, for who asks for more contrast.
LIGHT_CONTRAST = LIGHT._replace(
    canvas="#FFFFFF", text="#000000", muted="#2B3640", border="#5A6772", control="#27323C",
    accent="#0B4B58", accent_hover="#083A44", ok="#0F5132", warn="#5E3C00", danger="#8A1A14",
)  # fmt: skip
DARK_CONTRAST = DARK._replace(
    canvas="#000000", surface="#0A0F12", text="#FFFFFF", muted="#D5DEE5", border="#8FA0AB",
    control="#C3CFD7", accent="#9BE3F0", accent_hover="#B8ECF5", ok="#9BE3BC", warn="#F7D79C",
    danger="#FFB3AC",
)  # fmt: skip
