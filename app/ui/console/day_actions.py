"""What the day's buttons and keys do: one method per action of :mod:`app.ui.actions`."""

from PySide6.QtCore import QObject, Signal

from app.domain.agenda import Activity
from app.domain.clock import AddTime, FinishDay, GoTo, PauseClock, ResumeClock, StartDay
from app.domain.rundown import Phase
from app.domain.scenes import Blackout, RecallNorms
from app.domain.turns import go_to_turn, turn_now
from app.ui.desk import Desk

MINUTE = 60
FIVE_MINUTES = 300


class DayActions(QObject):
    """Turns wishes into commands; what makes no sense at the moment does nothing.

    Signals:
        panel_requested(str): a panel of the console is wanted: "scenes", "message", "reveal".
    """

    panel_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Act on a workshop."""
        super().__init__(parent)
        self._desk = desk
        self.dark_with_clock = False
        self._verbs = {
            "next": self.next,
            "back": self.back,
            "pause": self.pause,
            "add_minute": lambda: self.add_time(MINUTE),
            "take_minute": lambda: self.add_time(-MINUTE),
            "add_five": lambda: self.add_time(FIVE_MINUTES),
            "next_turn": self.next_turn,
            "undo": self.undo,
            "blackout": self.blackout,
            "norms": self.norms,
            "choose_scene": lambda: self.panel_requested.emit("scenes"),
            "write_message": lambda: self.panel_requested.emit("message"),
            "ask_reveal": lambda: self.panel_requested.emit("reveal"),
        }

    def run(self, action_id: str) -> bool:
        """Do an action by its id; return False where it is none of the day's."""
        verb = self._verbs.get(action_id)
        if verb is None:
            return False
        verb()
        return True

    def start(self, seconds_ago: int = 0) -> None:
        """Start the day with its first activity."""
        first = self._first()
        if first is not None and self._desk.rundown().phase is Phase.NOT_STARTED:
            self._desk.submit(StartDay(activity_id=first.id, seconds_ago=seconds_ago))

    def next(self) -> None:
        """Go to the next activity; after the last one the day is finished.

        Before the start nothing happens: a stray key on the remote must not start the day.
        """
        day = self._desk.rundown()
        if not day.running:
            return
        if day.next_line is not None:
            self._desk.submit(GoTo(activity_id=day.next_line.activity_id))
        else:
            self._desk.submit(FinishDay())

    def back(self) -> None:
        """Go to the activity before."""
        day = self._desk.rundown()
        if day.running and day.previous_line is not None:
            self._desk.submit(GoTo(activity_id=day.previous_line.activity_id))

    def go_to(self, activity_id: str, seconds_ago: int = 0) -> None:
        """Go to any activity, as if ``seconds_ago``."""
        if self._desk.rundown().phase is Phase.NOT_STARTED:
            self._desk.submit(StartDay(activity_id=activity_id, seconds_ago=seconds_ago))
        else:
            self._desk.submit(GoTo(activity_id=activity_id, seconds_ago=seconds_ago))

    def pause(self) -> None:
        """Stop the clock, or let it go on."""
        phase = self._desk.rundown().phase
        if phase is Phase.RUNNING:
            self._desk.submit(PauseClock())
        elif phase is Phase.PAUSED:
            self._desk.submit(ResumeClock())

    def add_time(self, seconds: int) -> None:
        """Give the current activity more or less time."""
        line = self._desk.rundown().line
        if line is not None:
            self._desk.submit(AddTime(activity_id=line.activity_id, seconds=seconds))

    def next_turn(self) -> None:
        """In report-outs, let the next group speak."""
        day = self._desk.rundown()
        turn = turn_now(self._desk.snapshot, day)
        command = go_to_turn(self._desk.snapshot, day, turn.number + 1) if turn else None
        if command is not None:
            self._desk.submit(command)

    def last_turn(self) -> None:
        """In report-outs, give the turn back to the group before."""
        day = self._desk.rundown()
        turn = turn_now(self._desk.snapshot, day)
        command = go_to_turn(self._desk.snapshot, day, turn.number - 1) if turn else None
        if command is not None:
            self._desk.submit(command)

    def undo(self) -> None:
        """Take back the last change made on this laptop."""
        self._desk.operations.undo()

    def blackout(self) -> None:
        """Darken the room screen, or light it."""
        dark = self._desk.snapshot.scene.blackout
        self._desk.submit(Blackout(on=not dark, clock=self.dark_with_clock and not dark))

    def norms(self) -> None:
        """Lay the norms over the room screen, or take them away."""
        self._desk.submit(RecallNorms(on=not self._desk.snapshot.scene.norms_recalled))

    def _first(self) -> Activity | None:
        activities = self._desk.snapshot.agenda.activities
        skipped = {
            event.activity_id: event.on
            for event in self._desk.snapshot.clock_events
            if event.kind == "skip"
        }
        return next((a for a in activities if not skipped.get(a.id)), None)
