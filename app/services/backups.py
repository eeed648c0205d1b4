"""Backups of a workshop: make, list, put back."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.errors import FileProblemError
from app.domain.giving_up import Tell, untold
from app.domain.ids import new_id
from app.domain.workshop import WORKSHOP_ID, BeginEpoch, Workshop
from app.services.execution import execute
from app.services.taking_back import apply_stones, stones_known
from app.storage import backup, exchange, opening, room, scratch, upgrade
from app.storage.backup import Backup, BackupDone, Taken, copy_second
from app.storage.database import Database
from app.storage.places import Places, folder_name
from app.storage.problems import OlderFileError, UnreadableFileError

__all__ = [
    "Backup",
    "BackupDone",
    "SecondCopy",
    "TakenBackup",
    "back_up",
    "backups_of",
    "backups_of_file",
    "copy_second",
    "restore",
    "take",
]


def back_up(
    database: Database,
    data_dir: Path,
    *,
    reason: str,
    now: datetime,
    second_dir: Path | None = None,
    tell: Tell = untold,
) -> BackupDone:
    """Back an open workshop up; ``reason`` is "block", "timer", "close" … (lower case).

    Call it on the writer's thread. A second folder that cannot be reached is told in the answer.

    Raises:
        BackupFailedError: where the data folder cannot take a sound backup.
        GivenUpError: where ``tell`` says so; nothing is left of it.

    """
    with database.reading() as reader:
        lineage = reader.get(Workshop, WORKSHOP_ID).lineage
    second = second_folder(second_dir, lineage) if second_dir else None
    folder = Places(data_dir).backups(lineage)
    return backup.make(database, folder, reason=reason, now=now, second=second, tell=tell)


@dataclass(frozen=True)
class TakenBackup:
    """A backup that is taken and not yet written: what it is, and where it goes.

    Attributes:
        taken: the workshop as it was.
        folder: where it goes.
        second: where a copy of it goes afterwards, or None.

    """

    taken: Taken
    folder: Path
    second: Path | None

    def write(self, tell: Tell = untold) -> "SecondCopy | None":
        """Write it, on any thread; return what is still to be written.

        Raises:
            BackupFailedError: where the folder cannot take it.
            GivenUpError: where ``tell`` says so; nothing half done is left.

        """
        path = backup.write(self.taken, self.folder, tell)
        return SecondCopy(path, self.second) if self.second is not None else None


@dataclass(frozen=True)
class SecondCopy:
    """A backup that is on the disk, and is to be copied into a second folder."""

    path: Path
    folder: Path

    def write(self, tell: Tell = untold) -> None:
        """Copy it; see :func:`copy_second`."""
        copy_second(self.path, self.folder, tell)


def take(
    database: Database,
    data_dir: Path,
    *,
    reason: str,
    now: datetime,
    second_dir: Path | None = None,
) -> TakenBackup:
    """Take a backup of an open workshop, to be written beside the writer; on the writer's thread.

    Raises:
        StorageProblemError: where the file cannot be read.

    """
    with database.reading() as reader:
        lineage = reader.get(Workshop, WORKSHOP_ID).lineage
    second = second_folder(second_dir, lineage) if second_dir else None
    taken = backup.take(database, reason=reason, now=now)
    return TakenBackup(taken, Places(data_dir).backups(lineage), second)


def second_folder(second_dir: Path, lineage: str) -> Path:
    """Return where a workshop's backups lie in the second folder."""
    return second_dir / folder_name(lineage)


def backups_of(data_dir: Path, lineage: str, second_dir: Path | None = None) -> tuple[Backup, ...]:
    """Return a workshop's backups, newest first; those of the second folder only where lacking."""
    own = backup.all_in(Places(data_dir).backups(lineage))
    names = {one.path.name for one in own}
    others = backup.all_in(second_dir / folder_name(lineage)) if second_dir else ()
    extra = [one for one in others if one.path.name not in names]
    return tuple(sorted((*own, *extra), key=lambda b: b.made_at, reverse=True))


