"""A field for a file of trusted certificates."""

from __future__ import annotations

from pathlib import Path

from onboard.firm import certificates_in
from onboard.wording import say, say_count
from ui.widgets.file_field import FileField

MOST_BYTES = 1_000_000


class RootsField(FileField):
    """Holds a PEM or DER file.

    Args:
        kind: "roots" for those of a time-stamp server, "signer-roots" for those of signers.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)

    def _read(self, path: Path) -> tuple[str, bytes]:
        try:
            data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
        except OSError:
            data = b""
        return ("", data) if certificates_in(data) else (say(f"page.{self._kind}-problem"), b"")

    def _draw(self) -> None:
        super()._draw()
        count = len(certificates_in(self._bytes))
        self._shown.setText(
            say_count("page.roots-shown", count) if count else say(f"page.{self._kind}-none")
        )
