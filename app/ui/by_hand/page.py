"""The page for devices without a network: their files, and codes that are read aloud."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.by_hand.code_panel import CodePanel
from app.ui.by_hand.join_panel import JoinPanel
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import WholeLabel


class ByHandPage(QWidget):
    """The ways in, one below the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        self._desk = desk
        panel = Panel(_("A file from a device"))
        hint = _(
            "A note-taker saves it on the device, on a stick for instance. Add it here, or drop it "
            "anywhere on this window. Nothing comes twice, and an older file does no harm. Then "
            "save the answer: it tells the device what has arrived."
        )
        panel.add(WholeLabel(hint, role="quiet"))
        self._add = Button(_("Add a file…"), kind="primary", icon_name="usb")
        self._add.setObjectName("by_hand.add")
        self._add.clicked.connect(self._on_add_clicked)
        self._add.setEnabled(desk.device_files is not None)
        panel.body.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self.codes = CodePanel(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        column.setSpacing(theme.scaled(14))
        column.addWidget(panel)
        column.addWidget(self.codes)
        column.addWidget(JoinPanel(desk))
        column.addStretch(1)

    def _on_add_clicked(self) -> None:
        if self._desk.device_files is not None:
            self._desk.device_files.choose()
