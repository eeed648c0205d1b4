"""The program's commands beside the window: rehearse, export, host, list, doctor."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import StorageProblemError, UserError
from app.domain.steering import steers
from app.i18n import _, _n, current_language, once_more, use_language

if TYPE_CHECKING:
    from app.storage.database import Database


def rehearse(out: Path, people: Path | None, groups: int, seed: int) -> int:
    """Run the whole day; return 0 on "go", 1 on "no go", 2 where it could not begin."""
    from app.rehearsal.run import rehearse as run

    _draw_without_a_display()
    language = current_language()
    try:
        return run(out, people_file=people, groups=groups, seed=seed)
    except UserError as error:
        use_language(language)  # the rehearsed day switches to Spanish and back
        told = (once_more(one) for one in (error.happened, error.safe, error.remedy))
        error.happened, error.safe, error.remedy = told
        return _say(error)


def list_workshops(data_dir: Path) -> int:
    """Print the workshops, the last used first."""
    from app.services import library

    try:
        found = library.workshops(data_dir)
    except UserError as error:
        return _say(error)
    for one in found:
        day = one.day.isoformat() if one.day else "-"
        state = str(one.problem) if one.problem else one.state
        line = (one.path.name, day, one.district, state)
        print("\t".join(_harmless(text) for text in line))
    if not found:
        print(_("There are no workshops in {folder} yet.").format(folder=data_dir))
    return 0


def doctor(data_dir: Path) -> int:
    """Check what the day depends on; return 1 where something needs a remedy."""
    from app.doctor import examine

    ill = 0
    for finding in examine(data_dir):
        mark = "ok " if finding.well else "!! "
        print(f"{mark} {finding.name}: {finding.seen}")
        ill += not finding.well
        if finding.remedy and not finding.well:
            print(f"    → {finding.remedy}")
    print()
    if ill:
        print(_n("{n} thing needs a remedy.", "{n} things need a remedy.", ill).format(n=ill))
    else:
        print(_("All is well."))
    return 1 if ill else 0


def export(data_dir: Path, workshop: str, out: Path) -> int:
    """Write every report of a workshop into a folder; return 0 where all are there."""
    from app.services import library

    _draw_without_a_display()
    try:
        path = _find(data_dir, workshop)
        now = datetime.now(UTC)
        database = library.open_workshop(data_dir, path, now=now)
        try:
            return _export_all(database, path, out, now)
        finally:
            database.close()
    except UserError as error:
        return _say(error)


def host(data_dir: Path, workshop: str, port: int, interface: str, *, plain: bool) -> int:
    """Run a hub for a workshop until the process is asked to end; return 0, or 2 with a reason."""
    from app.bootstrap.hosting import host as run

    _draw_without_a_display()
    try:
        path = _find(data_dir, workshop)
        return run(path, data_dir, port=port, interface=interface, plain=plain)
    except UserError as error:
        return _say(error)


def _export_all(database: "Database", path: Path, out: Path, now: datetime) -> int:
    from app.bootstrap.application import build_application
    from app.bootstrap.exports import names_for, write_all
    from app.bootstrap.out_folder import OutFolder
    from app.services import exports_log, snapshot

    build_application()
    workshop = snapshot.load_opened(database, path)
    hidden = workshop.workshop.revealed_at is None
    unlisted: StorageProblemError | None = None
    with OutFolder(out, names_for(workshop)) as folder:
        write_all(workshop, folder.inside, now=now)
        for made in folder.put():
            print(made)
            try:
                exports_log.record_export(
                    database, kind=made.name, path=made, at=now, before_reveal=hidden
                )
            except StorageProblemError as error:
                unlisted = error
    if unlisted is not None:
        print(unlisted.happened, file=sys.stderr)
        print(_("The files are made; the workshop does not list them."), file=sys.stderr)
    return 0


def _find(data_dir: Path, workshop: str) -> Path:
    from app.domain.errors import FileProblemError
    from app.services import library

    given = Path(workshop)
    if given.exists():
        return given
    listed = library.workshops(data_dir)
    hits = [one.path for one in listed if workshop in (one.path.name, one.path.stem, one.district)]
    if len(hits) == 1:
        return hits[0]
    raise FileProblemError(
        _("There is no one workshop called “{name}”.").format(name=workshop),
        remedy=_("`list` shows the names; a file's path works too."),
    )


def _draw_without_a_display() -> None:
    """Draw into memory where there is no display, or where only files are wanted."""
    if not os.environ.get("QT_QPA_PLATFORM"):  # empty says nothing either
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _say(error: UserError) -> int:
    # A command has nothing in its memory that a full disk could not take.
    unsaved = isinstance(error, StorageProblemError)
    safe = _("Nothing was changed.") if unsaved else error.safe
    for sentence in (error.happened, safe, error.remedy):
        if sentence:
            print(_harmless(sentence, kept="\n"), file=sys.stderr)
    return 2


def _harmless(text: str, kept: str = "") -> str:
    """Return a text with what would steer a terminal, or break its line, written as a code."""
    return "".join(
        sign.encode("unicode_escape").decode() if sign not in kept and steers(sign) else sign
        for sign in text
    )
