"""What a pack that can be used still lacks, for its author: texts, reach, and use of its parts."""

from __future__ import annotations

from onboard.content import translation
from onboard.content.advice.guessed import guess_problems
from onboard.content.advice.reach import reach_problems
from onboard.content.advice.texts import text_problems
from onboard.content.advice.use import use_problems
from onboard.content.loader import places_of
from onboard.content.pack import ContentPack
from onboard.content.problems import PackProblem


def advice(pack: ContentPack) -> tuple[PackProblem, ...]:
    """Findings that bar no client, in the order of the files. No solver is needed."""
    report = places_of(pack).problem
    found = [
        *(
            problem
            for language, text in pack.catalogues.items()
            for problem in translation.problems(pack.content, f"{language}.po", text)
        ),
        *text_problems(pack.content, report),
        *use_problems(pack.content, report),
        *guess_problems(pack.content, report),
        *reach_problems(pack.content, report),
    ]
    return tuple(sorted(found))
