"""Whatever file comes, `onboard verify` answers soon, in little memory, in plain words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from bad_files import bad_files
from paper_factory import Stages

pytestmark = pytest.mark.xdist_group("bad-files")  # slow to make

SECONDS = 10
MEBIBYTES = 500
_CHILD = r"""
import contextlib, io, json, resource, sys, time

limit = {mebibytes} << 20
strangers = []


def refuse(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "subprocess.Popen"):
        strangers.append(event)
        raise OSError("nothing outside this computer")


sys.addaudithook(refuse)
from onboard.cli.main import main

# What the file makes the program take, beyond nothing: programs and libraries are counted too.
resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
for path in sys.stdin.read().split("\n"):
    out, err = io.StringIO(), io.StringIO()
    start = time.monotonic()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["--home", sys.argv[1], "verify", path, *sys.argv[2:]])
    print(json.dumps([path, code, out.getvalue(), err.getvalue(), time.monotonic() - start]))
with open("/proc/self/status") as status:  # what getrusage tells begins with the parent's peak
    peak = next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmHWM"))
print(json.dumps([peak, strangers]))
"""


@pytest.fixture(scope="module")
def folder(stages: Stages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bad")
    for name, data in bad_files(stages.signed):
        (made / f"{name}.pdf").write_bytes(data)
    with (made / "500-megabytes.pdf").open("wb") as file:  # sparse: it takes no room on the disk
        file.write(b"%PDF-1.7\n")
        file.truncate(500_000_000)
    return made


def answers(folder: Path, *more: str) -> tuple[list[tuple[str, int, str, float]], int]:
    """What a process with little memory says of each file, and how much it took at most."""
    names = [str(path) for path in sorted(folder.iterdir())]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD.format(mebibytes=MEBIBYTES), str(folder / "home"), *more],
        input="\n".join(names), capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    *rows, (peak, strangers) = [json.loads(line) for line in done.stdout.splitlines()]
    assert strangers == []
    assert len(rows) == len(names)
    told = []
    for path, code, out, err, seconds in rows:
        assert err == "", (path, err)
        told.append((Path(path).stem, code, out, seconds))
    return told, peak


@pytest.mark.skipif(sys.platform != "linux", reason="no limits of this kind")
def test_every_file_is_answered_soon_in_little_memory_and_plain_words(folder: Path) -> None:
    told, peak = answers(folder)
    assert peak < MEBIBYTES
    for name, code, out, seconds in told:
        first, *rest = out.splitlines()
        assert code in (1, 2), name
        assert seconds < SECONDS, (name, seconds)
        assert len(rest) <= 4, name
        assert "Traceback" not in out, name
        assert not out.isspace(), name
        is_refused = first == "This file cannot be read as an agreement. Nothing was changed."
        assert is_refused == (code == 2), (name, first)
        if is_refused:
            assert len(rest) == 1, (name, rest)
            assert rest[0].endswith("."), (name, rest)


@pytest.mark.skipif(sys.platform != "linux", reason="no limits of this kind")
def test_as_json_too(folder: Path) -> None:
    for name, code, out, _ in answers(folder, "--json")[0]:
        found = json.loads(out)
        assert found["status"] == ("unreadable" if code == 2 else "altered"), name
        assert len(found["changes"]) >= 1, name
        assert found["identity_known"] is False
