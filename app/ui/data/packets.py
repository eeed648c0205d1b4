"""Data packets to print: for each group its dimensions, what to look for, and its charts."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.domain.errors import UserError
from app.i18n import _
from app.ui import theme
from app.ui.after.exporter import Exporter
from app.ui.desk import Desk
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label

KIND = "data-packets.pdf"


class PacketsPanel(Panel):
    """Builds the packets of all groups as one PDF, in every language of the room."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Data packets"), parent=parent)
        self.setObjectName("data.packets")
        self._exporter = Exporter(desk, self)
        self._path: Path | None = None
        self.add(Label(_("For each group, to print: its dimensions and their charts."), "small"))
        self.build = Button(_("Build the packets"), icon_name="printer")
        self.build.setObjectName("data.packets.build")
        self.add(FlowBox((self.build,), theme.scaled(8)))
        self.banner = Banner()
        self.banner.setObjectName("data.packets.banner")
        self.add(self.banner)
        self.build.clicked.connect(self._on_build_clicked)
        self.banner.action_requested.connect(self._on_banner_action_requested)
        self._exporter.finished.connect(self._on_exporter_finished)
        self._exporter.failed.connect(self._on_exporter_failed)

    def _on_build_clicked(self) -> None:
        self.banner.hide()
        self.build.setEnabled(False)
        self._exporter.build(KIND)

    def _on_exporter_finished(self, kind: str, path: Path) -> None:
        self.build.setEnabled(True)
        self._path = path
        actions = (("open", _("Open it")), ("folder", _("Show its folder")))
        where = self._exporter.where(kind, path)
        self.banner.show_message("info", _("The data packets are ready."), where, actions)

    def _on_exporter_failed(self, _kind: str, error: UserError) -> None:
        self.build.setEnabled(True)
        self.banner.show_error(error)

    def _on_banner_action_requested(self, action_id: str) -> None:
        if self._path is not None:
            place = self._path if action_id == "open" else self._path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
