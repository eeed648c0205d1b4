"""The agenda as a tree for Qt: blocks, and under each its activities."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.domain.agenda import Activity, Agenda, Block
from app.domain.snapshot import Snapshot
from app.domain.text import say, with_language
from app.domain.workshop import scheduled_start
from app.i18n import N_, _
from app.ui import theme
from app.ui.console.wording import scene_name, short_time
from app.ui.widgets.hover_words import as_typed

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-equity-workshop-agenda"
TITLE, STARTS, MINUTES, SCENE, MODE = range(5)
COLUMNS = (N_("What happens"), N_("Starts"), N_("Min"), N_("Room screen"), N_("How"))
MODES = {
    "plenary": N_("Together"),
    "groups": N_("In groups"),
    "report_outs": N_("Turn per group"),
}
"""How an activity runs; translate where it is shown."""

SOURCES = {"published": N_("length: published"), "app default": N_("length: app default")}
"""Where a block's minutes come from; translate where it is shown.

They stand where an activity has its scene, so they say themselves what they are about."""


@dataclass(frozen=True)
class _Branch:
    """A block with its activities."""

    block: Block
    lines: tuple[Activity, ...]


class AgendaModel(QAbstractItemModel):
    """Rows know their record's id; edits and drops are wishes, never changes of its own.

    Signals:
        edit_requested(str, object): an activity's or block's id and its new values.
        drop_requested(str, str, int): what was dragged; into which block ("" for a block among
            blocks); before which of the others.
    """

    edit_requested = Signal(str, object)
    drop_requested = Signal(str, str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._branches: tuple[_Branch, ...] = ()
        self._starts: dict[str, datetime] = {}
        self._snapshot: Snapshot | None = None
        self._language = "en"

    def show_agenda(self, snapshot: Snapshot, language: str) -> bool:
        """Show an agenda; return whether rows came, went or moved (the model was reset)."""
        before = self._shape()
        fresh = tuple(
            _Branch(block, snapshot.agenda.of_block(block.id)) for block in snapshot.agenda.blocks
        )
        moved = before != [(b.block.id, [line.id for line in b.lines]) for b in fresh]
        if moved:
            self.beginResetModel()
        self._snapshot, self._language, self._branches = snapshot, language, fresh
        self._starts = starts(snapshot)
        if moved:
            self.endResetModel()
            return True
        last = self.columnCount() - 1
        for row in range(len(fresh)):
            parent = self.index(row, 0)
            self.dataChanged.emit(parent, self.index(row, last))
            if fresh[row].lines:
                end = self.index(len(fresh[row].lines) - 1, last, parent)
                self.dataChanged.emit(self.index(0, 0, parent), end)
        return False

    def record(self, index: Index) -> Block | Activity | None:
        """Return what a row shows, or None."""
        if not index.isValid():
            return None
        if index.internalId() == 0:
            return self._branches[index.row()].block
        return self._branches[index.internalId() - 1].lines[index.row()]

    def place(self, record_id: str) -> QModelIndex:
        """Return the index of a block or an activity; an invalid one for an unknown id."""
        for row, branch in enumerate(self._branches):
            if branch.block.id == record_id:
                return self.index(row, 0)
            for line, activity in enumerate(branch.lines):
                if activity.id == record_id:
                    return self.index(line, 0, self.index(row, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        if not self.hasIndex(row, column, parent or QModelIndex()):
            return QModelIndex()
        if parent is None or not parent.isValid():
            return self.createIndex(row, column, 0)
        return self.createIndex(row, column, parent.row() + 1)

    def parent(self, index: Index | None = None) -> Any:
        if index is None:
            return super().parent()
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._branches)
        if parent.internalId() == 0 and parent.column() == 0:
            return len(self._branches[parent.row()].lines)
        return 0

    def columnCount(self, parent: Index | None = None) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        record = self.record(index)
        if record is None:
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        flags |= Qt.ItemFlag.ItemIsDragEnabled
        if isinstance(record, Block):
            flags |= Qt.ItemFlag.ItemIsDropEnabled
            editable = index.column() == TITLE
        else:
            editable = index.column() != STARTS
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        record = self.record(index)
        if record is None or self._snapshot is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(record, index.column())
        if role == Qt.ItemDataRole.EditRole:
            return self._edited(record, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TITLE:
            return as_typed(say(record.title, self._language))
        if role == Qt.ItemDataRole.FontRole:
            strong = isinstance(record, Block) and index.column() != SCENE
            weight = "strong" if strong else "body"
            return theme.font(weight, theme.scaled(15))
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (STARTS, SCENE, MODE):
            return theme.color("quiet_ink")
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        record = self.record(index)
        if record is None or role != Qt.ItemDataRole.EditRole:
            return False
        if value == self._edited(record, index.column()):
            return False
        column = index.column()
        if column == TITLE:
            words = " ".join(str(value).split())
            if not words:
                return False
            values = {"title": with_language(record.title, self._language, words)}
        else:
            name = {MINUTES: "minutes", SCENE: "scene", MODE: "mode"}[column]
            values = {name: value}
        self.edit_requested.emit(record.id, values)
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        record = self.record(indexes[0]) if indexes else None
        data.setData(MIME, (record.id if record else "").encode())
        return data

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Wish for the move; nothing moves before it is stored."""
        dragged = self.record(self.place(bytes(data.data(MIME).data()).decode()))
        if dragged is None:
            return False
        if isinstance(dragged, Block):
            index = parent.row() if parent.isValid() else row
            index = len(self._branches) if index < 0 else index
            own = self.place(dragged.id).row()
            self.drop_requested.emit(dragged.id, "", index - 1 if index > own else index)
            return True
        target = parent.row() if parent.isValid() else row - 1
        if parent.isValid() and parent.internalId() != 0:
            return False
        target = len(self._branches) - 1 if not parent.isValid() and row < 0 else max(target, 0)
        branch = self._branches[target]
        index = row if parent.isValid() and row >= 0 else len(branch.lines)
        ids = [line.id for line in branch.lines]
        if dragged.id in ids and ids.index(dragged.id) < index:
            index -= 1
        self.drop_requested.emit(dragged.id, branch.block.id, index)
        return True

    def _shape(self) -> list[tuple[str, list[str]]]:
        return [(b.block.id, [line.id for line in b.lines]) for b in self._branches]

    def _shown(self, record: Block | Activity, column: int) -> str:
        if column == TITLE:
            return say(record.title, self._language) or _("Without a title")
        if column == STARTS:
            moment = self._starts.get(record.id)
            workshop = self._snapshot.workshop if self._snapshot else None
            return short_time(workshop, moment) if workshop and moment else ""
        if isinstance(record, Block):
            return self._shown_block(record, column)
        if column == MINUTES:
            return str(record.minutes)
        if column == SCENE:
            return scene_name(record.scene)
        return _(MODES.get(record.mode, record.mode))

    def _shown_block(self, block: Block, column: int) -> str:
        if column == MINUTES and self._snapshot:
            return str(self._snapshot.agenda.minutes_of(block.id))
        if column == SCENE and block.minutes_source:
            return _(SOURCES.get(block.minutes_source, block.minutes_source))
        return ""

    def _edited(self, record: Block | Activity, column: int) -> Any:
        if column == TITLE:
            return say(record.title, self._language)
        if isinstance(record, Block):
            return None
        return {MINUTES: record.minutes, SCENE: record.scene, MODE: record.mode}.get(column)


def starts(snapshot: Snapshot) -> dict[str, datetime]:
    """Return when every block and activity is planned to start (UTC), by id."""
    agenda: Agenda = snapshot.agenda
    moment, found = scheduled_start(snapshot.workshop), {}
    for block in agenda.blocks:
        found[block.id] = moment
        for activity in agenda.of_block(block.id):
            found[activity.id] = moment
            moment += timedelta(minutes=activity.minutes)
    return found
