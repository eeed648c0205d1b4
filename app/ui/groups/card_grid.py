"""Cards in as many columns as there is room for."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui import theme

CARD_WIDTH = 268
"""The least width of a card in pixels at 100 %."""


class CardGrid(QWidget):
    """Places cards row by row; the number of columns follows the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, theme.scaled(4), 0)
        self._grid.setSpacing(theme.scaled(12))

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards in this order; the others stay with their owner."""
        if list(cards) != self._cards:
            self._cards = list(cards)
            self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the new width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, self.width() // theme.scaled(CARD_WIDTH))
        if columns == self._columns:
            return
        before, self._columns = self._columns, columns
        while self._grid.count():
            self._grid.takeAt(0)
        rows = -(-len(self._cards) // columns)
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
            card.show()
        for column in range(max(before, columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 1 if row == rows else 0)
