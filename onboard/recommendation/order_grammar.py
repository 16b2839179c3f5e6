"""The small words of shopping lists, language by language: noise, joints, numbers, endings.

Nothing here knows what can be bought; names of things come from the pack. English stands beside
every other language: owners mix both in one list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """How lists are written in one language. All words are small letters without accents."""

    noise: frozenset[str]
    """Words that change nothing: who asks, how politely, and what every purchase is called."""
    negations: frozenset[str]
    """With one of these a part says something else than an order."""
    each: frozenset[str]
    tails: frozenset[str]
    """From here on a part says whom or what it is for."""
    articles: frozenset[str]
    many: Mapping[str, int]
    numbers: Mapping[str, int]
    singular: Callable[[str], str]
    joint: re.Pattern[str]
    """Groups `line`, `comma`, `with` and `and`: what stands between two wishes."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _english_singular(word: str) -> str:
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "os")):
        return word[:-1]
    return word


def _spanish_singular(word: str) -> str:
    """Two monitores are each a monitor; what ends alike in both numbers stays alike."""
    bare = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    if len(bare) > 4 and bare.endswith("ce"):
        return f"{bare[:-2]}z"
    is_spare = len(bare) > 4 and bare.endswith("e") and bare[-2] not in "aeiou"
    return bare[:-1] if is_spare else bare


_SMALL = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_SMALL_ES = (  # noqa: SIM905
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro "
    "veinticinco veintiseis veintisiete veintiocho veintinueve"
).split()
_TENS_ES = "treinta cuarenta cincuenta sesenta setenta ochenta noventa".split()  # noqa: SIM905

_LINE = r"(?P<line>[\n;•]|[.!?]+\s+(?=(?-i:[A-Z0-9]))|(?<!pcs)(?<!pc)[.!?]+\s)"

ENGLISH = Grammar(
    noise=_words(
        """
        the of new more some few several extra additional another further brand
        licence licences license licenses licensed seat seats copy copies subscription subscriptions
        piece pieces unit units
        i id ill im we wed me us lets you they he she it them these those my our your their his her
        all need needs needed want wants wanted like would d could can will ll should must may shall
        get gets buy buying order ordering purchase take add
        please pls plz kindly thanks thank hi hello hey dear also too as well then so just only
        about be is are to
        """
    ),
    negations=_words("no not without never except minus dont or"),
    each=_words("each every everyone everybody apiece per"),
    tails=_words("for on onto in at per"),
    articles=_words("a an"),
    many={"single": 1, "couple": 2, "pair": 2, "dozen": 12},
    numbers={
        **{word: number for number, word in enumerate(_SMALL)},
        **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    },
    singular=_english_singular,
    joint=re.compile(
        _LINE + r"|(?P<comma>,(?!\d{3}\b)|(?<![^\W_])(?=(?:without|w/o)(?![^\W_])))"
        r"|(?P<with>(?<![^\W_])(?:w/(?!o\b)|(?:with|including|incl\.?)(?![^\W_])))"
        r"|(?P<and>(?<![^\W_])(?:and|plus)(?![^\W_])|[&+])",
        re.IGNORECASE,
    ),
)

_NO_NUMBER = "".join(rf"(?<!{tens}\s)" for tens in _TENS_ES)
"""In “treinta y dos” the “y” joins one number."""
SPANISH = Grammar(
    noise=ENGLISH.noise
    | _words(
        """
        el la los las lo de del nuevo nueva nuevos nuevas mas algunos algunas unos unas varios
        varias otro otra otros otras adicional adicionales marca
        licencia licencias suscripcion suscripciones pieza piezas unidad unidades
        yo nosotros me nos usted ustedes mi mis nuestro nuestra nuestros nuestras su sus
        necesito necesitamos necesita quiero queremos quiere quisiera quisieramos querria
        comprar compramos pedir pedimos ordenar agregar anadir hace hacen falta faltan
        por favor gracias hola buenos buenas dias tardes tambien ademas solo solamente unicamente
        es son que se le les todo toda todos todas
        """
    ),
    negations=ENGLISH.negations | _words("sin nunca jamas ni excepto salvo menos o"),
    each=ENGLISH.each | _words("cada"),
    tails=ENGLISH.tails | _words("para en"),
    articles=ENGLISH.articles | _words("un una"),
    many={**ENGLISH.many, "par": 2, "docena": 12},
    numbers={
        **ENGLISH.numbers,
        **{word: number for number, word in enumerate(_SMALL_ES)},
        **{word: 10 * number for number, word in enumerate(_TENS_ES, start=3)},
        "veintiun": 21,
        "veintiuna": 21,
    },
    singular=_spanish_singular,
    joint=re.compile(
        _LINE + r"|(?P<comma>,(?!\d{3}\b)|(?<![^\W_])(?=(?:without|w/o|sin)(?![^\W_])))"
        r"|(?P<with>(?<![^\W_])(?:[wc]/(?!o\b)|(?:with|including|(?:cada\s+un[oa]\s+)?con|incluido|incluida|incl\.?)"
        r"(?![^\W_])))"
        rf"|(?P<and>(?<![^\W_])(?:and|plus|{_NO_NUMBER}y|e|más)(?![^\W_])|[&+])",
        re.IGNORECASE,
    ),
)
_BY_LANGUAGE = {"es": SPANISH}


def grammar_of(language: str) -> Grammar:
    """The grammar of a language; English where there is no other."""
    return _BY_LANGUAGE.get(language, ENGLISH)
