"""What goes wrong on the rehearsed day, and whether the program took it calmly.

Each happening adds lines to the go / no-go sheet. :data:`PLAYED` says what was real in it.
"""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from app.domain.people import Arrival
from app.i18n import LANGUAGE_NAMES, current_language
from app.rehearsal.checks import Check
from app.rehearsal.hands import Hands
from app.rehearsal.sheet_hands import MissingControlError
from app.services.files import WorkshopFile
from app.ui.desk import TROUBLE
from app.ui.room_screen import displays
from app.ui.room_screen.compose import HIGH, WIDE

PLAYED = {
    "projector_pulled": "Played: the program is told that a display drawn in memory is gone, and "
    "that it is back. All that follows is the program's own.",
    "killed_and_resumed": "Real: a process of its own is killed while somebody types, and another "
    "one goes on with Home's one click.",
    "disk_full": "Half real: SQLite itself refuses the file as it does on a full disk, because it "
    "is told that the file may not grow. The spare journal is really written.",
    "clock_set_back": "Played: the rehearsed laptop's time of day is set back three hours. The "
    "program's own clock reads it as it reads a real one.",
    "no_shows": "Real: six people are marked absent, and the others are seated again.",
    "spanish": "Real: chosen in the header's menu.",
}
"""What was real in each happening."""

SET_BACK_SECONDS = -3 * 3600.0
NO_LIMIT = 1_073_741_823
"""As many pages as SQLite lets a file have (sqlite.org/limits.html) before 3.45."""

PASTED_KEY = "rehearsal"
PATIENCE_SECONDS = 20.0
ROOM_WORD, CLOCK_WORD, RESUMED_WORD = "room.display", "clock", "resumed"
LOOKS = 6
"""Ticks after which the room screen has looked at the displays."""


