"""Names that stand in every paper and must never change."""

from __future__ import annotations

from typing import Final

AGREEMENT_FILE: Final = "agreement.json"
BILL_FILE: Final = "bill.csv"
AGREEMENT_PDF: Final = "agreement.pdf"
"""Inside a paper that was signed with a pen: the paper as it was printed."""
ON_PAPER_FILE: Final = "on-paper.json"
FIELDS: Final = {"consultant": "Consultant", "owner": "Owner"}
"""Role to the name of its signature field, in the order of signing."""
