"""One field for both: whoever opens a store types a passphrase, or a recovery code."""

from __future__ import annotations

from typing import Protocol, TypeVar

from onboard.errors import UserFacingError

T_co = TypeVar("T_co", covariant=True)


class Attempt(Protocol[T_co]):
    """Opens something with one of the two."""

    def __call__(
        self, *, passphrase: str | None = None, recovery_code: str | None = None
    ) -> T_co: ...


def with_secret(typed: str, attempt: Attempt[T_co]) -> T_co:
    """Try it as a passphrase, and then as a recovery code where it has the form of one.

    Raises:
        UserFacingError: what is wrong with it, told of the passphrase unless it was a code.
    """
    try:
        return attempt(passphrase=typed)
    except UserFacingError as error:
        if error.message_id not in ("keys.passphrase-wrong", "keys.no-such-way"):
            raise
        try:
            return attempt(recovery_code=typed)
        except UserFacingError as second:
            if second.message_id == "keys.recovery-typing-error":
                raise error from None  # it was no code
            raise
