"""What a station shows while there is nothing to score on it yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.station_road import WAITS, RoadState
from app.i18n import _
from app.ui import theme
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.text import Heading, Label


class WaitingPage(QWidget):
    """Why there is nothing yet, and what brings it."""

    def __init__(self) -> None:
        super().__init__()
        page = ScrollPage(margin=40, top=40)
        self._words = Label(role="quiet")
        self._words.setObjectName("station.waiting")
        self._words.setMaximumWidth(theme.scaled(520))
        top = Qt.AlignmentFlag.AlignTop
        page.column.addWidget(Heading(_("Almost there"), role="title"), 0, top)
        page.column.addWidget(self._words, 0, top)
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