class Happenings:
    """Makes things happen to the program that ``hands`` works; the lines go to its checks."""

    def __init__(self, hands: Hands) -> None:
        """Nothing has happened yet."""
        self.hands = hands
        self._refused = False

    def _note(self, name: str, go: bool, seen: str) -> None:
        self.hands.checks.append(Check(name, go, seen))

    def _tick(self) -> None:
        for _look in range(LOOKS):
            self.hands.desk.tick()
            QApplication.processEvents()

    def _wait(self, until: Callable[[], bool]) -> float:
        """Wait; return how many seconds it took, or infinity where it never came to that."""
        began = time.monotonic()
        while not until():
            if time.monotonic() - began > PATIENCE_SECONDS:
                return float("inf")
            self._tick()
            time.sleep(0.01)
        return time.monotonic() - began

    def _said(self, key: str) -> bool:
        return key in self.hands.desk.words

    def _put_away(self, key: str) -> None:
        """Close a word on the console, as its cross does."""
        self.hands.desk.unsaid.emit(key)
        self.hands.settle()

    def pull_projector(self) -> None:
        """Take the room's display away for a minute, and give it back."""
        room = self.hands.day.room
        if not room.isVisible():
            self._note("projector_pulled", True, "there is no second display to pull")
            return
        name, scene = room.screen().name(), room.model.scene
        displays.pull(name)
        try:
            went = self._wait(lambda: not room.isVisible() and self._said(ROOM_WORD))
            self.hands.photograph_console()
            self.hands.pass_time(1.0)
        finally:
            displays.plug_in(name)
        back = self._wait(lambda: room.isVisible() and not self._said(ROOM_WORD))
        well = went < PATIENCE_SECONDS and back < PATIENCE_SECONDS
        go = well and room.model.scene is scene and room.screen().name() == name
        activity = self.hands.desk.rundown().line
        during = activity.activity_id if activity else ""
        self._note("projector_pulled", go, f"during {during}: the console said so; back by itself")

    def set_clock_back(self) -> None:
        """Set the laptop's clock three hours back."""
        before = self.hands.desk.rundown().remaining_seconds
        self.hands.laptop.set_clock(SET_BACK_SECONDS)
        said = self._wait(lambda: self._said(CLOCK_WORD)) < PATIENCE_SECONDS
        self.hands.pass_time(0.5)
        counted = before - self.hands.desk.rundown().remaining_seconds
        self.hands.photograph_console()
        self._put_away(CLOCK_WORD)
        go = said and counted == 30.0
        self._note("clock_set_back", go, f"3 h back; {counted:.0f} s passed and were counted")

    def count_no_shows(self, wanted: int) -> None:
        """Look whether those who did not come sit nowhere, and the others evenly."""
        snapshot = self.hands.desk.snapshot
        people = snapshot.people
        absent = {p.id for p in people if p.participant.arrival is Arrival.ABSENT}
        seating = snapshot.seating()
        seats = (
            [m for m in seating.memberships if m.participant_id not in absent] if seating else []
        )
        taken = [m.group_id for m in seats]
        sizes = [taken.count(group.id) for group in snapshot.groups]
        here = sum(p.participant.arrival is Arrival.HERE for p in people)
        even = bool(sizes) and max(sizes) - min(sizes) <= 1 and sum(sizes) == here
        told = f"{len(absent)} absent; the others sit at tables of {min(sizes)} to {max(sizes)}"
        self._note("no_shows", len(absent) == wanted and even, told)

    def fill_disk(self) -> None:
        """Let SQLite refuse to let the file grow; somebody pastes more than it has room for."""

        def pages(raw: Any) -> int:
            raw.execute("VACUUM")  # no page in it is free
            return int(raw.execute("PRAGMA page_count").fetchone()[0])

        self._limit(pages, beside=False)
        self.hands.desk.keep_draft(PASTED_KEY, "too much " * 3000)
        self.hands.settle()

    def look_at_full_disk(self) -> None:
        """Look whether the console says so, the room does not, and everything is kept."""
        operations = self.hands.day.operations
        self._refused = self._wait(lambda: operations.in_trouble and self._said(TROUBLE)) < (
            PATIENCE_SECONDS
        )
        self._refused = self._refused and operations.durable
        board = self.hands.day.room.model.board(WIDE, HIGH)
        self._refused = self._refused and operations.path.name not in board.words
        self.hands.go("console")
        self.hands.photograph_console()

    def free_disk(self) -> None:
        """Let the file grow again; saving must go on by itself. What was pasted is taken out."""
        self.hands.desk.settle(PASTED_KEY, None)
        self._limit(lambda _raw: NO_LIMIT, beside=True)
        operations = self.hands.day.operations
        took = self._wait(lambda: not operations.in_trouble and not self._said(TROUBLE))
        self.hands.settle()
        go = self._refused and took < PATIENCE_SECONDS
        told = "entry went on, kept in the spare journal; all of it is in the file now"
        self._note("disk_full", go, told if go else f"refused: {self._refused}, took {took:.0f} s")

    def _limit(self, pages: Callable[[Any], int], *, beside: bool) -> None:
        def limit(file: WorkshopFile) -> None:
            raw = file.database.raw()
            raw.execute(f"PRAGMA max_page_count={pages(raw)}")

        self.hands.day.operations.run_job("rehearsal", limit, beside=beside)
        self.hands.settle()

    def speak(self, language: str) -> None:
        """Choose a language in the header's menu."""
        menu = self.hands.find(QToolButton, "header.look").menu()
        offered = [action for part in menu.findChildren(QMenu) for action in part.actions()]
        chosen = [a for a in offered if a.text() == LANGUAGE_NAMES[language]]
        if not chosen:
            raise MissingControlError(LANGUAGE_NAMES[language])
        before = self.hands.desk.rundown()
        chosen[0].trigger()
        # No event loop runs here that would take the former header away.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.hands.settle()
        after = self.hands.desk.rundown()
        go = current_language() == language and after.phase is before.phase
        go = go and after.remaining_seconds == before.remaining_seconds
        name = "spanish" if language == "es" else "english again"
        self._note(name, go, "the day went on as it was")

    def note_resumed(self, words: str, saved: str, dead_seconds: float) -> None:
        """Say what the resumed program found of the words that were being typed."""
        go = bool(saved) and words.startswith(saved) and self._said(RESUMED_WORD)
        told = f"killed after {len(saved)} saved letters; {len(words)} are there"
        self._note("killed_and_resumed", go, f"{told}; {dead_seconds:.0f} s counted as passed")
        for key in (RESUMED_WORD, CLOCK_WORD):
            self._put_away(key)
