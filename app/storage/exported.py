"""The list of files that left this program: where words and names may still lie elsewhere."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from app.domain.codec import to_json
from app.storage.database import Reader, Transaction
from app.storage.tables import exports


@dataclass(frozen=True)
class ExportedFile:
    """A file that left; ``before_reveal`` marks one with scores from before the reveal."""

    at: datetime
    kind: str
    path: Path
    before_reveal: bool


def add(tx: Transaction, entry_id: str, entry: ExportedFile) -> None:
    """Note a file that left."""
    row = {
        "id": entry_id,
        "at": to_json(entry.at),
        "kind": entry.kind,
        "path": str(entry.path),
        "before_reveal": entry.before_reveal,
    }
    tx.connection.execute(sa.insert(exports), row)


def all_of(reader: Reader) -> tuple[ExportedFile, ...]:
    """Return every file that left, oldest first."""
    rows = reader.connection.execute(sa.select(exports).order_by(exports.c.at, sa.text("rowid")))
    return tuple(
        ExportedFile(
            datetime.fromisoformat(row.at), row.kind, Path(row.path), bool(row.before_reveal)
        )
        for row in rows
    )


def clear(tx: Transaction) -> None:
    """Forget what left: a copy for others does not tell the folders of this laptop."""
    tx.connection.execute(sa.delete(exports))
