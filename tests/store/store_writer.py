"""Run as a program of its own: saves answers one by one and says each number once it is kept."""

from __future__ import annotations

import sys
import uuid
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent)]


def main(path: str, engagement_id: str, most: str) -> None:
    from store_kit import ROOT_KEY, FakeClock, add, an_answer, an_engagement, save

    from onboard.engagement import EngagementId
    from onboard.store.workspace import open_workspace

    workspace = open_workspace(Path(path), ROOT_KEY, FakeClock())
    if engagement_id == "new":
        engagement = add(workspace, an_engagement(id=EngagementId(str(uuid.uuid4()))))
    else:
        with workspace.unit_of_work() as work:
            engagement = work.engagements.get(EngagementId(engagement_id))
    for _ in range(int(most)):
        number = engagement.version + 1
        answers = engagement.answers.with_(an_answer(f"q{number % 40}", number, words="w" * 200))
        engagement = save(workspace, replace(engagement, answers=answers))
        sys.stdout.write(f"{engagement.version}\n")
        sys.stdout.flush()
    workspace.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
