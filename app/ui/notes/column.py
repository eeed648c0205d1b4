"""A column of cards that takes what is dropped on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.i18n import _
from app.ui import theme
from app.ui.notes.card import MIME, NoteCard
from app.ui.widgets.text import Heading, Label


class NoteColumn(QWidget):
    """A heading with a count, and the cards below each other.

    Signals:
        dropped(str, str): a note id and this column's place.
    """

    dropped = Signal(str, str)

    def __init__(self, place: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place, self._title = place, title
        self.setAcceptDrops(True)
        self.setObjectName(f"notes.column.{place}")
        self._heading = Heading(title)
        self._hint = Label(hint, role="quiet")
        self._page = QWidget()
        self._page.setProperty("role", "page")
        # WORKAROUND: never asked of the layout; tests/house/test_style.py says why.
        self._cards: list[NoteCard] = []
        self._list = QVBoxLayout(self._page)
        self._list.setContentsMargins(0, 0, theme.scaled(8), 0)
        self._list.setSpacing(theme.scaled(8))
        self._list.addWidget(self._hint)
        self._list.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._heading)
        column.addWidget(self._scroll, 1)
        self.setMinimumHeight(theme.scaled(260))

    def cards(self) -> list[NoteCard]:
        """Return the cards from top to bottom."""
        return [card for card in self._cards if isValid(card) and card.parent() is self._page]

    def show_cards(self, cards: list[NoteCard]) -> None:
        """Show exactly these cards, in this order."""
        self._heading.setText(_("{title} · {n}").format(title=self._title, n=len(cards)))
        self.setAccessibleName(self._heading.text())
        self._hint.setVisible(not cards)
        shown = self.cards()
        if shown == cards:
            return
        # Cards that lie as they should stay: one more note must not lay hundreds out anew.
        alike = next(
            (n for n, pair in enumerate(zip(shown, cards, strict=False)) if pair[0] is not pair[1]),
            min(len(shown), len(cards)),
        )
        for card in {*shown[alike:], *cards[alike:]}:
            self._list.removeWidget(card)
        for place, card in enumerate(cards[alike:], alike):
            self._list.insertWidget(1 + place, card)
            card.show()
        self._cards = list(cards)

    def reveal(self, card: NoteCard) -> None:
        """Scroll to a card."""
        self._scroll.ensureWidgetVisible(card, 0, theme.scaled(20))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take notes only."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Place what was dropped."""
        if event.mimeData().hasFormat(MIME):
            note_id = bytes(event.mimeData().data(MIME).data()).decode()
            event.acceptProposedAction()
            self.dropped.emit(note_id, self.place)
