"""What every view of an open workshop works with, and the base of such views."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.domain.changes import Changes
from app.domain.commands import Command
from app.domain.drafts import Draft
from app.domain.errors import UserError
from app.domain.ids import new_id
from app.domain.rundown import Rundown
from app.domain.snapshot import Snapshot
from app.i18n import _, current_language, once_more
from app.ui.pace import Pace
from app.ui.room_door import RoomDoor

if TYPE_CHECKING:
    # At run time these would load the database's library before the window's first picture.
    from app.operations import Operations
    from app.services.taking_back import Guard
    from app.ui.by_hand.device_files import DeviceFiles

TROUBLE = "trouble"
"""The key of the word that holds while the workshop file refuses."""

REFUSED, FAILED = "refused", "failed"
"""The keys of the words that say why the last change was not made."""

STATIONS_MS = 12
"""How often what stations changed is told; the room screen has it within a tenth of a second."""

VIEWS_MS = 500
"""How often a view reads again what stations changed; the room screen has its own pace."""

TICK_MS = 200
"""The shared tick of every display of time."""


@dataclass(frozen=True)
class Word:
    """Something to tell the facilitator, on the console only, never on the room screen.

    Attributes:
        kind: "info", "attention" or "error".
        text: one to three sentences.
        key: words with the same key replace each other; "" for a fresh one each time.
        actions: (label, function) pairs, at most two.
        again: says it anew, in the language of the moment; None where the catalogue is enough.

    """

    kind: str
    text: str
    key: str = ""
    actions: tuple[tuple[str, Callable[[], None]], ...] = ()
    again: Callable[[], None] | None = None


def error_words(error: UserError) -> str:
    """Return an error's sentences in the language of the moment, whenever it happened."""
    parts = (error.happened, error.safe, error.remedy)
    return " ".join(once_more(part) for part in parts if part)


