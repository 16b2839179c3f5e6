"""The body of a question file: its JSON, and behind it the pack where that is not shipped."""

from __future__ import annotations

import hashlib
import struct

from onboard.content.folder import MOST_FILES
from onboard.content.loader import pack_from_bytes
from onboard.content.pack import ContentPack
from onboard.engagement import PackPin
from onboard.errors import UserFacingError
from onboard.handover import strict_json
from onboard.handover.frame import LARGEST, FileKind

_LENGTH = struct.Struct(">I")
_LONGEST_FILE = 2_000_000


def packed(text: bytes, pack: bytes = b"") -> bytes:
    """One body. Raises `UserFacingError` ("handover.too-much") for one that nobody would open."""
    if len(text) > strict_json.MOST_BYTES or len(text) + len(pack) > LARGEST[FileKind.ASK] - 10_000:
        raise UserFacingError("handover.too-much")
    return _LENGTH.pack(len(text)) + text + pack


def unpacked(body: bytes) -> tuple[bytes, bytes]:
    """The JSON, and the bytes of a pack or nothing."""
    if len(body) < _LENGTH.size:
        raise UserFacingError("handover.misshapen")
    (length,) = _LENGTH.unpack_from(body)
    if length > len(body) - _LENGTH.size:
        raise UserFacingError("handover.misshapen")
    return body[_LENGTH.size : _LENGTH.size + length], body[_LENGTH.size + length :]


def pack_brought(data: bytes, pin: PackPin) -> ContentPack:
    """The pack that came along, if it is the one that the file names and whole.

    Raises:
        UserFacingError: "handover.misshapen".
    """
    if hashlib.sha256(data).hexdigest() != pin.sha256:
        raise UserFacingError("handover.misshapen")
    try:
        texts = strict_json.read(data, most_bytes=len(data), longest_text=_LONGEST_FILE)
        if len(texts) > MOST_FILES or not all(isinstance(text, str) for text in texts.values()):
            raise UserFacingError("handover.misshapen")
        pack = pack_from_bytes(data)
    except (strict_json.Refused, UserFacingError):
        raise UserFacingError("handover.misshapen") from None
    if (pack.id, pack.version, pack.sha256) != (pin.id, pin.version, pin.sha256):
        raise UserFacingError("handover.misshapen")
    return pack
