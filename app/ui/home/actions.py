"""What Home shows and what it can have done; whoever assembles the program supplies both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Protocol


class ListedWorkshop(Protocol):
    """One workshop file as Home lists it; ``services.library`` makes them.

    Attributes:
        path: the file.
        district: the district's name; the file's name where it cannot be read.
        date: the workshop's day, or None where it cannot be read.
        state: "preparing", "running", "paused" or "finished".
        state_since: when that state began (UTC), or None.
        last_used: when it was changed last (UTC), or None.
        sample: whether it is the bundled sample.
        problem: why the file cannot be opened, in sentences for people; "" or None otherwise.

    """

    @property
    def path(self) -> Path: ...
    @property
    def district(self) -> str: ...
    @property
    def date(self) -> date | None: ...
    @property
    def state(self) -> str: ...
    @property
    def state_since(self) -> datetime | None: ...
    @property
    def last_used(self) -> datetime | None: ...
    @property
    def sample(self) -> bool: ...
    @property
    def problem(self) -> object: ...


class ListedBackup(Protocol):
    """One backup: its file, when it was made (UTC), and why ("running", "before-upgrade", …)."""

    @property
    def path(self) -> Path: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def reason(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Interrupted:
    """The workshop that was running when the program died; ``last_beat`` in UTC."""

    path: Path
    district: str
    last_beat: datetime


@dataclass(frozen=True, kw_only=True)
class HomeActions:
    """The work behind Home's buttons; each may raise UserError, which Home then says.

    Attributes:
        workshops: all workshops, the one used last first.
        interrupted: what was running when the program died, or None.
        today: the present day.
        duplicate: (workshop, new day) → the copy for next year.
        export: (workshop, target, with names) → None; keep-apart wishes never leave.
        import_file: a received file → where it lies now.
        backups: a workshop's backups, newest first.
        restore: (workshop, backup) → None; the present file is set aside first.
        delete: a workshop → where it lies now, among the deleted.
        bring_back: a deleted workshop → where it lies again.

    """

    workshops: Callable[[], Sequence[ListedWorkshop]]
    interrupted: Callable[[], Interrupted | None]
    today: Callable[[], date]
    duplicate: Callable[[Path, date], Path]
    export: Callable[[Path, Path, bool], object]
    import_file: Callable[[Path], Path]
    backups: Callable[[Path], Sequence[ListedBackup]]
    restore: Callable[[Path, Path], object]
    delete: Callable[[Path], Path]
    bring_back: Callable[[Path], Path]
