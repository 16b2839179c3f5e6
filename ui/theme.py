"""Design tokens into a palette and one style sheet; colours, spaces and fonts live here alone.

`scale` is the size of text, 1.0 to 2.0: Qt follows a display's scaling, not a person's wish.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6 import QtCore
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from onboard.locations import fonts, resources


class Tokens(NamedTuple):
    """One set of colours. Text pairs reach 4.5:1, `control` and `focus` reach 3:1."""

    name: str
    canvas: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    control: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    focus: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    danger: str
    danger_soft: str
    levels: tuple[str, str, str, str, str]
    """Fills of the risk levels, very low to very high; text on them is `on_level`."""
    on_level: str


LIGHT = Tokens(
    name="light",
    canvas="#F4F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    text="#17212B",
    muted="#4F5D6B",
    border="#DCE2E8",
    control="#7C8A98",
    accent="#0F5E6E",
    accent_hover="#0B4B58",
    on_accent="#FFFFFF",
    accent_soft="#E6F2F4",
    focus="#2459D6",
    ok="#17663F",
    ok_soft="#E4F4EB",
    warn="#7A4F00",
    warn_soft="#FDF3DC",
    danger="#A3221B",
    danger_soft="#FBE9E7",
    levels=("#E3F1EA", "#F3EEC9", "#FBDAA4", "#F4A582", "#DD6654"),
    on_level="#17212B",
)
DARK = Tokens(
    name="dark",
    canvas="#0F1519",
    surface="#161E24",
    raised="#1D272E",
    text="#EEF3F6",
    muted="#A7B4BE",
    border="#2B3840",
    control="#74848F",
    accent="#6CC5D6",
    accent_hover="#8AD6E4",
    on_accent="#06222A",
    accent_soft="#16343B",
    focus="#A9C7FF",
    ok="#6FD39B",
    ok_soft="#143326",
    warn="#F0C069",
    warn_soft="#3A2E12",
    danger="#FF8A80",
    danger_soft="#42201D",
    levels=("#2C5A45", "#5B5A26", "#7A5A1C", "#94492C", "#A83A2C"),
    on_level="#FFFFFF",
)
# Stronger edges and texts that reach 7:1 on every ground, for who asks for more contrast.
LIGHT_CONTRAST = LIGHT._replace(
    canvas="#FFFFFF", text="#000000", muted="#2B3640", border="#5A6772", control="#27323C",
    accent="#0B4B58", accent_hover="#083A44", ok="#0F5132", warn="#5E3C00", danger="#8A1A14",
)  # fmt: skip
DARK_CONTRAST = DARK._replace(
    canvas="#000000", surface="#0A0F12", text="#FFFFFF", muted="#D5DEE5", border="#8FA0AB",
    control="#C3CFD7", accent="#9BE3F0", accent_hover="#B8ECF5", ok="#9BE3BC", warn="#F7D79C",
    danger="#FFB3AC",
)  # fmt: skip


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
    app.setStyleSheet(style_sheet(tokens))


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


def _icon(name: str) -> str:
    """A mark of `tools/icons.py` as a style sheet names it, in the colour of the theme."""
    path = resources() / "icons" / f"{name}-{Theme.tokens.name}.png"
    return f'url("{path.as_posix()}")'


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


def style_sheet(t: Tokens) -> str:
    """The one style sheet. Object names and the property `kind` choose the variants."""
    return f"""
    QWidget {{ font-size: {px(15)}px; }}
    QWidget#canvas, QWidget#page {{ background: {t.canvas}; }}
    QDialog {{ background: {t.surface}; }}
    QFrame#rail {{ background: {t.surface}; border: none; border-right: 1px solid {t.border}; }}
    QFrame#footer {{ background: {t.surface}; border: none; border-top: 1px solid {t.border}; }}
    QFrame#trial {{ background: {t.warn_soft}; border: none; }}
    QLabel {{ color: {t.text}; background: transparent; }}
    QLabel[kind="brand"] {{ font-size: {px(16)}px; font-weight: 700; }}
    QLabel[kind="eyebrow"] {{ color: {t.accent}; font-size: {px(13)}px; font-weight: 600; }}
    QLabel[kind="title"] {{ font-size: {px(28)}px; font-weight: 700; }}
    QLabel[kind="heading"] {{ font-size: {px(19)}px; font-weight: 700; }}
    QLabel[kind="subheading"] {{ font-size: {px(15)}px; font-weight: 600; }}
    QLabel[kind="lead"] {{ font-size: {px(16)}px; color: {t.muted}; }}
    QLabel[kind="field"] {{ font-weight: 600; }}
    QLabel[kind="muted"] {{ color: {t.muted}; font-size: {px(13)}px; }}
    QLabel[kind="saved"] {{ color: {t.ok}; font-size: {px(13)}px; font-weight: 500; }}
    QLabel[kind="error"] {{ color: {t.danger}; font-weight: 600; }}
    QLabel[kind="money"] {{ font-weight: 600; }}
    QLabel[kind="big"] {{ font-size: {px(22)}px; font-weight: 700; }}
    QFrame[kind="card"] {{ background: {t.surface}; border: 1px solid {t.border};
        border-radius: 10px; }}
    QFrame[kind="note"] {{ background: {t.accent_soft}; border: none;
        border-left: 3px solid {t.accent}; border-top-right-radius: 6px;
        border-bottom-right-radius: 6px; }}
    QFrame[kind="warning"] {{ background: {t.warn_soft}; border: none;
        border-left: 3px solid {t.warn}; border-top-right-radius: 6px;
        border-bottom-right-radius: 6px; }}
    QFrame[kind="problem"] {{ background: {t.danger_soft}; border: none;
        border-left: 3px solid {t.danger}; border-top-right-radius: 6px;
        border-bottom-right-radius: 6px; }}
    QFrame[kind="signing"] {{ background: {t.surface}; border: 2px solid {t.accent};
        border-radius: 12px; }}
    QFrame[kind="line"] {{ background: {t.border}; border: none; max-height: 1px;
        min-height: 1px; }}
    QScrollArea, QScrollArea > QWidget > QWidget#inner {{ background: transparent; border: none; }}
    QScrollArea#pdf-view {{ background: {t.border}; border: 2px solid {t.control};
        border-radius: 8px; }}
    QScrollArea#pdf-view:focus {{ border-color: {t.focus}; }}
    QProgressBar {{ background: {t.border}; border: none; border-radius: 3px; max-height: 6px;
        min-height: 6px; }}
    QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
    QPushButton {{ min-height: {px(24)}px; padding: {px(7)}px {px(18)}px; border-radius: 8px;
        font-weight: 600; background: {t.surface}; color: {t.text};
        border: 2px solid {t.control}; }}
    QPushButton:hover {{ border-color: {t.text}; }}
    QPushButton:disabled {{ color: {t.muted}; border-color: {t.border}; }}
    QPushButton[kind="primary"] {{ background: {t.accent}; color: {t.on_accent};
        border-color: {t.accent}; padding: {px(7)}px {px(26)}px; }}
    QPushButton[kind="primary"]:hover {{ background: {t.accent_hover};
        border-color: {t.accent_hover}; }}
    QPushButton[kind="primary"]:disabled {{ background: {t.border}; color: {t.muted};
        border-color: {t.border}; }}
    QPushButton[kind="quiet"] {{ background: transparent; border-color: transparent;
        color: {t.accent}; padding: {px(7)}px {px(10)}px; }}
    QPushButton[kind="quiet"]:hover {{ background: {t.accent_soft}; }}
    QPushButton[kind="link"] {{ background: transparent; border: 2px solid transparent;
        color: {t.accent}; padding: {px(3)}px {px(5)}px; font-weight: 600; text-align: left;
        min-height: {px(20)}px; }}
    QPushButton[kind="link"]:hover {{ background: {t.accent_soft}; }}
    QPushButton[kind="step"] {{ padding: {px(7)}px 0px; min-width: {px(40)}px;
        min-height: {px(22)}px; font-size: {px(18)}px; }}
    QPushButton:checked {{ background: {t.accent_soft}; border-color: {t.accent}; }}
    QPushButton[kind="link"]:checked, QPushButton[kind="quiet"]:checked {{
        background: transparent; border-color: transparent; }}
    QPushButton:focus {{ border-color: {t.focus}; }}
    QPushButton[kind="link"]:focus, QPushButton[kind="quiet"]:focus,
    QPushButton[kind="primary"]:focus {{ border-color: {t.focus}; }}
    QLineEdit, QComboBox, QPlainTextEdit, QSpinBox, QDateEdit {{ background: {t.surface};
        color: {t.text}; border: 2px solid {t.control}; border-radius: 8px;
        padding: {px(7)}px {px(10)}px; min-height: {px(22)}px;
        selection-background-color: {t.accent}; selection-color: {t.on_accent};
        placeholder-text-color: {t.muted}; }}
    QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QSpinBox:focus, QDateEdit:focus {{
        border-color: {t.focus}; }}
    QLineEdit[problem="true"], QComboBox[problem="true"], QPlainTextEdit[problem="true"] {{
        border-color: {t.danger}; }}
    QComboBox {{ padding-right: {px(34)}px; }}
    QComboBox::drop-down {{ border: none; width: {px(34)}px; }}
    QComboBox::down-arrow {{ image: {_icon("down")}; width: {px(16)}px; height: {px(16)}px; }}
    QSpinBox, QDateEdit {{ padding: {px(7)}px {px(30)}px {px(7)}px 0px; }}
    QSpinBox QLineEdit, QDateEdit QLineEdit {{ border: none; border-radius: 0px;
        padding: 0px 0px 0px {px(10)}px; min-height: 0px; background: transparent; }}
    QSpinBox::up-button, QDateEdit::up-button, QSpinBox::down-button, QDateEdit::down-button {{
        subcontrol-origin: border; border: none; background: transparent; width: {px(28)}px; }}
    QSpinBox::up-button, QDateEdit::up-button {{ subcontrol-position: top right; }}
    QSpinBox::down-button, QDateEdit::down-button {{ subcontrol-position: bottom right; }}
    QSpinBox::up-arrow, QDateEdit::up-arrow {{ image: {_icon("up")};
        width: {px(14)}px; height: {px(14)}px; }}
    QSpinBox::down-arrow, QDateEdit::down-arrow {{ image: {_icon("down")};
        width: {px(14)}px; height: {px(14)}px; }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.control}; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; }}
    QCheckBox, QRadioButton {{ spacing: {px(10)}px; color: {t.text}; padding: {px(3)}px;
        border: 2px solid transparent; border-radius: 6px; }}
    QCheckBox::indicator {{ width: {px(20)}px; height: {px(20)}px; border-radius: 5px;
        border: 2px solid {t.control}; background: {t.surface}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
        image: {_icon("tick")}; }}
    QCheckBox::indicator:disabled {{ border-color: {t.border}; }}
    QRadioButton::indicator {{ width: {px(20)}px; height: {px(20)}px; background: {t.surface};
        border: 2px solid {t.control}; border-radius: {px(10) + 2}px; }}
    QRadioButton::indicator:checked {{ border-color: {t.accent}; image: {_icon("dot")}; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {t.focus}; }}
    QCalendarWidget QWidget#qt_calendar_navigationbar {{ background: {t.surface}; }}
    QCalendarWidget QToolButton {{ background: transparent; color: {t.text}; font-weight: 600;
        border: 2px solid transparent; border-radius: 6px; min-width: {px(28)}px;
        min-height: {px(28)}px; padding: 0px {px(6)}px; }}
    QCalendarWidget QToolButton:hover {{ background: {t.accent_soft}; }}
    QCalendarWidget QToolButton:focus {{ border-color: {t.focus}; }}
    QCalendarWidget QToolButton::menu-indicator {{ image: none; }}
    QTableWidget {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
        gridline-color: {t.border}; border-radius: 8px; }}
    QTableWidget:focus {{ border: 2px solid {t.focus}; }}
    QTableWidget::item {{ padding: {px(5)}px {px(7)}px; }}
    QTableWidget::item:selected {{ background: {t.accent_soft}; color: {t.text}; }}
    QSlider::groove:horizontal {{ height: {px(6)}px; border-radius: {px(3)}px;
        background: {t.control}; }}
    QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: {px(3)}px; }}
    QSlider::handle:horizontal {{ width: {px(22)}px; margin: {-px(9)}px 0px;
        border-radius: {px(12)}px; background: {t.surface}; border: 3px solid {t.accent}; }}
    QSlider::handle:horizontal:focus {{ border-color: {t.focus}; }}
    QSlider:focus {{ border: 2px solid {t.focus}; border-radius: 8px; }}
    QHeaderView::section {{ background: {t.canvas}; color: {t.muted}; border: none;
        border-bottom: 1px solid {t.border}; padding: {px(6)}px {px(9)}px; font-weight: 600; }}
    QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
    QScrollBar::handle:vertical {{ background: {t.control}; border-radius: 4px;
        min-height: 40px; }}
    QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
    QScrollBar::handle:horizontal {{ background: {t.control}; border-radius: 4px;
        min-width: 40px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QToolTip {{ background: {t.raised}; color: {t.text}; border: 1px solid {t.border};
        padding: 6px; }}
    """
