"""Sections of a window, and steps of a day: two lists that guide."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.ui import theme
from app.ui.widgets.painting import ShowsFocus
from app.ui.widgets.two_line_delegate import DETAIL, EMPHASIS, ICON, ICON_ROLE, TwoLineDelegate

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row: id, title, a quiet second line, an icon's name and its color role."""

    row_id: str
    title: str
    detail: str = ""
    icon_name: str = ""
    icon_role: str = "quiet_ink"
    emphasis: str = ""


class GuidingList(ShowsFocus, QListWidget):
    """A list without a frame whose rows wrap; base of SidebarList and StepList."""

    def __init__(self, name: str, marks: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setItemDelegate(TwoLineDelegate(self, marks))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows``; the current one and the scroll position stay where they can."""
        kept, scroll = self.current_id(), self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        # Rows are used again: Qt may still be handling an event of one of them.
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for index, row in enumerate(rows):
            self.item(index).setData(_ID, row.row_id)
            self._fill(self.item(index), row)
        self.select(kept)
        self.blockSignals(blocked)
        self.scheduleDelayedItemsLayout()
        self.verticalScrollBar().setValue(scroll)
        self.updateGeometry()

    def ids(self) -> list[str]:
        """Return the ids in order."""
        return [self.item(index).data(_ID) for index in range(self.count())]

    def current_id(self) -> str:
        """Return the current row's id, or ""."""
        row = self.currentRow()
        return self.item(row).data(_ID) if row >= 0 else ""

    def select(self, row_id: str) -> None:
        """Make a row current, without any signal."""
        ids = self.ids()
        blocked = self.blockSignals(True)
        self.setCurrentRow(ids.index(row_id) if row_id in ids else -1)
        self.blockSignals(blocked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the rows again."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows again with another theme or text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.scheduleDelayedItemsLayout()

    def sizeHint(self) -> QSize:
        """Ask for room for all rows; with less, the list scrolls."""
        heights = [max(self.sizeHintForRow(row), 0) for row in range(self.count())]
        return QSize(theme.scaled(220), sum(heights) + 4)

    def minimumSizeHint(self) -> QSize:
        """Stay wide enough for a word."""
        return QSize(theme.scaled(120), theme.scaled(60))

    @staticmethod
    def _fill(item: QListWidgetItem, row: Row) -> None:
        item.setText(row.title)
        item.setData(DETAIL, row.detail)
        item.setData(ICON, row.icon_name)
        item.setData(ICON_ROLE, row.icon_role)
        item.setData(EMPHASIS, row.emphasis)
        spoken = ", ".join(part for part in (row.title, row.detail) if part)
        GuidingList._set_spoken(item, spoken)

    @staticmethod
    def _set_spoken(item: QListWidgetItem, spoken: str) -> None:
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)


class SidebarList(GuidingList):
    """The sections of a window.

    Signals:
        section_chosen(str): the person moved to a row, by mouse or arrow keys.
    """

    section_chosen = Signal(str)

    def __init__(self, name: str = "", marks: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(name, marks, parent)
        self.setProperty("piece", "sections")
        self.currentRowChanged.connect(self._on_current_row_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the open section in view when what stands below takes room away."""
        super().resizeEvent(event)
        if event.size().height() > event.oldSize().height():
            self.scrollToTop()
        if self.currentRow() >= 0:
            self.executeDelayedItemsLayout()
            self.scrollTo(self.currentIndex())

    def _on_current_row_changed(self, row: int) -> None:
        if row >= 0:
            self.section_chosen.emit(self.current_id())
