"""An open workshop file, as the rest of the program holds it."""

from dataclasses import dataclass
from pathlib import Path

from app.storage.database import Database


@dataclass(frozen=True)
class WorkshopFile:
    """A workshop file that is open for reading and writing."""

    path: Path
    database: Database

    def close(self) -> None:
        """Close the file."""
        self.database.close()


def open_file(path: Path) -> WorkshopFile:
    """Open a workshop file that exists.

    Raises:
        UserError: where it is missing, damaged, foreign, newer or locked.

    """
    return WorkshopFile(path, Database(path))
