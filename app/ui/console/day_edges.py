"""The middle of the console before the day starts and after it ended."""

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.people import Arrival
from app.domain.preparation import CheckItem
from app.domain.rundown import Rundown
from app.domain.text import say
from app.domain.workshop import another_day
from app.i18n import _, _n
from app.ui import theme
from app.ui.console.day_actions import DayActions
from app.ui.console.pieces import emptied, on_click, row, scrolled
from app.ui.console.wording import clock_time, lasted, minutes, seconds_shown
from app.ui.desk import Desk
from app.ui.widgets.big_clock import BigClock
from app.ui.widgets.button import Button
from app.ui.widgets.still_fields import NumberBox
from app.ui.widgets.text import Heading, Label

LONGEST_AGO = 180


class BeforeStart(QWidget):
    """When it starts, what is still open, and one big button."""

    def __init__(self, desk: Desk, actions: DayActions, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        self._desk, self._actions = desk, actions
        self._when = Label(role="quiet")
        self._title = Heading("", role="title")
        self._clock = BigClock(130, centered=False)
        self._start = Button(_("Start the day"), kind="primary", icon_name="play")
        self._start.setObjectName("console.start")
        self._start.setMinimumHeight(theme.scaled(56))
        self._start.setMinimumWidth(theme.scaled(240))
        on_click(self._start, self._start_day)
        self._ago = NumberBox()
        self._ago.setRange(0, LONGEST_AGO)
        self._ago.setObjectName("console.start.ago")
        self._ago.setAccessibleName(_("Started how many minutes ago"))
        self._ago.setSpecialValueText(_("now"))
        self._ago.setSuffix(_(" min ago"))
        self._ago.valueChanged.connect(self._on_ago_value_changed)
        self._open_title = Heading(_("Still open"))
        self._open = QVBoxLayout()
        self._open.setSpacing(theme.scaled(2))
        self._checks: dict[str, QCheckBox] = {}
        self._facts = Label(role="body")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(8))
        column.addWidget(self._when)
        column.addWidget(self._title)
        column.addWidget(self._clock, 2)
        column.addWidget(row(self._start, Label(_("Started"), wrap=False), self._ago, spacing=12))
        column.addWidget(self._facts)
        column.addWidget(self._open_title)
        holder = QWidget()
        holder.setLayout(self._open)
        column.addWidget(scrolled(holder), 3)

    def refresh(self, day: Rundown) -> None:
        """Show what is known at a moment."""
        snapshot = self._desk.snapshot
        start = day.schedule.start
        left = (start - day.now).total_seconds()
        self._clock.set_seconds(seconds_shown(left))
        time = clock_time(snapshot.workshop, start)
        elsewhen = another_day(snapshot.workshop, day.now)
        self._clock.setVisible(not elsewhen)
        if elsewhen:
            day_of = snapshot.workshop.date
            date = QLocale(self._desk.language).toString(
                QDate(day_of.year, day_of.month, day_of.day), QLocale.FormatType.LongFormat
            )
            when = _("Planned for {date}, {time}").format(date=date, time=time)
        elif left >= 0:
            when = _("Starts at {time}, in {minutes}").format(time=time, minutes=lasted(left))
        else:
            when = _("It was to start at {time}, {minutes} ago").format(
                time=time, minutes=lasted(-left)
            )
        _set(self._when, when)
        first = snapshot.agenda.activity(day.lines[0].activity_id) if day.lines else None
        title = say(first.title, self._desk.language) if first else _("The agenda is empty")
        _set(self._title, _("First: {title}").format(title=title) if first else title)
        self._start.setEnabled(first is not None)
        here = sum(1 for p in snapshot.people if p.participant.arrival is Arrival.HERE)
        facts = _("{here} of {n} people are here").format(here=here, n=len(snapshot.people))
        groups = len(snapshot.groups)
        facts += " · " + _n("{n} group", "{n} groups", groups).format(n=groups)
        _set(self._facts, facts)
        self._show_open()

    def _show_open(self) -> None:
        items = [item for item in self._desk.snapshot.checklist if not item.done]
        if [item.id for item in items] != list(self._checks):
            emptied(self._open)
            self._checks.clear()
            for item in items:
                check = QCheckBox()
                check.setObjectName(f"console.check.{item.id}")
                check.clicked.connect(lambda on=False, known=item.id: self._tick(known, on))
                self._checks[item.id] = check
                self._open.addWidget(check)
            self._open.addStretch(1)
        for item in items:
            text = say(item.text, self._desk.language)
            self._checks[item.id].setText(text.replace("&", "&&"))
        self._open_title.setVisible(bool(items))

    def _tick(self, item_id: str, on: bool) -> None:
        self._desk.submit(CheckItem(item_id=item_id, done=on))

    def _start_day(self) -> None:
        self._actions.start(self._ago.value() * 60)

    def _on_ago_value_changed(self, value: int) -> None:
        text = _("Start the day, {time} ago").format(time=minutes(value * 60))
        self._start.setText(text if value else _("Start the day"))


class AfterEnd(QWidget):
    """The day is over: where to go now."""

    def __init__(self, desk: Desk, undo: QWidget, parent: QWidget | None = None) -> None:
        """Build the page around the ``undo`` button."""
        super().__init__(parent)
        self._desk = desk
        self._facts = Label(role="body")
        self._facts.setObjectName("console.finished")
        self._after = Button(_("Summary and handing out"), kind="primary", icon_name="file-text")
        self._after.setObjectName("console.after")
        on_click(self._after, lambda: desk.page_requested.emit("after"))
        notes = Button(_("Notes and next steps"), icon_name="sticky-note")
        on_click(notes, lambda: desk.page_requested.emit("notes"))
        self._undo = undo
        self._advice = Label(role="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(14))
        column.addSpacing(theme.scaled(24))
        column.addWidget(Heading(_("The day is finished"), role="title"))
        column.addWidget(self._facts)
        column.addWidget(row(self._after, notes, undo))
        column.addWidget(self._advice)

    def refresh(self, day: Rundown) -> None:
        """Say how long it took and what came of it."""
        snapshot = self._desk.snapshot
        began = day.started_at or day.schedule.start
        took = lasted((day.projected_end - began).total_seconds())
        notes, steps = len(snapshot.notes), len(snapshot.next_steps)
        words = _("It took {time}. Kept: {notes}, {steps}.").format(
            time=took,
            notes=_n("{n} note", "{n} notes", notes).format(n=notes),
            steps=_n("{n} next step", "{n} next steps", steps).format(n=steps),
        )
        _set(self._facts, words)
        advice = _("Hand out the scores page before people leave.")
        if self._undo.isEnabled():
            advice += " " + _("Not finished after all? Press Undo.")
        _set(self._advice, advice)


def _set(label: Label, text: str) -> None:
    if label.text() != text:
        label.setText(text)
