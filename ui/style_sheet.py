"""How everything that Qt draws for us looks, in its language for style sheets."""

from __future__ import annotations

from collections.abc import Callable

from onboard.locations import resources
from ui.tokens import Tokens


def style_sheet(t: Tokens, px: Callable[[float], int]) -> str:
    """The one style sheet. Object names and the property `kind` choose the variants.

    `px` turns a length at scale 1 into pixels at the present text size.
    """
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
    QComboBox {{ padding-right: {px(4)}px; }}
    QComboBox::drop-down {{ border: none; width: {px(34)}px; }}
    QComboBox::down-arrow {{ image: {_icon(t, "down")}; width: {px(16)}px; height: {px(16)}px; }}
    QSpinBox, QDateEdit {{ padding: {px(7)}px {px(30)}px {px(7)}px 0px; }}
    QSpinBox QLineEdit, QDateEdit QLineEdit {{ border: none; border-radius: 0px;
        padding: 0px 0px 0px {px(10)}px; min-height: 0px; background: transparent; }}
    QSpinBox::up-button, QDateEdit::up-button, QSpinBox::down-button, QDateEdit::down-button {{
        subcontrol-origin: border; border: none; background: transparent; width: {px(28)}px; }}
    QSpinBox::up-button, QDateEdit::up-button {{ subcontrol-position: top right; }}
    QSpinBox::down-button, QDateEdit::down-button {{ subcontrol-position: bottom right; }}
    QSpinBox::up-arrow, QDateEdit::up-arrow {{ image: {_icon(t, "up")};
        width: {px(14)}px; height: {px(14)}px; }}
    QSpinBox::down-arrow, QDateEdit::down-arrow {{ image: {_icon(t, "down")};
        width: {px(14)}px; height: {px(14)}px; }}
    QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.control}; selection-background-color: {t.accent};
        selection-color: {t.on_accent}; }}
    QCheckBox, QRadioButton {{ spacing: {px(10)}px; color: {t.text}; padding: {px(3)}px;
        border: 2px solid transparent; border-radius: 6px; }}
    QCheckBox::indicator {{ width: {px(20)}px; height: {px(20)}px; border-radius: 5px;
        border: 2px solid {t.control}; background: {t.surface}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent};
        image: {_icon(t, "tick")}; }}
    QCheckBox::indicator:disabled {{ border-color: {t.border}; }}
    QRadioButton::indicator {{ width: {px(20)}px; height: {px(20)}px; background: {t.surface};
        border: 2px solid {t.control}; border-radius: {px(10) + 2}px; }}
    QRadioButton::indicator:checked {{ border-color: {t.accent}; image: {_icon(t, "dot")}; }}
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
    QTextBrowser, QListView[kind="list"] {{ background: {t.surface}; color: {t.text};
        border: 1px solid {t.border}; border-radius: 8px; }}
    QTextBrowser {{ padding: {px(8)}px; }}
    QTextBrowser:focus {{ border: 2px solid {t.focus}; }}
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


def _icon(t: Tokens, name: str) -> str:
    """A mark of `tools/icons.py` as a style sheet names it, in the colour of the theme."""
    path = resources() / "icons" / f"{name}-{t.name}.png"
    return f'url("{path.as_posix()}")'
