"""The entry point: without a command the window opens, with one the command line answers."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from ui.session import EngagementSession
    from ui.settings import Settings

_WINDOW_OPTIONS = {"--self-test", "--quit-after-first-paint", "--walk", "--dark", "--light"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line when a command is given, else the window.

    Nothing heavy is imported before the first page is on screen.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if _has_command(given):
        from onboard.cli.main import main as command_line

        return command_line(given, preview=_preview)
    if not _can_show():
        from onboard.wording import say

        sys.stderr.write(say("ui.no-display") + "\n")
        return 1
    if given and given[0] == "--self-test":
        from ui.self_test import self_test

        return self_test()
    return _window(given)


def _preview(options: argparse.Namespace) -> int:
    """Draw a question of a pack; the command line itself knows no window."""
    try:
        from ui.preview import preview

        return preview(options)
    except ImportError as error:
        from onboard.errors import UserFacingError

        raise UserFacingError("ui.no-qt", reason=error.name or "PySide6") from error


def _has_command(given: Sequence[str]) -> bool:
    """Whether anything is asked for that is not the window's."""
    rest = iter(given)
    for argument in rest:
        if argument in ("--home", "--language"):
            next(rest, None)
        elif argument.startswith(("--home=", "--language=")) or argument in _WINDOW_OPTIONS:
            if argument == "--walk":
                next(rest, None)
        else:
            return True
    return False


def _can_show() -> bool:
    """Whether there is anything to show a window on; without it Qt would stop the program."""
    if sys.platform in ("win32", "darwin"):
        return True
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(os.environ.get(name) for name in wanted)


def _option(given: Sequence[str], name: str) -> Path | None:
    for index, argument in enumerate(given):
        if argument == name and index + 1 < len(given):
            return Path(given[index + 1])
        if argument.startswith(f"{name}="):
            return Path(argument.partition("=")[2])
    return None


def _window(given: Sequence[str]) -> int:
    from onboard.wording import say

    gc.disable()  # what is loaded before the first page stays; nothing is to be collected yet
    try:
        import PySide6.QtWidgets  # noqa: F401  (whether it is there)
    except ImportError as error:
        sys.stderr.write(say("ui.no-qt", reason=error.name or "PySide6") + "\n")
        return 1
    from ui.soundness import qt_binding_is_sound

    if not qt_binding_is_sound():
        sys.stderr.write(say("ui.unsound-qt") + "\n")
        return 1
    walk_into = _option(given, "--walk")
    from ui import theme, tongue
    from ui.settings import Look, Settings

    application = theme.application(sys.argv[0])
    application.setApplicationName("onboard")
    application.setDesktopFileName("onboard")
    settings = Settings(_option(given, "--home")) if walk_into is None else None
    look = settings.look() if settings is not None else Look()
    dark = True if "--dark" in given else False if "--light" in given else look.dark
    theme.apply(
        application,
        dark=dark,
        scale=look.scale,
        contrast=look.contrast,
        still=look.still,
        is_first_page=walk_into is None,
    )
    tongue.speak(_asked_language(given) or look.language or tongue.system_language())
    if walk_into is not None:
        from ui.walk import walk

        _collect_again()
        return walk(application, walk_into)
    return _open(application, given, settings)


def _collect_again() -> None:
    """Let Python look for garbage from now on, but not in what was loaded for the first page."""
    gc.freeze()
    gc.enable()


def _asked_language(given: Sequence[str]) -> str:
    """The one after `--language`; empty without."""
    found = _option(given, "--language")
    return str(found) if found is not None else ""


def _open(application: object, given: Sequence[str], settings: Settings | None) -> int:
    from PySide6.QtWidgets import QApplication

    from ui import theme
    from ui.first_paint import after_first_paint
    from ui.session import EngagementSession
    from ui.wizard_window import WizardWindow

    assert isinstance(application, QApplication)  # noqa: S101  (made just before)
    session = EngagementSession(home_folder=_option(given, "--home"))
    window = WizardWindow(session, settings=settings)
    window.resize(1120, 760)
    sys.excepthook = _teller(session)
    if "--quit-after-first-paint" in given:
        after_first_paint(window, lambda: os._exit(0))  # tearing Qt down is no part of the measure
    else:

        def painted() -> None:
            from ui.guard import Guard
            from ui.spoken import is_heard, tell_roles

            tell_roles()
            _collect_again()
            if theme.catch_up(application) or is_heard():  # what was read before has no roles
                window.build_anew()
            Guard(session)
            session.open()

        after_first_paint(window, painted)
    window.show()
    code = application.exec()
    session.close()
    return code


def _teller(session: EngagementSession) -> Callable[..., None]:
    """A hook that tells on screen what nobody caught in a gesture.

    A terminal that nobody sees is no place for it, and a trace could carry a client's words there.
    """

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, Exception):
            session.report(error)
        else:  # somebody presses Ctrl+C in a terminal
            sys.__excepthook__(kind, error, trace)

    return tell


if __name__ == "__main__":
    raise SystemExit(main())