def backups_of_file(
    data_dir: Path, path: Path, second_dir: Path | None = None
) -> tuple[Backup, ...]:
    """Return the backups of a workshop file, also of one that is damaged (by its name)."""
    try:
        return backups_of(data_dir, opening.inspect(path).lineage, second_dir)
    except FileProblemError:
        roots = [data_dir / "backups", *([second_dir] if second_dir else [])]
        folders = [folder for root in roots if root.is_dir() for folder in root.iterdir()]
        found = {
            one.path.name: one
            for folder in reversed(folders)
            for one in backup.all_in(folder)
            if one.path.name.startswith(f"{path.stem}-")
        }
        return tuple(sorted(found.values(), key=lambda b: b.made_at, reverse=True))


def restore(
    data_dir: Path,
    source: Path,
    target: Path,
    *,
    now: datetime,
    prepare: Callable[[Path], None] | None = None,
    tell: Tell = untold,
) -> Path | None:
    """Put a backup in the place of workshop ``target``, which nobody may have open.

    What lay there is set aside; the restored file begins a new epoch, so that stations send again,
    and what was withdrawn since the backup stays withdrawn. ``prepare`` may add to the copy before
    it takes the workshop's place. Until then it lies where a crash's leavings are swept: what is
    found waiting beside the workshop is put in its place, and must hold nothing withdrawn.

    Returns:
        Where the former file lies now, or None.

    Raises:
        FileProblemError: where the backup is no good; the workshop is then as it was.
        GivenUpError: where ``tell`` says so; likewise.

    """
    try:
        head = opening.check(source, writable=False)
    except OlderFileError:
        head = opening.inspect(source)
    places = Places(data_dir)
    aside = places.set_aside / folder_name(head.lineage)
    fresh = exchange.waiting_for(target)
    try:
        with copied_current(source, data_dir, now=now, tell=tell) as copy:
            if room.is_elsewhere(target):
                _mark_elsewhere(copy, now)
            if prepare is not None:
                prepare(copy)
            tell(0, 0)
            backup.copy_file(copy, fresh, tell, named=source)
        tell(0, 0)
        return exchange.exchange(fresh, target, aside, now=now)
    finally:
        exchange.drop_waiting(target)


def _mark_elsewhere(copy: Path, now: datetime) -> None:
    """A backup may be of before the room was handed over: it stays with the other laptop."""
    database = Database(copy)
    try:
        with database.writing() as tx:
            if room.handed_over_at(tx) is None:
                room.mark_handed_over(tx, now)
    finally:
        database.close()


@contextlib.contextmanager
def copied_current(
    source: Path, data_dir: Path, *, now: datetime, tell: Tell = untold
) -> Iterator[Path]:
    """Give a copy of a file for a moment, brought up to date as :func:`make_current` does.

    Raises:
        UserError: where that cannot be done.

    """
    try:
        held = contextlib.ExitStack()
        folder = held.enter_context(scratch.place())
    except OSError as error:
        raise UnreadableFileError(source, error) from error
    with held:
        copy = folder / "copy.eqw"
        backup.copy_file(source, copy, tell, named=source)
        tell(0, 0)
        make_current(copy, data_dir, now=now, source=source)
        yield copy


def make_current(path: Path, data_dir: Path, *, now: datetime, source: Path) -> None:
    """Bring a copy that arrived up to date: schema, a new epoch, withdrawals, people forgotten.

    ``source`` is the file that it is a copy of: the one to be named where it is no good.

    Raises:
        UserError: where that cannot be done.

    """
    try:
        head = opening.check(path)
    except OlderFileError:
        upgrade.migrate(path, now=now)
        head = opening.check(path)
    database = Database(path)
    try:
        known = stones_known(data_dir, head.lineage)
        with opening.telling_unreadable(source):
            apply_stones(database, known, now=now)
            execute(database, BeginEpoch(epoch=new_id(), at=now), recorded_at=now)
        database.vacuum()
    finally:
        database.close()
