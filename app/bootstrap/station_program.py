"""The program as a note-taker's station: joining a room, and the open station's window."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app import settings
from app.bootstrap import join_files
from app.bootstrap.application import apply_look
from app.bootstrap.open_station import OpenStation
from app.bootstrap.station_road import typed_address
from app.bootstrap.window_place import fit_screen
from app.domain.enrolments import Enrolment
from app.domain.errors import UserError
from app.domain.ids import new_id
from app.domain.room_keys import typed_code
from app.i18n import _, current_language
from app.room.addresses import Link
from app.room.join_file import JoinFile
from app.room.joining import give_back, join
from app.services import station_file
from app.steady import Now
from app.storage.problems import (
    DamagedFileError,
    EmptyFileError,
    NotAWorkshopError,
    UnreadableFileError,
)
from app.ui.background import Background
from app.ui.station.join_page import ComparePage, JoinPage, Known
from app.ui.station.window import StationWindow

SPOILT = (DamagedFileError, EmptyFileError, NotAWorkshopError, UnreadableFileError)
"""Why a station's file cannot be taken up again, whatever one tries."""


@dataclass(frozen=True)
class _Joined:
    """What came of joining: a new enrolment, or a station of this laptop to go on with."""

    code: str
    enrolment: Enrolment | None = None
    folder: str = ""
    address: str = ""
    file: JoinFile | None = None


