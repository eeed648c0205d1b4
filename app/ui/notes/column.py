"""A column of cards that takes what is dropped on it.

A card costs several milliseconds, so a column with hundreds of notes makes them as they come near:
first what a window may show, then, a few in each turn of the event loop, as far as one view below
what is seen. What is not made yet is an empty length at the end.
"""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.i18n import _
from app.ui import theme
from app.ui.notes.card import MIME, NoteCard
from app.ui.widgets.text import Heading, Label

FIRST = 8
"""How many cards are made at once; a window of usual height shows about five."""

MORE = 4
"""How many cards are made in one turn of the event loop."""

_ABOUT = 96
"""A card's height in pixels at 100 % before one has its place."""


class NoteColumn(QWidget):
    """A heading with a count, and the cards below each other.

    Signals:
        dropped(str, str): a note id and this column's place.
        grown: cards were made for notes that came near.
    """

    dropped = Signal(str, str)
    grown = Signal()

    def __init__(
        self,
        place: str,
        title: str,
        hint: str,
        card_of: Callable[[str], NoteCard],
        parent: QWidget | None = None,
    ) -> None:
        """Show no notes yet; ``card_of`` gives the card of a note id, as the note stands now."""
        super().__init__(parent)
        self.place, self._title, self._card_of = place, title, card_of
        self._ids: tuple[str, ...] = ()
        self.setAcceptDrops(True)
        self.setObjectName(f"notes.column.{place}")
        self._heading = Heading(title)
        self._hint = Label(hint, role="quiet")
        self._page = QWidget()
        self._page.setProperty("role", "page")
        # As tall as its words are at its width, not at the narrowest: no bar where all is seen.
        self._page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        # WORKAROUND: never asked of the layout; tests/house/test_style.py says why.
        self._cards: list[NoteCard] = []
        self._list = QVBoxLayout(self._page)
        self._list.setContentsMargins(0, 0, theme.scaled(8), 0)
        self._list.setSpacing(theme.scaled(8))
        self._list.addWidget(self._hint)
        self._rest = QWidget()
        self._rest.hide()
        self._list.addWidget(self._rest)
        self._list.addStretch(1)
        self._near = QTimer(self)
        self._near.setSingleShot(True)
        self._near.timeout.connect(self._make_what_is_near)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._page)
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._heading)
        column.addWidget(self._scroll, 1)
        self.setMinimumHeight(theme.scaled(260))

    def cards(self) -> list[NoteCard]:
        """Return the cards from top to bottom, as far as they are made."""
        return [card for card in self._cards if isValid(card) and card.parent() is self._page]

    def note_ids(self) -> tuple[str, ...]:
        """Return all notes from top to bottom, those without a card yet too."""
        return self._ids

    def card_at(self, row: int) -> NoteCard | None:
        """Return the card of a row, or of the nearest there is, made where it was not yet."""
        if not self._ids:
            return None
        row = min(max(row, 0), len(self._ids) - 1)
        if row >= len(self.cards()):
            self._lay(row + 1)
            self.grown.emit()
        self._look_ahead()
        return self.cards()[row]

    def show_notes(self, ids: Sequence[str], needed: Collection[str] = ()) -> bool:
        """Show exactly these notes, in this order; tell whether cards came, went or moved.

        As many cards as before are made, and all down to the last that is ``needed``.
        """
        self._heading.setText(_("{title} · {n}").format(title=self._title, n=len(ids)))
        self.setAccessibleName(self._heading.text())
        self._hint.setVisible(not ids)
        self._ids = tuple(ids)
        last = max((place for place, one in enumerate(ids, 1) if one in needed), default=0)
        return self._lay(max(FIRST, len(self.cards()), last))

    def _lay(self, count: int) -> bool:
        """Have the first ``count`` cards below each other; tell whether anything moved."""
        cards = [self._card_of(note_id) for note_id in self._ids[:count]]
        left = len(self._ids) - len(cards)
        if left:
            self._rest.setFixedHeight(left * self._usual_height())
        self._rest.setVisible(left > 0)
        self._look_ahead()
        shown = self.cards()
        if shown == cards:
            return False
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
        self._cards = cards
        return True

    def _usual_height(self) -> int:
        """Return what a card takes with the air below it, judged by those that have a place."""
        cards = self.cards()
        made = cards[-1].geometry().bottom() // len(cards) if cards else 0
        return max(made, theme.scaled(_ABOUT))

    def _look_ahead(self) -> None:
        if len(self._cards) < len(self._ids) and self.isVisible() and not self._near.isActive():
            self._near.start(0)

    def _make_what_is_near(self) -> None:
        cards = self.cards()
        bar = self._scroll.verticalScrollBar()
        near = bar.value() + 2 * self._scroll.viewport().height()
        if len(cards) < len(self._ids) and (not cards or cards[-1].geometry().bottom() < near):
            self._lay(len(cards) + MORE)
            self.grown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Make what can be seen."""
        super().showEvent(event)
        self._look_ahead()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make what can be seen now."""
        super().resizeEvent(event)
        self._look_ahead()

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
