"""Keeping a running day safe: signs of life, backups, and what a crash left."""

import logging
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from app.bootstrap.backup_writing import BackupWriting
from app.domain.cells import CellKey
from app.domain.changes import Changes
from app.domain.clock import TakeBackTime
from app.domain.errors import UserError
from app.domain.rundown import Rundown
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _, _n
from app.services import backups, running
from app.services.files import WorkshopFile
from app.ui.desk import Desk, error_words
from app.ui.group_words import group_inside

BEAT_SECONDS = 3.0
"""How often a running workshop gives a sign of life; what a crash can leave unknown."""

BACKUP_SECONDS = 300.0
"""How often a running workshop is backed up."""

logger = logging.getLogger(__name__)


class Keeper(QObject):
    """Watches the shared tick of one open workshop."""

    def __init__(
        self,
        desk: Desk,
        second_backup_dir: str,
        writing: BackupWriting,
        parent: QObject | None = None,
    ) -> None:
        """Begin to watch; ``writing`` writes the backups, to a second folder too where wished."""
        super().__init__(parent)
        self._writing = writing
        writing.written.connect(self._on_writing_written)
        self._desk = desk
        self._second = Path(second_backup_dir) if second_backup_dir else None
        self._beat_at: datetime | None = None
        self._backup_at = desk.now()
        self._block = ""
        self._ended = False
        desk.ticked.connect(self._on_desk_ticked)
        desk.changed.connect(self._on_desk_changed)
        desk.operations.job_done.connect(self._on_operations_job_done)

    def end(self) -> None:
        """Give no sign of life any more: what was saved last may still be told after the end."""
        self._ended = True

    def _on_desk_changed(self, changes: Changes, origin: str) -> None:
        """Give a sign of life at once when the day starts or ends: a crash may come right after."""
        if changes.touches("clock_events"):
            self._beat_at = None
            self._on_desk_ticked(self._desk.now())

    def _on_desk_ticked(self, now: datetime) -> None:
        due = self._beat_at is None or abs((now - self._beat_at).total_seconds()) >= BEAT_SECONDS
        if not due or self._ended:
            return
        self._beat_at = now
        day = self._desk.rundown()
        if day.running:
            running.beat(self._desk.data_dir, self._desk.operations.path, now)
            self._back_up_when_due(day, now)
        else:
            running.clear(self._desk.data_dir, self._desk.operations.path)

    def _back_up_when_due(self, day: Rundown, now: datetime) -> None:
        block = day.line.block_id if day.line else ""
        new_block = bool(self._block) and block != self._block
        self._block = block
        if new_block or (now - self._backup_at).total_seconds() >= BACKUP_SECONDS:
            self.back_up("block" if new_block else "running")

    def back_up(self, reason: str) -> None:
        """Take a backup on the writer thread, to be written beside it."""
        self._backup_at = self._desk.now()
        moment, data_dir, second = self._desk.now(), self._desk.data_dir, self._second
        writing = self._writing

        def job(file: WorkshopFile) -> None:
            # What is typed meanwhile must wait for no disk and no stick.
            writing.add(
                backups.take(file.database, data_dir, reason=reason, now=moment, second_dir=second)
            )

        self._desk.operations.run_job(f"backup:{reason}", job)

    def back_up_at_the_end(self) -> None:
        """Write a last backup on the writer thread, which is waited for; its copy may be left."""
        moment, data_dir, second = self._desk.now(), self._desk.data_dir, self._second
        lineage, writing = self._desk.snapshot.workshop.lineage, self._writing

        def job(file: WorkshopFile) -> None:
            done = backups.back_up(file.database, data_dir, reason="close", now=moment)
            if second is not None:
                folder = backups.second_folder(second, lineage)
                writing.add_copy(backups.SecondCopy(done.path, folder))

        self._desk.operations.run_job("backup:close", job)

    def _on_operations_job_done(self, token: str, result: object, error: object) -> None:
        if token.startswith("backup:") and error is not None:
            self._say_no_backup(error)

    def _on_writing_written(self, error: object) -> None:
        """Tell of a folder that cannot be reached (a stick was pulled); it fails no day."""
        if self._ended:
            return
        if error is not None:
            self._say_no_backup(error)
        else:
            self._desk.unsaid.emit("backup")

    def _say_no_backup(self, error: object) -> None:
        self._desk.say(
            "attention",
            _("A backup could not be written. The workshop itself is saved. ({why})").format(
                why=error_words(error) if isinstance(error, UserError) else error
            ),
            key="backup",
            again=lambda: self._say_no_backup(error),
        )

    def offer_lost_time(self, lost_seconds: float) -> None:
        """After a resume: the time that the program was dead counts, and can be taken back."""
        minutes = max(1, round(lost_seconds / 60))
        line = self._desk.rundown().line
        command = TakeBackTime(
            seconds=round(lost_seconds), activity_id=line.activity_id if line else ""
        )
        self._say_lost_time(minutes, command)

    def _say_lost_time(self, minutes: int, command: TakeBackTime) -> None:
        self._desk.say(
            "info",
            _(
                "The workshop goes on where it was. {minutes} min passed while the program was "
                "not running; they count as elapsed."
            ).format(minutes=minutes),
            key="resumed",
            actions=(
                (_("Take them back"), lambda: self._take_back(command)),
                (_("Leave it so"), lambda: self._desk.unsaid.emit("resumed")),
            ),
            again=lambda: self._say_lost_time(minutes, command),
        )

    def mention_drafts(self) -> None:
        """Say where words wait that were being typed when the program stopped."""
        waiting = waiting_drafts(self._desk.snapshot)
        if not waiting:
            return
        (group_id, dimension_id), *rest = waiting
        snapshot = self._desk.snapshot
        group = snapshot.group(group_id)
        name = say(snapshot.framework.dimension(dimension_id).name, self._desk.language)
        words = _("Words that were being typed wait at {group}, {dimension}.").format(
            group=group_inside(group.label) if group else "", dimension=name
        )
        if rest:
            more = _n("{n} more sheet has some too.", "{n} more sheets have some too.", len(rest))
            words += " " + more.format(n=len(rest))
        self._desk.say(
            "info",
            words,
            key="drafts",
            actions=((_("Open the sheet"), lambda: self._open_sheet(group_id, dimension_id)),),
            again=self.mention_drafts,
        )

    def _open_sheet(self, group_id: str, dimension_id: str) -> None:
        self._desk.unsaid.emit("drafts")
        self._desk.page_requested.emit(f"score:{group_id}/{dimension_id}")

    def _take_back(self, command: TakeBackTime) -> None:
        self._desk.submit(command)
        self._desk.unsaid.emit("resumed")


def waiting_drafts(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Return (group, dimension) of every sheet with a draft that is no entry yet, in order."""
    known = {dimension.id for dimension in snapshot.framework.dimensions}
    found: dict[tuple[str, str], None] = {}
    for draft in snapshot.drafts:
        try:
            key = CellKey.parse(draft.key)
        except ValueError:
            continue
        if draft.text.strip() and key.dimension_id in known and snapshot.group(key.group_id):
            found[(key.group_id, key.dimension_id)] = None
    return sorted(found)
