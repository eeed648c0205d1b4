"""Watching the laptop's clock while a workshop is open: it may be set, and the laptop may sleep."""

from datetime import datetime

from PySide6.QtCore import QObject

from app.domain.clock import NoteSleep
from app.domain.rundown import Phase
from app.i18n import _
from app.services import set_clock
from app.steady import JUMP_SECONDS, SteadyClock
from app.ui.console.wording import lasted
from app.ui.desk import Desk

STILL_SECONDS = 120.0
"""A tick that comes this late is sleep too: some laptops let their waking counter go on in it."""

KEEP_SECONDS = 3.0
"""How often it is written down how far the laptop's clock is off."""


class ClockWatch(QObject):
    """Tells on the console what became of the laptop's clock; the workshop's own never jumps.

    A set clock moves nothing. Sleep counts as time that passed, and the console asks whether it
    should (:class:`app.domain.clock.NoteSleep`). With a simulated clock there is nothing to watch.
    """

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Begin to watch."""
        super().__init__(parent)
        self._desk = desk
        now = desk.operations.now
        self._clock = now if isinstance(now, SteadyClock) else None
        self._told_seconds = 0.0
        self._kept_at = float("-inf")
        if self._clock is not None:
            self._slept = self._clock.slept_seconds()
            self._looked_at = self._clock.passed_seconds()
            desk.ticked.connect(self._on_desk_ticked)

    def go_on_from(self, last: datetime) -> None:
        """Let a running day go on where it stopped, where the laptop's clock is earlier than that.

        It was set back while the program was closed: how much really passed nobody knows.
        """
        clock = self._clock
        if clock is None or not self._desk.rundown().running:
            return
        behind = (last - clock()).total_seconds()
        if behind < JUMP_SECONDS:
            return
        clock.carry_on(last)
        self._told_seconds = clock.strayed_seconds()
        self._keep(clock)
        self._say_behind(behind)

    def _say_behind(self, behind: float) -> None:
        self._desk.say(
            "attention",
            _(
                "The laptop's clock is {time} earlier than when this day last ran. The workshop's "
                "clock goes on from where it stopped; what passed in between is not counted. "
                "Nothing is lost."
            ).format(time=lasted(behind)),
            key="clock-back",
            again=lambda: self._say_behind(behind),
        )

    def _on_desk_ticked(self, _now: datetime) -> None:
        clock = self._clock
        if clock is not None:
            self._look_for_sleep(clock)
            self._look_at_the_wall(clock)

    def _look_for_sleep(self, clock: SteadyClock) -> None:
        slept, at = clock.slept_seconds(), clock.passed_seconds()
        fresh, gap = slept - self._slept, at - self._looked_at
        self._slept, self._looked_at = slept, at
        seconds = gap if gap >= STILL_SECONDS else fresh
        if seconds >= JUMP_SECONDS:
            self._note_sleep(seconds)

    def _note_sleep(self, seconds: float) -> None:
        day = self._desk.rundown()
        if day.phase is Phase.RUNNING and day.line is not None:
            command = NoteSleep(activity_id=day.line.activity_id, seconds=round(seconds))
            self._desk.submit(command)

    def _look_at_the_wall(self, clock: SteadyClock) -> None:
        strayed = clock.strayed_seconds()
        off = abs(strayed) >= JUMP_SECONDS
        if not off and not self._told_seconds:
            return
        if off and not self._desk.rundown().running:
            # A finished day may go on: its clock must not be earlier than what was recorded.
            if clock.wall() >= self._newest(clock):
                clock.accept_wall()
                self._agree()
        elif not off:
            self._agree()
            self._desk.say("info", _("The laptop's clock and the workshop's agree again."), "clock")
        else:
            if clock.passed_seconds() - self._kept_at >= KEEP_SECONDS:
                self._keep(clock)
            if abs(strayed - self._told_seconds) >= JUMP_SECONDS:
                self._tell(strayed)

    def _newest(self, clock: SteadyClock) -> datetime:
        moments = (event.moment for event in self._desk.snapshot.clock_events)
        return max(moments, default=clock.wall())

    def _tell(self, strayed: float) -> None:
        """Say that the laptop's clock was set; forward it may also have slept unnoticed."""
        self._told_seconds = strayed
        if strayed > 0:
            text = _(
                "The laptop's clock was set forward by {time}. The workshop's clock did not move: "
                "it counts what really passed."
            )
        else:
            text = _(
                "The laptop's clock was set back by {time}. The workshop's clock did not move: "
                "it counts what really passed."
            )
        actions = ((_("It slept instead"), self._believe_sleep),) if strayed > 0 else ()
        words = text.format(time=lasted(abs(strayed)))
        self._desk.say("attention", words, "clock", actions, again=lambda: self._tell(strayed))

    def _believe_sleep(self) -> None:
        clock = self._clock
        if clock is None:
            return
        strayed = clock.strayed_seconds()
        clock.accept_wall()
        self._agree()
        self._note_sleep(strayed)
        self._desk.tick()

    def _agree(self) -> None:
        self._told_seconds = 0.0
        set_clock.forget_clock(self._desk.data_dir)
        self._desk.unsaid.emit("clock")

    def _keep(self, clock: SteadyClock) -> None:
        self._kept_at = clock.passed_seconds()
        set_clock.keep_clock(self._desk.data_dir, clock)
