"""The whole program: settings, main window, Home, and at most one open workshop."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app import settings
from app.bootstrap.application import apply_look
from app.bootstrap.backup_writing import BackupWriting
from app.bootstrap.farewell import Farewell, parting_words
from app.bootstrap.garbage import GarbageKeeper
from app.bootstrap.pages import FACTORIES
from app.bootstrap.warming import WARM_AFTER_MS, load_ahead
from app.bootstrap.window_place import Place, Room, chosen, fit_screen, place_from
from app.domain.errors import UserError
from app.paths import short_folder
from app.services import set_clock
from app.steady import Now, SteadyClock
from app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from PySide6.QtCore import QLockFile

    from app.bootstrap.motion import MotionWatch
    from app.bootstrap.open_workshop import OpenWorkshop
    from app.bootstrap.station_program import StationProgram
    from app.ui.home.view import HomeView

logger = logging.getLogger(__name__)


class Program(QObject):
    """Everything that runs.

    Attributes:
        data_dir: where workshops, backups and settings lie.
        window: the main window.
        day: the open workshop, or None while Home is shown.

    """

    def __init__(self, application: QApplication, data_dir: Path, now: Now) -> None:
        """Build the window; heavy parts are imported after it is painted."""
        super().__init__()
        self.application = application
        self.data_dir = data_dir
        self.now = now
        if isinstance(now, SteadyClock):
            set_clock.start_clock(data_dir, now)
        self.settings = settings.load(data_dir)
        self.day: OpenWorkshop | None = None
        self._station: StationProgram | None = None
        self._lock: QLockFile | None = None
        self._garbage = GarbageKeeper(self)
        self._quitting = False
        self._report: Path | None = None
        apply_look(application, self.settings)
        self._motion: MotionWatch | None = None
        self.window = MainWindow(FACTORIES, self.settings)
        self.window.resize(1366, 768)
        self._farewell = Farewell(self.window, self)
        self._writing = BackupWriting(self)
        self._home: HomeView | None = None
        self.window.home_requested.connect(self.show_home)
        self.window.setting_requested.connect(self.change_setting)
        self.window.close_requested.connect(self.quit)
        self.window.room_requested.connect(self.toggle_room)

    def start(self) -> None:
        """Show the window at once, then Home."""
        self.window.show()
        # What follows loads the database's library: the window is painted before.
        self.application.processEvents()
        QTimer.singleShot(0, self, self._show_first_home)

    def _show_first_home(self) -> None:
        self.show_home()
        # Counted from when the loop has turned once more, and so has painted Home: a busy laptop
        # may take longer for that than the pause is.
        chores = partial(QTimer.singleShot, WARM_AFTER_MS, self, self._begin_chores)
        QTimer.singleShot(0, self, chores)

    def place_window(self) -> None:
        """Put the window where it stood last time, never on the room's display."""
        kept = place_from(self.settings.window)
        screens = sorted(
            QGuiApplication.screens(), key=lambda one: one is not QGuiApplication.primaryScreen()
        )
        displays = [Room(screen.name(), screen.availableGeometry()) for screen in screens]
        place = chosen(kept, displays, self.settings.room_screen) if kept else None
        if place is not None:
            self.window.setGeometry(place.rect)
            if place.maximized:
                self.window.setWindowState(Qt.WindowState.WindowMaximized)
        fit_screen(self.window)

    def _keep_place(self) -> None:
        full = self.window.isMaximized() or self.window.isFullScreen()
        rect = self.window.normalGeometry() if full else self.window.geometry()
        place = Place(rect, full).to_text()
        if place != self.settings.window:
            self.settings = replace(self.settings, window=place)
            settings.save(self.data_dir, self.settings)

    def _begin_chores(self) -> None:
        if not self._quitting:
            self.watch_motion()
            QThreadPool.globalInstance().start(self._do_chores)

    def watch_motion(self) -> None:
        """Follow what the system wishes of movement, where nobody chose otherwise."""
        from app.bootstrap.motion import MotionWatch

        self._motion = MotionWatch(self)
        self._motion.told.connect(self._show_settings)
        self._motion.start()

    @property
    def settings_in_force(self) -> settings.Settings:
        """Return the settings with what the system wishes where nothing was chosen."""
        return self.settings.under(self._motion is not None and self._motion.still)

    def _show_settings(self) -> None:
        self.window.show_settings(self.settings_in_force)
        if self.day is not None:
            self.day.room.follow_settings(self.settings_in_force)

    def _do_chores(self) -> None:
        """Do off the window's thread what Home must not wait for."""
        load_ahead(lambda: not self._quitting)
        self._finish_erasures()

    def _finish_erasures(self) -> None:
        """Reach the copies that an earlier withdrawal could not reach (a stick was away)."""
        from app.bootstrap.locks import locked
        from app.services import taking_back

        second = self.settings.second_backup_dir
        second_dir = Path(second) if second else None
        try:
            # A workshop that was opened meanwhile is locked, and stays for the next start.
            taking_back.finish_open(
                self.data_dir, now=self.now(), second_dir=second_dir, guard=locked
            )
        except (UserError, OSError):
            logger.exception("an earlier withdrawal could not be finished")

    def show_home(self) -> None:
        """Leave the open workshop, if any, and show Home."""
        from app.bootstrap.home import build_home
        from app.ui.widgets import spoken_role

        spoken_role.install()  # the header needs it not, all that comes now does
        if self._farewell.waiting:
            return
        if self._home is not None and self._home.works.strip.busy:
            # What is under way is shown there; it is made anew when that has ended.
            once = Qt.ConnectionType.SingleShotConnection
            self._home.works.strip.rested.connect(self.show_home, once)
            return
        self._close_day()
        self._home = build_home(self)
        self.window.show_home(self._home)

    def open_workshop(self, path: Path, *, page: str = "", lost_seconds: float = 0.0) -> None:
        """Open a workshop and show where its day stands.

        Raises:
            UserError: where the file cannot be opened; Home stays.

        """
        from app.bootstrap.locks import lock_workshop
        from app.bootstrap.open_workshop import OpenWorkshop
        from app.domain.rundown import Phase

        last_beat = self._last_beat(path)
        if self.day is not None and self.day.operations.path == path:
            self._close_day()  # a file has one writer
        lock = lock_workshop(path)
        try:
            day = OpenWorkshop(
                path, self.data_dir, self.now, self.settings_in_force, self.window, self._writing
            )
        except UserError:
            lock.unlock()
            raise
        self._close_day()
        self._lock, self.day, self._home = lock, day, None
        moments = [event.moment for event in day.desk.snapshot.clock_events]
        if last := max([*moments, *last_beat], default=None):
            day.clock_watch.go_on_from(last)
        started = day.desk.rundown().started_at is not None
        self.window.show_workshop(day.desk, page or ("console" if started else "prepare"))
        day.desk.start()
        day.room.shown_changed.connect(self._on_room_shown_changed)
        day.room.start()
        day.room.key_pressed.connect(self.window.take_key)
        day.door.open_again()
        day.desk.mention_brought_back()
        day.keeper.mention_drafts()
        if lost_seconds > 0 and day.desk.rundown().phase is Phase.RUNNING:
            day.keeper.offer_lost_time(lost_seconds)

    def join_room(self) -> None:
        """Be a note-taker's station instead, until somebody comes back to the workshops."""
        from app.bootstrap.station_program import StationProgram

        station = StationProgram(self.application, self.data_dir, self.now, home=True)
        self._station = station
        station.home_requested.connect(self._on_station_home_requested)
        station.closed.connect(self.quit)
        fit_screen(station.window)
        station.start()
        self.window.hide()

    def _on_station_home_requested(self) -> None:
        station, self._station = self._station, None
        if station is None:
            return
        station.closed.disconnect(self.quit)
        self.settings = settings.load(self.data_dir)
        self.window.show()
        self._show_settings()
        self.show_home()
        station.window.close()
        station.window.deleteLater()
        station.deleteLater()

    def _last_beat(self, path: Path) -> list[datetime]:
        """Return the last sign of life of a workshop that was running when the program died."""
        from app.services import running

        mark = running.found(self.data_dir)
        return [mark.last_beat] if mark is not None and Path(mark.path) == path else []

    def change_setting(self, field: str, value: object) -> None:
        """Change one setting, keep it, and let everything follow at once."""
        self.settings = replace(self.settings, **{field: value})  # type: ignore[arg-type]
        if field == "reduced_motion":
            self.settings = replace(self.settings, motion_chosen=True)
        settings.save(self.data_dir, self.settings)
        apply_look(self.application, self.settings)
        self._show_settings()
        if self.day is not None:
            self.day.desk.say_again()
            self.window.rebuild(self.day.desk)
        elif self.window.current_page == "home":
            self.window.rebuild_header()
            self.show_home()

    def tell_fault(self) -> None:
        """Say on the facilitator's own screen that something failed; the room goes on."""
        from app.i18n import _

        if self.day is None:
            return
        text = _(
            "Something in the program did not work. What was typed is saved, and the room "
            "screen goes on. If a page looks wrong, open it again."
        )
        actions: tuple[tuple[str, Callable[[], None]], ...] = ()
        if self._report is not None:
            text += " " + _("A report without names lies in “{folder}”.").format(
                folder=short_folder(self._report.parent)
            )
            actions = ((_("Show the folder"), self.show_reports),)
        self.day.desk.say("attention", text, "fault", actions, again=self.tell_fault)

    def tell_report(self, report: Path) -> None:
        """Say where the report of a fault lies."""
        self._report = report
        self.tell_fault()

    def show_reports(self) -> None:
        """Open the folder of the crash reports; it is not offered again for the same ones."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        from app.bootstrap.crash_reports import folder_of, mark_seen

        mark_seen(self.data_dir)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder_of(self.data_dir))))

    def toggle_room(self) -> None:
        """Show the room screen where a display for it is there, or take it away."""
        if self.day is None:
            return
        if self.day.room.isVisible():
            self.day.room.leave()
        else:
            self.day.room.open()
        self.window.show_room(self.day.room.isVisible(), self.day.room.size())

    def _on_room_shown_changed(self, shown: bool) -> None:
        if self.day is not None:
            self.window.show_room(shown, self.day.room.size())

    def quit(self) -> None:
        """Finish writing and end the event loop."""
        if self._quitting:
            return
        self._quitting = True
        try:
            self._keep_place()
            self._close_day()
            self._let_work_end()
        finally:  # a fault on the way is told by the log; a window that never closes helps nobody
            self._garbage.stop()
            self.application.quit()

    def _let_work_end(self) -> None:
        """Wait for what runs beside the window; all of it may be left, and leaves nothing half."""
        pool = QThreadPool.globalInstance()
        work = self._home.works.strip.give_up() if self._home is not None else None
        self._home = None

        def busy() -> bool:
            at_work = work is not None and work.is_alive()
            return self._writing.busy or at_work or not pool.waitForDone(0)

        self._farewell.wait(busy, parting_words(copying=self._writing.busy))
        self._writing.give_up()

    def _close_day(self) -> None:
        day, self.day = self.day, None
        try:
            if day is not None:
                self._end_day(day)
        finally:
            if self._lock is not None:
                self._lock.unlock()
                self._lock = None

    def _end_day(self, day: "OpenWorkshop") -> None:
        from app.services import running

        try:
            # Words that still rest in a field become entries before the file is closed.
            self.window.settle()
        finally:
            day.close(self._farewell)
        running.clear(self.data_dir, day.operations.path)
        day.deleteLater()
        if self._farewell.close_wished and not self._quitting:
            QTimer.singleShot(0, self.window, self.window.close)
