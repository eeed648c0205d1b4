"""The left column: are we on time, and where in the day are we."""

from datetime import datetime

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.domain.clock import SkipActivity
from app.domain.rundown import LineState, Phase, Rundown
from app.domain.workshop import Workshop, another_day
from app.i18n import _
from app.ui import theme
from app.ui.console.day_actions import DayActions
from app.ui.console.day_list import DayList
from app.ui.console.day_rows import day_rows
from app.ui.console.pieces import colored, on_click
from app.ui.console.wording import (
    ahead_or_behind,
    clock_time,
    lasted,
    minutes,
    short_time,
    whole_minutes,
)
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.text import Heading, Label

AGO_MINUTES = (1, 2, 3, 5, 10, 15)
"""The offers of "started … minutes ago"."""


class DayColumn(QWidget):
    """Ahead or behind, the projected end, the blocks, and the way to the overrun panel.

    Signals:
        overrun_requested(str): "absorb" or "borrow".
    """

    overrun_requested = Signal(str)

    def __init__(self, desk: Desk, actions: DayActions, parent: QWidget | None = None) -> None:
        """Build the column."""
        super().__init__(parent)
        self._desk, self._actions = desk, actions
        self._opened: set[str] = set()
        self._current_block = ""
        colored(self, "raised")
        self._behind = Heading("", role="title")
        self._behind.setObjectName("console.behind")
        self._ends = Label(role="quiet")
        self._ends.setObjectName("console.ends")
        self._stop = Label(role="small")
        self._stop.setObjectName("console.hard_stop")
        self.list = DayList(_("The day"))
        self.list.setObjectName("console.day")
        self.list.pressed_row.connect(self._on_list_pressed_row)
        self._absorb = Button()
        self._absorb.setObjectName("console.absorb")
        on_click(self._absorb, lambda: self.overrun_requested.emit("absorb"))
        self._borrow = Button(_("Borrow time…"), kind="quiet")
        self._borrow.setToolTip(_("More time for now, taken from a later block"))
        self._borrow.setObjectName("console.borrow")
        on_click(self._borrow, lambda: self.overrun_requested.emit("borrow"))
        column = QVBoxLayout(self)
        pad = theme.scaled(16)
        column.setContentsMargins(pad, theme.scaled(12), pad, theme.scaled(10))
        column.setSpacing(theme.scaled(2))
        for label in (self._behind, self._ends, self._stop):
            column.addWidget(label)
        column.addSpacing(theme.scaled(6))
        column.addWidget(self.list, 1)
        column.addSpacing(theme.scaled(4))
        column.addWidget(self._absorb)
        column.addWidget(self._borrow)

    def refresh(self, day: Rundown) -> None:
        """Show the day at a moment."""
        block = day.line.block_id if day.line else ""
        if block != self._current_block:
            self._opened.discard(self._current_block)
            self._current_block = block
            if block:
                self._opened.add(block)
        snapshot = self._desk.snapshot
        self.list.set_day(day_rows(snapshot, day, self._opened, self._desk.language))
        self._show_end(day)
        self._show_overrun(day)

    def _show_end(self, day: Rundown) -> None:
        workshop = self._desk.snapshot.workshop
        end = clock_time(workshop, day.projected_end)
        if day.phase is Phase.FINISHED:
            began = day.started_at or day.schedule.start
            words, tone = _("Finished"), ""
            ends = _("Ended {time}, after {lasted}").format(
                time=end, lasted=lasted((day.projected_end - began).total_seconds())
            )
        elif day.phase is Phase.NOT_STARTED and another_day(workshop, day.now):
            words, tone = _("Not today"), ""
            ends = self._end_words(day, end)
        else:
            words, tone = ahead_or_behind(day.behind_seconds)
            ends = self._end_words(day, end)
        _say(self._behind, words, tone)
        _say(self._ends, ends)
        self._show_stop(day)

    def _show_stop(self, day: Rundown) -> None:
        hard = day.schedule.hard_stop
        on = day.running or not another_day(self._desk.snapshot.workshop, day.now)
        over_it = on and day.over_hard_stop_seconds >= 30 and day.phase is not Phase.FINISHED
        self._stop.setVisible(over_it)
        if hard is not None and over_it:
            time = clock_time(self._desk.snapshot.workshop, hard)
            over = minutes(max(60.0, day.over_hard_stop_seconds))
            words = _("{n} past the hard stop {time}").format(n=over, time=time)
            _say(self._stop, words, "overtime")

    def _end_words(self, day: Rundown, end: str) -> str:
        workshop, hard = self._desk.snapshot.workshop, day.schedule.hard_stop
        if hard is not None and day.over_hard_stop_seconds < 30:
            stop = _beside(end, workshop, hard)
            return _("Ends {time} · hard stop {stop}").format(time=end, stop=stop)
        planned = _beside(end, workshop, day.schedule.planned_end)
        if round(day.behind_seconds / 60):
            return _("Ends {time} · planned {planned}").format(time=end, planned=planned)
        return _("Ends {time}").format(time=end)

    def _show_overrun(self, day: Rundown) -> None:
        behind = day.running and round(day.behind_seconds / 60) > 0 and bool(day.upcoming)
        self._absorb.setVisible(behind)
        if behind:
            count = whole_minutes(day.behind_seconds)
            text = _("Absorb {n} min…").format(n=count)
            if self._absorb.text() != text:
                self._absorb.setText(text)
        self._borrow.setVisible(day.running and bool(day.upcoming))

    def _on_list_pressed_row(self, row_id: str, place: QPoint) -> None:
        kind, _colon, known = row_id.partition(":")
        if kind == "block":
            self._opened ^= {known}
            self.refresh(self._desk.rundown())
            return
        self._offer(known, place)

    def _offer(self, activity_id: str, place: QPoint) -> None:
        """Open the menu of an activity."""
        day = self._desk.rundown()
        line = next((each for each in day.lines if each.activity_id == activity_id), None)
        if line is None:
            return
        menu = QMenu(self)
        menu.setObjectName("console.activity_menu")
        if line.state is not LineState.CURRENT:
            go = menu.addAction(_("Go there now"))
            go.setObjectName("console.activity.go")
            go.triggered.connect(lambda _on=False: self._actions.go_to(activity_id))
            for count in AGO_MINUTES:
                ago = menu.addAction(_("Go there, started {n} min ago").format(n=count))
                ago.setObjectName(f"console.activity.go_{count}")
                ago.triggered.connect(
                    lambda _on=False, back=count: self._actions.go_to(activity_id, back * 60)
                )
            menu.addSeparator()
        skipped = line.state is LineState.SKIPPED
        if line.state is LineState.UPCOMING or (skipped and not line.visited):
            skip = menu.addAction(_("Do it after all") if skipped else _("Skip it"))
            skip.setObjectName("console.activity.skip")
            command = SkipActivity(activity_id=activity_id, skipped=not skipped)
            skip.triggered.connect(lambda _on=False: self._desk.submit(command))
        for count in (1, 5, -1) if line.state is LineState.CURRENT else ():
            add = menu.addAction(
                (_("+{n} min") if count > 0 else _("−{n} min")).format(n=abs(count))
            )
            add.triggered.connect(lambda _on=False, n=count: self._actions.add_time(n * 60))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def _beside(shown: str, workshop: Workshop, moment: datetime) -> str:
    """Return a moment's time beside one that is shown; "am" or "pm" only where it differs."""
    time = clock_time(workshop, moment)
    return time if time[-2:] != shown[-2:] else short_time(workshop, moment)


def _say(label: Label, text: str, tone: str = "") -> None:
    """Change words and tone only where they differ: five times a second nothing is laid out."""
    if label.text() != text:
        label.setText(text)
    label.set_tone(tone)
