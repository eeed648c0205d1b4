"""Home: the workshops of a data folder, and what is done with a whole one.

Listing reads only the heads of files; the rest is imported when it is asked for, so that the window
is there before it.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.errors import UserError
from app.domain.giving_up import Tell, untold
from app.storage import catalogue, exchange, opening
from app.storage import head as heads
from app.storage.places import Places, files_in, files_of
from app.storage.problems import (
    DamagedFileError,
    EmptyFileError,
    ForeignPartsError,
    NotAWorkshopError,
    OlderFileError,
    UnreadableFolderError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.commands import Command
    from app.storage.database import Database

PREPARING, RUNNING, PAUSED, FINISHED = (
    heads.PREPARING, heads.RUNNING, heads.PAUSED, heads.FINISHED,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A workshop on Home.

    Attributes:
        path: its file.
        district: the district's name; the file's name where it cannot be opened.
        day: the workshop's day, or None where it cannot be opened.
        state: "preparing", "running", "paused" or "finished"; "" where it cannot be opened.
        state_since: when that state began (UTC), or None.
        sample: whether it is the bundled sample.
        last_used: when it was last changed (UTC), or None.
        lineage: names its backups; "" where it cannot be opened.
        problem: why it cannot be opened, or None.
        time_zone: the workshop's (IANA name), "" for the laptop's own.
        rebuildable: whether a backup can take its place.

    """

    path: Path
    district: str
    day: date | None = None
    state: str = ""
    state_since: datetime | None = None
    sample: bool = False
    last_used: datetime | None = None
    lineage: str = ""
    problem: UserError | None = None
    rebuildable: bool = False
    time_zone: str = ""


def workshops(data_dir: Path) -> tuple[Listed, ...]:
    """Return every workshop, the last used first; those that cannot be opened are listed too.

    Raises:
        UnreadableFolderError: where nobody can say what is there.

    """
    places = Places(data_dir)
    exchange.finish_exchanges(places.workshops)
    try:
        paths = files_of(places.workshops)
    except OSError as error:
        raise UnreadableFolderError(places.workshops, error) from error
    found = catalogue.heads(paths, places.catalogue)
    return tuple(sorted(map(_listed, found), key=_recency, reverse=True))


def deleted(data_dir: Path) -> tuple[Listed, ...]:
    """Return the workshops that were deleted and can be taken back."""
    return tuple(_listed(catalogue.look(path)) for path in files_in(Places(data_dir).deleted))


def _listed(found: catalogue.Found) -> Listed:
    head = found.head
    if head is None:
        return Listed(
            path=found.path,
            district=found.path.stem,
            problem=found.problem,
            rebuildable=can_rebuild(found.problem),
        )
    return Listed(
        path=found.path,
        district=head.district,
        day=head.date,
        state=head.state,
        state_since=head.state_since,
        sample=head.sample,
        last_used=head.last_used,
        lineage=head.lineage,
        time_zone=head.time_zone,
    )


def can_rebuild(problem: Exception | None) -> bool:
    """Tell whether a file is damaged in a way that a backup makes good."""
    kinds = (DamagedFileError, EmptyFileError, ForeignPartsError, NotAWorkshopError)
    return isinstance(problem, kinds)


def _recency(one: Listed) -> tuple[bool, float, str]:
    used = one.last_used.timestamp() if one.last_used else 0.0
    return (one.state in (RUNNING, PAUSED), used, one.path.name)


def search(listed: tuple[Listed, ...], words: str) -> tuple[Listed, ...]:
    """Return the workshops whose district, day or file name hold every one of ``words``."""
    wanted = _plain(words).split()
    return tuple(one for one in listed if all(word in _text_of(one) for word in wanted))


def _text_of(one: Listed) -> str:
    day = one.day.isoformat() if one.day else ""
    return _plain(f"{one.district} {day} {one.path.stem}")


def _plain(text: str) -> str:
    """Return a text without case and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def delete(data_dir: Path, path: Path, *, now: datetime) -> Path:
    """Move a workshop that is not open to the folder of deleted ones; return where it lies now.

    Raises:
        UserError: where it cannot be moved.

    """
    exchange.drop_waiting(path)  # what a restore left that was cut off would take its place
    stamp = now.strftime("%Y%m%dT%H%M%SZ")
    return opening.set_aside(path, Places(data_dir).deleted, stamp)


def undelete(data_dir: Path, path: Path) -> Path:
    """Take a deleted workshop back; return its path.

    Raises:
        UserError: where it cannot be moved.

    """
    head = catalogue.look(path).head
    name = path.name
    if head is not None:
        from app.services.creation import file_name

        name = file_name(head.district, head.date)
    return opening.move(path, Places(data_dir).workshops / name)


def open_workshop(data_dir: Path, path: Path, *, now: datetime) -> "Database":
    """Look a workshop file over, bring it up to date (after a backup), and open it.

    Raises:
        FileProblemError: where it cannot be opened; its class says why, and nothing was changed.

    """
    from app.storage import upgrade
    from app.storage.database import Database

    try:
        opening.check(path)
    except OlderFileError:
        folder = Places(data_dir).backups(opening.inspect(path).lineage)
        upgrade.upgrade(path, folder, now=now)
        opening.check(path)
    return Database(path)


def create_workshop(
    data_dir: Path,
    *,
    district: str,
    day: date,
    now: datetime,
    framework_pack: dict[str, Any] | None = None,
    languages: tuple[str, ...] = ("en",),
    time_zone: str = "",
) -> Path:
    """Make a new workshop from a pack (the bundled one where none is given); return its path.

    Raises:
        UserError: without a district, with a broken pack, or where it cannot be written.

    """
    from app.services import creation, sample

    return creation.create_workshop(
        data_dir, district=district, day=day, now=now, languages=languages, time_zone=time_zone,
        framework_pack=sample.default_pack() if framework_pack is None else framework_pack,
    )  # fmt: skip


def duplicate(
    data_dir: Path, path: Path, new_day: date, *, now: datetime, tell: Tell = untold
) -> Path:
    """Make next year's workshop: agenda, norms, framework, checklist, details; nobody's words.

    Raises:
        UserError: where the file cannot be read, or the new one cannot be written; GivenUpError
            where ``tell`` says so. Nothing was made then.

    """
    from app.services import creation

    return creation.duplicate(data_dir, path, new_day, now=now, tell=tell)


def open_sample(data_dir: Path, *, now: datetime, commands: "Sequence[Command]" = ()) -> Path:
    """Return the sample workshop, made on first use; ``commands`` fill a newly made one.

    Raises:
        UserError: where it cannot be written.

    """
    for one in workshops(data_dir):
        if one.sample and one.problem is None:
            return one.path
    from app.services import sample

    return sample.create_sample(data_dir, now=now, commands=commands)


def export_workshop(
    database: "Database", target: Path, *, now: datetime, names: bool = False, tell: Tell = untold
) -> Path:
    """Write a clean copy of an open workshop; names only where asked, keep-apart wishes never.

    Raises:
        UserError: where it cannot be written, or ``tell`` gives it up.

    """
    from app.services import transfer

    return transfer.export_workshop(database, target, now=now, names=names, tell=tell)


def import_workshop(data_dir: Path, source: Path, *, now: datetime, tell: Tell = untold) -> Path:
    """Take a received workshop file in; withdrawn words and forgotten people stay away.

    Raises:
        UserError: where the file is no good, it cannot be written, or ``tell`` gives it up;
            nothing was taken in.

    """
    from app.services import transfer

    return transfer.import_workshop(data_dir, source, now=now, tell=tell)
