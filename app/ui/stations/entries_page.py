"""Entries that were not taken in: read them, take one in, or set it aside."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.envelopes import Outcome
from app.i18n import _
from app.services.kept_entries import Received
from app.ui import theme
from app.ui.console.pieces import emptied, on_click
from app.ui.desk import Desk
from app.ui.stations.entry_words import entry_words
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.text import Label, WholeLabel

MOST = 60
"""Entries shown at once; the others follow when these are decided on."""


class EntryBox(Panel):
    """One entry, and the question what to do with it; taking in is asked once more in place."""

    def __init__(self, desk: Desk, row: Received, parent: QWidget | None = None) -> None:
        """Show ``row``."""
        words = entry_words(desk.snapshot, row, desk.language)
        super().__init__(words.title, parent=parent)
        self._desk, self._row = desk, row
        self.setObjectName(f"stations.entry.{row.number}")
        if words.text:
            self.add(WholeLabel(words.text))
        self.add(WholeLabel(f"{words.origin} · {words.why}", role="small"))
        take = Button(_("Take it in…"))
        take.setObjectName(f"stations.entry.{row.number}.take")
        on_click(take, lambda: self._ask(True))
        aside = Button(_("Set it aside"), kind="quiet")
        aside.setObjectName(f"stations.entry.{row.number}.aside")
        on_click(aside, lambda: desk.door.set_aside(row.number))
        aside.setVisible(row.outcome is not Outcome.SET_ASIDE)
        take.setVisible(row.outcome is not Outcome.KEPT)
        self._choice = FlowBox((take, aside), theme.scaled(8))
        self.add(self._choice)
        yes = Button(_("Take it in"), kind="primary")
        yes.setObjectName(f"stations.entry.{row.number}.yes")
        on_click(yes, lambda: desk.door.accept(row.number))
        no = Button(_("Not now"))
        on_click(no, lambda: self._ask(False))
        self._sure = QWidget()
        column = QVBoxLayout(self._sure)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            WholeLabel(
                _(
                    "It becomes part of the workshop. Where another answer stands, both are kept "
                    "and shown as two versions."
                )
            )
        )
        column.addWidget(FlowBox((yes, no), theme.scaled(8)))
        self._yes = yes
        self.add(self._sure)
        self._ask(False)

    def _ask(self, on: bool) -> None:
        self._choice.setVisible(not on)
        self._sure.setVisible(on)
        if on:
            self._yes.setFocus()


class EntriesPage(ScrollPage):
    """Every such entry, those that wait first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build an empty page."""
        super().__init__(margin=0, top=6, parent=parent)
        self._desk = desk
        self._shown: object = None
        intro = _(
            "What came from a device that does not write for the group, or was against the "
            "workshop’s rules. It is safe here. Nothing of it counts before you take it in."
        )
        self.column.addWidget(WholeLabel(intro, role="quiet"))
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(theme.scaled(10))
        self.column.addLayout(self._boxes)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show what there is to decide."""
        rows = sorted(self._desk.door.to_decide, key=lambda row: (_rank(row), row.number))
        fresh = [(row.number, row.outcome) for row in rows]
        if fresh == self._shown:
            return
        self._shown = fresh
        emptied(self._boxes)
        if not rows:
            self._boxes.addWidget(Label(_("Nothing waits for a decision."), role="strong"))
        for row in rows[:MOST]:
            self._boxes.addWidget(EntryBox(self._desk, row))
        if len(rows) > MOST:
            words = _("{n} more follow when these are decided on.").format(n=len(rows) - MOST)
            self._boxes.addWidget(Label(words, role="quiet"))


def _rank(row: Received) -> int:
    order = (Outcome.QUARANTINED, Outcome.REFUSED, Outcome.KEPT, Outcome.SET_ASIDE)
    return order.index(row.outcome)
