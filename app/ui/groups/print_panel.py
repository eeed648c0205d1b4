"""What stands and lies on the tables, as files to print: cards, tents, packet covers, rosters."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.i18n import N_, _
from app.ui import theme
from app.ui.after.exporter import Exporter
from app.ui.desk import Desk
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.into_sight import bring_into_sight
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label

KINDS = {
    "table-cards.pdf": N_("Table cards"),
    "rosters.pdf": N_("Rosters"),
    "name-tents.pdf": N_("Name tents"),
    "packet-covers.pdf": N_("Packet covers"),
}


class PrintPanel(Panel):
    """Builds each file in a process of its own, and says where it lies."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Start hidden."""
        super().__init__(_("Print for the tables"), parent=parent)
        self.setObjectName("groups.print.panel")
        self._exporter = Exporter(desk, self)
        self._path: Path | None = None
        self._buttons: dict[str, Button] = {}
        for kind, words in KINDS.items():
            button = Button(_(words), kind="plain", icon_name="printer")
            button.setObjectName(f"groups.print.{kind}")
            button.clicked.connect(lambda _on=False, wanted=kind: self._build(wanted))
            self._buttons[kind] = button
        self.add(Label(_("These hold people’s names: for the room only."), role="small"))
        self.add(FlowBox(self._buttons.values(), theme.scaled(8)))
        self._banner = Banner()
        self._banner.action_requested.connect(self._on_banner_action_requested)
        self.add(self._banner)
        self._exporter.finished.connect(self._on_exporter_finished)
        self._exporter.failed.connect(self._on_exporter_failed)
        self.hide()

    def open(self, shown: bool) -> None:
        """Show it where people see it, or hide it."""
        self.setVisible(shown)
        if shown:
            bring_into_sight(self)

    def _build(self, kind: str) -> None:
        self._buttons[kind].setEnabled(False)
        self._exporter.build(kind, names=True)

    def _on_exporter_finished(self, kind: str, path: Path) -> None:
        self._buttons[kind].setEnabled(True)
        self._path = path
        actions = (("open", _("Open it")), ("folder", _("Show its folder")))
        ready = _("Ready: {what}.").format(what=_(KINDS[kind]))
        self._banner.show_message("info", ready, self._exporter.where(kind, path), actions)
        bring_into_sight(self._banner)

    def _on_exporter_failed(self, kind: str, error: UserError) -> None:
        self._buttons[kind].setEnabled(True)
        self._banner.show_error(error)
        bring_into_sight(self._banner)

    def _on_banner_action_requested(self, action_id: str) -> None:
        if self._path is not None:
            place = self._path if action_id == "open" else self._path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
