"""One question of any pack as the window will show it, as a picture and without a store."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from onboard.content.loader import load_pack
from onboard.content.problems import did_you_mean
from onboard.engagement import Client, Engagement, EngagementId, PackPin
from onboard.errors import UserFacingError
from onboard.files import write_checked
from onboard.firm import FirmProfile
from onboard.flow import Place, Stop
from onboard.snapshot import EngagementSnapshot, derive
from onboard.wording import say

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from onboard.content.model import QuestionId
    from onboard.content.pack import ContentPack
    from ui.page import Page

WIDTH = 880
"""Of the page in the window as it opens; the same at 200 % text, as on a real screen."""
LEAST_HEIGHT = 400


def preview(options: argparse.Namespace) -> int:
    """`onboard pack preview`: draw the page of one question into a PNG.

    Raises:
        UserFacingError: the pack is broken, has no such question, or the file cannot be written.
    """
    pack = load_pack(options.folder)
    key: QuestionId = options.question
    if key not in pack.content.questions:
        hint = did_you_mean(key, pack.content.questions)
        raise UserFacingError("cli.no-such-question", name=key, hint=hint)
    picture = draw(_blank_snapshot(pack, key), key, dark=options.dark, scale=options.scale)
    write_checked(options.out, picture)
    sys.stdout.write(say("cli.written", path=options.out) + "\n")
    return 0


def draw(snapshot: EngagementSnapshot, key: QuestionId, *, dark: bool, scale: float) -> bytes:
    """The whole page of a question as a PNG, however long it is."""
    application = _application()
    from ui import theme
    from ui.pages.questions import QuestionPage
    from ui.session import EngagementSession

    theme.apply(application, dark=dark, scale=scale)
    session = EngagementSession()  # never opened: nobody presses anything here
    session.place = Place(Stop.QUESTIONS, key)
    page = QuestionPage(session)
    page.show_snapshot(snapshot)
    try:
        return _picture(application, page)
    finally:
        page.close()
        page.deleteLater()
        session.deleteLater()


def _picture(application: QApplication, page: Page) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt

    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    page.resize(WIDTH, LEAST_HEIGHT)
    page.show()
    for _ in range(3):  # what wraps has its height only once its width is known
        application.processEvents()
        page.resize(WIDTH, max(LEAST_HEIGHT, page.column.totalHeightForWidth(WIDTH)))
    application.processEvents()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.grab().save(buffer, "PNG")
    return bytes(data.data())


def _application() -> QApplication:
    """The one that runs, or a new one that needs no display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # What Qt says of a window that nobody sees would only puzzle an author.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    from PySide6.QtWidgets import QApplication

    running = QApplication.instance()
    return running if isinstance(running, QApplication) else QApplication(["onboard"])


def _blank_snapshot(pack: ContentPack, key: QuestionId) -> EngagementSnapshot:
    """A client of whom nothing is known, with this question opened."""
    on = pack.content.pack.checked_on
    engagement = Engagement(
        id=EngagementId("preview"),
        client=Client(""),
        pack=PackPin(pack.id, pack.version, pack.sha256),
        created=on,
        opened=(key,),
    )
    return derive(pack, FirmProfile(), engagement, on)
