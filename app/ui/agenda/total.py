"""The day's minutes against the four hours, and when it ends."""

from datetime import timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.agenda import PLANNED_TOTAL_MINUTES
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.domain.workshop import scheduled_start
from app.i18n import _, _n
from app.ui import theme
from app.ui.console.wording import clock_time
from app.ui.prepare.states import total_words
from app.ui.widgets.painting import draw_box
from app.ui.widgets.text import Label


class _Blocks(QWidget):
    """The blocks as lengths on one line, with a tick at four hours."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes: list[int] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_minutes(self, minutes: list[int], words: str) -> None:
        self._minutes = minutes
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(240), theme.scaled(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        total = max(sum(self._minutes), PLANNED_TOTAL_MINUTES)
        painter = QPainter(self)
        gap, unit = theme.scaled(3), self.width() / total
        top, height = theme.scaled(3), self.height() - 2 * theme.scaled(3)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        ground = QRectF(0, top, self.width(), height)
        draw_box(painter, ground, theme.color("track"), None, height / 2)
        start = 0
        for minutes in self._minutes:
            left, width = start * unit, max(2.0, minutes * unit - gap)
            start += minutes
            role = "attention_line" if start > PLANNED_TOTAL_MINUTES else "accent"
            draw_box(painter, QRectF(left, top, width, height), theme.color(role), None, height / 2)
        if sum(self._minutes) > PLANNED_TOTAL_MINUTES:
            tick = QRectF(PLANNED_TOTAL_MINUTES * unit - gap / 2, 0, gap, self.height())
            painter.fillRect(tick, theme.color("ink"))


class AgendaTotal(QWidget):
    """ "240 of 240 minutes · 12:00 pm to 4:00 pm", and a bar of the blocks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(role="strong")
        self._words.setObjectName("prepare.agenda.total")
        self._times = Label(role="small")
        self._blocks = _Blocks()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(2))
        column.addWidget(self._words)
        column.addWidget(self._blocks)
        column.addWidget(self._times)

    def show_total(self, snapshot: Snapshot) -> None:
        """Show an agenda's total."""
        agenda, workshop = snapshot.agenda, snapshot.workshop
        total = agenda.total_minutes
        words = total_words(total)
        if total != PLANNED_TOTAL_MINUTES:
            words = _("{n} of {total} minutes · {words}").format(
                n=total, total=PLANNED_TOTAL_MINUTES, words=words
            )
        self._words.setText(words)
        self._words.set_tone("attention" if total > PLANNED_TOTAL_MINUTES else "")
        start = scheduled_start(workshop)
        end = start + timedelta(minutes=total)
        times = _("{start} to {end}").format(
            start=clock_time(workshop, start), end=clock_time(workshop, end)
        )
        stop = snapshot.schedule.hard_stop
        if stop is not None and end > stop:
            times = _("{times} · after the hard stop at {stop}").format(
                times=times, stop=clock_time(workshop, stop)
            )
        self._times.setText(times)
        spoken = [
            _n("{title}: {n} minute", "{title}: {n} minutes", agenda.minutes_of(block.id)).format(
                title=say(block.title, snapshot.language), n=agenda.minutes_of(block.id)
            )
            for block in agenda.blocks
        ]
        self._blocks.show_minutes(
            [agenda.minutes_of(b.id) for b in agenda.blocks], "\n".join(spoken)
        )
