"""The devices in one line of the console, and the door as one of its inline panels."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.console.pieces import ElidedLabel, on_click, scrolled
from app.ui.desk import Desk
from app.ui.stations.door_panel import DoorPanel
from app.ui.stations.reading import count_of, room_words
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.panel import Panel


class StationsLine(QWidget):
    """How many stations there are and whether somebody should look; and the way to the door.

    Signals:
        door_requested(): open the panel of the door.
        page_requested(str): show the stations' page.
    """

    door_requested = Signal()
    page_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Follow the desk's door."""
        super().__init__(parent)
        self._desk = desk
        self._words = ElidedLabel(role="strong")
        self._words.setObjectName("console.stations")
        self._door = Button()
        self._door.setObjectName("console.door")
        on_click(self._door, self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(8))
        row.addWidget(self._words, 1)
        row.addWidget(self._door)
        desk.door.changed.connect(self._on_door_changed)
        self.refresh(desk.now())

    def refresh(self, now: datetime) -> None:
        """Count the devices again."""
        door = self._desk.door
        is_open = door.door.is_open
        count = count_of(door.heard.values(), now, is_open=is_open)
        self._words.set_words(room_words(count, is_open=is_open))
        self._words.set_tone("attention" if count.unwell and is_open else "")
        words = _("Board") if self._has_board() else _("Open…")
        if self._door.text() != words:
            self._door.setText(words)

    def _on_door_changed(self) -> None:
        self.refresh(self._desk.now())

    def _has_board(self) -> bool:
        return self._desk.door.door.is_open and bool(self._desk.snapshot.stations)

    def _act(self) -> None:
        if self._has_board():
            self.page_requested.emit("stations:board")
        else:
            self.door_requested.emit()


class DoorRoomPanel(Panel):
    """The door in the place of the groups.

    Signals:
        closed(): put away.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panel."""
        super().__init__(flat=True, parent=parent)
        self.setAccessibleName(_("Room for devices"))
        close = IconButton("x", _("Close"))
        close.setObjectName("console.door.close")
        on_click(close, self.closed.emit)
        self.header.insertStretch(0, 1)
        self.add_action(close)
        self.door = DoorPanel(desk, codes=False)
        self.door.shown_on_screen.connect(self.closed)
        self.add(scrolled(self.door), 1)
