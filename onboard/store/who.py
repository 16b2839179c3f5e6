"""Who is at work on a store."""

from __future__ import annotations

from dataclasses import dataclass, field

from onboard.store.firm_key import OwnKey
from onboard.store.roles import Role


@dataclass(frozen=True, slots=True)
class Who:
    """On a laptop nobody but its owner, so that a role is all there is to say."""

    actor: str
    """A role; it stands unsealed in the record of changes, so it never names a person."""
    role: Role = Role.MANAGER
    login: str = ""
    """The name with which a firm's server knows them; it is sealed with what they did."""
    own_key: OwnKey | None = field(default=None, repr=False)
    """Opens the firm's key again after a colleague changed it."""
