"""What the signing library says of one signature, and the bytes that no signature covers."""

from __future__ import annotations

from typing import Any

from onboard.pdf.times import trust_of_time


def validated(signature: Any) -> Any:
    """PyHanko's status, with the signer's own certificate as what is trusted.

    Whether it is the right certificate is asked of this computer's memory, not of the world.
    """
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(
        trust_roots=[signature.signer_cert],
        allow_fetching=False,
        moment=signature.self_reported_timestamp,
    )
    return validate_pdf_signature(
        signature,
        signer_validation_context=context,
        ts_validation_context=trust_of_time(signature),
        key_usage_settings=KeyUsageConstraints(key_usage=set()),
    )


def is_padded_with_zeros(pdf: bytes, signature: Any) -> bool:
    """The room of a signature holds the signature and zeros, in the spelling it was written in.

    These bytes are the only ones that no signature covers.
    """
    from asn1crypto import parser  # type: ignore[import-untyped]

    _, length, start, _ = (int(value) for value in signature.byte_range)
    room = pdf[length:start]
    try:
        content = bytes.fromhex(room[1:-1].decode("ascii"))
    except ValueError:
        return False
    written = content[: parser.peek(content)].hex().upper().encode("ascii")
    return room == b"<" + written + b"0" * (len(room) - 2 - len(written)) + b">"
