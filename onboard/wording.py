"""Every message to a person: ids with arguments, one gettext catalogue for window, CLI and paper.

The ids stand in the code, the sentences in `resources/locale/<language>/*.po` (one file an area,
compiled by `make words`: `first.po` into `first.mo`, the others together into `onboard.mo`).
"""

from __future__ import annotations

import contextlib
import gettext
import re
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING

from onboard.locations import resources

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


SOURCE = "en"
"""The language in which the sentences are written first; what a language lacks reads so."""
LANGUAGES = {"en": "English", "es": "Español"}
"""What can be spoken, each named in its own words."""
_TERRITORIES = {("es", "USD"): "es_US", ("es", "MXN"): "es_MX"}
"""Money is written as in the country whose money it is, where a language knows several ways."""

_asked: ContextVar[str | None] = ContextVar("language", default=None)


class _Spoken:
    """The language of the program at large; `speaking` goes before it."""

    language = SOURCE


def speak(language: str) -> None:
    """Say everything in this language from now on; one that is not known here is English."""
    _Spoken.language = known(language)


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in this language within the block, in this thread alone.

    What is made beside the window stays in its own language while somebody changes that of the
    window.
    """
    token = _asked.set(known(language))
    try:
        yield
    finally:
        _asked.reset(token)


def spoken() -> str:
    """The language in which `say` speaks here and now."""
    return _asked.get() or _Spoken.language


def wished(given: Sequence[str], environment: Mapping[str, str]) -> str:
    """The language that a command asks for, or else the system's (POSIX locale variables)."""
    for place, argument in enumerate(given):
        if argument == "--language" and place + 1 < len(given):
            return given[place + 1]
        if argument.startswith("--language="):
            return argument.partition("=")[2]
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    return next((environment[name] for name in names if environment.get(name)), SOURCE)


def known(language: str) -> str:
    """The language of a tag such as "es-MX" as we name it; English where we do not speak it."""
    name = re.split(r"[-_.@]", language, maxsplit=1)[0].lower()
    return name if name in LANGUAGES else SOURCE


@lru_cache(maxsize=8)
def catalogue(language: str = SOURCE) -> gettext.NullTranslations:
    """The compiled catalogue of one language; what it lacks is said in English.

    What the first page says is a small file of its own: the others together take longer to read
    than the page to draw.
    """
    first = _read(language, "first.mo")
    first.add_fallback(_Rest(language))
    return first


class _Rest(gettext.NullTranslations):
    """Everything but the first page; read when something of it is said."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def gettext(self, message: str) -> str:
        return rest_of(self._language).gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return rest_of(self._language).ngettext(msgid1, msgid2, n)


@lru_cache(maxsize=8)
def rest_of(language: str) -> gettext.NullTranslations:
    """What the first page does not say, in one language."""
    rest = _read(language, "onboard.mo")
    if language != SOURCE:
        rest.add_fallback(catalogue(SOURCE))
    return rest


def _read(language: str, name: str) -> gettext.NullTranslations:
    path = resources() / "locale" / language / name
    if not path.is_file():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def say(
    message_id: str,
    /,
    *,
    language: str | None = None,
    arguments: Mapping[str, object] | None = None,
    **named: object,
) -> str:
    """The sentence behind an id, its placeholders filled from `arguments` and `named`.

    Raises:
        KeyError: the id or an argument is missing, which is a mistake in this program.
    """
    sentence = catalogue(language or spoken()).gettext(message_id)
    if sentence == message_id:
        raise KeyError(f"no sentence for {message_id!r}")
    return fill(sentence, {**(arguments or {}), **named})


def say_count(
    message_id: str, count: int, /, *, language: str | None = None, **arguments: object
) -> str:
    """As `say`, in the plural form that fits `count`, which also fills `{count}`."""
    sentence = catalogue(language or spoken()).ngettext(message_id, message_id, count)
    if sentence == message_id:
        raise KeyError(f"no sentence for {message_id!r}")
    return fill(sentence, {"count": count, **arguments})


def fill(sentence: str, arguments: Mapping[str, object]) -> str:
    """Replace `{name}` by its argument. Not `str.format`, which lets text reach into objects."""
    return _PLACEHOLDER.sub(lambda match: str(arguments[match.group(1)]), sentence)


def money(low: Decimal, high: Decimal, currency: str, *, language: str | None = None) -> str:
    """An amount, or a range with both ends; whole amounts without cents."""
    if low == high:
        return _amount(low, currency, language)
    return f"{_amount(low, currency, language)} – {_amount(high, currency, language)}"


def currency_name(currency: str, *, language: str | None = None) -> str:
    """With its code, as $ alone is the sign of several: US dollars (USD)."""
    from babel.numbers import get_currency_name

    name = get_currency_name(currency, count=2, locale=_locale(language or spoken()))
    return f"{name} ({currency})"


def day(when: date, *, language: str | None = None) -> str:
    """A date in words that cannot be read the wrong way round: 21 November 2026."""
    from babel.dates import format_date

    tongue = language or spoken()
    return format_date(when, format=say("format.day", language=tongue), locale=_locale(tongue))


def moment(when: datetime, *, language: str | None = None) -> str:
    """Day, time and offset from universal time."""
    offset = when.strftime("%z")
    zone = f"UTC{offset[:3]}:{offset[3:5]}" if offset else ""
    return f"{day(when.date(), language=language)}, {when:%H:%M} {zone}".strip()


def _locale(language: str, currency: str = "") -> str:
    """The locale by which Babel writes dates and money."""
    return _TERRITORIES.get((language, currency), language)


def _amount(amount: Decimal, currency: str, language: str | None) -> str:
    return _formatted(amount, currency, _locale(language or spoken(), currency))


@lru_cache(maxsize=4096)  # a page of prices says the same ones again and again
def _formatted(amount: Decimal, currency: str, locale_name: str) -> str:
    from babel.core import Locale  # slow to import, not needed for the first page
    from babel.numbers import format_currency

    locale = Locale.parse(locale_name)
    pattern = locale.currency_formats["standard"].pattern.partition(";")[0]
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)
