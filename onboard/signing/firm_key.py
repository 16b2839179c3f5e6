"""The firm's key: made on first use, or brought in once as a PKCS#12 file; sealed in the store."""

from __future__ import annotations

import base64
import json

from onboard.canonical import canonical_bytes
from onboard.ports import Certificate, SigningKey, UnitOfWork
from onboard.signing.memory import Memory

_KEY = "key/consultant"
_MADE_HERE = "key/consultant-made-here"
"""Where the one that was made here waits while the firm's own is in use."""


class FirmKey(Memory):
    """A consultant's signatures carry the same key from paper to paper."""

    def own_certificate(self, key: SigningKey) -> Certificate:
        """Whose certificate a key file holds, once it is sure that it can sign now.

        Raises:
            UserFacingError: "certificate.…" or "seal.key-…", why it cannot.
        """
        return self._printer.certificate(key, self._clock.now())

    def firm_certificate(self) -> Certificate | None:
        """The certificate that was brought in; None while the program's own key is used.

        Raises:
            UserFacingError: as for `own_certificate`, where it cannot sign any more.
        """
        with self._workspace.unit_of_work() as work:
            key = _kept(work, _KEY)
        return None if key is None or key.made_here else self.own_certificate(key)

    def keep_firm_key(self, key: SigningKey) -> Certificate:
        """Sign as the consultant with this from now on. The papers signed before stay as they are.

        Raises:
            UserFacingError: as for `own_certificate`; the key in use stays.
        """
        found = self.own_certificate(key)
        with self._workspace.unit_of_work() as work:
            before = _kept(work, _KEY)
            if before is not None and before.made_here:
                _keep(work, _MADE_HERE, before)
            _keep(work, _KEY, key)
            work.commit()
        return found

    def drop_firm_key(self) -> None:
        """Go back to the key that was made here, or to one that is made at the next signature."""
        with self._workspace.unit_of_work() as work:
            key = _kept(work, _KEY)
            if key is None or key.made_here:
                return
            _keep(work, _KEY, _kept(work, _MADE_HERE))
            work.commit()

    def _consultant_key(self, work: UnitOfWork, name: str) -> SigningKey:
        key = _kept(work, _KEY)
        if key is None:
            key = self._printer.new_key(name, work.firm.get().name, self._clock.now())
            _keep(work, _KEY, key)
        elif not key.made_here:
            self.own_certificate(key)
        return key


def _kept(work: UnitOfWork, name: str) -> SigningKey | None:
    data = json.loads(work.secrets.get(name) or b"null")
    if data is None:
        return None
    return SigningKey(
        base64.b64decode(data["pkcs12"]),
        base64.b64decode(data.get("secret", "")),
        made_here=data.get("made_here", False),
    )


def _keep(work: UnitOfWork, name: str, key: SigningKey | None) -> None:
    """`None` takes the place of what was there: no key."""
    data = None if key is None else _as_data(key)
    work.secrets.put(name, b"null" if data is None else canonical_bytes(data))


def _as_data(key: SigningKey) -> dict[str, object]:
    return {
        "pkcs12": base64.b64encode(key.pkcs12).decode("ascii"),
        "secret": base64.b64encode(key.secret).decode("ascii"),
        "made_here": key.made_here,
    }
