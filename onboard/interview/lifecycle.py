"""Support state of a product on a given day. The word is never stored, only the dates are."""

from __future__ import annotations

from datetime import date, timedelta

from onboard.content.model import PackContent, Support


def support_of(content: PackContent, product: str, on: date) -> Support:
    """Ended, ends soon or fine; a product that the pack does not know counts as ended.

    The careful side: an unknown system may not be called safe.
    """
    known = content.lifecycle.get(product)
    if known is None:
        return Support.ENDED
    if known.support_end is None:
        return Support.FINE
    if known.support_end < on:
        return Support.ENDED
    if known.support_end <= on + timedelta(days=content.support_soon_days):
        return Support.ENDS_SOON
    return Support.FINE
