"""The backups of one workshop, to restore one of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.home import wording
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.text import Label

if TYPE_CHECKING:
    from app.services.backups import Backup

_MOST_ROWS = 5


class BackupChooser(QWidget):
    """Backups by time and reason, newest first; one is chosen and restored.

    Signals:
        restore_requested(Path): this backup is to take the workshop's place.
        closed(): never mind.
    """

    restore_requested = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: dict[str, Path] = {}
        self._words = Label(role="body")
        self._list = SidebarList(_("Backups"), marks=False)
        self._list.setObjectName("home.backups.list")
        self._restore = Button(_("Restore this backup"), kind="primary", icon_name="history")
        self._restore.setObjectName("home.backups.restore")
        self._close = Button(_("Never mind"), kind="quiet")
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.scaled(8))
        flow.addWidget(self._restore)
        flow.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self._list)
        column.addWidget(row)
        self._restore.clicked.connect(self._on_restore_clicked)
        self._close.clicked.connect(self.closed)

    def show_backups(self, backups: "Sequence[Backup]") -> None:
        """Offer these backups; the newest one is chosen."""
        self._paths = {str(backup.path): backup.path for backup in backups}
        self._list.set_rows(
            [
                Row(
                    row_id=str(backup.path),
                    title=wording.moment_words(backup.made_at),
                    detail=wording.reason_words(backup.reason),
                )
                for backup in backups
            ]
        )
        if backups:
            self._list.select(str(backups[0].path))
            self._words.setText(
                _("The workshop goes back to this moment. The file as it is now is kept aside.")
            )
        else:
            self._words.setText(_("There is no backup of this workshop yet."))
        rows = min(len(backups), _MOST_ROWS)
        self._list.setVisible(bool(backups))
        self._list.setFixedHeight(theme.scaled(58) * rows)
        self._restore.setVisible(bool(backups))

    def _on_restore_clicked(self) -> None:
        chosen = self._paths.get(self._list.current_id())
        if chosen is not None:
            self.restore_requested.emit(chosen)
