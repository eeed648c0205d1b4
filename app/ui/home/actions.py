"""What Home shows and what it can have done; whoever assembles the program supplies both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.giving_up import Tell
from app.services.library import Listed

if TYPE_CHECKING:
    # Importing it brings the database along; Home is painted before that.
    from app.services.backups import Backup
    from app.services.rebuilding import Rebuilt
    from app.services.rescue import Rescued


@dataclass(frozen=True, kw_only=True)
class Interrupted:
    """The workshop that was running when the program died; ``last_beat`` in UTC."""

    path: Path
    district: str
    last_beat: datetime
    time_zone: str = ""


@dataclass(frozen=True, kw_only=True)
class HomeActions:
    """The work behind Home's buttons; each may raise UserError, which Home then says.

    What gets a ``Tell`` is done off the window's thread and may be cancelled.

    Attributes:
        workshops: all workshops, the one used last first.
        interrupted: what was running when the program died, or None.
        today: the present day.
        duplicate: (workshop, new day, tell) → the copy for next year.
        export: (workshop, target, with names, tell) → None; keep-apart wishes never leave.
        import_file: (received file, tell) → where it lies now.
        receive_handover: (hand-over file, passphrase, tell) → where the workshop lies now.
        workshop_of: (a device's file, tell) → the workshop that it belongs to.
        backups: (workshop, tell) → its backups, newest first.
        restore: (workshop, backup, tell) → None; the present file is set aside first.
        delete: a workshop → where it lies now, among the deleted.
        bring_back: a deleted workshop → where it lies again.
        rebuild: (damaged workshop, tell) → what is back of it; the damaged file is set aside.
        rescued: the workshops that only a second place still has.
        fetch: (such a copy, tell) → where the workshop lies again.

    """

    workshops: Callable[[], Sequence[Listed]]
    interrupted: Callable[[], Interrupted | None]
    today: Callable[[], date]
    duplicate: Callable[[Path, date, Tell], Path]
    export: Callable[[Path, Path, bool, Tell], object]
    import_file: Callable[[Path, Tell], Path]
    receive_handover: Callable[[Path, str, Tell], Path]
    workshop_of: Callable[[Path, Tell], Path]
    backups: "Callable[[Path, Tell], Sequence[Backup]]"
    restore: Callable[[Path, Path, Tell], object]
    delete: Callable[[Path], Path]
    bring_back: Callable[[Path], Path]
    rebuild: "Callable[[Path, Tell], Rebuilt]"
    rescued: "Callable[[], Sequence[Rescued]]"
    fetch: Callable[[Path, Tell], Path]
