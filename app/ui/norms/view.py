"""The norms: offered, reworded, added to and put in order, until the room adopts them."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout

from app.domain.ids import new_id
from app.domain.norms import AddNorm, AdoptNorms, MoveNorm, Norm, RemoveNorm
from app.i18n import _
from app.ui import theme
from app.ui.console.wording import clock_time
from app.ui.desk import Desk
from app.ui.norms.card import NormCard
from app.ui.prepare.entry_line import EntryLine
from app.ui.prepare.letting_go import let_go
from app.ui.prepare.page import Page
from app.ui.prepare.places import between
from app.ui.widgets.button import Button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label


class NormsView(Page):
    """A card for each norm, and the moment of adoption. Works the same live in the room."""

    TABLES = ("norms", "workshop")

    def __init__(self, desk: Desk) -> None:
        """Show the workshop's norms."""
        intro = _(
            "Change any of them, with the room if you like: what you type here is on the room "
            "screen at once."
        )
        super().__init__(desk, _("Norms"), intro, widest=1180)
        self._cards: dict[str, NormCard] = {}
        self._languages: tuple[str, ...] = ()
        self._follow = ""
        self.add(self._adoption())
        self._empty = EmptyState(
            "heart-handshake", _("No norms yet"), _("Write the first one below, or ask the room.")
        )
        self.add(self._empty)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.scaled(10))
        self.column.addLayout(self._list)
        entry = EntryLine(desk, "prepare.norms.add", _("A norm of your own"), _("Add a norm"))
        entry.entered.connect(self._on_entry_entered)
        self.add(entry)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the norms; cards stay where they are unless the order or the languages changed."""
        norms, languages = self.snapshot.norms, self.snapshot.workshop.languages
        if languages != self._languages:
            self._drop_cards()
            self._languages = languages
        self._arrange(norms)
        for number, norm in enumerate(norms, 1):
            card = self._cards[norm.id]
            card.show_norm(norm, number, first=number == 1, last=number == len(norms))
        self._empty.setVisible(not norms)
        self._show_adoption()
        if self._follow in self._cards:
            card, self._follow = self._cards[self._follow], ""
            # A fresh card has no place on the page before the next turn of the event loop.
            QTimer.singleShot(0, card, lambda: self._go_to(card))

    def _go_to(self, card: NormCard) -> None:
        self.area.ensureWidgetVisible(card)
        card.take_focus()

    def _adoption(self) -> Panel:
        panel = Panel()
        self._adopted = Label(role="strong")
        self._explained = Label(role="quiet")
        panel.add(self._adopted)
        panel.add(self._explained)
        self._adopt = Button(icon_name="check")
        self._adopt.setObjectName("prepare.norms.adopt")
        self._adopt.clicked.connect(self._on_adopt_clicked)
        panel.body.addWidget(self._adopt, 0, Qt.AlignmentFlag.AlignLeading)
        return panel

    def _show_adoption(self) -> None:
        workshop = self.snapshot.workshop
        moment = workshop.norms_adopted_at
        self._adopt.setEnabled(bool(self.snapshot.norms) or moment is not None)
        if moment is None:
            self._adopted.setText(_("Not adopted yet"))
            self._explained.setText(
                _("Press the button when the room has said yes. The moment goes into the summary.")
            )
            self._adopt.setText(_("The room adopts these norms"))
            self._adopt.set_icon_name("check")
            return
        time = clock_time(workshop, moment)
        self._adopted.setText(_("Adopted by the room at {time}").format(time=time))
        self._explained.setText(_("They may still change, whenever the room wishes."))
        self._adopt.setText(_("Take the adoption back"))
        self._adopt.set_icon_name("undo-2")

    def _arrange(self, norms: tuple[Norm, ...]) -> None:
        wanted = [norm.id for norm in norms]
        for norm_id in [known for known in self._cards if known not in wanted]:
            let_go(self._cards.pop(norm_id))
        for place, norm in enumerate(norms):
            if norm.id not in self._cards:
                self._cards[norm.id] = self._new_card(norm)
            card = self._cards[norm.id]
            if self._list.indexOf(card) != place:
                self._list.insertWidget(place, card)

    def _drop_cards(self) -> None:
        for card in self._cards.values():
            card.finish()
            let_go(card)
        self._cards.clear()

    def _new_card(self, norm: Norm) -> NormCard:
        card = NormCard(self.desk, norm, self._languages)
        card.move_requested.connect(self._on_card_move_requested)
        card.remove_requested.connect(self._on_card_remove_requested)
        return card

    def _on_card_move_requested(self, norm_id: str, steps: int) -> None:
        norms = self.snapshot.norms
        ids = [norm.id for norm in norms]
        if norm_id not in ids or not 0 <= ids.index(norm_id) + steps < len(ids):
            return
        end = ids.index(norm_id) + steps
        rest = [norm.position for norm in norms if norm.id != norm_id]
        self.desk.submit(MoveNorm(norm_id=norm_id, position=between(rest, end)))

    def _on_card_remove_requested(self, norm_id: str) -> None:
        self.desk.submit(RemoveNorm(norm_id=norm_id))

    def _on_entry_entered(self, words: str) -> None:
        norm_id = new_id()
        position = between(
            [norm.position for norm in self.snapshot.norms], len(self.snapshot.norms)
        )
        name = {self.snapshot.language: words}
        self.desk.submit(AddNorm(norm_id=norm_id, name=name, position=position))
        self._follow = norm_id

    def _on_adopt_clicked(self) -> None:
        adopted = self.snapshot.workshop.norms_adopted_at is None
        self.desk.submit(AdoptNorms(adopted=adopted))
