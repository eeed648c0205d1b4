"""An open workshop file, as the rest of the program holds it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.services import library
from app.storage.database import Database


@dataclass(frozen=True)
class WorkshopFile:
    """A workshop file that is open for reading and writing."""

    path: Path
    database: Database

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_file(path: Path, data_dir: Path, *, now: datetime) -> WorkshopFile:
    """Open a workshop file that exists, bringing an older one up to date after a backup.

    Raises:
        UserError: where it is missing, damaged, foreign, newer or locked.

    """
    return WorkshopFile(path, library.open_workshop(data_dir, path, now=now))
