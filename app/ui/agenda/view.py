"""The agenda editor: the day's total, the tree, and one line's details beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.agenda import (
    Activity,
    AddActivity,
    AddBlock,
    Block,
    EditActivity,
    EditBlock,
    RemoveActivity,
    RemoveBlock,
    SplitActivity,
)
from app.domain.commands import Command
from app.domain.ids import new_id
from app.i18n import N_, _, translator
from app.ui import theme
from app.ui.agenda.detail import ActivityDetail, BlockDetail
from app.ui.agenda.model import AgendaModel
from app.ui.agenda.moves import Place, a_step, move_activity, move_block, next_position
from app.ui.agenda.total import AgendaTotal
from app.ui.agenda.tree import AgendaTree
from app.ui.desk import Desk, WorkshopView
from app.ui.prepare.letting_go import let_go
from app.ui.prepare.side_by_side import SideBySide
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.text import Heading

NEW_ACTIVITY, NEW_BLOCK = N_("New activity"), N_("New block")


class AgendaView(WorkshopView):
    """Edits blocks and activities; Ctrl+Z of the page takes a change back."""

    TABLES = ("blocks", "activities", "workshop")

    def __init__(self, desk: Desk) -> None:
        """Show the open workshop's agenda."""
        super().__init__(desk)
        self.setAccessibleName(_("Agenda"))
        self._follow = ""
        self._detail: ActivityDetail | BlockDetail | None = None
        self._detail_id = ""
        self._languages = desk.snapshot.workshop.languages
        self._model = AgendaModel(self)
        self._model.edit_requested.connect(self._on_model_edit_requested)
        self._model.drop_requested.connect(self._on_model_drop_requested)
        self._tree = AgendaTree(self._model)
        self._tree.setObjectName("prepare.agenda.tree")
        self._tree.selected.connect(self._show_detail)
        self._tree.step_requested.connect(self._step)
        self._tree.remove_requested.connect(self._remove)
        self._tree.add_requested.connect(self._add_activity)
        self._total = AgendaTotal()
        self._assemble()
        self._model.show_agenda(self.snapshot, desk.language)
        self._tree.expandAll()
        self.refresh()
        lines = desk.snapshot.agenda.activities
        self._tree.select(self._left_unfinished() or (lines[0].id if lines else ""))

    def refresh(self) -> None:
        """Show the agenda; selection, open branches and typing stay."""
        kept, snapshot = self._tree.current_id(), self.snapshot
        closed = [b.id for b in snapshot.agenda.blocks if self._is_closed(b.id)]
        if self._model.show_agenda(snapshot, self.desk.language):
            self._tree.expandAll()
            for block_id in closed:
                self._tree.collapse(self._model.place(block_id))
            self._tree.select(kept)
        self._total.show_total(snapshot)
        if snapshot.workshop.languages != self._languages:
            self._languages = snapshot.workshop.languages
            self._detail_id = ""
        arrived = self._follow and self._model.place(self._follow).isValid()
        if arrived:
            self._tree.select(self._follow)
        self._show_detail(self._tree.current_id())
        if arrived and self._detail is not None:
            self._follow = ""
            self._detail.focus_title()
        self._show_actions()

    def _left_unfinished(self) -> str:
        """Return the line whose words a crash left unfinished, or ""."""
        keys = [draft.key.split(".") for draft in self.snapshot.drafts]
        return next((key[2] for key in keys if key[:2] == ["prepare", "agenda"]), "")

    def _assemble(self) -> None:
        body = QWidget()
        body.setProperty("role", "page")
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scroll)
        column = QVBoxLayout(body)
        margin = theme.scaled(24)
        column.setContentsMargins(margin, theme.scaled(18), margin, theme.scaled(14))
        column.setSpacing(theme.scaled(12))
        top = SideBySide(560)
        top.add(Heading(_("Agenda"), role="title"), 0)
        top.add(self._total, 1)
        column.addWidget(top)
        column.addWidget(self._buttons())
        self._row = SideBySide(820)
        self._tree.setMinimumHeight(theme.scaled(260))
        self._row.add(self._tree, 17)
        self._panel = QScrollArea()
        self._panel.setWidgetResizable(True)
        self._panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._panel.setMinimumHeight(theme.scaled(260))
        self._row.add(self._panel, 10)
        column.addWidget(self._row, 1)

    def _buttons(self) -> QWidget:
        bar = QWidget()
        flow = FlowLayout(bar, spacing=theme.scaled(8))
        self._actions: dict[str, Button | IconButton] = {}
        for name, button, act in (
            ("add", Button(_("Add activity"), icon_name="plus"), self._add_activity),
            ("add_block", Button(_("Add block"), icon_name="plus"), self._add_block),
            ("split", Button(_("Split in two"), icon_name="split"), self._split),
            ("up", IconButton("arrow-up", _("Move up (Ctrl+Up)")), self._step_up),
            ("down", IconButton("arrow-down", _("Move down (Ctrl+Down)")), self._step_down),
            ("remove", IconButton("trash-2", _("Remove (Delete)")), self._remove),
        ):
            button.setObjectName(f"prepare.agenda.{name}")
            button.clicked.connect(lambda _on=False, do=act: do(self._tree.current_id()))
            self._actions[name] = button
            flow.addWidget(button)
        return bar

    def _show_actions(self) -> None:
        known = self.snapshot.agenda.activity(self._tree.current_id())
        self._actions["split"].setEnabled(known is not None and known.minutes > 1)
        anything = bool(self._tree.current_id())
        for name in ("up", "down", "remove"):
            self._actions[name].setEnabled(anything)

    def _show_detail(self, record_id: str) -> None:
        agenda = self.snapshot.agenda
        record = agenda.activity(record_id) or agenda.block(record_id)
        if record is not None and record.id == self._detail_id and self._detail is not None:
            self._detail.show_record()
            return
        if self._detail is not None:
            self._detail.finish()
            let_go(self._panel.takeWidget())
        self._detail, self._detail_id = None, ""
        if record is None:
            empty = EmptyState("clock", _("Nothing chosen"), _("Choose a line of the agenda."))
            self._panel.setWidget(empty)
        else:
            kind = ActivityDetail if isinstance(record, Activity) else BlockDetail
            self._detail, self._detail_id = kind(self.desk, record.id), record.id
            self._panel.setWidget(self._detail)
        self._show_actions()

    def _is_closed(self, block_id: str) -> bool:
        index = self._model.place(block_id)
        return index.isValid() and not self._tree.isExpanded(index)

    def _words(self, source: str) -> dict[str, str]:
        """Return words of ours in every language of the room."""
        return {code: translator(code)(source) for code in self.snapshot.workshop.languages}

    def _add_activity(self, after_id: str) -> None:
        agenda = self.snapshot.agenda
        activity = agenda.activity(after_id)
        block_id = activity.block_id if activity else after_id
        if agenda.block(block_id) is None and agenda.blocks:
            block_id = agenda.blocks[-1].id
        if agenda.block(block_id) is None:
            self._add_block("")
            return
        position = next_position(agenda.of_block(block_id), after_id)
        values = {"title": self._words(NEW_ACTIVITY), "minutes": 5, "position": position}
        self._follow = new_id()
        self.desk.submit(AddActivity(activity_id=self._follow, block_id=block_id, values=values))

    def _add_block(self, after_id: str) -> None:
        agenda = self.snapshot.agenda
        activity = agenda.activity(after_id)
        position = next_position(agenda.blocks, activity.block_id if activity else after_id)
        self._follow = new_id()
        title = self._words(NEW_BLOCK)
        self.desk.submit(AddBlock(block_id=self._follow, title=title, position=position))

    def _split(self, activity_id: str) -> None:
        activity = self.snapshot.agenda.activity(activity_id)
        if activity is not None and activity.minutes > 1:
            first = activity.minutes - activity.minutes // 2
            self._follow = new_id()
            self.desk.submit(
                SplitActivity(activity_id=activity.id, second_id=self._follow, first_minutes=first)
            )

    def _remove(self, record_id: str) -> None:
        agenda = self.snapshot.agenda
        if agenda.activity(record_id) is not None:
            lines = [a.id for a in agenda.activities]
            place = lines.index(record_id)
            beside = lines[place + 1 : place + 2] or lines[place - 1 : place]
            self._tree.select(beside[0] if beside else "")
            self.desk.submit(RemoveActivity(activity_id=record_id))
        elif agenda.block(record_id) is not None:
            self.desk.submit(RemoveBlock(block_id=record_id))

    def _step(self, record_id: str, steps: int) -> None:
        agenda = self.snapshot.agenda
        activity, block = agenda.activity(record_id), agenda.block(record_id)
        if activity is not None:
            place = a_step(agenda, activity, steps)
            self._submit_all(move_activity(agenda, activity, place) if place else [])
        elif block is not None:
            index = agenda.blocks.index(block) + steps
            self._submit_all(move_block(agenda, block, index) if index >= 0 else [])

    def _step_up(self, record_id: str) -> None:
        self._step(record_id, -1)

    def _step_down(self, record_id: str) -> None:
        self._step(record_id, 1)

    def _submit_all(self, commands: list[Command]) -> None:
        for command in commands:
            self.desk.submit(command)

    def _on_model_edit_requested(self, record_id: str, values: dict) -> None:
        if self.snapshot.agenda.activity(record_id) is not None:
            self.desk.submit(EditActivity(activity_id=record_id, values=values))
        else:
            self.desk.submit(EditBlock(block_id=record_id, values=values))

    def _on_model_drop_requested(self, record_id: str, block_id: str, index: int) -> None:
        agenda = self.snapshot.agenda
        activity, block = agenda.activity(record_id), agenda.block(record_id)
        if activity is not None:
            self._submit_all(move_activity(agenda, activity, Place(block_id, index)))
        elif isinstance(block, Block):
            self._submit_all(move_block(agenda, block, index))
