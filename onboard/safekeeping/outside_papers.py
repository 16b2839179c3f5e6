"""The heads of the record of changes that stand in signed papers, read from the files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from onboard.engagement import EngagementId
from onboard.files import read_checked
from onboard.ports import AuditHead, CheckedPaper
from onboard.store.findings import Finding, finding
from onboard.store.outside import OutsideHead

Check = Callable[[bytes], CheckedPaper]
IsKnown = Callable[[str], bool]
"""Whether this store has seen the key with this fingerprint."""


def read_heads(
    paths: Sequence[Path], check: Check, is_known: IsKnown
) -> tuple[list[OutsideHead], list[Finding]]:
    """What each paper says, and which papers can say nothing.

    A paper that was changed, or that only one has signed, proves nothing against a store: whoever
    changes a store could make one. So it is with a paper that was signed with a pen, which the
    consultant alone has sealed.

    Raises:
        UserFacingError: a file is missing.
    """
    heads: list[OutsideHead] = []
    useless: list[Finding] = []
    for path in paths:
        found = check(read_checked(path))
        if found.status != "unchanged":
            useless.append(finding(f"store.outside-{found.status}", file=path.name))
            continue
        if found.by_pen is not None:
            is_ours = all(is_known(each.fingerprint) for each in found.signers.values())
            kind = "known" if is_ours else "unknown"
            useless.append(finding(f"store.outside-by-pen-{kind}", file=path.name))
            continue
        head = _head(path.name, found)
        if head is None:
            useless.append(finding("store.outside-no-head", file=path.name))
        else:
            heads.append(head)
    return heads, useless


def _head(name: str, paper: CheckedPaper) -> OutsideHead | None:
    try:
        audit, facts = paper.data["audit"], paper.data["facts"]
        head = AuditHead(int(audit["sequence"]), str(audit["sha256"]))
        if not head.sequence or not head.sha256:
            return None  # laid out from an answers file, without any store
        reference = str(paper.data.get("reference", ""))
        return OutsideHead(name, reference, EngagementId(str(facts["id"])), head)
    except (KeyError, TypeError, ValueError):
        return None
