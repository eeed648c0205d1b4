"""Noting which files left the program, so that a withdrawal can name them."""

from datetime import datetime
from pathlib import Path

from app.domain.ids import new_id
from app.storage import exported
from app.storage.database import Database
from app.storage.exported import ExportedFile

__all__ = ["ExportedFile", "exports", "record_export"]


def record_export(
    database: Database, *, kind: str, path: Path, at: datetime, before_reveal: bool = False
) -> None:
    """Note a file that left: ``kind`` is "pdf", "csv", "workshop" … (on the writer's thread).

    Raises:
        StorageProblemError: where the workshop file cannot be written.

    """
    with database.writing() as tx:
        exported.add(tx, new_id(), ExportedFile(at, kind, path, before_reveal))


def exports(database: Database) -> tuple[ExportedFile, ...]:
    """Return every file that left, oldest first."""
    with database.reading() as reader:
        return exported.all_of(reader)
