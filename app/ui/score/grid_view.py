"""The keyboard grid: scores from paper sheets, a whole group in seconds."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.framework import Lens
from app.domain.scoring_sheet import LensSheet, ScoringSheet, rating_value, sheets_of
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.ui import theme
from app.ui.focus_keeper import bring_into_view
from app.ui.group_words import group_title
from app.ui.score.cell_writer import CellWriter
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.painting import draw_box
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.table import calm_table
from app.ui.widgets.text import Label, WholeLabel
from app.ui.widgets.wrapping_header import WrappingHeader

OWN, ALL, EVERY_GROUP = "own", "all", "every_group"
_FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Backtab)


class CellRing(QStyledItemDelegate):
    """Draws a ring around the cell that the keys write into."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the cell, then the ring."""
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_Selected:
            edge = theme.color("focus" if option.state & QStyle.StateFlag.State_Active else "edge")
            draw_box(painter, QRectF(option.rect), None, edge, theme.scaled(6), 3.0)


class ScoreGrid(QTableWidget):
    """Two columns, a row a dimension; keys write and move on by themselves.

    Signals:
        answered(int, int, str): row, column and a digit, "?", "x" or "" (cleared).
    """

    answered = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self.setAccessibleName(_("Scores from paper"))
        self.setHorizontalHeader(WrappingHeader(self))
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setItemDelegate(CellRing(self))
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write with a key, then stand on the next cell."""
        key, text = event.key(), event.text()
        row, column = self.currentRow(), max(self.currentColumn(), 1)
        if row < 0:
            super().keyPressEvent(event)
        elif text.isdigit() or text == "?":
            self.answered.emit(row, column, "?" if text in "0?" else text)
        elif text.casefold() == "x":
            self.answered.emit(row, column, "x")
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.answered.emit(row, column, "")
        elif key in _FORWARD:
            self.step(1)
        elif key in _BACK:
            self.step(-1)
        else:
            super().keyPressEvent(event)
            self.setCurrentCell(self.currentRow(), max(self.currentColumn(), 1))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab move within the grid, and leave it at its ends."""
        place = self.currentRow() * 2 + max(self.currentColumn(), 1) - 1
        inside = 0 <= place + (1 if forward else -1) < self.rowCount() * 2
        if inside and self.hasFocus():
            self.step(1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    def step(self, by: int) -> None:
        """Move by cells in reading order."""
        place = self.currentRow() * 2 + max(self.currentColumn(), 1) - 1 + by
        if 0 <= place < self.rowCount() * 2:
            self.setCurrentCell(place // 2, place % 2 + 1)

    def step_row(self) -> None:
        """Move to the next row's first cell."""
        if self.currentRow() + 1 < self.rowCount():
            self.setCurrentCell(self.currentRow() + 1, 1)


class GridView(QWidget):
    """The grid for one group or for all of them, with what the keys do.

    Signals:
        group_chosen(str): the current row belongs to this group.
    """

    group_chosen = Signal(str)

    def __init__(self, writer: CellWriter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._sheets: list[ScoringSheet] = []
        self._snapshot: Snapshot | None = None
        self._language, self._group_id = "en", ""
        self._opened = False
        self._title = WholeLabel(role="title")
        self._status = Label(role="small")
        self._status.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
        self._scope = Segmented(
            [
                (OWN, _("Its dimensions")),
                (ALL, _("All dimensions")),
                (EVERY_GROUP, _("All groups")),
            ],
            OWN,
            _("Which rows"),
        )
        self._scope.setObjectName("score.grid.scope")
        self._scope.chosen.connect(self._on_scope_chosen)
        self._keys = WholeLabel(role="quiet")
        self.grid = ScoreGrid()
        self.grid.setObjectName("score.grid")
        self.grid.answered.connect(self._on_grid_answered)
        self.grid.currentCellChanged.connect(self._on_grid_current_cell_changed)
        top = QHBoxLayout()
        top.addWidget(self._title, 3)
        top.addWidget(self._status, 1)
        column = QVBoxLayout(self)
        pad = theme.scaled(16)
        column.setContentsMargins(theme.scaled(24), pad, theme.scaled(24), pad)
        column.setSpacing(theme.scaled(10))
        column.addLayout(top)
        for widget in (self._scope, self._keys):
            column.addWidget(widget)
        column.addWidget(self.grid, 1)

    def take_focus(self) -> None:
        """Make the grid ready for typing."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_opened(self, opened: bool) -> None:
        """Stand in full height, for a page that scrolls as a whole."""
        self._opened = opened
        self._fit()

    def _fit(self) -> None:
        self.grid.resizeRowsToContents()
        header = self.grid.horizontalHeader().sizeHint().height()
        whole = header + self.grid.verticalHeader().length() + 2 * self.grid.frameWidth()
        self.grid.setMinimumHeight(whole if self._opened else 0)

    def set_status(self, text: str, tone: str = "") -> None:
        """Say what is known of where the scores are."""
        self._status.setText(text)
        self._status.set_tone(tone)

    def show_snapshot(self, snapshot: Snapshot, language: str, group_id: str) -> None:
        """Show the scores of a group, or of all groups."""
        self._snapshot, self._language, self._group_id = snapshot, language, group_id
        if self.isVisible():
            self._fill()

    def showEvent(self, event: object) -> None:
        """Read what changed while hidden."""
        self._fill()
        super().showEvent(event)  # type: ignore[arg-type]

    def _rows(self, snapshot: Snapshot) -> list[tuple[str, str]]:
        known = [dimension.id for dimension in snapshot.framework.dimensions]
        if self._scope.value() == EVERY_GROUP:
            return [(g.id, d) for g in snapshot.groups for d in g.dimensions if d in known]
        group = snapshot.group(self._group_id)
        if group is None:
            return []
        own = [d for d in group.dimensions if d in known]
        return [(group.id, d) for d in (own if self._scope.value() == OWN and own else known)]

    def _fill(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        rows = self._rows(snapshot)
        before = [(s.group_id, s.dimension_id) for s in self._sheets]
        self._sheets = list(sheets_of(snapshot, rows, self._language))
        group = snapshot.group(self._group_id)
        label = group.label if group else ""
        every = self._scope.value() == EVERY_GROUP
        self._title.setText(
            _("All groups on paper")
            if every
            else _("{group} on paper").format(group=group_title(label))
        )
        if rows != before:
            self._frame(every)
        for row in range(len(self._sheets)):
            self._show_row(row)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again: the heads of the columns wrap."""
        super().resizeEvent(event)
        self._fit()

    def _frame(self, every: bool) -> None:
        """Make the rows anew."""
        blocked = self.grid.blockSignals(True)
        self.grid.setRowCount(len(self._sheets))
        lenses = self._sheets[0].lenses if self._sheets else ()
        names = [f"{'●' if x.lens is Lens.FOUNDATIONS else '◆'} {x.name}" for x in lenses]
        self.grid.setHorizontalHeaderLabels([_("Dimension"), *names])
        for row, one in enumerate(self._sheets):
            title = _("{number} · {dimension}").format(number=one.number, dimension=one.name)
            if every:
                title = _("{group} · {dimension}").format(group=one.group_label, dimension=title)
            item = QTableWidgetItem(title)
            item.setToolTip(as_typed(title))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.grid.setItem(row, 0, item)
            for column in (1, 2):
                self.grid.setItem(row, column, QTableWidgetItem())
        calm_table(self.grid)
        # A long name of a dimension takes a second line, which its row then grows by.
        self.grid.setWordWrap(True)
        lines = self.grid.verticalHeader()
        lines.setMinimumSectionSize(theme.scaled(38))
        lines.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.grid.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectItems)
        header = self.grid.horizontalHeader()
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.grid.blockSignals(blocked)
        if self._sheets:
            self.grid.setCurrentCell(0, 1)
        count = len(lenses[0].levels) if lenses else 4
        self._keys.setText(
            _(
                "Type 1 to {count} for a level, 0 or ? for “cannot tell”, x for “chose not to "
                "score”, Backspace to clear. Each answer moves on by itself."
            ).format(count=count)
        )

    def _show_row(self, row: int) -> None:
        one = self._sheets[row]
        refused = self._writer.value(one.not_scored) is not None or (
            one.not_scored.contested and not self._writer.on_way(one.not_scored)
        )
        for column, lens in enumerate(one.lenses, 1):
            item = self.grid.item(row, column)
            if item is None:
                continue
            words = _("× chose not to score") if refused else self._words(lens)
            if item.text() == words and item.data(Qt.ItemDataRole.AccessibleTextRole):
                continue
            item.setText(words)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                _("{dimension}, {lens}: {answer}").format(
                    dimension=one.name, lens=lens.name, answer=words or _("not yet scored")
                ),
            )

    def _words(self, lens: LensSheet) -> str:
        value = self._writer.value(lens.rating)
        if value is None:
            contested = lens.rating.contested and not self._writer.on_way(lens.rating)
            return _("! two versions") if contested else ""
        level = lens.level(str(value.get("level") or "")) if isinstance(value, dict) else None
        if level is None:
            return _("? cannot tell")
        return _("{number}: {name}").format(number=level.position, name=level.name)

    def _on_scope_chosen(self, _scope: str) -> None:
        self._fill()
        self.take_focus()

    def _on_grid_current_cell_changed(self, row: int, _column: int, _r: int, _c: int) -> None:
        if 0 <= row < len(self._sheets) and self._scope.value() == EVERY_GROUP:
            self.group_chosen.emit(self._sheets[row].group_id)
        if self._opened and self.grid.hasFocus():
            bring_into_view(self.grid)

    def _on_grid_answered(self, row: int, column: int, answer: str) -> None:
        one = self._sheets[row]
        lens = one.lenses[column - 1]
        refused = self._writer.value(one.not_scored) is not None
        if answer == "x":
            if not refused:
                self._writer.write(one.not_scored, {"words": ""})
            self.grid.step_row()
        elif answer == "":
            cell = one.not_scored if refused else lens.rating
            if self._writer.value(cell) is not None or cell.contested:
                self._writer.write(cell, None)
        else:
            self._write_level(one, lens, answer, refused)
        self._show_row(row)

    def _write_level(self, one: ScoringSheet, lens: LensSheet, answer: str, refused: bool) -> None:
        level = next((x for x in lens.levels if str(x.position) == answer), None)
        if level is None and answer != "?":
            return
        if refused or one.not_scored.contested:
            self._writer.write(one.not_scored, None)
        level_id = level.level_id if level else ""
        value = rating_value(level_id, one.framework_version)
        if self._writer.value(lens.rating) != value:
            self._writer.write(lens.rating, value)
        self.grid.step(1)
