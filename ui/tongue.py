"""The language of the window: our sentences, Qt's own words, and dates as Qt writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from onboard import wording

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator


class _Installed:
    """Qt keeps no hold of a translator; without one it would be gone at once."""

    translator: QTranslator | None = None


def system_language() -> str:
    """The tag of the system's language, such as "es_MX"."""
    return QLocale.system().name()


def speak(language: str) -> str:
    """Say everything in this language from now on; returns the one that is spoken then."""
    app = QCoreApplication.instance()
    before = wording.spoken()
    wording.speak(language)
    now = wording.spoken()
    if app is None or (now == before and _Installed.translator is not None):
        return now
    if _Installed.translator is not None:
        app.removeTranslator(_Installed.translator)
        _Installed.translator = None
    is_systems = QLocale.system().name().startswith(now)
    QLocale.setDefault(QLocale.system() if is_systems else QLocale(now))
    if now != wording.SOURCE:
        from PySide6.QtCore import QLibraryInfo, QTranslator  # English comes without

        made = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if made.load(f"qtbase_{now}", folder):
            app.installTranslator(made)
            _Installed.translator = made
    return now
