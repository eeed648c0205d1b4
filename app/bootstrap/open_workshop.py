"""One open workshop: operations, desk, room screen and keeper, built and taken down together."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.bootstrap.awake import AwakeKeeper
from app.bootstrap.backup_writing import BackupWriting
from app.bootstrap.clock_watch import ClockWatch
from app.bootstrap.farewell import Farewell, Said
from app.bootstrap.keeper import Keeper
from app.bootstrap.locks import locked
from app.bootstrap.room_door import OpenDoor
from app.i18n import _
from app.operations import Operations
from app.settings import Settings
from app.steady import Now
from app.ui.after.elsewhere import ElsewhereWord
from app.ui.by_hand.device_files import DeviceFiles
from app.ui.desk import Desk
from app.ui.room_screen.room_screen import RoomScreen

if TYPE_CHECKING:
    from app.bootstrap.exchange import StationFiles
    from app.bootstrap.sample_filling import SampleFilling


class OpenWorkshop(QObject):
    """The parts that live as long as one workshop is open.

    Attributes:
        desk: what views work with.
        room: the room screen.
        keeper: backups and signs of life.
        clock_watch: what becomes of the laptop's clock.
        awake: keeps the display awake.
        door: the room for note-takers' devices.
        filling: what fills a fresh sample, or None.

    """

    def __init__(
        self,
        path: Path,
        data_dir: Path,
        now: Now,
        chosen: Settings,
        console: QWidget,
        writing: BackupWriting,
    ) -> None:
        """Open ``path``; ``writing`` writes its backups.

        Raises:
            UserError: where it cannot be opened.

        """
        super().__init__()
        self.operations = Operations(path, now, data_dir, parent=self)
        self.desk = Desk(self.operations, data_dir, parent=self)
        self.desk.guard = locked
        self.door = OpenDoor(self.desk, parent=self)
        self.desk.door = self.door
        self.device_files = DeviceFiles(self.desk, self._station_files, console, parent=self)
        self.desk.device_files = self.device_files
        self.elsewhere = ElsewhereWord(self.desk, parent=self)
        self.keeper = Keeper(self.desk, chosen.second_backup_dir, writing, parent=self)
        self.clock_watch = ClockWatch(self.desk, parent=self)
        self.room = RoomScreen(self.desk, chosen, console)
        self.awake = AwakeKeeper(self.desk, parent=self)
        self.room.shown_changed.connect(self.awake.show_room)
        self.filling: SampleFilling | None = None

    def _station_files(self) -> "StationFiles":
        from app.bootstrap.exchange import StationFiles  # a day without devices never needs it

        return StationFiles(self.operations)

    def fill_sample(self) -> None:
        """Fill this workshop, which is a fresh sample, while it is shown."""
        from app.bootstrap.sample_filling import SampleFilling

        self.filling = SampleFilling(self.desk, self)

    def close(self, farewell: Farewell | None = None) -> None:
        """Finish writing, back up, and take everything down; the window answers meanwhile."""
        filling = self.filling
        if filling is not None and farewell is not None:
            farewell.wait(lambda: not filling.ended, _closing())
        if filling is not None:
            filling.wait()
        self.desk.stop()
        self.device_files.end()
        # Before the file: what stations bring until then is taken in, and acknowledged.
        self.door.end()
        if farewell is not None:
            farewell.wait(lambda: not self.door.ended, _closing())
        self.door.wait()
        self.room.leave()
        self.room.close()
        self.awake.end()  # the room screen's going would wake it once more
        self.room.deleteLater()
        self.keeper.back_up_at_the_end()
        self.keeper.end()
        self.operations.finish()
        if farewell is not None:
            farewell.wait(lambda: not self.operations.ended, _closing())
        self.operations.close()


def _closing() -> Said:
    return Said(
        _("Closing the workshop…"),
        _("What was typed is being saved, and a backup is made. The disk takes its time."),
    )
