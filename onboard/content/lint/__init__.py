"""What must hold in a pack before it can be used at all."""

from onboard.content.lint.promises import COMPUTED_BLANKS
from onboard.content.lint.structure import structural_problems

__all__ = ["COMPUTED_BLANKS", "structural_problems"]
