# ruff: noqa: S608 - the names are those of our own tables
from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine
from store_kit import ROOT_KEY, FakeClock, add, an_answer, an_engagement, get, tamper

from onboard.errors import UserFacingError
from onboard.interview.answers import Answers
from onboard.store.engine import HeldKey, connect, local_engine
from onboard.store.migrate import (
    MIGRATIONS,
    MigrationBroken,
    bring_up_to_date,
    current_revision,
    move,
)
from onboard.store.models import APPEND_ONLY, Base
from onboard.store.workspace import open_workspace


@pytest.fixture
def engine(store_path: Path) -> Any:
    engine = local_engine(store_path, HeldKey(ROOT_KEY), foreign_keys=False)
    yield engine
    engine.dispose()


def test_an_empty_file_gets_all_tables(engine: Engine, store_path: Path) -> None:
    bring_up_to_date(store_path, ROOT_KEY)
    with engine.connect() as connection:
        assert current_revision(connection) == "0006"
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_append_only_table_has_its_triggers(engine: Engine, store_path: Path) -> None:
    bring_up_to_date(store_path, ROOT_KEY)
    with engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
        ).all()
    names = {row.__tablename__ for row in APPEND_ONLY}
    assert {(table, f"{table}_refuses_{what}") for table, what in _pairs(names)} == set(found)


def test_down_and_up_again_leaves_the_same_tables(engine: Engine, store_path: Path) -> None:
    bring_up_to_date(store_path, ROOT_KEY)
    before = _tables(engine)
    move(engine, "-1")
    assert _tables(engine) != before
    move(engine, "base")
    assert [name for name, _ in _tables(engine)] == ["alembic_version"]
    move(engine, "head")
    assert _tables(engine) == before


def test_an_upgrade_keeps_every_row_and_a_copy_of_before(
    engine: Engine, store_path: Path, clock: FakeClock
) -> None:
    workspace = open_workspace(store_path, ROOT_KEY, clock)
    engagement = add(workspace, an_engagement(answers=Answers([an_answer("people", 6)])))
    workspace.close()
    move(engine, "-2")
    counted = _rows(engine)
    engine.dispose()
    workspace = open_workspace(store_path, ROOT_KEY, clock)
    assert _rows(engine) == {**counted, "talk_entry": 0, "member": 0}
    assert get(workspace, engagement.id) == engagement
    workspace.close()
    copy = connect(store_path.with_name("store.before-0006.db"), ROOT_KEY)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0004",)
    assert copy.execute("SELECT count(*) FROM answer").fetchone() == (1,)
    copy.close()


def test_a_new_store_is_made_without_a_copy(store_path: Path) -> None:
    bring_up_to_date(store_path, ROOT_KEY)
    assert not list(store_path.parent.glob("*before*"))


def test_a_store_of_a_newer_program_is_refused_untouched(
    store_path: Path, clock: FakeClock
) -> None:
    open_workspace(store_path, ROOT_KEY, clock).close()
    tamper(store_path, lambda c: c.execute("UPDATE alembic_version SET version_num = '0999'"))
    before = store_path.read_bytes()
    with pytest.raises(UserFacingError) as caught:
        open_workspace(store_path, ROOT_KEY, clock)
    assert caught.value.message_id == "store.too-new"
    assert store_path.read_bytes() == before


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("op.execute('DELETE FROM engagement'); raise RuntimeError('half way')", RuntimeError),
        ("op.execute('DELETE FROM engagement')", MigrationBroken),
    ],
)
def test_a_step_that_fails_leaves_everything_as_it_was(
    engine: Engine,
    store_path: Path,
    clock: FakeClock,
    tmp_path: Path,
    step: str,
    error: type[Exception],
) -> None:
    workspace = open_workspace(store_path, ROOT_KEY, clock)
    engagement = add(workspace, an_engagement(answers=Answers([an_answer("people", 6)])))
    workspace.close()
    steps = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / "0007_broken.py").write_text(
        "from alembic import op\nrevision = '0007'\ndown_revision = '0006'\n"
        f"def upgrade():\n    op.execute('CREATE TABLE half (x)'); {step}\n"
        "def downgrade():\n    pass\n"
    )
    tables, rows = _tables(engine), _rows(engine)
    with pytest.raises(error):
        bring_up_to_date(store_path, ROOT_KEY, migrations=steps)
    assert (_tables(engine), _rows(engine)) == (tables, rows)
    workspace = open_workspace(store_path, ROOT_KEY, clock)
    assert get(workspace, engagement.id) == replace(engagement)
    workspace.close()


def _pairs(names: set[str]) -> list[tuple[str, str]]:
    return [(name, what) for name in names for what in ("update", "delete")]


def _tables(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        return [
            (row.name, row.sql)
            for row in connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"
            )
        ]


def _rows(engine: Engine) -> dict[str, int]:
    """How many each of our tables has, of those that are there."""
    there = {name for name, _ in _tables(engine)}
    with engine.connect() as connection:
        return {
            table.name: connection.exec_driver_sql(
                f"SELECT count(*) FROM {table.name}"
            ).scalar_one()
            for table in Base.metadata.sorted_tables
            if table.name in there
        }
