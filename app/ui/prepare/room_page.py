"""The room in the preparation: open it, show the way in, check the network beforehand."""

from app.i18n import _
from app.ui.desk import Desk
from app.ui.prepare.page import Page
from app.ui.stations.check_page import CheckPage
from app.ui.stations.door_panel import DoorPanel
from app.ui.widgets.panel import Panel


class RoomPage(Page):
    """The door, and the room check below it."""

    TABLES = ("workshop", "groups", "seatings")

    def __init__(self, desk: Desk) -> None:
        """Follow the desk's door."""
        intro = _(
            "Try it at the venue before the day: networks there differ more than they should."
        )
        super().__init__(desk, _("Room for devices"), intro, widest=900)
        panel = Panel()
        self.door = DoorPanel(desk)
        panel.add(self.door)
        self.add(panel)
        check = Panel(_("Room check"))
        self.check = CheckPage(desk)
        check.add(self.check)
        self.add(check)
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Read the snapshot again."""
        self.door.refresh()
