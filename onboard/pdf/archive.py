"""The archive time stamp: one more revision that proves a signed paper was there by then.

It holds the certificates of all who signed or stamped, what the time-stamp server's authority says
of keys that were called back, and a time stamp over the whole file (PAdES B-LTA). Renewing it is
the same once more, before the last stamp's certificate ends. Keys that were made for one purpose
have no authority, so nobody can say that one was called back: no list for them is inside.
"""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from onboard.firm import TimeStampServer
from onboard.pdf.archive_check import READABLE_NAME, stamp_field
from onboard.pdf.exchange import SECONDS, NoAnswerError, exchange
from onboard.pdf.time_stamper import NoTimeStamp, certificates_of, time_stamper
from onboard.pdf.times import token_of

_MOST_LISTS = 4


def with_archive_stamp(pdf: bytes, server: TimeStampServer, *, seconds: float = SECONDS) -> bytes:
    """Add an archive time stamp to a paper that both have signed.

    Raises:
        NoTimeStamp: none was to be had; the paper is as it was.
    """
    try:
        return _stamped(pdf, server, seconds)
    except NoTimeStamp:
        raise
    except Exception as error:  # what a server sends can make any step fail
        raise NoTimeStamp("stamp.not-understood", server=server.host) from error


def _stamped(pdf: bytes, server: TimeStampServer, seconds: float) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
    from pyhanko.sign.validation.dss import DocumentSecurityStore

    stamper = time_stamper(server, seconds=seconds)
    # The answer to a question about nothing: it shows the server's certificates beforehand.
    shown = asyncio.run(stamper.async_dummy_response("sha256"))["content"]
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=True)
    signatures = writer.prev.embedded_signatures
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        sig_contents=None,  # no VRI: it would have to be written after the time stamp
        certs=_unique([*_inside(signatures), *certificates_of(shown)]),
        crls=[
            each
            for certificate in certificates_of(shown)
            for each in _lists_of(certificate, seconds)
        ][:_MOST_LISTS],
    )
    number = 1 + len(writer.prev.embedded_timestamp_signatures)
    last = PdfTimeStamper(
        stamper, field_name=stamp_field(number), readable_field_name=READABLE_NAME
    )
    stamped: bytes = last.timestamp_pdf(writer, "sha256").getvalue()
    return stamped


def _inside(signatures: Any) -> Iterator[Any]:
    """The certificates of everybody who has signed or stamped so far."""
    for signature in signatures:
        yield signature.signer_cert
        yield from signature.other_embedded_certs
        token = token_of(signature)
        if token is not None:
            yield from certificates_of(token)


def _unique(certificates: list[Any]) -> list[Any]:
    return list({each.dump(): each for each in certificates}.values())


def _lists_of(certificate: Any, seconds: float) -> Iterator[Any]:
    """The lists of what its authority has called back; only for the server that is asked now.

    Addresses in certificates of a paper are never followed: they were chosen by whoever made it.
    """
    from asn1crypto import crl  # type: ignore[import-untyped]

    for point in certificate.crl_distribution_points:
        with suppress(NoAnswerError, ValueError, TypeError):
            found = crl.CertificateList.load(
                exchange(point.url or "", seconds=seconds), strict=True
            )
            if found.issuer == certificate.issuer:
                yield found
                return