class StationProgram(QObject):
    """One window that joins a room or goes on with a station.

    Attributes:
        window: its window.
        station: the open station, or None.

    Signals:
        home_requested(): somebody wants the workshops of this laptop.
        closed(): the window was closed, and all is taken down.
    """

    home_requested = Signal()
    closed = Signal()

    def __init__(
        self, application: QApplication, data_dir: Path, now: Now, *, home: bool = False
    ) -> None:
        """Build the window; :meth:`start` fills it. ``home``: somebody came from the workshops."""
        super().__init__()
        self._application, self._data_dir, self._now = application, data_dir, now
        self._home = home
        self.settings = settings.load(data_dir)
        self.station: OpenStation | None = None
        self._station_id = new_id()
        self._parting = Background(self)
        self._spoilt: set[str] = set()
        self._join_page: JoinPage | None = None
        apply_look(application, self.settings)
        self.window = StationWindow(self.settings)
        self.window.resize(1366, 768)
        self.window.setting_requested.connect(self.change_setting)
        self.window.leave_requested.connect(self.leave)
        self.window.close_requested.connect(self.close)

    def start(self, link: str = "") -> None:
        """Go on with the station that a link belongs to, or the last one; else ask."""
        known = self._known_by(link) if link else self._last()
        if known is None or (self._home and not link):
            self.show_join(link)
        else:
            self._go_on(Path(known.folder), self._address_of(link))
        self.window.show()

    def show_join(self, link: str = "", error: UserError | None = None) -> None:
        """Show the way into a room."""
        known = tuple(
            Known(folder=one.folder, group=one.group, district=one.district)
            for one in self._cards()
        )
        page = JoinPage(self._join, self._open_file, known, link, self._home)
        page.joined.connect(self._on_page_joined)
        page.known_chosen.connect(lambda folder: self._go_on(Path(folder)))
        page.language_chosen.connect(lambda code: self.change_setting("language", code))
        page.home_requested.connect(self.home_requested)
        self._join_page = page
        self.window.show_page(page)
        if error is not None:
            page.say(error)

    def change_setting(self, field: str, value: object) -> None:
        """Change one setting, keep it, and let everything follow at once."""
        self.settings = replace(self.settings, **{field: value})  # type: ignore[arg-type]
        if field == "reduced_motion":
            self.settings = replace(self.settings, motion_chosen=True)
        settings.save(self._data_dir, self.settings)
        words = self._join_page.words() if self._join_page is not None else None
        apply_look(self._application, self.settings)
        self.window.rebuild(self.settings)
        if self.station is None and words is not None:
            self.show_join()
            if self._join_page is not None:
                self._join_page.take_words(*words)
        elif self.station is not None:
            self.station.desk.say_again()

    def tell_fault(self) -> None:
        """Say calmly that something in the program failed."""
        if self.station is not None:
            words = _(
                "Something in the program did not work. What was typed is saved. If a page looks "
                "wrong, open it again."
            )
            self.station.desk.say("attention", words, "fault", again=self.tell_fault)

    def leave(self) -> None:
        """Leave the room on this laptop; nothing that was written is deleted."""
        if self.station is not None:
            self.station.leave()
        self._close_station()
        self._station_id = new_id()
        self.show_join()

    def close(self) -> None:
        """Take everything down."""
        self._close_station()
        self.closed.emit()

    def _close_station(self) -> None:
        station, self.station = self.station, None
        if station is None:
            return
        self.window.settle()
        self.window.drop()
        station.close()
        station.deleteLater()

    def _join(self, where: str, code: str, label: str) -> _Joined:
        """Join with what was typed (on a thread beside the window's)."""
        try:
            link = Link.parse(where)
        except ValueError:
            link = Link(typed_address(where), code)
        known = self._known_by(str(link))
        if known is not None:
            return _Joined(link.code, folder=known.folder, address=link.address)
        language = current_language()
        enrolment = join(link, self._station_id, label=label, language=language)
        return _Joined(link.code, enrolment)

    def _open_file(self, path: Path, code: str) -> _Joined:
        """Join by a file that somebody brought (on a thread beside the window's)."""
        found = join_files.read(path, code)
        return _Joined(typed_code(code), found.enrolment, file=found)

    def _on_page_joined(self, joined: Any) -> None:
        if joined.enrolment is None:
            self._go_on(Path(joined.folder), joined.address)
            return
        enrolment: Enrolment = joined.enrolment
        if joined.file is not None:  # from hand to hand: nobody can stand between
            self._begin(enrolment, joined.code, joined.file)
            return
        page = ComparePage(enrolment.compare, secure=bool(enrolment.certificate_pem))
        page.agreed.connect(lambda: self._begin(enrolment, joined.code))
        page.refused.connect(lambda: self._on_page_refused(enrolment))
        self._join_page = None
        self.window.show_page(page)

    def _on_page_refused(self, enrolment: Enrolment) -> None:
        """Join again as another station: the one whose digits differ is not used any more."""
        self._parting.start(lambda: give_back(enrolment))
        self._station_id = new_id()
        self.show_join()

    def _begin(self, enrolment: Enrolment, code: str, file: JoinFile | None = None) -> None:
        try:
            path = station_file.create(self._data_dir, enrolment, now=self._now())
            if file is not None:
                join_files.furnish(path, file)
        except UserError as error:
            self.show_join(error=error)
            return
        self._go_on(path.parent, code=code)

    def _go_on(self, folder: Path, address: str = "", code: str = "") -> None:
        try:
            station = OpenStation(folder, self._now, code)
        except UserError as error:
            if isinstance(error, SPOILT):
                # It stays as it is; joining anew brings back what the hub has.
                self._spoilt.add(str(folder))
            self.show_join(error=error)
            return
        self._close_station()
        self._join_page = None
        self.station = station
        self.window.show_station(station.desk)
        station.start()
        if address and address not in station.road.addresses:
            station.road.go_to(address)

    def _cards(self) -> tuple[station_file.Card, ...]:
        """Return the stations of this laptop that can be taken up, the last used first."""
        found = station_file.cards(self._data_dir)
        return tuple(card for card in found if card.folder not in self._spoilt)

    def _last(self) -> station_file.Card | None:
        return next(iter(self._cards()), None)

    def _known_by(self, link: str) -> station_file.Card | None:
        """Return the station of this laptop that joined with this very link before, or None."""
        try:
            found = Link.parse(link)
        except ValueError:
            return None
        return next(
            (
                card
                for card in self._cards()
                if found.fingerprint
                and card.fingerprint == found.fingerprint.lower()
                and card.code == found.code
            ),
            None,
        )

    @staticmethod
    def _address_of(link: str) -> str:
        try:
            return Link.parse(link).address
        except ValueError:
            return ""


def run_station(
    data_dir: Path, now: Now, link: str, ready: Callable[[StationProgram], None] | None = None
) -> int:
    """Open the station's window and run until it is closed; return the exit code."""
    from app import log
    from app.bootstrap.application import build_application
    from app.bootstrap.crash_reports import CrashReporter
    from app.bootstrap.faults import FaultWatch
    from app.bootstrap.garbage import GarbageKeeper

    application = build_application()
    log.start_log(data_dir)
    reporter, faults = CrashReporter(data_dir), FaultWatch()
    reporter.start()
    faults.start()
    program = StationProgram(application, data_dir, now)
    garbage = GarbageKeeper(program)
    program.closed.connect(application.quit)
    faults.fault_found.connect(program.tell_fault)
    fit_screen(program.window)
    QTimer.singleShot(0, program, lambda: program.start(link))
    if ready is not None:
        ready(program)
    code = int(application.exec())
    garbage.stop()
    faults.stop()
    reporter.stop()
    log.stop_log()
    return code
