"""Every message to a person: ids with arguments, one gettext catalogue for window, CLI and paper.

The ids stand in the code, the sentences in `resources/locale/<language>/*.po` (one file an area,
compiled together into `onboard.mo` by `make words`).
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from functools import lru_cache

from onboard.locations import resources

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@lru_cache(maxsize=8)
def catalogue(language: str = "en") -> gettext.NullTranslations:
    """The compiled catalogue of one language; an unknown language falls back to English."""
    for candidate in (language, "en"):
        path = resources() / "locale" / candidate / "onboard.mo"
        if path.is_file():
            with path.open("rb") as file:
                return gettext.GNUTranslations(file)
    return gettext.NullTranslations()


def say(
    message_id: str,
    /,
    *,
    language: str = "en",
    arguments: Mapping[str, object] | None = None,
    **named: object,
) -> str:
    """The sentence behind an id, its placeholders filled from `arguments` and `named`.

    Raises:
        KeyError: the id or an argument is missing, which is a mistake in this program.
    """
    sentence = catalogue(language).gettext(message_id)
    if sentence == message_id:
        raise KeyError(f"no sentence for {message_id!r}")
    return fill(sentence, {**(arguments or {}), **named})


def say_count(message_id: str, count: int, /, *, language: str = "en", **arguments: object) -> str:
    """As `say`, in the plural form that fits `count`, which also fills `{count}`."""
    sentence = catalogue(language).ngettext(message_id, message_id, count)
    if sentence == message_id:
        raise KeyError(f"no sentence for {message_id!r}")
    return fill(sentence, {"count": count, **arguments})


def fill(sentence: str, arguments: Mapping[str, object]) -> str:
    """Replace `{name}` by its argument. Not `str.format`, which lets text reach into objects."""
    return _PLACEHOLDER.sub(lambda match: str(arguments[match.group(1)]), sentence)
