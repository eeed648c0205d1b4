"""Home, joined to the library of workshop files."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimeZone

from app.bootstrap import crash_reports, locks, mending
from app.domain.errors import UserError
from app.domain.giving_up import Tell
from app.i18n import current_language
from app.services import library, running
from app.ui.home.actions import HomeActions, Interrupted
from app.ui.home.view import HomeView

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.services.backups import Backup


def build_home(program: "Program") -> HomeView:
    """Return a fresh Home, wired to the program."""
    view = HomeView(_actions(program))
    view.open_requested.connect(lambda path: _open(program, view, Path(path)))
    view.resume_requested.connect(lambda path: _resume(program, view, Path(path)))
    view.create_requested.connect(lambda district, day: _create(program, view, district, day))
    view.sample_requested.connect(lambda: _sample(program, view))
    view.join_requested.connect(program.join_room)
    view.hand_over_requested.connect(
        lambda path: _open(program, view, Path(path), page="after:hand_over")
    )
    view.device_file_requested.connect(
        lambda path, source: _take_device_file(program, view, Path(path), Path(source))
    )
    view.reports_requested.connect(program.show_reports)
    view.reports_put_away.connect(lambda: crash_reports.mark_seen(program.data_dir))
    found = crash_reports.unseen(program.data_dir)
    if found:
        view.mention_reports(len(found))
    return view


def _actions(program: "Program") -> HomeActions:
    data_dir, now = program.data_dir, program.now
    second = Path(program.settings.second_backup_dir or data_dir / "second")
    second_dir = second if program.settings.second_backup_dir else None
    return HomeActions(
        workshops=lambda: library.workshops(data_dir),
        interrupted=lambda: _interrupted(data_dir),
        today=lambda: now().astimezone().date(),
        duplicate=lambda path, day, tell: library.duplicate(
            data_dir, path, day, now=now(), tell=tell
        ),
        export=lambda path, target, names, tell: _export(program, path, target, names, tell),
        import_file=lambda path, tell: library.import_workshop(
            data_dir, path, now=now(), tell=tell
        ),
        receive_handover=lambda path, passphrase, tell: _receive_handover(
            program, path, passphrase, tell
        ),
        workshop_of=lambda source, tell: _workshop_of(data_dir, source, tell),
        backups=lambda path, _tell: _backups(data_dir, path, second_dir),
        restore=lambda path, source, tell: _restore(program, path, source, tell),
        delete=lambda path: _delete(program, path),
        bring_back=lambda path: library.undelete(data_dir, path),
        rebuild=lambda path, tell: mending.rebuild(program, path, tell),
        rescued=lambda: mending.rescued(program),
        fetch=lambda path, tell: mending.fetch(program, path, tell),
    )


def _backups(data_dir: Path, path: Path, second_dir: Path | None) -> "Sequence[Backup]":
    from app.services import backups  # brings the database along: Home is painted before

    return backups.backups_of_file(data_dir, path, second_dir)


def _receive_handover(program: "Program", path: Path, passphrase: str, tell: Tell) -> Path:
    from app.services import handover

    now = program.now()
    return handover.receive_handover(program.data_dir, path, passphrase, now=now, tell=tell)


def _workshop_of(data_dir: Path, source: Path, tell: Tell) -> Path:
    """Return the workshop whose room a device's file names; it proves itself when it goes in."""
    from app.room import exchange
    from app.room.exchange_problems import ExchangeError, Problem
    from app.services.room import room_in

    found = exchange.opened(exchange.read_bytes(source), source.name, exchange.TO_HUB)
    for one in library.workshops(data_dir):
        tell(0, 0)
        if one.problem is None and room_in(one.path) == found.room:
            return one.path
    raise ExchangeError(Problem.ANOTHER_ROOM, source.name)


def _take_device_file(program: "Program", view: HomeView, path: Path, source: Path) -> None:
    try:
        program.open_workshop(path, page="stations:by_hand")
    except UserError as error:
        view.say(error, path)
        return
    if program.day is not None:
        program.day.device_files.take_in(source)


def _restore(program: "Program", path: Path, source: Path, tell: Tell) -> Path | None:
    from app.services import backups

    with locks.locked(path):
        return backups.restore(program.data_dir, source, path, now=program.now(), tell=tell)


def _delete(program: "Program", path: Path) -> Path:
    with locks.locked(path):
        return library.delete(program.data_dir, path, now=program.now())


def _interrupted(data_dir: Path) -> Interrupted | None:
    mark = running.found(data_dir)
    if mark is None:
        return None
    listed: Sequence[library.Listed] = library.workshops(data_dir)
    for one in listed:
        if one.path == Path(mark.path) and one.problem is None:
            return Interrupted(
                path=one.path,
                district=one.district,
                last_beat=mark.last_beat,
                time_zone=one.time_zone,
            )
    return None


def _export(program: "Program", path: Path, target: Path, names: bool, tell: Tell) -> None:
    database = library.open_workshop(program.data_dir, path, now=program.now())
    try:
        library.export_workshop(database, target, now=program.now(), names=names, tell=tell)
    finally:
        database.close()


def _open(program: "Program", view: HomeView, path: Path, page: str = "") -> None:
    try:
        program.open_workshop(path, page=page, lost_seconds=_lost_seconds(program, path))
    except UserError as error:
        view.say(error, path)


def _lost_seconds(program: "Program", path: Path) -> float:
    """Return how long the program was dead while this workshop ran; 0 for any other."""
    mark = running.found(program.data_dir)
    if mark is None or Path(mark.path) != path:
        return 0.0
    return max(0.0, (program.now() - mark.last_beat).total_seconds())


def _resume(program: "Program", view: HomeView, path: Path) -> None:
    try:
        program.open_workshop(path, page="console", lost_seconds=_lost_seconds(program, path))
    except UserError as error:
        view.say(error, path)


def _create(program: "Program", view: HomeView, district: str, day: date) -> None:
    zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "ignore")
    try:
        path = library.create_workshop(
            program.data_dir,
            district=district,
            day=day,
            now=program.now(),
            languages=(current_language(),),
            time_zone=zone,
        )
        program.open_workshop(path)
    except UserError as error:
        view.say(error)


def _sample(program: "Program", view: HomeView) -> None:
    try:
        program.open_workshop(library.open_sample(program.data_dir, now=program.now()))
        if program.day is not None and not program.day.desk.snapshot.people:
            program.day.fill_sample()
    except UserError as error:
        view.say(error)
