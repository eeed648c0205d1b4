"""Handing over: a workshop with its room goes to a co-facilitator's laptop, in a sealed file.

The room's identity goes along, so that stations know the other laptop as the same hub. It begins a
new epoch there, and stations send again what it lacks. The laptop that handed over is marked.
"""

import contextlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from app.domain.giving_up import Tell, untold
from app.domain.ids import new_id
from app.domain.workshop import WORKSHOP_ID, BeginEpoch, Workshop
from app.services import identities
from app.services.creation import folder_problem
from app.services.execution import execute
from app.services.exports_log import record_export
from app.services.transfer import import_workshop
from app.storage import backup, opening, room, scratch
from app.storage.database import Database
from app.storage.format import SUFFIX
from app.storage.problems import UnreadableFileError
from app.write_points import Point, reached

KIND = "handover"
"""How the file is called in the list of files that left."""

T = TypeVar("T")
Work = Callable[[Database], T]


class OnWriter(Protocol):
    """Does something with the open workshop on the writer's thread, and waits for it."""

    def __call__(self, work: Work[T], tell: Tell = untold) -> T:
        """Return what ``work`` returns; ``tell`` may give it up before its turn has come."""


def hand_over(
    on_writer: OnWriter,
    target: Path,
    passphrase: str,
    *,
    now: datetime,
    names: bool = True,
    tell: Tell = untold,
) -> Path:
    """Write the hand-over file, and mark this laptop; on a thread beside the window's.

    Copy and mark are one step: what is written here later is not in the file. Where the file
    cannot be written, the mark goes away again. Keep-apart wishes stay here; names go along with
    ``names``.

    Raises:
        UserError: where it cannot be written; the room then stays with this laptop.
        GivenUpError: where ``tell`` says so; likewise.

    """
    from app.storage import sealed  # brings cryptography along

    part = target.with_name(f".{target.name}.{new_id()}.part")
    marked = False
    try:
        with scratch.place() as folder:
            copy = folder / "copy.eqw"
            tell(0, 0)
            hidden_until = on_writer(lambda database: _copy_and_mark(database, copy, now), tell)
            marked = True
            _prepare(copy, names=names)
            target.parent.mkdir(parents=True, exist_ok=True)
            sealed.seal(copy, part, passphrase, tell)
        reached(Point.HANDOVER_SEALED)
        part.replace(target)
        marked = False
        reached(Point.HANDOVER_NAMED)
    except OSError as error:
        raise folder_problem(target.parent, error) from error
    finally:
        if marked:
            on_writer(take_back)
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    on_writer(lambda database: _note(database, target, now, hidden=hidden_until is None))
    return target


def _copy_and_mark(database: Database, copy: Path, now: datetime) -> datetime | None:
    """Copy the workshop, and mark it; return when its results were revealed, or None."""
    backup.copy_pages(database.raw(), copy)
    with database.writing() as tx:
        room.mark_handed_over(tx, now)
        revealed_at = tx.get(Workshop, WORKSHOP_ID).revealed_at
    reached(Point.HANDOVER_MARKED)
    return revealed_at


def _prepare(copy: Path, *, names: bool) -> None:
    """Take out of the copy what does not leave this laptop."""
    database = Database(copy)
    try:
        with opening.telling_unreadable(copy), database.writing() as tx:
            identities.keep_back(tx, names=names)
            room.unmark_handed_over(tx)
        database.vacuum()
    finally:
        database.close()


@contextlib.contextmanager
def _telling_unreadable_source(source: Path) -> Iterator[None]:
    """Tell a stick that was pulled out as what it is."""
    try:
        yield
    except OSError as error:
        raise UnreadableFileError(source, error) from error


def _note(database: Database, target: Path, now: datetime, *, hidden: bool) -> None:
    record_export(database, kind=KIND, path=target, at=now, before_reveal=hidden)


def handed_over_at(database: Database) -> datetime | None:
    """Return when this laptop handed the room over; None where it runs it."""
    with database.reading() as reader:
        return room.handed_over_at(reader)


def take_back(database: Database) -> None:
    """Let this laptop run the room (on the writer's thread): the file was never used."""
    with database.writing() as tx:
        room.unmark_handed_over(tx)


def run_here_again(database: Database, *, now: datetime) -> None:
    """Let this laptop run the room after all, in a new epoch: stations send what it lacks."""
    take_back(database)
    execute(database, BeginEpoch(epoch=new_id(), at=now), recorded_at=now)


def receive_handover(
    data_dir: Path, source: Path, passphrase: str, *, now: datetime, tell: Tell = untold
) -> Path:
    """Take a handed-over workshop in, with its room; return where it lies now.

    Raises:
        FileProblemError: for a wrong passphrase, a file that is no good; nothing was taken in.
        StorageProblemError: where the data folder cannot be written.
        GivenUpError: where ``tell`` says so; nothing was taken in.

    """
    from app.storage import sealed

    try:
        with scratch.place() as folder:
            plain = folder / source.with_suffix(SUFFIX).name
            with _telling_unreadable_source(source):
                sealed.unseal(source, plain, passphrase, tell)
            reached(Point.HANDOVER_OPENED)
            return import_workshop(data_dir, plain, now=now, tell=tell, with_room=True)
    except OSError as error:
        raise folder_problem(data_dir, error) from error
