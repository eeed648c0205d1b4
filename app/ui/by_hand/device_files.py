"""Takes in what devices saved as files, one after the other, and offers the answers."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.domain.exchange import FILE_SUFFIX, JOIN_SUFFIX, SavedJoin, TakenFile
from app.domain.giving_up import GivenUpError, Tell
from app.domain.ids import new_id
from app.domain.room_open import spoken_code
from app.i18n import _
from app.ui.background import Background
from app.ui.by_hand.catcher import FileCatcher
from app.ui.by_hand.wording import answer_name, taken_words
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.importing.choose_file import choose_file, choose_place

KEY = "device-file"
"""The key of the words that say how it goes; what was done before others has one beside it."""


class StationFiles(Protocol):
    """What is done with files; each takes a while, and may raise a UserError."""

    def take_in(self, path: Path, tell: Tell) -> TakenFile:
        """Take a station's file in."""

    def save_answer(self, taken: TakenFile, target: Path, tell: Tell) -> Path:
        """Write the answer to a file that was taken in."""

    def save_join(self, group_id: str, link: str, target: Path, tell: Tell) -> SavedJoin:
        """Write the file by which a laptop without a network joins a group."""


class _Job(NamedTuple):
    run: Callable[[Tell], object]
    says: str


class DeviceFiles(QObject):
    """The way for files into the open workshop, wherever they were dropped or chosen.

    What comes of it is said at the desk: on the console, or above the other pages.

    Signals:
        taken(object): a TakenFile.
        rested(): nothing is under way any more.
    """

    taken = Signal(object)
    rested = Signal()

    def __init__(
        self,
        desk: Desk,
        make_files: Callable[[], StationFiles],
        window: QWidget,
        parent: QObject | None = None,
    ) -> None:
        """Wait for the first file, also for one that is dropped on ``window``."""
        super().__init__(parent)
        self._desk, self._make_files, self._window = desk, make_files, window
        self._waiting: list[_Job] = []
        self._background = Background(self)
        self._background.done.connect(self._on_background_done)
        self._catcher = FileCatcher(window, self)
        self._catcher.caught.connect(self.take_in)

    @property
    def busy(self) -> bool:
        """Tell whether something is under way."""
        return self._background.busy

    def choose(self) -> None:
        """Ask for a file."""
        kinds = _("Files from devices (*{suffix})").format(suffix=FILE_SUFFIX)
        choose_file(self._window, _("Add a device’s file"), kinds, self.take_in)

    def take_in(self, path: Path) -> None:
        """Take a file in, after those that came before it."""
        says = _("Taking in “{name}”…").format(name=path.name)
        self._queue(lambda tell: self._make_files().take_in(path, tell), says)

    def save_answer(self, taken: TakenFile, target: Path) -> None:
        """Write the answer to a file that was taken in, after what came before it."""
        named = target if target.suffix == FILE_SUFFIX else Path(f"{target}{FILE_SUFFIX}")
        self._queue(lambda tell: self._make_files().save_answer(taken, named, tell))

    def choose_join(self, group_id: str) -> None:
        """Ask where the file goes by which a laptop joins a group."""
        kinds = _("Files to join by (*{suffix})").format(suffix=JOIN_SUFFIX)
        group = self._desk.snapshot.group(group_id)
        name = _("{group} joins").format(group=group_title(group.label if group else ""))
        choose_place(
            self._window,
            _("Save a file to join by"),
            kinds,
            name + JOIN_SUFFIX,
            lambda target: self.save_join(group_id, target),
        )

    def save_join(self, group_id: str, target: Path) -> None:
        """Write the file by which a laptop joins a group, after what came before it."""
        named = target if target.suffix == JOIN_SUFFIX else Path(f"{target}{JOIN_SUFFIX}")
        way = self._desk.door.door.way(group_id)
        link = way.link if way is not None else ""
        self._queue(lambda tell: self._make_files().save_join(group_id, link, named, tell))

    def end(self) -> None:
        """Await nothing any more, as the workshop is closed: what is not in yet comes again."""
        self._waiting.clear()
        self._background.give_up()
        self._background.cancel()

    def _queue(self, run: Callable[[Tell], object], says: str = "") -> None:
        """Do something when all that came before it is done: a newer start would drop the older."""
        self._waiting.append(_Job(run, says))
        self._begin()

    def _begin(self) -> None:
        if self.busy or not self._waiting:
            return
        job = self._waiting.pop(0)
        if job.says:
            self._desk.say("info", job.says, KEY)
        self._background.start_in_steps(job.run)

    def _on_background_done(self, result: object, error: object) -> None:
        # What comes next is said at once: what came of this one must not vanish under it.
        key = f"{KEY}.{new_id()}" if self._waiting else KEY
        if isinstance(result, TakenFile):
            self._tell_taken(result, key)
            self.taken.emit(result)
        elif isinstance(result, SavedJoin):
            words = _(
                "“{name}” is saved. It is for one laptop of {group}: there, “Join a room”, the "
                "code {code}, “Open a file…”."
            )
            said = words.format(
                name=result.name, group=group_title(result.group), code=spoken_code(result.code)
            )
            self._desk.say("info", said, key)
        elif isinstance(result, Path):
            words = _("The answer is saved as “{name}”. Bring it back to the device.")
            self._desk.say("info", words.format(name=result.name), key)
        elif isinstance(error, UserError) and not isinstance(error, GivenUpError):
            self._desk.say_error("attention", error, key)
        self._begin()
        if not self.busy:
            self.rested.emit()

    def _tell_taken(self, taken: TakenFile, key: str) -> None:
        def offer() -> None:
            kinds = _("Answers for devices (*{suffix})").format(suffix=FILE_SUFFIX)
            name = answer_name(self._desk.snapshot, taken)
            choose_place(
                self._window, _("Save the answer for the device"), kinds, name,
                lambda target: self.save_answer(taken, target),
            )  # fmt: skip

        urgent = taken.waiting or taken.refused
        self._desk.say(
            "attention" if urgent else "info",
            taken_words(self._desk.snapshot, taken),
            key,
            ((_("Save the answer…"), offer),),
            again=lambda: self._tell_taken(taken, key),
        )
