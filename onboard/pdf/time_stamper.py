"""Time stamps of a server (RFC 3161), each checked before it goes into a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from onboard.errors import UserFacingError
from onboard.firm import TimeStampServer, certificates_in
from onboard.pdf.exchange import SECONDS, NoAnswerError, exchange
from onboard.pdf.quiet import quiet

_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
}


class NoTimeStamp(UserFacingError):
    """No time stamp was to be had; a signature stands without one all the same."""


def time_stamper(server: TimeStampServer, *, seconds: float = SECONDS) -> Any:
    """PyHanko's `TimeStamper` for a server.

    Whatever goes wrong comes out of it as `NoTimeStamp`: "stamp.no-answer",
    "stamp.not-understood", "stamp.other-roots" or "stamp.no-roots".
    """
    from asn1crypto import tsp  # type: ignore[import-untyped]
    from pyhanko.sign.timestamps.api import TimeStamper

    try:
        roots = root_certificates(server.roots)
    except UserFacingError as error:
        raise NoTimeStamp(error.message_id) from error

    class CheckedTimeStamper(TimeStamper):
        async def async_request_tsa_response(self, req: Any) -> Any:
            try:
                answer = exchange(server.url, req.dump(), _HEADERS, seconds=seconds)
            except NoAnswerError as error:
                raise NoTimeStamp("stamp.no-answer", server=server.host) from error
            return tsp.TimeStampResp.load(answer, strict=True)

        async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> Any:
            try:
                token = await super().async_timestamp(message_digest, md_algorithm)
                with quiet():
                    problem = await _problem(token["content"], message_digest, roots)
            except NoTimeStamp:
                raise
            except Exception as error:  # what a server sends can make any step fail
                raise NoTimeStamp("stamp.not-understood", server=server.host) from error
            if problem:
                raise NoTimeStamp(problem, server=server.host)
            return token

    return CheckedTimeStamper()  # type: ignore[no-untyped-call]


async def _problem(token: Any, message_digest: bytes, roots: Sequence[Any]) -> str:
    """What is wrong with a server's answer: it may stamp something else, or be somebody else."""
    if not (await checked(token, lambda _: message_digest)).is_sound:
        return "stamp.not-understood"
    is_ours = not roots or (await checked(token, lambda _: message_digest, roots)).is_trusted
    return "" if is_ours else "stamp.other-roots"


class Checked:
    """What is known of a token."""

    def __init__(self, status: Any) -> None:
        self.is_sound: bool = status.valid and status.intact
        self.is_trusted: bool = self.is_sound and status.trusted


async def checked(
    token: Any, digest_of: Any, roots: Sequence[Any] = (), lists: Iterable[Any] = ()
) -> Checked:
    """Check a token's signature, what it stamps, and that its certificate leads to a root."""
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus

    context = trust_for(token, roots, lists)
    told = await validate_tst_signed_data(token, context, digest_of)
    return Checked(TimestampSignatureStatus(**told))


def trust_for(token: Any, roots: Sequence[Any] = (), lists: Iterable[Any] = ()) -> Any:
    """Whom to trust for a token, at its own time: the roots, or else what came along with it."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=list(roots) or [_highest(token)],
        other_certs=certificates_of(token),
        crls=list(lists),
        allow_fetching=False,
        moment=stamped_at(token),
        revocation_mode="soft-fail",
        retroactive_revinfo=True,  # a list is always newer than the stamp that it speaks of
    )


def stamped_at(token: Any) -> Any:
    """The moment that a token names."""
    return token["encap_content_info"]["content"].parsed["gen_time"].native


def certificates_of(token: Any) -> list[Any]:
    """All certificates that came with a token, the server's own first."""
    found = [each.chosen for each in token["certificates"] if each.name == "certificate"]
    own = server_certificate(token)
    return [own, *(each for each in found if each is not own)]


def server_certificate(token: Any) -> Any:
    """Of the server that signed the token.

    Raises:
        ValueError: it did not come along.
    """
    (signer,) = token["signer_infos"]
    named = signer["sid"].chosen
    for each in token["certificates"]:
        if each.name != "certificate":
            continue
        is_named = signer["sid"].name == "issuer_and_serial_number" and (
            each.chosen.issuer == named["issuer"]
            and each.chosen.serial_number == named["serial_number"].native
        )
        if is_named:
            return each.chosen
    raise ValueError("a time stamp without the certificate of its server")


def _highest(token: Any) -> Any:
    """The last certificate on the way up from the server's own."""
    here = server_certificate(token)
    others = certificates_of(token)
    for _ in others:
        above = [each for each in others if each.subject == here.issuer and each is not here]
        if not above:
            break
        here = above[0]
    return here


def root_certificates(data: bytes) -> tuple[Any, ...]:
    """The certificates of a file, PEM or DER.

    Raises:
        UserFacingError: "stamp.no-roots", there are none in it.
    """
    from asn1crypto import x509

    found = tuple(x509.Certificate.load(each) for each in certificates_in(data))
    if data and not found:
        raise UserFacingError("stamp.no-roots")
    return found
