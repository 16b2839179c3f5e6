"""Every message to a person: ids with arguments, one gettext catalogue for window, CLI and paper.

The ids stand in the code, the sentences in `resources/locale/<language>/*.po` (one file an area,
compiled together into `onboard.mo` by `make words`).
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from onboard.locations import resources

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


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


def money(low: Decimal, high: Decimal, currency: str, *, language: str = "en") -> str:
    """An amount, or a range with both ends; whole amounts without cents."""
    if low == high:
        return _amount(low, currency, language)
    return f"{_amount(low, currency, language)} – {_amount(high, currency, language)}"


def day(when: date, *, language: str = "en") -> str:
    """A date in words that cannot be read the wrong way round: 21 November 2026."""
    from babel.dates import format_date

    return format_date(when, format="d MMMM y", locale=language)


def moment(when: datetime, *, language: str = "en") -> str:
    """Day, time and offset from universal time."""
    offset = when.strftime("%z")
    zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset else ""
    return f"{day(when.date(), language=language)}, {when:%H:%M} {zone}".strip()


def _amount(amount: Decimal, currency: str, language: str) -> str:
    from babel.numbers import format_currency  # slow to import, not needed for the first page

    whole = amount == amount.to_integral_value()
    pattern = "¤#,##0" if whole else "¤#,##0.00"
    return format_currency(amount, currency, pattern, locale=language, currency_digits=False)
