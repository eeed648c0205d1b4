"""Withdrawn words and forgotten people leave every file of this program, and stay away.

The workshop file, its backups in both folders, what was set aside or deleted, other copies of the
same workshop: the same erasure reaches each. What could not be reached is told, and tried again by
:func:`finish_open`.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from app.domain.codec import to_json
from app.domain.errors import FileProblemError, UserError
from app.domain.giving_up import Tell, untold
from app.domain.people import ForgetPeople
from app.domain.withdrawal import Tombstone, WithdrawWords
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.services import copies
from app.services.execution import Result, execute
from app.services.withdrawal import prepared, texts_of
from app.storage import backup, erasure, exported, ledger, opening, scratch, stones, upgrade
from app.storage.catalogue import look
from app.storage.database import Database
from app.storage.exported import ExportedFile
from app.storage.places import Places, files_in
from app.storage.problems import (
    LockedFileError,
    MissingFileError,
    OlderFileError,
    ReadOnlyFileError,
)
from app.storage.stones import Forgotten, Stones

Guard = Callable[[Path], AbstractContextManager[None]]
"""Keeps a workshop file to itself meanwhile; raises a UserError where a window has it open."""


def unguarded(_path: Path) -> AbstractContextManager[None]:
    """Give every file free: where no other window can have one open."""
    return contextlib.nullcontext()


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """What became of a withdrawal, or of forgetting the people.

    Attributes:
        result: of the command on the workshop itself.
        left_files: files that left the program before: they cannot be reached from here.
        cleaned: copies from which the words or names were erased.
        deleted: backups that could not be opened, and were deleted instead.
        problems: copies that could not be reached now; they are tried again at the next start.
        lineage: the workshop's.
        texts: the words that :func:`reach_copies` still has to look for.
        later: whether somebody left the copies to the next start.

    """

    result: Result
    lineage: str = ""
    texts: tuple[str, ...] = field(default=(), repr=False)
    left_files: tuple[ExportedFile, ...] = ()
    cleaned: tuple[Path, ...] = ()
    deleted: tuple[Path, ...] = ()
    problems: tuple[UserError, ...] = ()
    later: bool = False


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How far an erasure reached; as in :class:`TakenBack`."""

    cleaned: tuple[Path, ...] = ()
    deleted: tuple[Path, ...] = ()
    problems: tuple[UserError, ...] = ()


def withdraw(
    database: Database,
    command: WithdrawWords,
    *,
    data_dir: Path,
    now: datetime,
    second_dir: Path | None = None,
    here_only: bool = False,
) -> TakenBack:
    """Erase somebody's words in the open workshop and in every copy (on the writer's thread).

    Each copy takes about a twentieth of a second. With ``here_only`` the copies are left to
    :func:`reach_copies`, which may run on another thread while the writer goes on.

    Raises:
        UserError: where nothing could be withdrawn; nothing was changed.

    """
    command = replace(command, at=command.at or now)
    with database.reading() as reader:
        lineage = reader.get(Workshop, WORKSHOP_ID).lineage
        command = prepared(reader, command)
        texts = texts_of(reader, command.target)
    stone = Tombstone(
        id=command.id,
        at=to_json(command.when),
        target=command.target,
        entry_ids=command.entry_ids,
        digests=command.digests,
    )
    more = Stones(withdrawn=(stone,), open=frozenset({command.id}))
    return _take_back(database, command, lineage, more, texts, data_dir, second_dir, now, here_only)


def forget_people(
    database: Database,
    command: ForgetPeople,
    *,
    data_dir: Path,
    now: datetime,
    second_dir: Path | None = None,
    here_only: bool = False,
) -> TakenBack:
    """Erase every name in the open workshop and in every copy (on the writer's thread).

    ``here_only`` as in :func:`withdraw`.

    Raises:
        UserError: where nothing could be erased; nothing was changed.

    """
    command = replace(command, at=command.at or now)
    with database.reading() as reader:
        lineage = reader.get(Workshop, WORKSHOP_ID).lineage
    forgotten = Forgotten(id=command.id, at=to_json(command.when))
    more = Stones(forgotten=(forgotten,), open=frozenset({command.id}))
    return _take_back(database, command, lineage, more, (), data_dir, second_dir, now, here_only)


def _take_back(
    database: Database,
    command: WithdrawWords | ForgetPeople,
    lineage: str,
    more: Stones,
    texts: tuple[str, ...],
    data_dir: Path,
    second_dir: Path | None,
    now: datetime,
    here_only: bool,
) -> TakenBack:
    """Note what is erased, erase it here, then everywhere: a crash between is made good later."""
    listed = Places(data_dir).tombstones
    stones.add(listed, lineage, more)
    try:
        result = execute(database, command, recorded_at=now)
    except UserError:
        stones.remove(listed, lineage, command.id)
        raise
    database.vacuum()
    with database.reading() as reader:
        left = exported.all_of(reader)
    taken = TakenBack(result=result, left_files=left, lineage=lineage, texts=texts)
    if here_only:
        return taken
    return reach_copies(taken, data_dir=data_dir, now=now, second_dir=second_dir, but=database.path)


