"""The checklist before the day: tick, add, remove."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import new_id
from app.domain.preparation import (
    AddChecklistItem,
    CheckItem,
    ChecklistItem,
    RemoveChecklistItem,
    ScheduleItem,
)
from app.domain.prework import due
from app.domain.text import say
from app.domain.workshop import Workshop, local_time
from app.i18n import _, _n
from app.ui import theme
from app.ui.desk import Desk
from app.ui.prepare.due_day import DueDay
from app.ui.prepare.entry_line import EntryLine
from app.ui.prepare.letting_go import let_go
from app.ui.prepare.page import Page
from app.ui.prepare.side_by_side import SideBySide
from app.ui.widgets.button import IconButton
from app.ui.widgets.into_sight import bring_into_sight
from app.ui.widgets.key_order import follow
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label, Rule

_BESIDE = 520
"""Pixels at 100 % below which the day stands under the words."""


class _Item(QWidget):
    """One item: a box to tick, its words beside it, wrapped, and a button that removes it."""

    def __init__(self, desk: Desk, item: ChecklistItem) -> None:
        super().__init__()
        self._desk, self.item_id = desk, item.id
        self.box = QCheckBox()
        self.box.setObjectName(f"prepare.checklist.{item.id}")
        self.box.clicked.connect(self._on_box_clicked)
        self._words = Label()
        self._words.setBuddy(self.box)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._remove = remove = IconButton("trash-2", "", role="quiet_ink", size=18)
        remove.setObjectName(f"prepare.checklist.{item.id}.remove")
        remove.clicked.connect(self._on_remove_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.scaled(3), 0, theme.scaled(3))
        row.setSpacing(theme.scaled(8))
        row.addWidget(self.box)
        self._due = DueDay(f"prepare.checklist.{item.id}.due")
        self._due.day_changed.connect(self._on_due_day_changed)
        self._day: date | None = None
        told = SideBySide(_BESIDE, spacing=8)
        told.add(self._words, 1)
        told.add(self._due, 0)
        row.addWidget(told, 1)
        row.addWidget(remove)
        self._words.installEventFilter(self)

    def show_item(self, item: ChecklistItem, language: str, day: date, today: date) -> None:
        """Show words, tick, and by when it should be done for a workshop on ``day``."""
        self._day = day
        by = due(item, day)
        late = by is not None and by < today and not item.done and today <= day
        words = say(item.text, language)
        self._due.show_day(by, min(max(today, day - timedelta(days=7)), day), words, late=late)
        self._words.setText(words)
        self._words.setProperty("role", "quiet" if item.done else "body")
        self._words.style().polish(self._words)
        self.box.setAccessibleName(words)
        self._remove.set_name(_("Remove this item"))
        self._remove.setAccessibleDescription(words)
        self.box.setChecked(item.done)

    def eventFilter(self, watched, event) -> bool:
        """Tick by a press on the words too."""
        pressed = watched is self._words and event.type() == QEvent.Type.MouseButtonRelease
        if pressed and event.button() == Qt.MouseButton.LeftButton:
            self.box.click()
        return super().eventFilter(watched, event)

    def _on_box_clicked(self, done: bool) -> None:
        self._desk.submit(CheckItem(item_id=self.item_id, done=done))

    def _on_due_day_changed(self, chosen: date) -> None:
        if self._day is not None:
            days = (self._day - chosen).days
            self._desk.submit(ScheduleItem(item_id=self.item_id, days=days))

    def _on_remove_clicked(self) -> None:
        self._desk.submit(RemoveChecklistItem(item_id=self.item_id))


def _order(item: ChecklistItem, workshop: Workshop) -> tuple[date, float]:
    """Put what is due first above; items without a day stand at the end, as they were added."""
    return due(item, workshop.date) or date.max, item.position


class ChecklistView(Page):
    """What is to be ready before people come."""

    TABLES = ("checklist", "workshop")

    def __init__(self, desk: Desk) -> None:
        """Show the workshop's list."""
        intro = _(
            "What makes a calm day, in the order in which it is due. The days follow the "
            "workshop’s date."
        )
        super().__init__(desk, _("Checklist"), intro, widest=900)
        self._items: dict[str, _Item] = {}
        self._rules: list[Rule] = []
        panel = Panel()
        self._count = Label(role="strong")
        panel.add(self._count)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        panel.body.addLayout(self._rows)
        self._entry = EntryLine(
            desk, "prepare.checklist.add", _("Something else to have ready"), _("Add")
        )
        self._entry.entered.connect(self._on_entry_entered)
        panel.add(self._entry)
        self.add(panel)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the items; rows stay where they are unless some came or went."""
        workshop = self.snapshot.workshop
        today = local_time(workshop, self.desk.now()).date()
        items = tuple(sorted(self.snapshot.checklist, key=lambda each: _order(each, workshop)))
        if [item.id for item in items] != list(self._items):
            self._build(items)
        for item in items:
            self._items[item.id].show_item(item, self.desk.language, workshop.date, today)
        left = sum(not item.done for item in items)
        done = len(items) - left
        if not items:
            self._count.setText(_("Nothing is on the list yet."))
        elif not left:
            self._count.setText(_("All done. The day can come."))
        else:
            self._count.setText(
                _n("{n} left, {done} done", "{n} left, {done} done", left).format(n=left, done=done)
            )

    def _build(self, items: tuple[ChecklistItem, ...]) -> None:
        """Put the rows in order; those that stay are the same, with the keys and an open calendar.

        After a row that had the keys and is gone, the next one's box has them.
        """
        before, focused = list(self._items), QApplication.focusWidget()
        at = [focused is not None and row.isAncestorOf(focused) for row in self._items.values()]
        held = before[at.index(True) :] if True in at else []
        # Not takeAt(): while what it returns lives, Qt hears of no new size of the widget.
        for row in self._items.values():
            self._rows.removeWidget(row)
        for rule in self._rules:
            self._rows.removeWidget(rule)
            let_go(rule)
        self._rules = []
        known, self._items = self._items, {}
        last: QWidget = self._count
        for item in items:
            if self._items:
                self._rules.append(Rule())
                self._rows.addWidget(self._rules[-1])
            row = known.pop(item.id) if item.id in known else _Item(self.desk, item)
            self._items[item.id] = row
            self._rows.addWidget(row)
            follow(last, row)
            last = row
        heir = next((self._items[each] for each in held if each in self._items), None)
        if heir is not None and held[0] in known:
            heir.box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif heir is not None:
            bring_into_sight(heir)
        for gone in known.values():
            let_go(gone)

    def _on_entry_entered(self, words: str) -> None:
        last = max((item.position for item in self.snapshot.checklist), default=0.0)
        text = dict.fromkeys((self.desk.language,), words)
        self.desk.submit(AddChecklistItem(item_id=new_id(), text=text, position=last + 1))
