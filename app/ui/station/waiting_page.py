"""What a station shows while there is nothing to score on it yet."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.station_road import WAITS, RoadState
from app.i18n import _
from app.ui import theme
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.text import Heading, Label

WIDEST = 640
"""Width of the words at 100 %, in the middle of the window as where one joins."""


class WaitingPage(QWidget):
    """Why there is nothing yet, and what brings it."""

    def __init__(self) -> None:
        super().__init__()
        page = ScrollPage(margin=40, top=40)
        self._words = Label()
        self._words.setObjectName("station.waiting")
        self._more = Label(
            _("Nothing to press here. Leave this open: it goes on by itself."), role="quiet"
        )
        box = QWidget()
        box.setMaximumWidth(theme.scaled(WIDEST))
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        for label in (Heading(_("Almost there"), role="title"), self._words, self._more):
            column.addWidget(label)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(box, 4)
        line.addStretch(1)
        page.column.addLayout(line)
        page.column.addStretch(1)
        fill(self, page)

    def show_state(self, state: RoadState, has_group: bool) -> None:
        """Say what is awaited."""
        if state.standing == WAITS:
            words = _("Your group has its two devices already. The facilitator can let this in.")
        elif not has_group:
            words = _(
                "Looking for the facilitator’s laptop. Your group’s questions come from there."
            )
        else:
            words = _(
                "Your group has no dimensions yet. They appear here as soon as the facilitator "
                "gives them out."
            )
        self._words.setText(words)
