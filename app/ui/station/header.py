"""The strip over a station's pages: whose it is, where its words are, and the group's clock."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.i18n import _
from app.settings import Settings
from app.ui import theme
from app.ui.console.pieces import ElidedLabel
from app.ui.look_menu import look_menu
from app.ui.station.status_line import StatusLine
from app.ui.widgets.badge import Badge
from app.ui.widgets.big_clock import BigClock
from app.ui.widgets.button import IconButton

WIDE = 940
"""Width in pixels at 100 % from which the status stands in the same line."""

MOST_LETTERS = 2
"""What has room in the circle; a longer label is a name already, and stands beside it."""


class StationHeader(QFrame):
    """Group, district and activity; the status; look, help and the clock.

    Signals:
        help_requested(): show where the words are, and what to do when there is no road.
        setting_requested(str, object): a field of :class:`Settings` and its new value.
    """

    help_requested = Signal()
    setting_requested = Signal(str, object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "header")
        self.setObjectName("station.header")
        self._badge = Badge("", size=36)
        self._name = ElidedLabel(role="strong")
        self._name.setObjectName("station.name")
        self._beside = ElidedLabel(role="small")
        self._beside.setObjectName("station.activity")
        self.status = StatusLine()
        look = IconButton("settings", _("Language, colors and text size"))
        look.setObjectName("station.look")
        look.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        look.setMenu(look_menu(look, settings, self.setting_requested.emit, room=False))
        self._help = IconButton("circle-help", _("Help, and where your answers are"))
        self._help.setObjectName("station.help")
        self._help.clicked.connect(self.help_requested)
        self.clock = BigClock(least_height=32, centered=False)
        self.clock.setObjectName("station.clock")
        self.clock.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._whose, self._tools = QWidget(), QWidget()
        self._fill_whose()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(6))
        for widget in (look, self._help, self.clock):
            row.addWidget(widget)
        self._grid = QGridLayout(self)
        pad = theme.scaled(14)
        self._grid.setContentsMargins(pad, theme.scaled(7), pad, theme.scaled(7))
        self._grid.setHorizontalSpacing(theme.scaled(16))
        self._grid.setVerticalSpacing(theme.scaled(5))
        self._wide: bool | None = None
        self._arrange(True)
        self.clock.hide()

    def show_group(self, letters: str, group: str, beside: str) -> None:
        """Name the group, and say beside it which workshop and what is on."""
        self._badge.set_letters(letters, group)
        self._badge.setVisible(0 < len(letters) <= MOST_LETTERS)
        self._name.set_words(group)
        self._beside.set_words(beside)

    def show_station(self, shown: bool) -> None:
        """Have the status and help on a station only."""
        self.status.setVisible(shown)
        self._help.setVisible(shown)

    def show_time(self, seconds: float | None, paused: bool) -> None:
        """Show what is left of the group's time; None where no clock runs."""
        self.clock.setVisible(seconds is not None)
        if seconds is not None:
            self.clock.set_seconds(math.ceil(seconds), paused)
            wanted = self.clock.sizeHint()
            self.clock.setFixedSize(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the status into the line, or below it where there is no room."""
        super().resizeEvent(event)
        self._arrange(self.width() >= theme.scaled(WIDE))

    def _fill_whose(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._beside)
        row = QHBoxLayout(self._whose)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(10))
        row.addWidget(self._badge)
        row.addLayout(words, 1)

    def _arrange(self, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        for widget in (self._whose, self.status, self._tools):
            self._grid.removeWidget(widget)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._whose, 0, 0)
        self._grid.addWidget(self._tools, 0, 2, middle)
        self._grid.setColumnStretch(0, 1)
        self.status.set_beside(wide)
        if wide:
            self._grid.addWidget(self.status, 0, 1, middle)
        else:
            self._grid.addWidget(self.status, 1, 0, 1, 3)
