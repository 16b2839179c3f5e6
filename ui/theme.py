"""The look in force: tokens into a palette and one style sheet, fonts, and the size of text.

`scale` is the size of text, 1.0 to 2.0: Qt follows a display's scaling, not a person's wish.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from onboard.locations import fonts
from ui.style_sheet import style_sheet
from ui.tokens import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Tokens

MIDDLE = 128
"""Of lightness, 0 to 255."""
LATER_FACES = ("Inter-Medium",)
"""On no page that stands while the store is still being opened."""


class Theme:
    """The look in force. Read by widgets when they paint; changed by `apply` alone."""

    tokens: Tokens = LIGHT
    scheme: str = "system"
    """What was asked for: "light", "dark" or "system"."""
    contrast: bool = False
    """Whether more contrast was asked for here, whatever the system says."""
    still: bool = False
    """Nothing moves by itself."""
    movement: tuple[int, bool] | None = None
    """Milliseconds of a blink, and whether lists slide open: as the system had it at first."""
    began_dark: bool | None = None
    """Whether the style would have painted dark, before anything was dressed."""
    scale: float = 1.0
    family: str = ""
    is_styled: bool = False
    """Whether the application was made in our style."""


def px(size: float) -> int:
    """A length at the present text size, in device-independent pixels."""
    return round(size * Theme.scale)


def application(program: str) -> QApplication:
    """Qt's application, in our style from its start.

    To set it later takes `QStyle` into Python with all its names, before anything is on screen.
    """
    Theme.is_styled = True
    return QApplication([program, "-style", "Fusion"])


def apply(
    app: QApplication,
    *,
    dark: bool | None = None,
    scale: float = 1.0,
    contrast: bool = False,
    still: bool = False,
    is_first_page: bool = False,
) -> None:
    """Dress the application; may be called again at any time to switch.

    `dark` None follows the system, and more contrast stands where the system asks for it, too. The
    style is set once only: a second `setStyle` with a style sheet in force crashes Qt. For the
    first page alone not every face is loaded and not every wish of the system is known; call
    `catch_up` once it stands.
    """
    Theme.scheme = "system" if dark is None else "dark" if dark else "light"
    Theme.contrast, Theme.still = contrast, still
    if Theme.began_dark is None:
        Theme.began_dark = app.palette().window().color().lightness() < MIDDLE
    if dark is None:
        dark = Theme.began_dark if is_first_page else _wants_dark(app)
    if not is_first_page:
        contrast = contrast or _wants_contrast(app)
        _still(app, still)
    if not Theme.family:
        if not Theme.is_styled:
            app.setStyle("Fusion")
        Theme.family = _load_faces() or app.font().family()
        if not is_first_page:
            _load_later_faces()
    Theme.scale = min(max(scale, 1.0), 2.0)
    app.setFont(font(15))
    _dress(app, _tokens(dark=dark, contrast=contrast))


def catch_up(app: QApplication) -> bool:
    """What the first page could do without; to be called once it stands.

    Returns:
        Whether the look is another one now, so that what paints itself has to be drawn anew.
    """
    _load_later_faces()
    _still(app, Theme.still)
    dark = {"dark": True, "light": False}.get(Theme.scheme, _wants_dark(app))
    tokens = _tokens(dark=dark, contrast=Theme.contrast or _wants_contrast(app))
    if tokens is Theme.tokens:
        return False
    _dress(app, tokens)
    return True


def _wants_dark(app: QApplication) -> bool:
    """As the system says it; where it says nothing, as its style would have painted."""
    scheme = app.styleHints().colorScheme()
    if scheme is QtCore.Qt.ColorScheme.Unknown:
        return bool(Theme.began_dark)
    return scheme is QtCore.Qt.ColorScheme.Dark


def _wants_contrast(app: QApplication) -> bool:
    hints = app.styleHints()  # kept: what it hands out goes with it
    wish = hints.accessibility().contrastPreference()
    return wish is QtCore.Qt.ContrastPreference.HighContrast


def _tokens(*, dark: bool, contrast: bool) -> Tokens:
    return (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST)[2 * contrast + dark]


def _dress(app: QApplication, tokens: Tokens) -> None:
    Theme.tokens = tokens
    app.setPalette(_palette(tokens))
    app.setStyleSheet(style_sheet(tokens, px))


def _still(app: QApplication, still: bool) -> None:
    """No blinking and no sliding, or as the system has it."""
    combo = QtCore.Qt.UIEffect.UI_AnimateCombo
    if Theme.movement is None:
        Theme.movement = app.cursorFlashTime(), app.isEffectEnabled(combo)
    blink, slides = Theme.movement
    app.setCursorFlashTime(0 if still else blink)
    app.setEffectEnabled(combo, slides and not still)


def font(size: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface font at a size in pixels at scale 1."""
    return _font(Theme.family, px(size), weight)


@lru_cache(maxsize=64)  # what paints its own text asks for it with each measuring
def _font(family: str, pixels: int, weight: QFont.Weight) -> QFont:
    made = QFont(family)
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setStyleHint(QFont.StyleHint.SansSerif)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made


def level_fill(level: str) -> QColor:
    """The fill behind a risk level, by its id ("very-low" to "very-high")."""
    names = ("very-low", "low", "moderate", "high", "very-high")
    return QColor(Theme.tokens.levels[names.index(level)])


def _load_later_faces() -> None:
    for face in LATER_FACES:
        QFontDatabase.addApplicationFont(str(fonts() / f"{face}.ttf"))


def _load_faces() -> str:
    family = ""
    for path in sorted(fonts().glob("Inter-*.ttf")):
        if path.stem in LATER_FACES:
            continue
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0 and path.stem.endswith("Regular"):
            family = QFontDatabase.applicationFontFamilies(number)[0]
    return family


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, tokens.canvas),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.canvas),
        (role.Text, tokens.text),
        (role.Button, tokens.raised),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.Mid, tokens.border),
        (role.Accent, tokens.accent),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.muted))
    return palette
