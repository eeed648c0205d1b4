"""Keeping what the workshop file refuses: in memory and in a second place, until it takes it.

While the file refuses (disk full, held, taken away), a copy of the workshop in memory stands in for
it, so that the day goes on, and a spare journal in another folder keeps every change durable. When
the file takes them again, they go into it in their order. Changes carry their ids: one that is
saved twice is still one, so that dying in the middle of it does no harm.
"""

import contextlib
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app.domain.drafts import Draft
from app.domain.envelopes import Envelope
from app.domain.errors import FileProblemError, InvalidChangeError, StorageProblemError
from app.domain.snapshot import Snapshot
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.i18n import _
from app.services import rescue
from app.services.execution import Result
from app.services.kept_entries import take_up_kept
from app.services.reception import Reception, receive_all
from app.services.saving import Batch, from_items, merged, save, to_item
from app.storage import drafts, exchange, ledger, opening, spare
from app.storage.database import Database, MemoryDatabase, Reader
from app.storage.kept_copy import KeptCopy
from app.storage.places import Places, folder_name
from app.storage.problems import DamagedFileError, EmptyFileError
from app.storage.refusals import DiskRefusesError, FileBrokenError, FileGoneError
from app.write_points import Point, reached

COPY_AFTER = 1000
"""Changes after which the copy in memory is made anew instead of being carried on: making it holds
everyone up for some milliseconds, carrying on so many takes half a second, in trouble only."""

PATIENCE_MS, TRYING_MS = 1000, 50
"""How long the writer waits for a held file: while all is well, and while it only tries again."""

logger = logging.getLogger(__name__)


