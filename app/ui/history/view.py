"""History and current efforts: two lists that the room should know, without names."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.domain.ids import new_id
from app.domain.preparation import AddHistoryItem, EditHistoryItem, HistoryItem, RemoveHistoryItem
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.history.card import HistoryCard
from app.ui.prepare.entry_line import EntryLine
from app.ui.prepare.letting_go import let_go
from app.ui.prepare.page import Page
from app.ui.prepare.places import between
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label


class _Kind(Panel):
    """The items of one kind, and a line for another one."""

    def __init__(self, desk: Desk, kind: str, title: str, empty: str, placeholder: str) -> None:
        super().__init__(title)
        self._desk, self._kind = desk, kind
        self.cards: dict[str, HistoryCard] = {}
        self._empty = Label(empty, role="quiet")
        self.add(self._empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.scaled(8))
        self.body.addLayout(self._list)
        key = f"prepare.history.{kind}.add"
        entry = EntryLine(desk, key, placeholder, _("Add"))
        entry.entered.connect(self._on_entry_entered)
        self.add(entry)

    def show_items(self, items: list[HistoryItem]) -> None:
        """Show the items; cards stay where they are unless some came, went or moved."""
        wanted = [item.id for item in items]
        for item_id in [known for known in self.cards if known not in wanted]:
            let_go(self.cards.pop(item_id))
        for place, item in enumerate(items):
            if item.id not in self.cards:
                self.cards[item.id] = self._new_card(item)
            card = self.cards[item.id]
            if self._list.indexOf(card) != place:
                self._list.insertWidget(place, card)
            card.show_item(item, first=place == 0, last=place == len(items) - 1)
        self._empty.setVisible(not items)

    def _items(self) -> list[HistoryItem]:
        return of_kind(self._desk.snapshot.history, self._kind)

    def _new_card(self, item: HistoryItem) -> HistoryCard:
        card = HistoryCard(self._desk, item)
        card.move_requested.connect(self._on_card_move_requested)
        card.remove_requested.connect(self._on_card_remove_requested)
        return card

    def _on_entry_entered(self, words: str) -> None:
        positions = [item.position for item in self._desk.snapshot.history]
        self._desk.submit(
            AddHistoryItem(
                item_id=new_id(), kind=self._kind, text=words,
                position=max(positions, default=0.0) + 1,
            )
        )  # fmt: skip

    def _on_card_move_requested(self, item_id: str, steps: int) -> None:
        items = self._items()
        ids = [item.id for item in items]
        if item_id not in ids or not 0 <= ids.index(item_id) + steps < len(ids):
            return
        rest = [item.position for item in items if item.id != item_id]
        position = between(rest, ids.index(item_id) + steps)
        self._desk.submit(EditHistoryItem(item_id=item_id, values={"position": position}))

    def _on_card_remove_requested(self, item_id: str) -> None:
        self._desk.submit(RemoveHistoryItem(item_id=item_id))


def of_kind(items: tuple[HistoryItem, ...], kind: str) -> list[HistoryItem]:
    """Return the items of one kind whose words were not withdrawn."""
    return [item for item in items if item.kind == kind and not item.withdrawn]


class HistoryView(Page):
    """What the room should know of how things came to be, and of what is already under way."""

    TABLES = ("history",)

    def __init__(self, desk: Desk) -> None:
        """Show the workshop's items."""
        super().__init__(
            desk,
            _("History and efforts"),
            _(
                "Gathered from the survey before the day. Write what happened, not who said it: "
                "no names, please. Everyone will read this, and it goes into the summary."
            ),
            widest=900,
        )
        self._kinds = {
            "history": _Kind(
                desk, "history", _("How we came here"),
                _("Nothing yet. What do people in this district still talk about?"),
                _("Something that happened"),
            ),
            "effort": _Kind(
                desk, "effort", _("What is already under way"),
                _("Nothing yet. Which efforts deserve to be seen before new ones are called for?"),
                _("A current effort"),
            ),
        }  # fmt: skip
        for panel in self._kinds.values():
            self.add(panel)
        self.column.addStretch(1)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.refresh()

    def refresh(self) -> None:
        """Show both lists."""
        for kind, panel in self._kinds.items():
            panel.show_items(of_kind(self.snapshot.history, kind))
