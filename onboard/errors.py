"""What can go wrong in a way that a person can do something about."""

from __future__ import annotations


class UserFacingError(Exception):
    """An expected failure, told in one sentence from the catalogue.

    The sentence says what happened, what was kept and what to do next. `message_id` names it in the
    catalogue (`onboard.wording`); `arguments` fill its placeholders and never hold client text that
    must not reach a log.
    """

    exit_code = 2

    def __init__(self, message_id: str, /, **arguments: object) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.arguments: dict[str, object] = arguments

    def __str__(self) -> str:
        # Imported here: wording needs nothing of this module, and errors must load first.
        from onboard.wording import say

        return say(self.message_id, arguments=self.arguments)
