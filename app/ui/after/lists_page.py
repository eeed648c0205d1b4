"""Two lists: files that left, and backups."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.domain.workshop import Workshop, local_time
from app.i18n import N_, _
from app.services.backups import Backup
from app.services.exports_log import ExportedFile
from app.ui import theme
from app.ui.console.wording import clock_time
from app.ui.home.wording import short_day_words
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.table import calm_table
from app.ui.widgets.text import Heading, Label

REASONS = {
    "block": N_("between two blocks"),
    "timer": N_("every five minutes"),
    "close": N_("on closing"),
    "asked": N_("asked for"),
    "before-upgrade": N_("before an update"),
}


def moment_words(workshop: Workshop, moment: datetime) -> str:
    """Return a moment as day and time on the workshop's wall clock."""
    day = short_day_words(local_time(workshop, moment).date())
    return _("{day}, {time}").format(day=day, time=clock_time(workshop, moment))


class ListPage(QWidget):
    """A heading, a hint, a table of words, and buttons below.

    Signals:
        action_requested(str): the id of a button that was pressed.
    """

    action_requested = Signal(str)

    def __init__(
        self,
        title: str,
        hint: str,
        columns: Sequence[str],
        actions: Sequence[tuple[str, str]],
        empty: str,
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self._empty = Label(empty, role="quiet")
        self.table = QTableWidget(0, len(columns))
        self.table.setHorizontalHeaderLabels(list(columns))
        self.table.setAccessibleName(title)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.scaled(8))
        for action_id, label in actions:
            button = Button(label)
            button.setObjectName(f"after.{action_id}")
            button.clicked.connect(
                lambda _on=False, chosen=action_id: self.action_requested.emit(chosen)
            )
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(16))
        column.setSpacing(theme.scaled(10))
        column.addWidget(Heading(title, role="title"))
        column.addWidget(Label(hint, role="quiet"))
        column.addWidget(buttons)
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show rows of words."""
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.table.setRowCount(len(rows))
        for row, words in enumerate(rows):
            for column, text in enumerate(words):
                item = QTableWidgetItem(text)
                item.setToolTip(as_typed(text))
                self.table.setItem(row, column, item)
        calm_table(self.table, len(rows[0]) - 1 if rows else 0)
        self.table.horizontalHeader().setSectionResizeMode(
            self.table.columnCount() - 1, QHeaderView.ResizeMode.Stretch
        )


def left_page() -> ListPage:
    """Return the page of the files that left."""
    hint = _(
        "What was saved from here. Words withdrawn later may still be in these files: they cannot "
        "be reached from this program."
    )
    return ListPage(
        _("Files that left"),
        hint,
        (_("When"), _("What"), _("Where")),
        (),
        _("No file has left this program yet."),
    )


def backups_page() -> ListPage:
    """Return the page of the backups."""
    hint = _(
        "Made by themselves before every block, every few minutes and on closing. To put one back, "
        "close the workshop and choose “Restore a backup” on the first page."
    )
    return ListPage(
        _("Backups"),
        hint,
        (_("When"), _("Why"), _("File")),
        (("back_up", _("Back up now")), ("open_backups", _("Open the folder"))),
        _("No backup has been made yet."),
    )


def left_rows(workshop: Workshop, files: Sequence[ExportedFile]) -> list[tuple[str, str, str]]:
    """Return the files that left, newest first, in words."""
    return [
        (
            moment_words(workshop, one.at),
            _("{kind}, before the reveal").format(kind=one.kind) if one.before_reveal else one.kind,
            str(one.path),
        )
        for one in reversed(files)
    ]


def backup_rows(workshop: Workshop, found: Sequence[Backup]) -> list[tuple[str, str, str]]:
    """Return the backups, newest first, in words."""
    return [
        (
            moment_words(workshop, one.made_at),
            _(REASONS.get(one.reason, one.reason)),
            one.path.name,
        )
        for one in found
    ]


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own file browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
