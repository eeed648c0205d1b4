"""The board: a line to every station, newcomers, and a card for each group with its devices."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.domain.stations import TellStations
from app.i18n import _
from app.ui import theme
from app.ui.console.group_reading import progress_of
from app.ui.console.pieces import DraftLine, ElidedLabel, on_click, row
from app.ui.desk import Desk
from app.ui.groups.card_grid import CardGrid
from app.ui.stations.group_card import GroupCard
from app.ui.stations.newcomers import Newcomers
from app.ui.stations.reading import StationLine, line_of, lines_of
from app.ui.stations.station_row import StationRow
from app.ui.stations.verbs import StationVerbs
from app.ui.widgets.button import Button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.scroll_page import ScrollPage

MESSAGE_KEY = "stations.message"
CARD_WIDTH = 400


class MessageLine(QWidget):
    """One line for every station, until it is taken away."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the line."""
        super().__init__(parent)
        self._desk = desk
        name = _("Message to every station")
        self._line = DraftLine(desk, MESSAGE_KEY, name, name)
        self._line.setObjectName("stations.message.line")
        self._line.setMinimumWidth(theme.scaled(280))
        self._line.sent.connect(self._on_line_sent)
        self._send = Button(_("Send"), icon_name="send")
        self._send.setObjectName("stations.message.send")
        on_click(self._send, self._line.send)
        self._now = ElidedLabel()
        self._now.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self._now.setObjectName("stations.message.now")
        self._away = Button(_("Take it away"))
        self._away.setObjectName("stations.message.away")
        on_click(self._away, lambda: desk.submit(TellStations(text="")))
        self._told = FlowBox((self._now, self._away), theme.scaled(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(row(self._line, self._send))
        column.addWidget(self._told)

    def refresh(self) -> None:
        """Show what stations read now."""
        text = self._desk.snapshot.broadcast.text
        self._now.set_words(_("They read: {message}").format(message=text) if text else "")
        self._told.setVisible(bool(text))

    def _on_line_sent(self, words: str) -> None:
        self._desk.settle(MESSAGE_KEY, TellStations(text=words))


class Board(ScrollPage):
    """Every group and every device.

    Signals:
        score_requested(str): open a group's score sheet (group id).
    """

    score_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty board."""
        super().__init__(margin=0, top=6, parent=parent)
        self._desk = desk
        self.verbs = StationVerbs(desk)
        self._cards: dict[str, GroupCard] = {}
        self._others: dict[str, StationRow] = {}
        self.message = MessageLine(desk)
        self.newcomers = Newcomers(desk, self.verbs)
        self._waiting = Panel(_("Without a group"))
        self._waiting.setObjectName("stations.waiting")
        self._grid = CardGrid(least=CARD_WIDTH, end=0)
        self._empty = EmptyState(
            "laptop",
            _("No groups yet"),
            _("Devices join a group. Make the groups under Prepare first."),
        )
        for widget in (self.message, self.newcomers, self._grid, self._empty, self._waiting):
            self.column.addWidget(widget)
        self.column.addStretch(1)

    def card(self, group_id: str) -> GroupCard:
        """Return a group's card."""
        return self._cards[group_id]

    def refresh(self, now: datetime) -> None:
        """Read the snapshot and what was heard."""
        snapshot, door = self._desk.snapshot, self._desk.door
        day = snapshot.rundown(now)
        lines = [
            line_of(snapshot, one, now, door.digits(one.station)) for one in door.heard.values()
        ]
        self.message.refresh()
        self.newcomers.show_lines(lines, now)
        spares = [
            line.station
            for line in lines
            if not line.station.group_id and not line.station.revoked_at
        ]
        groups = progress_of(snapshot, day.line.activity_id if day.line else "")
        self._show_cards([progress.group.id for progress in groups])
        for progress in groups:
            mine = lines_of(progress.group.id, lines)
            close = [one for one in spares if one.wants == progress.group.id]
            self._cards[progress.group.id].show_group(progress, mine, close or spares, now)
        self._show_others([line for line in lines if line.group_id not in self._cards])
        self._empty.setVisible(not groups)

    def _show_cards(self, ids: list[str]) -> None:
        if ids == list(self._cards):
            return
        kept = {}
        for group_id in ids:
            card = self._cards.pop(group_id, None)
            if card is None:
                card = GroupCard(self._desk, self.verbs, group_id, parent=self._grid)
                card.score_requested.connect(self.score_requested)
            kept[group_id] = card
        for gone in self._cards.values():
            gone.hide()
            gone.deleteLater()
        self._cards = kept
        self._grid.set_cards(list(kept.values()))

    def _show_others(self, lines: list[StationLine]) -> None:
        """Show devices that no group's card has: such that want none, or whose group is gone."""
        ids = [line.station.id for line in lines]
        for gone in [one for one in self._others if one not in ids]:
            row = self._others.pop(gone)
            row.hide()
            row.deleteLater()
        for line in lines:
            if line.station.id not in self._others:
                self._others[line.station.id] = StationRow(self.verbs, line.station.id)
                self._waiting.add(self._others[line.station.id])
            self._others[line.station.id].show_line(line, self._desk.snapshot.groups, ())
        self._waiting.setVisible(bool(lines))
