"""Where everything lies in the data folder."""

from dataclasses import dataclass
from pathlib import Path

from app.storage.format import SUFFIX


@dataclass(frozen=True)
class Places:
    """The folders and small files below one data folder."""

    data_dir: Path

    @property
    def workshops(self) -> Path:
        """Return the folder of the workshop files."""
        return self.data_dir / "workshops"

    @property
    def deleted(self) -> Path:
        """Return the folder to which deleted workshops go."""
        return self.data_dir / "deleted"

    @property
    def set_aside(self) -> Path:
        """Return the folder of files that were damaged, or replaced by a restore."""
        return self.data_dir / "set-aside"

    @property
    def stations(self) -> Path:
        """Return the folder with one folder for each room that this laptop joined."""
        return self.data_dir / "stations"

    @property
    def scratch(self) -> Path:
        """Return the folder of copies that are needed for a moment."""
        return self.data_dir / "scratch"

    @property
    def catalogue(self) -> Path:
        """Return the list of heads; it can always be rebuilt."""
        return self.data_dir / "catalogue.json"

    @property
    def tombstones(self) -> Path:
        """Return the list of what was withdrawn and forgotten; it outlives the files."""
        return self.data_dir / "tombstones.json"

    def backups(self, lineage: str) -> Path:
        """Return the folder of a lineage's backups."""
        return self.data_dir / "backups" / folder_name(lineage)

    def files(self) -> tuple[Path, ...]:
        """Return the workshop files, by name; none where there is no folder."""
        return files_in(self.workshops)


def folder_name(lineage: str) -> str:
    """Return a lineage as the name of a folder; a received file may have any lineage."""
    safe = "".join(c for c in lineage if c.isalnum() or c in "-_")[:64]
    return safe or "unknown"


def files_in(folder: Path) -> tuple[Path, ...]:
    """Return the workshop files of a folder, by name; none where there is no folder."""
    try:
        return files_of(folder)
    except OSError:
        return ()


def files_of(folder: Path) -> tuple[Path, ...]:
    """Return the same, where it matters whether the folder may be looked into.

    Raises:
        OSError: where it is there and cannot be read.

    """
    try:
        return tuple(sorted(p for p in folder.iterdir() if p.suffix.lower() == SUFFIX))
    except FileNotFoundError:
        return ()
