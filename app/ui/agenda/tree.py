"""The tree of the agenda: edited in place, moved by mouse or with Ctrl and an arrow."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from app.domain.scenes import Scene
from app.i18n import _
from app.ui import theme
from app.ui.agenda.model import (
    COLUMNS,
    MINUTES,
    MODE,
    MODES,
    SCENE,
    STARTS,
    TITLE,
    AgendaModel,
    Index,
)
from app.ui.console.wording import scene_name
from app.ui.prepare.choice import Choice
from app.ui.widgets.painting import wrapped_size
from app.ui.widgets.still_fields import NumberBox

NARROW = 520
"""In pixels at 100 %: below this, titles would be cut to a few letters."""


class _Delegate(QStyledItemDelegate):
    """A number for minutes, drop-downs for scene and mode, a line for titles."""

    def __init__(self, parent: QWidget) -> None:
        """Measure for ``parent``, the tree."""
        super().__init__(parent)
        self._sizes: dict[tuple[int, object, int, int, float], QSize] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        name = _(COLUMNS[index.column()])
        if index.column() == MINUTES:
            box = NumberBox(parent)
            box.setRange(1, 24 * 60)
            box.setAccessibleName(name)
            return box
        if index.column() in (SCENE, MODE):
            choice = Choice(scenes() if index.column() == SCENE else modes(), name, parent)
            choice.activated.connect(lambda: self._on_editor_chosen(choice))
            return choice
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(name)
        return editor

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a long title as many lines as its column needs; each size is measured once."""
        tree, depth = self.parent(), 2 if index.parent().isValid() else 1
        width = 0
        if index.column() == TITLE and isinstance(tree, QTreeView):
            width = tree.columnWidth(TITLE)
        key = (index.column(), index.data(), depth, width, theme.text_scale())
        if key not in self._sizes:
            self._sizes[key] = self._measured(option, index, depth, width)
        return QSize(self._sizes[key])

    def _measured(
        self, option: QStyleOptionViewItem, index: Index, depth: int, width: int
    ) -> QSize:
        size, tree = super().sizeHint(option, index), self.parent()
        if width and isinstance(tree, QTreeView):
            room = width - depth * tree.indentation() - theme.scaled(16)
            title, font = index.data(), index.data(Qt.ItemDataRole.FontRole)
            words = wrapped_size(font, title, max(room, theme.scaled(60)))
            size.setHeight(max(size.height(), words.height() + theme.scaled(12)))
        return size

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Choice):
            editor.set_value(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.value())
        elif isinstance(editor, QSpinBox):
            editor.interpretText()
            model.setData(index, editor.value())
        else:
            super().setModelData(editor, model, index)

    def _on_editor_chosen(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


def scenes() -> list[tuple[str, str]]:
    """Return every scene with its name."""
    return [(scene.value, scene_name(scene.value)) for scene in Scene]


def modes() -> list[tuple[str, str]]:
    """Return every way in which an activity runs, with its name."""
    return [(mode, _(words)) for mode, words in MODES.items()]


class AgendaTree(QTreeView):
    """Blocks and activities.

    Signals:
        selected(str): another block or activity is current.
        step_requested(str, int): the current one is to go up (-1) or down (1).
        remove_requested(str): Delete was pressed on it.
        add_requested(str): Insert was pressed on it.
    """

    selected = Signal(str)
    step_requested = Signal(str, int)
    remove_requested = Signal(str)
    add_requested = Signal(str)

    def __init__(self, model: AgendaModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._agenda = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("Agenda"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setRootIsDecorated(True)
        self.setUniformRowHeights(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self._arrange_columns()
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)

    def current_id(self) -> str:
        """Return the current record's id, or ""."""
        record = self._agenda.record(self.currentIndex())
        return record.id if record else ""

    def select(self, record_id: str) -> None:
        """Make a record current and bring it into view; an unknown id changes nothing."""
        index = self._agenda.place(record_id)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl and an arrow, remove with Delete, add with Insert."""
        known, key = self.current_id(), event.key()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if known and ctrl and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_requested.emit(known, -1 if key == Qt.Key.Key_Up else 1)
        elif known and key == Qt.Key.Key_Delete:
            self.remove_requested.emit(known)
        elif known and key == Qt.Key.Key_Insert:
            self.add_requested.emit(known)
        elif known and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave scene and mode to the panel beside the tree where titles need the room."""
        width = event.size().width()
        self.setColumnHidden(SCENE, width < theme.scaled(NARROW))
        self.setColumnHidden(MODE, width < theme.scaled(NARROW))
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the columns again with another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_agenda"):
            self._arrange_columns()

    def _arrange_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(theme.scaled(40))
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column in (STARTS, MINUTES, SCENE, MODE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.setIndentation(theme.scaled(18))

    def _on_current_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        record = self._agenda.record(current)
        if record is not None:
            self.selected.emit(record.id)
