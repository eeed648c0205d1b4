"""The list of workshops on Home."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from app.i18n import _
from app.ui.home.model import Index
from app.ui.widgets.painting import ShowsFocus
from app.ui.widgets.two_line_delegate import TwoLineDelegate

_BATCH = 60
"""Rows that are measured before the list is painted: more than a window shows; then the others."""


class WorkshopListView(ShowsFocus, QListView):
    """The list itself; Enter opens, Delete deletes.

    Signals:
        open_requested(): the current workshop.
        delete_requested(): the current workshop.
        moved_to(): another workshop is current.
    """

    open_requested = Signal()
    delete_requested = Signal()
    moved_to = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(TwoLineDelegate(self, marks=True))
        self.setProperty("piece", "sections")
        self.setAccessibleName(_("Workshops"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.doubleClicked.connect(self.open_requested)

    def show_row(self, index: Index) -> None:
        """Bring a row into view, measured already or not."""
        if index.row() >= _BATCH:
            self._measure_all()
        self.scrollTo(index)

    def _measure_all(self) -> None:
        if self.layoutMode() is QListView.LayoutMode.Batched:
            self.setLayoutMode(QListView.LayoutMode.SinglePass)
            self.doItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved_to.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, delete with Delete."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_requested.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        else:
            self._measure_all()  # End goes to the last row, not to the last one measured so far
            super().keyPressEvent(event)
