"""The bill as a file for another program, read back before anyone says that it is saved."""

from __future__ import annotations

import json
from pathlib import Path

from onboard.canonical import plain
from onboard.errors import UserFacingError
from onboard.files import read_checked, write_checked
from onboard.papers.bill_table import bill_rows, bill_table
from onboard.report import recommendation_data
from onboard.snapshot import EngagementSnapshot
from onboard.tables.writing import csv_bytes, save_table, xlsx_bytes
from onboard.wording import say

FORMATS = ("csv", "xlsx", "json")


def save_bill(
    snapshot: EngagementSnapshot, path: Path, kind: str, *, is_marked: bool = True
) -> None:
    """Write the bill as one of `FORMATS`; `is_marked`: CSV with the mark of spreadsheet programs.

    Raises:
        UserFacingError: it could not be written, or reads differently afterwards.
    """
    match kind:
        case "csv":
            rows = bill_rows(snapshot)
            save_table(path, csv_bytes(rows) if is_marked else bill_table(snapshot), rows)
        case "xlsx":
            rows = bill_rows(snapshot)
            save_table(path, xlsx_bytes(rows, say("table.bill-title")), rows)
        case "json":
            _save_json(snapshot, path)
        case _:
            raise ValueError(f"no such kind of file: {kind!r}")


def json_bytes(snapshot: EngagementSnapshot) -> bytes:
    data = plain(recommendation_data(snapshot))
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _save_json(snapshot: EngagementSnapshot, path: Path) -> None:
    write_checked(path, json_bytes(snapshot))
    if json.loads(read_checked(path)) != json.loads(
        json.dumps(plain(recommendation_data(snapshot)))
    ):
        raise UserFacingError("cli.read-back-failed", name=path.name)
