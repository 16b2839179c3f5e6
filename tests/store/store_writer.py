"""Run as a program of its own: saves answers one by one and says each number once it is kept.

`--ready` makes it wait for its orders with all modules loaded, one line each, and do each in a
child of its own, which may then be killed: starting Python anew each time takes longer than a save.
"""

from __future__ import annotations

import os
import sys
import uuid
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]


def main(place: str, engagement_id: str, most: str) -> None:
    from store_kit import add, an_answer, an_engagement, open_place, save

    from onboard.engagement import EngagementId

    workspace = open_place(place)
    if engagement_id == "new":
        engagement = add(workspace, an_engagement(id=EngagementId(str(uuid.uuid4()))))
    else:
        with workspace.unit_of_work() as work:
            engagement = work.engagements.get(EngagementId(engagement_id))
    for _ in range(int(most)):
        number = engagement.version + 1
        answers = engagement.answers.with_(an_answer(f"q{number % 40}", number, words="w" * 200))
        engagement = save(workspace, replace(engagement, answers=answers))
        tell(engagement.version)
    workspace.close()


def obey() -> None:
    import store_kit  # noqa: F401 - loaded before the children need it

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            tell(os.getpid())
            main(*line.split())
            os._exit(0)
        os.waitpid(child, 0)
        tell("ended")


def tell(what: object) -> None:
    """In one piece, so that a kill leaves a whole line or none."""
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:] == ["--ready"]:
        obey()
    else:
        main(*sys.argv[1:])
