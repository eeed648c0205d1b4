"""Old files open: backed up, migrated in one transaction, with a checkpoint to replay from."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.cells import CellKey, Field
from app.paths import migrations_path
from app.services import library
from app.services.execution import replay, state_of
from app.storage import backup, opening, problems, upgrade
from app.storage.database import Database
from app.storage.format import SCHEMA_VERSION, revision_of
from app.storage.tables import metadata
from tests.storage.make_file import FOLDER
from tests.workshops import NOON, OpenWorkshop, copy_of_template, rating, reason, replayed_state

OLD_FILES = sorted(FOLDER.glob("*.eqw"))


def schema_of(connection: sa.Connection) -> dict[str, Any]:
    inspector = sa.inspect(connection)
    found: dict[str, Any] = {}
    for table in sorted(set(inspector.get_table_names()) - {"alembic_version"}):
        columns = [
            (c["name"], str(c["type"]), c["nullable"], c["default"])
            for c in inspector.get_columns(table)
        ]
        found[table] = {
            "columns": columns,
            "key": inspector.get_pk_constraint(table),
            "foreign": sorted(
                (f["name"] or "", f["constrained_columns"], f["referred_table"])
                for f in inspector.get_foreign_keys(table)
            ),
            "indexes": sorted(
                (i["name"] or "", i["column_names"]) for i in inspector.get_indexes(table)
            ),
            "unique": inspector.get_unique_constraints(table),
        }
    ledger_sql = "SELECT sql FROM sqlite_schema WHERE name = 'ledger'"
    found["autoincrement"] = "AUTOINCREMENT" in str(connection.exec_driver_sql(ledger_sql).scalar())
    return found


def test_the_migrations_lead_to_what_new_files_have(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with engine.begin() as connection:
        metadata.create_all(connection)
        made = schema_of(connection)
    engine.dispose()
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with engine.begin() as connection:
        upgrade.run_migrations(connection, upgrade.Route(migrations_path()))
        assert schema_of(connection) == made
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        stamped = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    engine.dispose()
    assert version == SCHEMA_VERSION
    assert stamped == revision_of(SCHEMA_VERSION)


def test_every_constraint_has_a_name() -> None:
    for table in metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, f"{table.name}: {constraint}"


def test_migrations_import_nothing_of_the_program() -> None:
    files = sorted((migrations_path() / "versions").glob("*.py"))
    assert [file.name[:4] for file in files] == [revision_of(n + 1) for n in range(SCHEMA_VERSION)]
    for file in files:
        assert not re.search(r"^\s*(from|import) app", file.read_text("utf-8"), re.MULTILINE)


def test_there_is_a_file_of_every_release() -> None:
    names = {file.name for file in OLD_FILES}
    assert names == {f"schema-{number + 1}.eqw" for number in range(SCHEMA_VERSION)}


@pytest.mark.parametrize("old", OLD_FILES, ids=lambda p: p.stem)
def test_a_released_file_opens_whole(old: Path, tmp_path: Path) -> None:
    path = shutil.copyfile(old, tmp_path / old.name)
    database = library.open_workshop(tmp_path / "data", path, now=NOON)
    database.close()
    workshop = OpenWorkshop(path)
    read = workshop.read()
    assert read.workshop.district == "Old Mill Schools"
    assert read.cell(rating()).value == {"level": "f2", "framework": 1}
    assert read.cell(rating(lens="access")).value == {"cannot_tell": True}
    assert read.cell(reason()).value == "Two schools lack a nurse."
    assert [read.words(note.id) for note in read.notes] == ["A note on the wall.", ""]
    assert read.people[0].name == "Invented Person"
    assert read.datasets[0].rows[0].value == 88.0
    draft = read.draft(str(CellKey("gA", "d01", Field.EVIDENCE)))
    assert draft is not None
    assert draft.text == "Health records sh"
    assert state_of(workshop.database) == replayed_state(workshop, tmp_path / "replay.eqw")
    workshop.note("It can still be written.", "n3")
    workshop.database.close()


MIGRATION = '''
"""A next version, for the test."""
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{new}", "{old}"


def upgrade() -> None:
    with op.batch_alter_table("notes") as table:
        table.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="blue"))
    with op.batch_alter_table("groups", recreate="always") as table:
        table.alter_column("label", existing_type=sa.Text(), nullable=False)
    {then}
'''


def route_to_the_next(tmp_path: Path, then: str = "pass") -> upgrade.Route:
    folder = shutil.copytree(
        migrations_path(), tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__")
    )
    new, old = revision_of(SCHEMA_VERSION + 1), revision_of(SCHEMA_VERSION)
    text = MIGRATION.format(new=new, old=old, then=then)
    (folder / f"versions/{new}_next.py").write_text(text, "utf-8")
    return upgrade.Route(folder, SCHEMA_VERSION + 1)


def test_an_upgrade_backs_up_migrates_and_keeps_a_checkpoint(
    workshop: OpenWorkshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.note("Written before the upgrade.")
    before = state_of(workshop.database)
    workshop.database.close()
    content = workshop.path.read_bytes()
    route = route_to_the_next(tmp_path)
    kept = upgrade.upgrade(workshop.path, tmp_path / "backups", now=NOON, route=route)
    with opening.reading(kept) as old:
        assert old.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert backup.all_in(tmp_path / "backups")[0].reason == "before-upgrade"
    with pytest.raises(problems.NewerFileError):
        opening.check(workshop.path)
    monkeypatch.setattr(opening, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    opening.check(workshop.path)
    with opening.reading(workshop.path) as fresh:
        assert fresh.execute("SELECT colour FROM notes").fetchone()[0] == "blue"
        assert fresh.execute("PRAGMA foreign_key_check").fetchall() == []
        assert fresh.execute("SELECT count(*) FROM groups").fetchone()[0] == 2
    database, again = Database(workshop.path), Database(tmp_path / "again.eqw")
    again.create()
    with database.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE ledger SET kind = 'verb.of.old', payload = '{}'")
    replay(database, again)
    assert state_of(again) == before, "replay starts at the checkpoint, not at old verbs"
    database.close()
    again.close()
    assert workshop.path.read_bytes() != content


@pytest.mark.parametrize(
    "then",
    [
        "raise ValueError('no')",
        "op.execute('UPDATE nowhere SET x = 1')",
        "op.execute(\"UPDATE groups SET seating_id = 'gone'\")",
    ],
)
def test_an_upgrade_that_fails_leaves_the_file_as_it_was(
    workshop: OpenWorkshop, tmp_path: Path, then: str
) -> None:
    workshop.database.close()
    before = workshop.path.read_bytes()
    route = route_to_the_next(tmp_path, then)
    with pytest.raises(problems.UpgradeFailedError):
        upgrade.upgrade(workshop.path, tmp_path / "backups", now=NOON, route=route)
    assert workshop.path.read_bytes() == before
    assert len(backup.all_in(tmp_path / "backups")) == 1
    opening.check(workshop.path)


def test_without_room_for_a_backup_nothing_is_migrated(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path / "w.eqw")
    before = path.read_bytes()
    (tmp_path / "backups").write_text("a file, where the folder should be")
    with pytest.raises(problems.BackupFailedError):
        upgrade.upgrade(path, tmp_path / "backups", now=NOON, route=route_to_the_next(tmp_path))
    assert path.read_bytes() == before