class Safekeeping:
    """Saves into one open workshop file, or beside it while it refuses; for the writer's thread.

    Attributes:
        trouble: why the file cannot be written now, told for a person; None while it can.
        brought_back: how many batches an earlier day's spare journal gave back.

    """

    def __init__(
        self, database: Database, data_dir: Path, spare_dirs: Sequence[Path], *, now: datetime
    ) -> None:
        """Take in what a spare journal holds for this workshop.

        Raises:
            FileProblemError, InvalidChangeError: where the file cannot be read.

        """
        self._file = database
        self._data_dir, self._folders = data_dir, tuple(spare_dirs)
        with opening.telling_unreadable(database.path), database.reading() as reader:
            self._lineage = reader.get(Workshop, WORKSHOP_ID).lineage
        self._spare = spare.Spare(self._folders, self._lineage, database.path)
        self._base, self._since = KeptCopy(database.content()), list[Batch]()
        self._count = 0
        self._held: list[Batch] = []
        self._stand_in: MemoryDatabase | None = None
        self._earlier: list[Path] = []
        self._newest = ""
        self.trouble: StorageProblemError | None = None
        self.brought_back = 0
        self._take_in(now)

    @property
    def database(self) -> Database:
        """Return where the newest state can be read."""
        return self._stand_in or self._file

    @property
    def durable(self) -> bool:
        """Tell whether all that was saved is on a disk: in the file, or in the spare journal."""
        return self.trouble is None or self._spare.folder is not None

    def reserve(self) -> None:
        """Take room for the spare journal while there is some."""
        self._spare.reserve()

    def take_up_kept(self, *, now: datetime) -> None:
        """Carry out what an older program kept of the stations' entries; a refusing file waits."""
        if self.trouble is None and take_up_kept(self._file, now=now):
            self.renew()

    def save(self, batch: Batch, *, now: datetime) -> list[Result]:
        """Save a batch into the file, or beside it; what became of its commands.

        Never raises for a file that refuses: :attr:`trouble` says so.
        """
        if self.trouble is None:
            try:
                results = save(self._file, batch, recorded_at=now)
            except StorageProblemError as error:
                logger.warning("the file refuses: %s", type(error).__name__)
                self._begin_trouble(error, now)
            else:
                self._note(batch)
                return results
        return self._keep(batch, now)

    def receive(
        self, envelopes: Sequence[Envelope], *, now: datetime, at_hand: Snapshot | None = None
    ) -> list[Reception]:
        """Take in what stations sent: into the file, or not at all, for they keep it themselves.

        ``at_hand`` is the file's newest state, where that is known.

        Raises:
            StorageProblemError: while the file refuses.

        """
        if self.trouble is not None:
            raise self.trouble
        try:
            receptions = receive_all(self._file, envelopes, now=now, at_hand=at_hand)
        except StorageProblemError as error:
            logger.warning("the file refuses: %s", type(error).__name__)
            self._begin_trouble(error, now)
            self._tell(error)
            raise
        self._note(Batch(envelopes=tuple(envelopes)))
        return receptions

    def _note(self, batch: Batch) -> None:
        self._since.append(batch)
        self._count += batch.size
        if self._count > COPY_AFTER:
            self.renew()

    def renew(self) -> None:
        """Copy the file into memory again: after many changes, or one that was no command."""
        if self.trouble is None:
            with contextlib.suppress(StorageProblemError):
                self._base, self._since = KeptCopy(self._file.content()), []
                self._count = 0

    def _begin_trouble(self, error: StorageProblemError, now: datetime) -> None:
        self.trouble = error
        self._file.be_patient(TRYING_MS)
        stand_in = MemoryDatabase(self._file.path, self._base.content())
        for part in merged(self._since):
            save(stand_in, part, recorded_at=now)
        with stand_in.reading() as reader:
            self._newest = ledger.newest_id(reader)
        self._stand_in = stand_in

    def _keep(self, batch: Batch, now: datetime) -> list[Result]:
        self._held.append(batch)
        self._spare.append(to_item(batch))
        results = save(self.database, batch, recorded_at=now)
        self._tell(self.trouble)
        return results

    def _tell(self, error: StorageProblemError | None) -> None:
        """Say where everything is kept meanwhile; of a file that is gone, keep a whole copy too."""
        folder = self._spare.folder
        if error is None or folder is None:
            self.trouble = error
            return
        if isinstance(error, FileGoneError):
            self._keep_whole(folder)
        safe = _("Nothing is lost: everything typed is also kept in “{folder}”.")
        error.safe = safe.format(folder=_short(folder))
        self.trouble = error

    def _keep_whole(self, folder: Path) -> None:
        kept = rescue.kept_path(folder, self._lineage, self._file.path)
        if self._stand_in is not None and not kept.exists():
            with contextlib.suppress(OSError):
                exchange.write_whole(kept, self._stand_in.content())

    def try_again(self, *, now: datetime) -> bool:
        """Try whether the file takes what is kept; True when all of it is in the file."""
        try:
            if isinstance(self.trouble, FileBrokenError):
                raise self.trouble
            self._find_again()
            for part in merged(self._held):
                save(self._file, part, recorded_at=now)
        except StorageProblemError as error:
            if not isinstance(error, FileBrokenError) or not self._write_anew(now):
                self._tell(error)
                return False
        self._end_trouble()
        return True

    def _find_again(self) -> None:
        """Open the file anew where another one lies at its path (a drive was plugged in again)."""
        if not isinstance(self.trouble, FileGoneError | DiskRefusesError):
            return
        path = self._file.path
        if not opening.is_file(path):
            raise FileGoneError(path)
        self._file.close()
        try:
            opening.check(path)
            with opening.telling_unreadable(path), self._file.reading() as reader:
                ours = self._is_ours(reader)
        except (DamagedFileError, EmptyFileError) as error:
            raise FileBrokenError(path) from error
        except (FileProblemError, InvalidChangeError) as error:
            raise FileGoneError(path) from error
        if not ours:  # an older copy was put back: ours is newer, and both are kept
            raise FileBrokenError(path)
        self._file.be_patient(TRYING_MS)

    def _is_ours(self, reader: Reader) -> bool:
        if reader.get(Workshop, WORKSHOP_ID).lineage != self._lineage:
            raise FileGoneError(self._file.path)
        return not self._newest or ledger.has_entry(reader, self._newest)

    def _write_anew(self, now: datetime) -> bool:
        """Put what stands in into the place of a damaged file, which is set aside."""
        path = self._file.path
        if self._stand_in is None:
            return False
        aside = Places(self._data_dir).set_aside / folder_name(self._lineage)
        fresh = exchange.waiting_for(path)
        try:
            exchange.write_whole(fresh, self._stand_in.content())
            self._file.close()
            exchange.exchange(fresh, path, aside, now=now)
            self._file.be_patient(PATIENCE_MS)
        except (OSError, FileProblemError, StorageProblemError):
            logger.exception("the damaged file could not be written anew")
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            return False
        return True

    def _end_trouble(self) -> None:
        self._forget_kept()
        if self._stand_in is not None:
            self._stand_in.close()
        self._held, self._stand_in, self.trouble = [], None, None
        self._file.be_patient(PATIENCE_MS)
        self.renew()

    def _take_in(self, now: datetime) -> None:
        """Save what spare journals hold for this workshop; a file that still refuses waits on."""
        path = self._file.path
        exchange.drop_waiting(path)
        for found in spare.found(self._folders, self._lineage):
            if found.workshop != path and opening.is_file(found.workshop):
                continue  # it belongs to another copy of the workshop
            batches = from_items(found.items)
            self.brought_back += len(batches)
            self._earlier.append(found.path)
            for part in merged(batches):
                self._take(self._without_older(part), found, now)
            reached(Point.SPARE_TAKEN_IN)
        if self.trouble is None:
            self._forget_kept()

    def _take(self, batch: Batch, found: spare.Found, now: datetime) -> None:
        if self.trouble is None:
            try:
                save(self._file, batch, recorded_at=now)
            except StorageProblemError as error:
                self._begin_trouble(error, now)
                self._spare.resume(found)
            else:
                self._note(batch)
                return
        self._held.append(batch)
        save(self.database, batch, recorded_at=now)
        self._tell(self.trouble)

    def _forget_kept(self) -> None:
        """All of it is in the file: nothing of it is kept anywhere else."""
        self._spare.empty()
        for path in self._earlier:
            spare.wipe(path)
        self._earlier.clear()
        rescue.drop(self._folders, self._lineage, self._file.path)

    def _without_older(self, batch: Batch) -> Batch:
        """Leave out drafts that were typed on since, after all this was in the file already."""
        with self.database.reading() as reader:
            known = drafts.all_drafts(reader)
        steps = tuple(
            step
            for step in batch.steps
            if not (isinstance(step, Draft) and step.key in known and known[step.key].at > step.at)
        )
        return Batch(batch.commands, steps)

    def close(self) -> None:
        """Give the reserved room back; what the file still refuses stays in the spare journal."""
        folder = self._spare.folder
        if isinstance(self.trouble, FileGoneError) and folder is not None:
            rescue.kept_path(folder, self._lineage, self._file.path).unlink(missing_ok=True)
            self._keep_whole(folder)
        if self._stand_in is not None:
            self._stand_in.close()
        self._spare.remove()


def _short(folder: Path) -> str:
    """Return a folder as people read it: below their home with a tilde."""
    with contextlib.suppress(ValueError, RuntimeError):
        return str(Path("~") / folder.relative_to(Path.home()))
    return str(folder)
