"""What other programs say of each tampered paper, beside `onboard verify`: docs/attacks.md."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
sys.path.insert(0, str(ROOT / "tests" / "pdf"))

from attacks import all_attacks, rivals  # noqa: E402
from paper_factory import (  # noqa: E402
    AT,
    CONSULTANT,
    OWNER,
    TABLE,
    Stages,
    a_document,
    its_data,
)

from onboard.pdf.keys import load_key  # noqa: E402
from onboard.pdf.printer import PdfPrinter  # noqa: E402
from onboard.pdf.verify import verify_pdf  # noqa: E402
from onboard.ports import KnownPaper  # noqa: E402

LEADS = """# Tampered papers, and who notices

Each row is a file made by `tests/pdf/attacks.py` from one paper that both have signed; the tests
hold that `onboard verify` never says “unchanged” of it. The other columns are what three programs
said of the very same files. {made} with pdfsig {pdfsig}, mutool {mutool} and pyHanko {pyhanko},
by `tools/attack_table.py`; no row is edited by hand.

| Mark | Means |
| --- | --- |
| **no** | it says that a signature does not hold, or that the file cannot be read |
| hint | each signature “valid”, with a weaker remark: not all is signed, or edits since |
| fewer | what it names is “valid”, but it names fewer signatures than two, or more; no alarm |
| – | the same words as for the untouched paper |
| ? | the program was not there where the table was made |

None of the three knows these certificates, so “not trusted”, which they say of the untouched paper
too, does not count. What `onboard verify` says is that of a computer which knows the paper; in
brackets that of one which does not, where it differs. Keys in the same names can only be told where
the true ones are known: elsewhere the answer is “identity not known on this computer”. pyHanko is
its own validator with the signers' certificates as trusted, and nothing fetched. pdfsig and mutool
look at signatures only, not at what a page shows. Where mutool is not at hand, what it said of a
row when the table was last made is kept.
"""


def stages() -> Stages:
    printer = PdfPrinter()
    document = a_document()
    keys = [printer.new_key(seal.name, "Example", AT) for seal in (CONSULTANT, OWNER)]
    unsigned = printer.render(document, its_data(document), TABLE, at=AT)
    half = printer.seal(unsigned, CONSULTANT, keys[0])
    return Stages(unsigned, half, printer.seal(half, OWNER, keys[1]), *keys)


def said(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def by_pdfsig(path: Path) -> str:
    text = said("pdfsig", "-nocert", path)
    valid = text.count("Signature is Valid")
    named = len(re.findall(r"^Signature #\d+:", text, re.MULTILINE))
    signed = text.count("Signature Validation:")
    if signed > valid or (not named and "rror" in text):
        return "**no**"
    if named != 2 or valid != 2:
        return "fewer"
    last = text.rsplit("Signature #", 1)[1]
    return "–" if "Total document signed" in last else "hint"


def said_before() -> dict[tuple[str, str], str]:
    """What mutool said of each row of the table that is there."""
    rows = (DOCS / "attacks.md").read_text(encoding="utf-8").splitlines()
    cells = (row.strip("| ").split(" | ") for row in rows if row.startswith("|"))
    return {(row[0], row[1]): row[4] for row in cells if len(row) == 6 and row[4] != "?"}


def by_mutool(path: Path) -> str:
    if not shutil.which("mutool"):
        return "?"
    text = said("mutool", "sign", "-v", path)
    named = len(re.findall(r"^Verifying signature", text, re.MULTILINE))
    if "Digest error" in text or (not named and "error" in text):
        return "**no**"
    if named - text.count("Signature is not signed") != 2:
        return "fewer"
    last = text.rsplit("Verifying signature", 1)[1]
    return "–" if "unchanged since signing" in last else "hint"


def by_pyhanko(pdf: bytes) -> str:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    try:
        found = list(PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
        if not found:
            return "fewer"
        results = []
        for each in found:
            trusted = ValidationContext(
                trust_roots=[each.signer_cert],
                allow_fetching=False,
                moment=each.self_reported_timestamp,
            )
            results.append(validate_pdf_signature(each, signer_validation_context=trusted))
    except Exception:  # it refuses in many ways; each is a no
        return "**no**"
    if not all(each.bottom_line for each in results):
        return "**no**"
    if len(found) != 2:
        return "fewer"
    return "–" if results[-1].coverage is SignatureCoverageLevel.ENTIRE_FILE else "hint"


def by_us(pdf: bytes, known: KnownPaper) -> str:
    alone, here = verify_pdf(pdf).status, verify_pdf(pdf, known=known).status
    return here if here == alone else f"{here} ({alone})"


def version(*command: str) -> str:
    found = re.search(r"version\s+([\d.]+)", said(*command)) if shutil.which(command[0]) else None
    if found is None:  # the version of what is kept
        told = (DOCS / "attacks.md").read_text(encoding="utf-8")
        found = re.search(rf"{command[0]} ([\d.]+)", told)
    return found[1] if found else "(not installed)"


def main() -> None:
    import logging

    from pyhanko.version import __version__ as pyhanko

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL + 1)
    signed = stages()
    other = rivals(signed)
    keys = (("consultant", signed.consultant_key), ("owner", signed.owner_key))
    known = KnownPaper(
        {role: load_key(key, AT).fingerprint for role, key in keys},
        hashlib.sha256(signed.signed).hexdigest(),
    )
    made = f"Made on {datetime.now(UTC):%d %B %Y}"
    lines = [
        LEADS.format(
            made=made,
            pdfsig=version("pdfsig", "-v"),
            mutool=version("mutool", "-v"),
            pyhanko=pyhanko,
        ),
        "| Family | What was done | onboard verify | pdfsig | mutool | pyHanko |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    before = said_before()
    counts = {"onboard": 0, "pdfsig": 0, "mutool": 0, "pyHanko": 0}
    rows = [("–", "nothing: the untouched paper", signed.signed)]
    rows += [(each.family, each.name, each.make(signed, other)) for each in all_attacks()]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        for family, name, pdf in rows:
            path.write_bytes(pdf)
            mutool = by_mutool(path)
            if mutool == "?":
                mutool = before.get((family, name.replace("-", " ")), mutool)
            others = (by_pdfsig(path), mutool, by_pyhanko(pdf))
            ours = by_us(pdf, known)
            for program, verdict in zip(counts, (ours, *others), strict=True):
                counts[program] += verdict.startswith(("**no**", "altered", "unreadable"))
            lines.append(f"| {family} | {name.replace('-', ' ')} | {ours} | {' | '.join(others)} |")
    total = len(rows) - 1
    found = "; ".join(f"{program} {count}" for program, count in counts.items())
    lines += ["", f"Of {total} tampered papers, so many were refused: {found}.", ""]
    (DOCS / "attacks.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
