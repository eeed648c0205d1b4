"""A list that the person reorders, renames and shortens."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from app.ui import icons, theme

_ID = Qt.ItemDataRole.UserRole


class EditableList(QListWidget):
    """Rows with a grip: drag, or Ctrl+Up and Ctrl+Down, to move; F2 or double click to rename.

    The list shows a move at once and tells it; refill it with ``set_rows`` when the change is
    stored or refused.

    Signals:
        moved(int, int): from this place to that place, counted from 0.
        renamed(str, str): id and new words.
        remove_requested(str): Delete was pressed on this id.
        selected(str): another row is current.
    """

    moved = Signal(int, int)
    renamed = Signal(str, str)
    remove_requested = Signal(str)
    selected = Signal(str)

    def __init__(
        self, name: str = "", renamable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._renamable = renamable
        self._filling = False
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._on_item_changed)
        self.currentItemChanged.connect(self._on_current_item_changed)

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show (id, words) rows; the current one stays current if it is still there."""
        kept = self.current_id()
        self._filling = True
        self.clear()
        for row_id, text in rows:
            item = QListWidgetItem(text, self)
            item.setData(_ID, row_id)
            # Rows go between rows, never into one.
            flags = item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if self._renamable else flags)
        ids = self.ids()
        if kept in ids:
            self.setCurrentRow(ids.index(kept))
        self._filling = False
        self._draw_grips()

    def ids(self) -> list[str]:
        """Return the ids in the order shown."""
        return [self.item(index).data(_ID) for index in range(self.count())]

    def current_id(self) -> str:
        """Return the current row's id, or ""."""
        row = self.currentRow()
        return self.item(row).data(_ID) if row >= 0 else ""

    def move_row(self, start: int, end: int) -> None:
        """Move a row as the person would, and tell it; a move to nowhere does nothing."""
        if start == end or not (0 <= start < self.count() and 0 <= end < self.count()):
            return
        self._filling = True
        self.insertItem(end, self.takeItem(start))
        self.setCurrentRow(end)
        self._filling = False
        self.moved.emit(start, end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl+Up and Ctrl+Down, ask to remove with Delete."""
        row = self.currentRow()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() == Qt.Key.Key_Up:
            self.move_row(row, row - 1)
        elif ctrl and event.key() == Qt.Key.Key_Down:
            self.move_row(row, row + 1)
        elif event.key() == Qt.Key.Key_Delete and row >= 0:
            self.remove_requested.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move the dragged row here; Qt's own move would say nothing of where from."""
        start = self.currentRow()
        target = self.indexAt(event.position().toPoint()).row()
        place = self.dropIndicatorPosition()
        if target < 0:
            end = self.count() - 1
        elif place == QAbstractItemView.DropIndicatorPosition.BelowItem:
            end = target if target >= start else target + 1
        elif place == QAbstractItemView.DropIndicatorPosition.AboveItem:
            end = target - 1 if target > start else target
        else:
            end = target
        # The source view deletes the dragged row after a MoveAction; this one is already moved.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.move_row(start, end)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the height is the rows': they wrap at another place now."""
        super().resizeEvent(event)
        if self.sizeAdjustPolicy() == QAbstractItemView.SizeAdjustPolicy.AdjustToContents:
            self.doItemsLayout()
            self.updateGeometry()

    def viewportSizeHint(self) -> QSize:
        """Return the size of all rows as they are wrapped now; Qt counts a line for each."""
        hint = super().viewportSizeHint()
        if self.count():
            foot = self.visualItemRect(self.item(self.count() - 1)).bottom() + 1
            hint.setHeight(foot + self.verticalScrollBar().value())
        return hint

    def changeEvent(self, event: QEvent) -> None:
        """Draw the grips again with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_filling"):
            self._draw_grips()

    def _draw_grips(self) -> None:
        size = theme.scaled(18)
        self.setIconSize(QSize(size, size))
        grip = icons.icon("grip-vertical", "quiet_ink", size)
        self._filling = True
        for index in range(self.count()):
            self.item(index).setIcon(grip)
        self._filling = False

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        if not self._filling:
            self.renamed.emit(item.data(_ID), item.text())

    def _on_current_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self.selected.emit(item.data(_ID))
