"""The firm's key, wrapped for one person: HPKE to a key made from their own root key."""

from __future__ import annotations

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from onboard.errors import UserFacingError
from onboard.store.models import MemberRow
from onboard.store.vault import derive_key
from onboard.typed_code import ALPHABET, grouped

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_LABEL = b"onboard/member/v1\x00"
_PROOF_BYTES = 32
SIGNS, _GROUP = 16, 4  # 80 bits: too many for whoever would make a key with the same code


class OwnKey:
    """What opens the firm's key for one person on one computer. `forget` empties it."""

    def __init__(self, root_key: bytes) -> None:
        self._private: X25519PrivateKey | None = X25519PrivateKey.from_private_bytes(
            derive_key(root_key, "member")
        )
        self.public = self._private.public_key().public_bytes_raw()

    def forget(self) -> None:
        self._private = None

    def row(self, session: Session) -> MemberRow | None:
        """This person's own row on this computer, as the server has it by now."""
        own = select(MemberRow).where(
            MemberRow.login == login_of(session), MemberRow.public_key == self.public
        )
        return session.scalars(own.execution_options(populate_existing=True)).one_or_none()

    def firm_key(self, session: Session) -> bytes:
        """The firm's key of now.

        Raises:
            UserFacingError: "firm-store.let-go" for whoever is not let in any more;
                "firm-store.other-key"; "store.shut".
        """
        row = self.row(session)
        if row is None:
            raise UserFacingError("firm-store.let-go")
        return self.opened(row)

    def opened(self, row: MemberRow) -> bytes:
        """Raises "firm-store.let-go" where nothing is wrapped; "firm-store.other-key"."""
        if self._private is None:
            raise UserFacingError("store.shut")
        if row.wrapped is None:
            raise UserFacingError("firm-store.let-go")
        try:
            firm_key = _SUITE.decrypt(row.wrapped[:-_PROOF_BYTES], self._private, _info(row))
        except (InvalidTag, ValueError) as error:
            raise UserFacingError("firm-store.other-key") from error
        if not is_admitted(row, firm_key):
            raise UserFacingError("firm-store.other-key")
        return firm_key


def login_of(session: Session) -> str:
    """The name with which the server knows whoever is connected."""
    return str(session.scalars(text("SELECT session_user::text")).one())


def wrap_for(row: MemberRow, firm_key: bytes) -> None:
    """Nobody but the person of this row can open it; a proof of the admission stands behind."""
    to = X25519PublicKey.from_public_bytes(row.public_key)
    row.wrapped = _SUITE.encrypt(firm_key, to, _info(row)) + _proof(row, firm_key)


def is_admitted(row: MemberRow, firm_key: bytes) -> bool:
    """Whether somebody who has this key of the firm let this person in, on this computer.

    Whoever runs the server writes rows too, and may put back that of somebody who left.
    """
    return row.wrapped is not None and hmac.compare_digest(
        row.wrapped[-_PROOF_BYTES:], _proof(row, firm_key)
    )


def code_of(row: MemberRow) -> str:
    """What a newcomer reads out, made of name and key."""
    return grouped(signs_of(row), _GROUP)


def signs_of(row: MemberRow) -> str:
    """The code without its dashes."""
    number = int.from_bytes(hashlib.sha256(_info(row)).digest())
    return "".join(ALPHABET[number >> (5 * place) & 31] for place in range(SIGNS))


def _proof(row: MemberRow, firm_key: bytes) -> bytes:
    return hmac.digest(derive_key(firm_key, "member-admitted"), _info(row), "sha256")


def _info(row: MemberRow) -> bytes:
    return _LABEL + row.public_key + row.login.encode()