def reach_copies(
    taken: TakenBack,
    *,
    data_dir: Path,
    now: datetime,
    second_dir: Path | None = None,
    but: Path | None = None,
    guard: Guard = unguarded,
    tell: Tell = untold,
) -> TakenBack:
    """Erase in every copy what was erased in the open workshop ``but``; on any thread.

    Where the program ends meanwhile, or ``tell`` gives it up between two copies,
    :func:`finish_open` goes on at the next start.
    """
    listed = Places(data_dir).tombstones
    known = stones.load(listed, taken.lineage)
    reached = _spread(
        data_dir, second_dir, taken.lineage, known, taken.texts, now,
        but=but, guard=guard, tell=tell,
    )  # fmt: skip
    if not reached.problems:
        stones.settle(listed, taken.lineage, frozenset({taken.result.command.id}))
    return replace(
        taken,
        texts=(),
        cleaned=reached.cleaned,
        deleted=reached.deleted,
        problems=reached.problems,
    )


def finish_open(
    data_dir: Path,
    *,
    now: datetime,
    second_dir: Path | None = None,
    but: Path | None = None,
    guard: Guard = unguarded,
) -> tuple[UserError, ...]:
    """Reach the copies that an earlier erasure has not reached; ``but`` is the open workshop.

    Call it when the program starts. A workshop that ``guard`` does not give free stays for the
    next time.
    """
    listed = Places(data_dir).tombstones
    problems: list[UserError] = []
    for lineage, known in stones.load_all(listed).items():
        if known.open:
            reached = _spread(data_dir, second_dir, lineage, known, (), now, but=but, guard=guard)
            problems += reached.problems
            if not reached.problems:
                stones.settle(listed, lineage, known.open)
    return tuple(problems)


def stones_known(data_dir: Path, lineage: str) -> Stones:
    """Return all that this data folder knows to be withdrawn or forgotten in a lineage."""
    places = Places(data_dir)
    known = stones.load(places.tombstones, lineage)
    for path in (*places.files(), *files_in(places.deleted)):
        head = look(path).head
        if head is not None and head.lineage == lineage:
            # A damaged file cannot keep a sound one out: the list holds what it knew, too.
            with contextlib.suppress(FileProblemError):
                known |= _stones_in(path)
    return known


def _stones_in(path: Path) -> Stones:
    database = Database(path)
    try:
        with opening.telling_unreadable(path), database.reading() as reader:
            forgotten = tuple(
                Forgotten(id=entry.id, at=to_json(entry.at))
                for entry in ledger.entries(reader, kind="people.forget")
            )
            return Stones(withdrawn=reader.all(Tombstone), forgotten=forgotten)
    finally:
        database.close()


@contextlib.contextmanager
def without_withdrawn(path: Path, data_dir: Path, lineage: str, *, now: datetime) -> Iterator[Path]:
    """Give a copy for a moment, brought up to date, that holds nothing withdrawn here.

    Raises:
        UserError: where the file cannot be read.
        OSError: where there is no room for a copy.

    """
    with scratch.place() as folder:
        copy = folder / "copy.eqw"
        backup.copy_file(path, copy)
        _clean(copy, stones_known(data_dir, lineage), (), now)
        yield copy


def apply_stones(
    database: Database, known: Stones, *, now: datetime, texts: Iterable[str] = ()
) -> bool:
    """Erase from one file what it still holds; return whether it held any of it.

    Raises:
        UserError: where the file cannot be written.

    """
    with database.reading() as reader:
        withdrawn = [s for s in known.withdrawn if not ledger.has_entry(reader, s.id)]
        forgotten = [f for f in known.forgotten if not ledger.has_entry(reader, f.id)]
    for stone in withdrawn:
        execute(database, _command_of(stone), recorded_at=now)
    for one in forgotten:
        command = ForgetPeople(id=one.id, at=datetime.fromisoformat(one.at))
        execute(database, command, recorded_at=now)
    with database.writing() as tx:
        erasure.erase_texts(tx, texts)
    return bool(withdrawn or forgotten)


def _command_of(stone: Tombstone) -> WithdrawWords:
    return WithdrawWords(
        id=stone.id,
        at=datetime.fromisoformat(stone.at),
        target=stone.target,
        digests=stone.digests,
        entry_ids=stone.entry_ids,
    )


def _spread(
    data_dir: Path,
    second_dir: Path | None,
    lineage: str,
    known: Stones,
    texts: tuple[str, ...],
    now: datetime,
    *,
    but: Path | None = None,
    guard: Guard = unguarded,
    tell: Tell = untold,
) -> Spread:
    cleaned: list[Path] = []
    deleted: list[Path] = []
    problems: list[UserError] = []
    scratch.sweep()
    backup.wait_for_written(tell)
    if second_dir is not None and not second_dir.is_dir():
        problems.append(MissingFileError(second_dir))
    every = copies.numbered(data_dir, second_dir, lineage, but, problems)
    for number, count, (path, ours) in every:
        tell(number, count)
        try:
            with backup.ALONE, unguarded(path) if ours else guard(path):
                _clean(path, known, texts, now)
        except MissingFileError:
            continue
        except (LockedFileError, ReadOnlyFileError) as error:
            problems.append(error)
        except UserError as error:
            if not ours or not copies.delete(path):
                problems.append(error)
            else:
                deleted.append(path)
        else:
            cleaned.append(path)
    return Spread(cleaned=tuple(cleaned), deleted=tuple(deleted), problems=tuple(problems))


def _clean(path: Path, known: Stones, texts: tuple[str, ...], now: datetime) -> None:
    try:
        opening.check(path)
    except OlderFileError:
        upgrade.migrate(path, now=now)
    database = Database(path)
    try:
        with opening.telling_unreadable(path):
            apply_stones(database, known, now=now, texts=texts)
        database.vacuum()
    finally:
        database.close()
    opening.check(path)
