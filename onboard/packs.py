"""The packs that can be used: shipped ones by id, pinned ones by hash from the store's own copy."""

from __future__ import annotations

import contextlib
import gc
from pathlib import Path

from onboard.content.loader import load_pack, pack_from_bytes
from onboard.content.pack import ContentPack
from onboard.content.problems import did_you_mean
from onboard.engagement import PackPin
from onboard.errors import UserFacingError
from onboard.ports import PackRepository
from onboard.wording import spoken


class PackShelf:
    """Loads each pack once. An engagement keeps the exact pack it was made with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_id: dict[str, ContentPack] = {}
        self._by_hash: dict[str, ContentPack] = {}

    def ids(self) -> list[str]:
        return sorted(path.name for path in self._folder.iterdir() if path.is_dir())

    def shipped(self, pack_id: str) -> ContentPack:
        """The pack as it is shipped with this program.

        Raises:
            UserFacingError: there is no such pack, or it is broken.
        """
        if pack_id not in self._by_id:
            if pack_id not in self.ids():
                hint = did_you_mean(pack_id, self.ids())
                raise UserFacingError("pack.unknown", name=pack_id, hint=hint)
            self._remember(load_pack(self._folder / pack_id))
        return self._by_id[pack_id]

    def titles(self) -> dict[str, str]:
        """The title of each shipped pack that can be used, by id; a broken one is left out."""
        found = {}
        for pack_id in self.ids():
            with contextlib.suppress(UserFacingError):
                pack = self.shipped(pack_id).in_language(spoken())
                found[pack_id] = pack.content.pack.title
        return found

    def pinned(self, pin: PackPin, kept: PackRepository) -> ContentPack:
        """The pack with exactly this hash, from the store if it is no longer shipped."""
        if pin.sha256 not in self._by_hash:
            if pin.id in self.ids():
                self.shipped(pin.id)
            if pin.sha256 not in self._by_hash:
                self._by_hash[pin.sha256] = pack_from_bytes(kept.get(pin.sha256))
        return self._by_hash[pin.sha256]

    def _remember(self, pack: ContentPack) -> None:
        self._by_id[pack.id] = pack
        self._by_hash[pack.sha256] = pack
        # A pack is very many objects that stay: no collection need walk over them again.
        gc.freeze()
