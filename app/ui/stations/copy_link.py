"""A button that puts a group's join link, with the certificate's fingerprint, on the clipboard."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.room_open import WayIn
from app.i18n import _
from app.ui.console.pieces import on_click
from app.ui.widgets.button import Button

COPIED_MS = 4000
"""How long the button says that it was done."""


class CopyLink(Button):
    """Copies the link, and says so in its own place for a moment."""

    def __init__(self, group: str, way: WayIn, parent: QWidget | None = None) -> None:
        """Copy the link of ``way``, which joins the group with the title ``group``."""
        super().__init__(_("Copy link"), kind="quiet", icon_name="copy", parent=parent)
        self._group, self._link = group, way.link
        self.setObjectName(f"room.copy.{way.group_id}")
        self.setToolTip(way.link)
        self._back = QTimer(self, interval=COPIED_MS, singleShot=True)
        self._back.timeout.connect(self._offer)
        self._offer()
        on_click(self, self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._link)
        self.setText(_("Copied"))
        self.set_icon_name("check")
        self.setAccessibleName(_("The link of {group} is copied").format(group=self._group))
        self._back.start()

    def _offer(self) -> None:
        self.setText(_("Copy link"))
        self.set_icon_name("copy")
        self.setAccessibleName(_("Copy the link of {group}").format(group=self._group))
