"""What any shown window is held to, as the pictures of `make shots` are."""

from tools.ui_checks import (
    PaintsText,
    Rgb,
    TextRect,
    all_findings,
    clipped,
    contrast_ratio,
    low_contrast,
    nameless,
    small_targets,
)

__all__ = [
    "PaintsText",
    "Rgb",
    "TextRect",
    "all_findings",
    "clipped",
    "contrast_ratio",
    "low_contrast",
    "nameless",
    "small_targets",
]
