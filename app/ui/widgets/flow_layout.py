"""A layout that fills rows and wraps, in the reading direction."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from app.ui.widgets.key_order import follow


class FlowLayout(QLayout):
    """Places items one after another and starts a new row when the width is used up.

    An item wider than the whole layout gets the layout's width, and wraps inside if it can.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item; called by ``addWidget``.

        Tab comes to it after the one before, though it may have been made long after the page.
        """
        widget = item.widget()
        before = self._items[-1].widget() if self._items else None
        self._items.append(item)
        if widget is not None and (owner := widget.parentWidget()) is not None:
            follow(before or owner, widget)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return the item at ``index``, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def items(self) -> tuple[QLayoutItem, ...]:
        """Return what was added, in order."""
        return tuple(self._items)

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return the item at ``index``, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Remove every item and delete its widget."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that rows depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at ``width``."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items into ``rect``."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the least size; the real height follows from the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the largest least size of any item, plus margins."""
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, move: bool) -> int:
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        y = area.y()
        for row in self._rows(area.width()):
            row_height = max(size.height() for _item, size in row)
            x = area.x()
            for item, size in row:
                if move:
                    place = QPoint(x, y + (row_height - size.height()) // 2)
                    item.setGeometry(self._mirrored(QRect(place, size), area))
                x += size.width() + self.spacing()
            y += row_height + self.spacing()
        return max(0, y - self.spacing() - rect.y()) + margins.bottom()

    def _rows(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = self._item_size(item, room)
            if not rows or used + size.width() > room:
                rows.append([])
                used = 0
            rows[-1].append((item, size))
            used += size.width() + self.spacing()
        return rows

    @staticmethod
    def _item_size(item: QLayoutItem, room: int) -> QSize:
        size = item.sizeHint()
        width = min(size.width(), max(room, 1))
        widget = item.widget()
        height = widget.heightForWidth(width) if widget is not None else -1
        return QSize(width, height if height > 0 else size.height())

    def _mirrored(self, box: QRect, area: QRect) -> QRect:
        parent = self.parentWidget()
        if parent is None or parent.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return box
        return box.translated(area.left() + area.right() - box.left() - box.right(), 0)
