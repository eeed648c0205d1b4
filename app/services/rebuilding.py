"""A damaged workshop, rebuilt: the newest good backup, and what its own file still gives.

The damaged file is set aside with its journal and never written to. What a spare journal holds is
taken in when the workshop is opened. A drill tries the same on a copy, before it is needed.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.errors import FileProblemError, UserError
from app.domain.giving_up import Tell, untold
from app.domain.people import Participant
from app.domain.workshop import CreateWorkshop
from app.i18n import _
from app.services.backups import Backup, backups_of_file, restore
from app.services.execution import replay, state_of
from app.services.registry import handler_of
from app.services.taking_back import stones_known
from app.storage import backup as backup_files
from app.storage import drafts, ledger, opening, scratch
from app.storage.database import Database, Transaction
from app.storage.ledger import LedgerEntry
from app.storage.salvage import Salvage, salvage


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What is back, and until when.

    Attributes:
        path: the workshop.
        district: its district.
        backup_at: when the backup was made that it was rebuilt from (UTC).
        until: when the newest thing was recorded that is back (UTC).
        entries: changes after that backup, out of the damaged file.
        drafts: texts that were being typed, out of the damaged file.
        aside: where the damaged file lies now, or None where there was none.

    """

    path: Path
    district: str
    backup_at: datetime
    until: datetime
    entries: int
    drafts: int
    aside: Path | None


def rebuild(
    data_dir: Path,
    path: Path,
    *,
    now: datetime,
    second_dir: Path | None = None,
    tell: Tell = untold,
) -> Rebuilt:
    """Rebuild a damaged workshop that nobody has open; about a second.

    Raises:
        FileProblemError: where there is no good backup; the file is then as it was.
        StorageProblemError: where the data folder cannot be written.
        GivenUpError: where ``tell`` says so; the file is then as it was.

    """
    chosen, known = _newest_good(backups_of_file(data_dir, path, second_dir), path, tell)
    lineage = opening.inspect(chosen.path).lineage
    until = opening.inspect(chosen.path).last_used or chosen.made_at
    found = salvage(path, chosen.path, known=known.__contains__) if path.exists() else Salvage()
    tell(0, 0)
    names_too = not stones_known(data_dir, lineage).forgotten
    back: list[LedgerEntry] = []

    def add(fresh: Path) -> None:
        """Put in what was read, before the file takes its place: a crash finds all or nothing."""
        database = Database(fresh)
        try:
            back.extend(_add(database, found, now, names_too=names_too))
        finally:
            database.close()

    aside = restore(data_dir, chosen.path, path, now=now, prepare=add, tell=tell)
    head = opening.check(path)
    return Rebuilt(
        path=path,
        district=head.district,
        backup_at=chosen.made_at,
        until=max([until, *(entry.at for entry in back)]),
        entries=len(back),
        drafts=len(found.drafts),
        aside=aside,
    )


def _newest_good(
    backups: Sequence[Backup], path: Path, tell: Tell
) -> tuple[Backup, frozenset[str]]:
    """Return the newest backup that opens and can be read, and the ids of its entries."""
    for one in backups:
        tell(0, 0)
        try:
            return one, _entry_ids(one.path)
        except FileProblemError:
            continue
    raise FileProblemError(
        _("There is no good backup of “{name}”.").format(name=path.name),
        safe=_("The file was not touched."),
        remedy=_("Look for a copy on a stick or in an e-mail, and import it."),
    )


def _entry_ids(path: Path) -> frozenset[str]:
    opening.check(path, writable=False)
    with scratch.place() as folder:
        copy = folder / "copy.eqw"
        backup_files.copy_file(path, copy)
        database = Database(copy)
        try:
            with opening.telling_unreadable(path), database.reading() as reader:
                return frozenset(entry.id for entry in ledger.entries(reader))
        finally:
            database.close()


def _add(
    database: Database, found: Salvage, now: datetime, *, names_too: bool
) -> list[LedgerEntry]:
    """Put into the rebuilt file what the damaged one gave; return the entries that went in."""
    with database.writing(replaying=True) as tx:
        back = [entry for entry in found.entries if _carry_out(tx, entry, now)]
        for draft in found.drafts:
            drafts.keep(tx, draft)
        if names_too:
            for identity in found.identities:
                if tx.find(Participant, identity.id) is not None:
                    tx.put(identity)
            if found.hosts is not None:
                tx.put(found.hosts)
    return back


def _carry_out(tx: Transaction, entry: LedgerEntry, now: datetime) -> bool:
    """Carry an entry out as a replay does; one that makes no sense without a lost one is left."""
    part = tx.part()
    try:
        command = entry.command()
        if isinstance(command, CreateWorkshop) or ledger.has_entry(tx, entry.id):
            part.take_back()
            return False
        ledger.append(tx, command, recorded_at=now)
        handler_of(type(command))(tx, command)
    except (UserError, ValueError, TypeError, LookupError):
        part.take_back()
        return False
    part.keep()
    return True


@dataclass(frozen=True, kw_only=True)
class Drill:
    """How trying a restore went, on a copy.

    Attributes:
        backup: the newest backup, or None where there is none.
        entries: changes in its ledger.
        equal: whether its ledger makes the state that stands in it.
        seconds: how long opening and comparing took.
        problem: why it is no good, or None.

    """

    backup: Backup | None
    entries: int = 0
    equal: bool = False
    seconds: float = 0.0
    problem: UserError | None = None

    @property
    def well(self) -> bool:
        """Tell whether this backup could take the workshop's place."""
        return self.backup is not None and self.equal and self.problem is None


def try_restore(data_dir: Path, path: Path, second_dir: Path | None = None) -> Drill:
    """Try whether a workshop's newest backup opens, replays and equals; nothing is changed."""
    newest = next(iter(backups_of_file(data_dir, path, second_dir)), None)
    if newest is None:
        return Drill(backup=None)
    began = time.monotonic()
    try:
        entries, equal = _tried(newest.path)
    except UserError as error:
        return Drill(backup=newest, problem=error)
    seconds = time.monotonic() - began
    return Drill(backup=newest, entries=entries, equal=equal, seconds=seconds)


def _tried(path: Path) -> tuple[int, bool]:
    ids = _entry_ids(path)
    with scratch.place() as folder:
        copy, fresh = folder / "copy.eqw", Database(folder / "fresh.eqw")
        backup_files.copy_file(path, copy)
        database = Database(copy)
        try:
            fresh.create()
            with opening.telling_unreadable(path):
                replay(database, fresh)
                return len(ids), state_of(fresh) == state_of(database)
        finally:
            database.close()
            fresh.close()
