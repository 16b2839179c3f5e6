"""All scenes in one order."""

from __future__ import annotations

from tools.scenes.dialogs import dialog_scenes
from tools.scenes.pages import page_scenes
from tools.scenes.questions import question_scenes
from tools.scenes.stage import Scene


def scenes() -> tuple[Scene, ...]:
    """By page, and by state within a page."""
    return (*page_scenes(), *question_scenes(), *dialog_scenes())
