"""One workshop as a file: handing a copy out, taking a copy in."""

import contextlib
from datetime import datetime
from pathlib import Path

from app.domain.giving_up import Tell, untold
from app.domain.ids import new_id
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.services import identities, snapshot
from app.services.backups import copied_current
from app.services.creation import file_name, folder_problem
from app.services.exports_log import record_export
from app.storage import backup, exported, opening, room
from app.storage.database import Database
from app.storage.places import Places
from app.storage.problems import OlderFileError
from app.write_points import Point, reached


def export_workshop(
    database: Database, target: Path, *, now: datetime, names: bool = False, tell: Tell = untold
) -> Path:
    """Write a clean copy of an open workshop to ``target`` (on the writer's thread).

    Names go along only where asked; keep-apart wishes and the list of exported files never do.

    Raises:
        StorageProblemError: where ``target`` cannot be written; what lay there is then untouched.
        GivenUpError: where ``tell`` says so; likewise.

    """
    part = target.with_name(f".{target.name}.{new_id()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        backup.copy_pages(database.raw(), part, tell)
        _clean(part, database.path, names=names)
        backup.flush(part)
        reached(Point.EXPORT_READY)
        tell(0, 0)
        part.replace(target)
        reached(Point.EXPORTED)
    except OSError as error:
        raise folder_problem(target.parent, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    with database.reading() as reader:
        hidden = reader.get(Workshop, WORKSHOP_ID).revealed_at is None
    record_export(database, kind="workshop", path=target, at=now, before_reveal=hidden)
    return target


def _clean(path: Path, source: Path, *, names: bool) -> None:
    copy = Database(path)
    try:
        with opening.telling_unreadable(source), copy.writing() as tx:
            identities.keep_back(tx, names=names)
            exported.clear(tx)
            room.clear(tx)
        copy.vacuum()
    finally:
        copy.close()


def import_workshop(
    data_dir: Path,
    source: Path,
    *,
    now: datetime,
    with_room: bool = False,
    tell: Tell = untold,
) -> Path:
    """Take a workshop file in: looked over, copied, begun anew; return the copy's path.

    The source is only read. Words withdrawn and people forgotten in this data folder stay so. The
    room comes along only where it was handed over.

    Raises:
        FileProblemError: where the file is no good; nothing was taken in.
        StorageProblemError: where the data folder cannot be written.
        GivenUpError: where ``tell`` says so; nothing was taken in.

    """
    try:
        head = opening.check(source, writable=False)
    except OlderFileError:
        head = opening.inspect(source)
    folder = Places(data_dir).workshops
    part = folder / f".{new_id()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Words withdrawn here are still in it: it is cleaned where a crash's leavings are swept.
        with copied_current(source, data_dir, now=now, tell=tell) as copy:
            tell(0, 0)
            if not with_room:
                _leave_room(copy)
            _read_whole(copy, source)
            backup.copy_file(copy, part, tell, named=source)
        target = opening.free_name(folder / file_name(head.district, head.date))
        reached(Point.IMPORT_READY)
        tell(0, 0)
        part.replace(target)
        reached(Point.IMPORTED)
    except OSError as error:
        raise folder_problem(folder, error) from error
    finally:
        for side in ("", ".part", *opening.SIDE_FILES):
            with contextlib.suppress(OSError):
                opening.beside_file(part, side).unlink(missing_ok=True)
    return target


def _leave_room(path: Path) -> None:
    """Forget the room: two laptops that are the same hub would each get half of the day."""
    database = Database(path)
    try:
        with database.writing() as tx:
            room.clear(tx)
        database.vacuum()
    finally:
        database.close()


def _read_whole(path: Path, source: Path) -> None:
    """Read everything once: what opens here will open on the day."""
    database = Database(path)
    try:
        snapshot.load_opened(database, source)
    finally:
        database.close()
