"""Systems and kinds of computers in the words of management tools, as the pack calls them."""

from __future__ import annotations

import re
from collections.abc import Collection

from onboard.intake.columns import plainly

LEFT_OUT = ("server", "phone", "virtual")
"""Kinds that are no computer of this question; a row of them is named and left out."""

_BUILDS = {
    "14393": ("10", "2016"),
    "17763": ("10", "2019"),
    "19044": ("10", "2021"),
    "22000": ("11", "21h2"),
    "22621": ("11", "22h2"),
    "22631": ("11", "23h2"),
    "26100": ("11", "24h2"),
    "26200": ("11", "25h2"),
    "28000": ("11", "26h1"),
}
_BUILD = re.compile(r"\b(?:10\.0\.)?(1[0-9]{4}|2[0-9]{4})\b")
_RELEASE = re.compile(r"\b(2[0-9]h[12])\b")
_OLD = {"6.3": "win-8.1", "6.2": "win-8", "6.1": "win-7", "6.0": "win-vista", "5.1": "win-xp"}
_OLD_NAMES = {"8.1": "win-8.1", "8": "win-8", "7": "win-7", "vista": "win-vista", "xp": "win-xp"}
_MAC_NAMES = {
    "high sierra": "10.13",
    "mojave": "10.14",
    "catalina": "10.15",
    "big sur": "11",
    "monterey": "12",
    "ventura": "13",
    "sonoma": "14",
    "sequoia": "15",
    "tahoe": "26",
}
_MAC = re.compile(r"(?:mac ?os(?: x)?|os x)\D{0,20}?(\d{2})(?:\.(\d{1,2}))?")
_LINUX = ("linux", "ubuntu", "debian", "fedora", "red hat", "centos", "suse", "mint")

_KINDS = {
    "server": ("server", "servidor"),
    "virtual": ("virtual", "vmware", "hyper v"),
    "phone": ("phone", "telefono", "tablet", "tableta", "ipad", "android", "movil", "smartphone"),
    "chromebook": ("chromebook", "chrome os", "chromeos"),
    "mac-laptop": ("macbook",),
    "mac-desktop": ("imac", "mac mini", "mac studio", "mac pro", "macmini"),
    "laptop": (
        *("laptop", "notebook", "portatil", "portable", "thinkpad", "latitude", "elitebook"),
        *("probook", "convertible", "ultrabook", "surface", "mobile workstation"),
    ),
    "desktop": (
        *("desktop", "tower", "torre", "sobremesa", "escritorio", "workstation", "mini pc"),
        *("optiplex", "thinkcentre", "all in one", "elitedesk", "prodesk"),
    ),
}
_CHASSIS = {
    **dict.fromkeys(("8", "9", "10", "14", "31", "32"), "laptop"),
    **dict.fromkeys(("3", "4", "5", "6", "7", "13", "15", "16", "35"), "desktop"),
    **dict.fromkeys(("17", "23", "28"), "server"),
    **dict.fromkeys(("11", "30"), "phone"),
}
"""Numbers that the makers of boards write for a kind of case (SMBIOS, 7.4.1)."""


def system_of(system: str, version: str, offered: Collection[str]) -> str:
    """The pack's id of a system; empty where it is not certain which it is."""
    text = f"{system} {version}".casefold().strip()
    found = _windows(text) if _is_windows(text) else _other(text)
    return next((each for each in found if each in offered), "")


def is_server(system: str) -> bool:
    return "windows server" in plainly(system) or "small business server" in plainly(system)


def kind_of(kind: str, model: str, system: str, offered: Collection[str]) -> str:
    """The pack's id of a kind, one of `LEFT_OUT`, or empty."""
    if is_server(system):
        return "server"
    found = _CHASSIS.get(kind.strip()) or _kind_in(kind) or _kind_in(model)
    is_mac = bool(_MAC.search(system.casefold())) or "mac" in plainly(f"{kind} {system}").split()
    if is_mac and found in ("laptop", "desktop"):
        found = f"mac-{found}"
    return found if found in offered or found in LEFT_OUT else ""


def _kind_in(text: str) -> str:
    padded = f" {plainly(text)} "
    return next(
        (kind for kind, words in _KINDS.items() if any(f" {word} " in padded for word in words)),
        "",
    )


def _is_windows(text: str) -> bool:
    return "windows" in text or "win1" in text or bool(re.search(r"\b10\.0\.\d{5}", text))


def _windows(text: str) -> list[str]:
    """Ids to be looked for, the most exact first."""
    if "server" in text:
        return []
    old = next(
        (key for mark, key in _OLD.items() if re.search(rf"\b{re.escape(mark)}\.\d", text)), ""
    )
    build = _BUILD.search(text)
    made, release = _BUILDS.get(build[1], ("", "")) if build else ("", "")
    is_ten = made == "10" or bool(re.search(r"\b(?:windows|win) ?10\b(?!\.)", text))
    if build and build[1] < "22000":
        is_ten, made = True, "10"
    is_eleven = made == "11" or bool(re.search(r"\b(?:windows|win) ?11\b", text))
    if re.search(r"\bhome\b|\bhogar\b", text) and (is_ten or is_eleven):
        return ["win-home"]
    if is_eleven and made != "10":
        return _eleven(text, release)
    if is_ten:
        return _ten(text, release)
    named = re.search(r"\b(?:windows|win) ?(8\.1|8|7|vista|xp)\b", text)
    return [key for key in (old, _OLD_NAMES[named[1]] if named else "") if key]


def _eleven(text: str, release: str) -> list[str]:
    if "ltsc" in text:
        return ["win-11-ltsc-2024"]
    said = _RELEASE.search(text)
    release = said[1] if said else release
    if not release:
        return []
    is_large = re.search(r"\benterprise\b|\beducation\b|\bempresa\b|\beducacion\b", text)
    exact = [f"win-11-{release}-ent"] if is_large else []
    return [*exact, f"win-11-{release}"]


def _ten(text: str, release: str) -> list[str]:
    is_long = "ltsc" in text or "ltsb" in text
    if not is_long:
        return ["win-10-22h2"]
    said = re.search(r"\b(2016|2019|2021)\b", text)
    year = said[1] if said else release
    if year == "2016":
        return ["win-10-ltsb-2016"]
    return [f"win-10-iot-ltsc-{year}"] if "iot" in text else [f"win-10-ltsc-{year}"]


def _other(text: str) -> list[str]:
    if "chrome" in text:
        return ["chromeos"]
    named = next((number for name, number in _MAC_NAMES.items() if name in text), "")
    if named:
        return [f"macos-{named}"]
    if match := _MAC.search(text):
        return [f"macos-10.{match[2]}" if match[1] == "10" else f"macos-{match[1]}"]
    return ["linux"] if any(name in text for name in _LINUX) else []
