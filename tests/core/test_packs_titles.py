"""Which packs a new client can be started with."""

from __future__ import annotations

from pathlib import Path

from tiny_pack import TEXTS, changed

from onboard.packs import PackShelf


def written(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def test_a_broken_pack_is_left_out_and_hides_no_other(tmp_path: Path) -> None:
    written(tmp_path / "tiny", TEXTS)
    written(tmp_path / "broken", changed("pack.yaml", "format: 1", "format: one"))
    (tmp_path / "empty").mkdir()
    assert PackShelf(tmp_path).titles() == {"tiny": "Tiny"}
