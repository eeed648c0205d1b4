"""One group on the board: what it says of itself, how far it is, and its devices."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QMargins, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.cells import AskForHelp, GrantTime
from app.domain.stations import Station
from app.i18n import _
from app.ui import theme
from app.ui.console.group_reading import GroupProgress
from app.ui.console.group_rows import state_words
from app.ui.console.pieces import ElidedLabel, on_click
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.stations.reading import StationLine
from app.ui.stations.station_row import StationRow
from app.ui.stations.verbs import StationVerbs
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.painting import GrowsInHeight
from app.ui.widgets.panel import Panel
from app.ui.widgets.pips import Pips
from app.ui.widgets.text import Label

GRANTED = 2
"""Minutes that the button gives."""

MOST_PIPS = 8


class GroupCard(GrowsInHeight, Panel):
    """A group with its devices.

    Signals:
        score_requested(str): open the group's score sheet (group id).
    """

    score_requested = Signal(str)

    def __init__(
        self, desk: Desk, verbs: StationVerbs, group_id: str, parent: QWidget | None = None
    ) -> None:
        """Build the card of a group."""
        super().__init__(parent=parent)
        self._desk, self._verbs, self._group_id = desk, verbs, group_id
        self._rows: dict[str, StationRow] = {}
        self.setObjectName(f"stations.group.{group_id}")
        self._badge = Badge("", size=28)
        self._title = ElidedLabel(role="strong")
        self._state = ElidedLabel(role="small")
        self._state.setObjectName(f"stations.group.{group_id}.state")
        self._pips = Pips()
        self._count = Label(role="small", wrap=False)
        self._grant = Button(_("+{n} min").format(n=GRANTED))
        self._grant.setObjectName(f"stations.group.{group_id}.grant")
        on_click(self._grant, self._grant_time)
        self._helped = Button(_("Helped"), icon_name="hand-helping")
        self._helped.setObjectName(f"stations.group.{group_id}.helped")
        on_click(self._helped, self._say_helped)
        self._sheet = IconButton("clipboard-list", _("Open its score sheet"))
        on_click(self._sheet, lambda: self.score_requested.emit(self._group_id))
        self._none = Label(_("No device yet."), role="quiet")
        self._stations = QVBoxLayout()
        self._stations.setSpacing(theme.scaled(2))
        self._lay_out()

    def show_group(
        self,
        progress: GroupProgress,
        lines: Sequence[StationLine],
        spares: Sequence[Station],
        now: datetime,
    ) -> None:
        """Show the group's state and its devices."""
        group, snapshot = progress.group, self._desk.snapshot
        letters = group.label if len(group.label) <= 2 else group.label[:1].upper()
        self._badge.set_letters(letters, group.label)
        title = " · ".join(part for part in (group_title(group.label), group.place) if part)
        self._title.set_words(title)
        self.setAccessibleName(title)
        words, tone = state_words(snapshot, progress, now)
        self._state.set_words(words)
        self._state.set_tone(tone)
        fits = progress.asked <= MOST_PIPS
        self._pips.setVisible(fits)
        self._count.setVisible(not fits)
        self._pips.set_progress(progress.answered, progress.asked)
        self._count.setText(f"{progress.answered}/{progress.asked}")
        self._helped.setVisible(progress.help_asked_at is not None)
        self._grant.setEnabled(self._desk.rundown().line is not None)
        self._none.setVisible(not lines)
        self._show_lines(lines, spares)
        self._fit()

    def row(self, station_id: str) -> StationRow:
        """Return a device's row."""
        return self._rows[station_id]

    def _show_lines(self, lines: Sequence[StationLine], spares: Sequence[Station]) -> None:
        ids = [line.station.id for line in lines]
        for gone in [one for one in self._rows if one not in ids]:
            row = self._rows.pop(gone)
            self._stations.removeWidget(row)
            row.hide()
            row.deleteLater()
        before: QWidget = self._sheet
        for place, line in enumerate(lines):
            if line.station.id not in self._rows:
                self._rows[line.station.id] = StationRow(self._verbs, line.station.id)
            row = self._rows[line.station.id]
            if self._stations.indexOf(row) != place:
                self._stations.removeWidget(row)
                self._stations.insertWidget(place, row)
                row.follow(before)
            before = row.last_control
            row.show_line(line, self._desk.snapshot.groups, spares)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._state)
        named = QHBoxLayout()
        named.setSpacing(theme.scaled(8))
        named.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignTop)
        named.addLayout(words, 1)
        self._actions = FlowBox(
            (self._pips, self._count, self._helped, self._grant, self._sheet), theme.scaled(6)
        )
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(theme.scaled(8))
        self._top.addLayout(named, 1)
        self._top.addWidget(self._actions, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.setSpacing(theme.scaled(6))
        self.body.addLayout(self._top)
        self.body.addLayout(self._stations)
        self.body.addWidget(self._none)
        self.body.addStretch(1)

    def needed_height(self, width: int) -> int:
        """Return the height of everything at ``width``."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def minimumSizeHint(self) -> QSize:
        """Be as tall as the words need, and no taller."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self.needed_height(max(self.width(), least.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand what can be done beside the name, or below it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keep name and state whole: what can be done goes below them where it would cut them."""
        pieces = (self._pips, self._count, self._helped, self._grant, self._sheet)
        sizes = [piece.sizeHint() for piece in pieces if not piece.isHidden()]
        wanted = sum(size.width() + self._actions.flow.spacing() for size in sizes)
        words = max(self._title.sizeHint().width(), self._state.sizeHint().width())
        named = self._badge.sizeHint().width() + words + 2 * self._top.spacing()
        layout = self.layout()
        margins = layout.contentsMargins() if layout is not None else QMargins()
        room = self.contentsRect().width() - margins.left() - margins.right()
        beside = room >= wanted + named
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._top.setDirection(across if beside else down)
        self._actions.setMinimumWidth(wanted if beside else 0)
        self._actions.refresh()

    def _grant_time(self) -> None:
        line = self._desk.rundown().line
        if line is None:
            return
        command = GrantTime(
            group_id=self._group_id, activity_id=line.activity_id, seconds=GRANTED * 60
        )
        self._desk.submit(command)

    def _say_helped(self) -> None:
        self._desk.submit(AskForHelp(group_id=self._group_id, on=False))
