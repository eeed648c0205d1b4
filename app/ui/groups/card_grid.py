"""Cards in as many columns as there is room for, the cards of a row equally tall."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from app.ui import theme
from app.ui.widgets.key_order import follow

CARD_WIDTH = 254
"""The least width of a card in pixels at 100 %."""


class CardGrid(QWidget):
    """Places cards row by row; the number of columns follows the width.

    It asks for the height that it needs, and looks again whenever a card asks for another one.
    """

    def __init__(
        self, parent: QWidget | None = None, least: int = CARD_WIDTH, end: int = 4
    ) -> None:
        """Start empty; ``least`` is a card's least width, ``end`` the margin after the last.

        Both in pixels at 100 %.
        """
        super().__init__(parent)
        self._least, self._end = least, end
        self.setProperty("role", "page")
        self._cards: list[QWidget] = []

    def set_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these cards in this order; the others stay with their owner."""
        others = list(cards) != self._cards
        self._cards = list(cards)
        for before, card in zip([self, *cards], cards, strict=False):
            card.show()
            if others:
                follow(before, card)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the new width."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Place the cards again when one of them needs another size, or all do."""
        handled = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange):
            self._arrange()
        return handled

    def _arrange(self) -> None:
        gap, end = theme.scaled(12), theme.scaled(self._end)
        room = max(1, self.width() - end)
        columns = max(1, (room + gap) // (theme.scaled(self._least) + gap))
        width = (room - gap * (columns - 1)) // columns
        top = 0
        for first in range(0, len(self._cards), columns):
            row = self._cards[first : first + columns]
            height = max(self._height(card, width) for card in row)
            for place, card in enumerate(row):
                left, after = ((place + n) * (room + gap) // columns for n in (0, 1))
                box = QRect(left, top, after - gap - left, height)
                card.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))
            top += height + gap
        self.setMinimumHeight(max(0, top - gap) + end)

    @staticmethod
    def _height(card: QWidget, width: int) -> int:
        wanted = card.heightForWidth(width) if card.hasHeightForWidth() else -1
        return max(wanted, card.minimumSizeHint().height())
