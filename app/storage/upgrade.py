"""Bringing a file of an older version up to date."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from app.paths import migrations_path
from app.storage import backup, ledger
from app.storage.database import PRAGMAS, STAMP, Transaction
from app.storage.format import SCHEMA_VERSION, revision_of
from app.storage.opening import quoted
from app.storage.problems import UpgradeFailedError
from app.write_points import Point, reached


@dataclass(frozen=True)
class Route:
    """Where the migrations lie, and the version to which they lead."""

    folder: Path
    version: int = SCHEMA_VERSION


def upgrade(path: Path, backup_folder: Path, *, now: datetime, route: Route | None = None) -> Path:
    """Back the file up, migrate it, keep a full-state checkpoint; return the backup's path.

    All of it is one transaction: the file is either as it was, or new.

    Raises:
        BackupFailedError: where no backup could be made; nothing was changed.
        UpgradeFailedError: where the file does not fit the migrations; nothing was changed.

    """
    kept = backup.copy_of_file(path, backup_folder, reason=backup.BEFORE_UPGRADE, now=now)
    reached(Point.UPGRADE_BACKED_UP)
    migrate(path, now=now, route=route)
    reached(Point.UPGRADED)
    return kept


def migrate(path: Path, *, now: datetime, route: Route | None = None) -> None:
    """Migrate a file that is itself a copy (a backup, a received file).

    Raises:
        UpgradeFailedError: where the file does not fit the migrations; nothing was changed.

    """
    try:
        _migrate(path, now, route or Route(migrations_path()))
    except (sa.exc.SQLAlchemyError, sqlite3.Error, ValueError, KeyError, TypeError) as error:
        raise UpgradeFailedError(path) from error


def _migrate(path: Path, now: datetime, route: Route) -> None:
    engine = sa.create_engine("sqlite://", creator=lambda: _connect(path), poolclass=NullPool)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with engine.connect() as connection, connection.begin():
            run_migrations(connection, route)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise ValueError(f"{len(broken)} rows belong to something that is not there")
            ledger.write_checkpoint(Transaction(connection), at=now)
            reached(Point.UPGRADE_MIGRATED)
    finally:
        engine.dispose()


def run_migrations(connection: sa.Connection, route: Route) -> None:
    """Carry out, inside the caller's transaction, every migration that a file still lacks."""
    from alembic import command  # takes half a second to import, and is needed once in years
    from alembic.config import Config

    _stamp(connection)
    config = Config()
    config.set_main_option("script_location", str(route.folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision_of(route.version))
    connection.exec_driver_sql(f"PRAGMA user_version={route.version}")


def _stamp(connection: sa.Connection) -> None:
    """Note a file's version in Alembic's table, where a file never went through Alembic."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar() or 0
    tables = sa.inspect(connection).get_table_names()
    if version and "alembic_version" not in tables:
        connection.exec_driver_sql(STAMP[0])
        insert = "INSERT INTO alembic_version (version_num) VALUES (?)"
        connection.exec_driver_sql(insert, (revision_of(int(version)),))


def _connect(path: Path) -> sqlite3.Connection:
    """Connect without foreign keys: a rebuilt table would otherwise take its children along."""
    connection = sqlite3.connect(f"file:{quoted(path)}?mode=rw", uri=True, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection
