"""The line over the console: the time, whether the day runs, and ways to the other pages."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.notes import TRAY
from app.domain.people import Arrival
from app.domain.rundown import Phase, Rundown
from app.i18n import _
from app.ui import theme
from app.ui.console.pieces import colored, on_click
from app.ui.console.wording import clock_time
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.text import Label


class TopBar(QWidget):
    """State at the start, doors at the end.

    Signals:
        page_requested(str): "arrivals", "results", "notes" or "after".
    """

    page_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the line."""
        super().__init__(parent)
        self._desk = desk
        colored(self, "raised")
        self._time = Label(role="heading", wrap=False)
        self._time.setObjectName("console.time")
        self._state = Label(role="quiet", wrap=False)
        self._state.setObjectName("console.state")
        self._doors = {
            page: Button(icon_name=icon)
            for page, icon in (
                ("arrivals", "user-check"),
                ("results", "chart-scatter"),
                ("notes", "sticky-note"),
                ("after", "file-text"),
            )
        }
        across = QHBoxLayout(self)
        across.setContentsMargins(
            theme.scaled(16), theme.scaled(5), theme.scaled(16), theme.scaled(5)
        )
        across.setSpacing(theme.scaled(8))
        across.addWidget(self._time)
        across.addWidget(self._state)
        across.addStretch(1)
        for page, button in self._doors.items():
            button.setObjectName(f"console.door.{page}")
            on_click(button, partial(self.page_requested.emit, page))
            across.addWidget(button)

    def refresh(self, day: Rundown) -> None:
        """Show state and counts."""
        snapshot = self._desk.snapshot
        here = sum(1 for p in snapshot.people if p.participant.arrival is Arrival.HERE)
        coming = sum(1 for p in snapshot.people if p.participant.arrival is not Arrival.ABSENT)
        revealed = snapshot.workshop.revealed_at is not None
        waiting = sum(1 for note in snapshot.notes if note.place == TRAY)
        words = {
            "arrivals": _("Arrivals · {here} of {n}").format(here=here, n=coming),
            "results": _("Results · revealed") if revealed else _("Results · hidden"),
            "notes": _("Notes · {n} waiting").format(n=waiting) if waiting else _("Notes"),
            "after": _("Report"),
        }
        for page, text in words.items():
            if self._doors[page].text() != text:
                self._doors[page].setText(text)
                self._doors[page].setAccessibleName(text)
        self.tick(day)

    def tick(self, day: Rundown) -> None:
        """Show the wall clock."""
        time = clock_time(self._desk.snapshot.workshop, day.now)
        if self._time.text() != time:
            self._time.setText(time)
        words = {
            Phase.NOT_STARTED: _("not started"),
            Phase.RUNNING: _("running"),
            Phase.PAUSED: _("paused"),
            Phase.FINISHED: _("finished"),
        }[day.phase]
        if self._state.text() != words:
            self._state.setText(words)