class Desk(QObject):
    """One open workshop as views see it: snapshot, clock, the one door for changes.

    Attributes:
        guard: keeps another workshop file to itself, as a context, while it is rewritten.
        door: the room for note-takers' devices; closed for ever where nothing better is put here.
        device_files: takes in files from devices; None where nothing can be taken in.
        words: what was said and still holds, by key, for pages that are opened later.

    Signals:
        changed(Changes, str): read :attr:`snapshot` again; the str is the submitter's origin.
        ticked(datetime): five times a second, the shared tick.
        said(Word): something to tell the facilitator.
        unsaid(str): the word with this key no longer holds.
        page_requested(str): show another page of the main window ("console", "score", …).
    """

    changed = Signal(object, str)
    ticked = Signal(object)
    said = Signal(object)
    unsaid = Signal(str)
    page_requested = Signal(str)

    def __init__(
        self, operations: "Operations", data_dir: Path, parent: QObject | None = None
    ) -> None:
        """Work with an open workshop."""
        super().__init__(parent)
        self.operations = operations
        self.data_dir = data_dir
        self.guard: Guard = lambda _path: nullcontext()
        self.door = RoomDoor(self)
        self.device_files: DeviceFiles | None = None
        self.words: dict[str, Word] = {}
        pace = Pace(STATIONS_MS, self)
        operations.changed.connect(pace.take)
        pace.told.connect(self.changed)
        operations.trouble.connect(self._on_operations_trouble)
        operations.refused.connect(self._on_operations_refused)
        operations.failed.connect(self._on_operations_failed)
        self.unsaid.connect(self._on_unsaid)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.tick)

    def start(self) -> None:
        """Start the shared tick."""
        self._timer.start(TICK_MS)

    def stop(self) -> None:
        """Stop the shared tick."""
        self._timer.stop()

    def tick(self) -> None:
        """Tell everyone the moment (also called by rehearsals, which have their own clock)."""
        self.ticked.emit(self.now())

    @property
    def snapshot(self) -> Snapshot:
        """Return the workshop as it is on the disk."""
        return self.operations.snapshot

    def now(self) -> datetime:
        """Return the moment (UTC)."""
        return self.operations.now()

    def rundown(self) -> Rundown:
        """Return the rundown now."""
        return self.snapshot.rundown(self.now())

    @property
    def language(self) -> str:
        """Return the interface's language, for texts that exist in several."""
        return current_language()

    def submit(self, command: Command, origin: str = "") -> Command:
        """Submit a command."""
        return self.operations.submit(command, origin)

    def keep_draft(self, key: str, text: str, based_on: tuple[str, ...] = ()) -> None:
        """Make what is being typed in a field durable."""
        moment = self.now().isoformat().replace("+00:00", "Z")
        self.operations.keep_draft(Draft(key=key, text=text, at=moment, based_on=based_on))

    def settle(self, key: str, command: Command | None, origin: str = "") -> None:
        """Turn a draft into an entry, or forget it."""
        self.operations.settle(key, command, origin)

    def say(
        self,
        kind: str,
        text: str,
        key: str = "",
        actions: tuple[tuple[str, Callable[[], None]], ...] = (),
        again: Callable[[], None] | None = None,
    ) -> None:
        """Tell the facilitator something on the console."""
        word = Word(kind, text, key or new_id(), actions, again)
        self.words[word.key] = word
        self.said.emit(word)

    def say_error(self, kind: str, error: UserError, key: str) -> None:
        """Tell the facilitator what happened, what is safe and what to do."""
        self.say(kind, error_words(error), key, again=lambda: self.say_error(kind, error, key))

    def say_again(self) -> None:
        """Say what still holds in the language of the moment."""
        for word in list(self.words.values()):
            if word.again is not None:
                word.again()
            else:
                labels = tuple((once_more(label), act) for label, act in word.actions)
                self.say(word.kind, once_more(word.text), word.key, labels)

    def mention_brought_back(self) -> None:
        """Say that what could not be saved before the program stopped is in the file now."""
        if self.operations.brought_back and not self.operations.in_trouble:
            self._say_saved()

    def _on_operations_trouble(self, error: UserError | None) -> None:
        if error is None:
            self.unsaid.emit(TROUBLE)
            self._say_saved()
        else:
            kind = "attention" if self.operations.durable else "error"
            self.say_error(kind, error, TROUBLE)

    def _on_operations_refused(self, command: Command, error: UserError) -> None:
        self.say_error("attention", error, REFUSED)

    def _on_operations_failed(self, name: str) -> None:
        text = _("That did not work, and nothing was changed by it. What was saved before is safe.")
        self.say("attention", text, FAILED)

    def _say_saved(self) -> None:
        words = _("What could not be saved for a while is in the workshop file now.")
        self.say("info", words, key="saved-again")

    def _on_unsaid(self, key: str) -> None:
        self.words.pop(key, None)


class WorkshopView(QWidget):
    """A view of the open workshop that reads again when one of its tables changed.

    Subclasses name their ``TABLES`` and implement :meth:`refresh`; a hidden view waits until it is
    shown. ``refresh`` must keep focus, cursor, scroll position and unfinished typing.
    """

    TABLES: tuple[str, ...] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty view; call :meth:`refresh` at the end of the subclass's ``__init__``."""
        super().__init__(parent)
        self.desk = desk
        self._stale = False
        pace = Pace(VIEWS_MS, self)
        desk.changed.connect(pace.take)
        pace.told.connect(self._on_desk_changed)

    @property
    def snapshot(self) -> Snapshot:
        """Return the workshop as it is on the disk."""
        return self.desk.snapshot

    def refresh(self) -> None:
        """Read the snapshot again."""

    def _on_desk_changed(self, changes: Changes, origin: str) -> None:
        if changes.touches(*self.TABLES):
            if self.isVisible():
                self.refresh()
            else:
                self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while hidden."""
        if self._stale:
            self._stale = False
            self.refresh()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> Any:
        """Repaint in new colors when the theme changes."""
        if event.type() == QEvent.Type.StyleChange:
            self.update()
        return super().changeEvent(event)
