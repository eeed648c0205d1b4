"""A page of the workshop into which files can be taken, such as people or district data."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from app.domain.commands import Command
from app.domain.errors import UserError
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk, WorkshopView
from app.ui.importing.choose_file import SUFFIXES
from app.ui.importing.page import ImportPage
from app.ui.widgets.banner import Banner
from app.ui.widgets.dropped import dropped_files
from app.ui.widgets.into_sight import bring_into_sight
from app.ui.widgets.scroll_page import ScrollPage, fill

NARROW = 820
"""Pixels at 100 % below which the columns of the page stand below each other."""


class ImportingView(WorkshopView):
    """Parts in columns, a banner that offers undo, and behind them the page of a file on its way.

    A subclass makes its parts, hands them to :meth:`lay_out`, and names in ``COMMANDS`` those
    whose refusal it tells. ``SEVERAL`` says whether several files may come at once.
    """

    COMMANDS: ClassVar[tuple[type[Command], ...]] = ()
    SEVERAL: ClassVar[bool] = False

    def __init__(self, desk: Desk, importing: ImportPage, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAcceptDrops(True)
        self._importing = importing
        self._banner = Banner()
        self._pages = QStackedWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        importing.closed.connect(self._on_importing_closed)
        self._banner.action_requested.connect(self._on_banner_action_requested)
        desk.operations.refused.connect(self._on_operations_refused)

    def lay_out(self, above: Sequence[QWidget], columns: Sequence[tuple[QWidget, int]]) -> None:
        """Put ``above`` over the columns, whose widths are to each other as their numbers say."""
        page = ScrollPage()
        for widget in above:
            page.column.addWidget(widget)
        self._columns.setSpacing(theme.scaled(14))
        for widget, share in columns:
            self._columns.addWidget(widget, share)
        page.column.addLayout(self._columns, 1)
        self._pages.addWidget(page)
        self._pages.addWidget(self._importing)
        fill(self, self._pages)

    @property
    def stacked(self) -> bool:
        """Return whether the columns stand below each other."""
        return self._columns.direction() is QBoxLayout.Direction.TopToBottom

    def look_at(self, column: QWidget) -> None:
        """Bring a column into sight where the columns stand below each other."""
        if self.stacked:
            bring_into_sight(column)

    def show_list(self) -> None:
        """Show the page again, the keys at its beginning: not at Undo, where Enter undoes all."""
        self._pages.setCurrentIndex(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def in_hand(self) -> dict[str, Any]:
        """Return the file on its way in with all that was answered; nothing where there is none."""
        shown = self._pages.currentWidget() is self._importing
        return self._importing.in_hand() if shown else {}

    def take_up(self, held: dict[str, Any]) -> None:
        """Go on with a file that was on its way in when the page was made anew."""
        self._pages.setCurrentWidget(self._importing)
        self._importing.take_up(held)

    def import_file(self, path: Path) -> None:
        """Begin to take a file in; it is read off this thread."""
        self._pages.setCurrentWidget(self._importing)
        self._importing.read_file(path)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Begin to take files in; a subclass with ``SEVERAL`` knows what to do with more."""
        self.import_file(paths[0])

    def say_done(self, words: str) -> None:
        """Tell what was done, and offer to undo it."""
        self._banner.show_message("info", words, actions=(("undo", _("Undo")),))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file with a table, or several where they can be taken in together."""
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped in."""
        paths = self._dropped(event)
        if paths:
            event.acceptProposedAction()
            self.import_files(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns beside each other, or below each other where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)

    def _dropped(self, event: QDropEvent) -> list[Path]:
        paths = dropped_files(event, SUFFIXES)
        return paths if self.SEVERAL or len(paths) == 1 else []

    def _on_importing_closed(self) -> None:
        self.show_list()

    def _on_banner_action_requested(self, action_id: str) -> None:
        if action_id == "undo":
            self._banner.hide()
            self.desk.operations.undo()

    def _on_operations_refused(self, command: object, error: object) -> None:
        if isinstance(command, self.COMMANDS) and isinstance(error, UserError) and self.isVisible():
            self._banner.show_error(error)
            self.refresh()
