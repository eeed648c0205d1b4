"""Making workshop files: a new one, next year's from last year's."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.domain.agenda import Activity, Block
from app.domain.codec import to_json
from app.domain.commands import Command
from app.domain.errors import InvalidChangeError, StorageProblemError
from app.domain.framework import framework_from_json
from app.domain.giving_up import Tell, untold
from app.domain.ids import new_id
from app.domain.norms import Norm
from app.domain.preparation import FRAMEWORK_ID, ChecklistItem, FrameworkSnapshot
from app.domain.records import Record, table_of
from app.domain.undo import Image, RestoreRecords
from app.domain.workshop import WORKSHOP_ID, CreateWorkshop, EditDetails, Workshop, check_times
from app.i18n import _
from app.services.execution import execute_all
from app.storage import opening
from app.storage.database import Database, Reader
from app.storage.format import SUFFIX
from app.storage.places import Places
from app.write_points import Point, reached

LONGEST_NAME = 80
_CARRIED = (
    "start_time", "planned_end_time", "hard_stop_time", "time_zone", "place", "languages",
    "agree_ratings",
)  # fmt: skip
_LAID_OUT: tuple[type[Record], ...] = (Block, Activity, Norm, ChecklistItem)
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


def file_name(district: str, day: date) -> str:
    """Return a workshop's file name, allowed on every system: "Riverbend 2026-11-20.eqw"."""
    words = " ".join(_UNSAFE.sub(" ", district).split()).strip(". ")[:LONGEST_NAME].strip(". ")
    # The day behind it keeps Windows' reserved names ("CON") apart, too.
    called = words or _("Workshop")
    return f"{called} {day.isoformat()}{SUFFIX}"


def create_workshop(
    data_dir: Path,
    *,
    district: str,
    day: date,
    now: datetime,
    framework_pack: dict[str, Any],
    languages: tuple[str, ...] = ("en",),
    time_zone: str = "",
    start_time: str = "12:00",
    sample: bool = False,
) -> Path:
    """Make the file of a new workshop from a framework pack (JSON); return its path.

    Raises:
        InvalidChangeError: without a district's name, or with a broken pack.
        StorageProblemError: where the data folder cannot be written; nothing is left behind.

    """
    name = " ".join(district.split())
    if not name:
        raise InvalidChangeError(
            _("A workshop needs its district's name."), remedy=_("Type the name.")
        )
    command = CreateWorkshop(
        lineage=new_id(),
        epoch=new_id(),
        district=name,
        date=day,
        framework=framework_pack,
        languages=languages,
        time_zone=time_zone,
        start_time=start_time,
        sample=sample,
    )
    return _write_new(data_dir, file_name(name, day), [command], now)


def duplicate(
    data_dir: Path, path: Path, new_day: date, *, now: datetime, tell: Tell = untold
) -> Path:
    """Make next year's workshop from a file: agenda, norms, framework, checklist and details.

    People, scores, notes, history and data stay behind; the checklist is unticked.

    Raises:
        UserError: where the file cannot be read or the new one cannot be written, or ``tell`` gives
            it up; nothing was made then.

    """
    opening.check(path, writable=False)
    tell(0, 0)
    database = Database(path)
    try:
        with opening.telling_unreadable(path), database.reading() as reader:
            old = reader.get(Workshop, WORKSHOP_ID)
            check_times(old)
            pack = reader.get(FrameworkSnapshot, FRAMEWORK_ID)
            framework_from_json(pack.pack, complete=False)  # a broken one is damage of this file
            kept = [record for cls in _LAID_OUT for record in reader.all(cls)]
    finally:
        database.close()
    begin = CreateWorkshop(
        lineage=new_id(),
        epoch=new_id(),
        district=old.district,
        date=new_day,
        framework={**pack.pack, "version": pack.version},
        languages=old.languages,
    )
    values = {name: to_json(getattr(old, name)) for name in _CARRIED}
    path = _write_new(
        data_dir, file_name(old.district, new_day), [begin, EditDetails(values=values)], now,
        lay_out=kept, tell=tell,
    )  # fmt: skip
    return path


def _write_new(
    data_dir: Path,
    name: str,
    commands: Sequence[Command],
    now: datetime,
    lay_out: Sequence[Record] | None = None,
    tell: Tell = untold,
) -> Path:
    """Write a new file under a passing name; it gets its own only when all of it is there."""
    folder = Places(data_dir).workshops
    part = folder / f".{new_id()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise folder_problem(folder, error) from error
    database = Database(part)
    try:
        database.create()
        tell(0, 0)
        _carry_out(database, commands, now)
        tell(0, 0)
        if lay_out is not None:
            with database.reading() as reader:
                images = tuple(_images(reader, lay_out))
            _carry_out(database, [RestoreRecords(images=images)], now)
        database.close()
        target = opening.free_name(folder / name)
        reached(Point.FILE_MADE)
        tell(0, 0)
        part.replace(target)
        reached(Point.FILE_NAMED)
    except OSError as error:
        raise folder_problem(folder, error) from error
    finally:
        database.close()
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def _carry_out(database: Database, commands: Sequence[Command], now: datetime) -> None:
    stamped = [replace(command, at=now) for command in commands]
    for result in execute_all(database, stamped, recorded_at=now):
        if result.error is not None:
            raise result.error


def _images(reader: Reader, kept: Sequence[Record]) -> list[Image]:
    """Return what turns the pack's agenda, norms and checklist into those of last year."""
    images = []
    wanted = {(type(record), record.id) for record in kept}
    for cls in _LAID_OUT:
        images += [
            Image(table=table_of(cls), id=record.id, row=None)
            for record in reader.all(cls)
            if (cls, record.id) not in wanted
        ]
    for record in kept:
        row = to_json(replace(record, done=False) if isinstance(record, ChecklistItem) else record)
        images.append(Image(table=table_of(type(record)), id=record.id, row=row))
    return images


def folder_problem(folder: Path, error: OSError) -> StorageProblemError:
    """Return what a person should be told where a folder cannot be written."""
    return StorageProblemError(
        _("The folder “{folder}” cannot be written: {reason}.").format(
            folder=folder, reason=error.strerror or str(error)
        ),
        safe=_("Nothing was changed."),
        remedy=_("Free some disk space, allow writing to the folder, or choose another one."),
    )
