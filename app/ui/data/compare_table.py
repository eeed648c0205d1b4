"""A comparison as a table that sorts; the spread stands at each row's and column's end."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.comparing import Comparison, in_order
from app.i18n import _
from app.ui import theme
from app.ui.data.compare_words import cell_words, column_name, spread_words, told
from app.ui.widgets.hover_words import as_typed

Index = QModelIndex | QPersistentModelIndex

GROUP = 0
FILE_ORDER = -2
SPREAD = -1


class CompareModel(QAbstractTableModel):
    """Rows in the file's order until somebody sorts; numbers always before what is no number.

    Signals:
        order_changed(): the rows lie in another order.
    """

    order_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._comparison: Comparison | None = None
        self._unit, self._title = "percent", ""
        self._rows_spread = self._columns_spread = False
        self._sorted = (FILE_ORDER, False)
        self.order: tuple[int, ...] = ()

    def show_comparison(
        self, comparison: Comparison, unit: str, title: str, *, outcome: bool
    ) -> None:
        """Show another comparison; a spread only where a difference says something.

        Between schools it says how unequal they are, unless it counts students (then only how
        large they are); between groups it does for outcomes, not for shares of enrollment.
        """
        self.beginResetModel()
        self._comparison, self._unit, self._title = comparison, unit, title
        self._rows_spread = len(comparison.columns) > 1 and unit != "count"
        self._columns_spread = len(comparison.rows) > 1 and outcome and unit != "count"
        self._sorted = (FILE_ORDER, False)
        self.order = tuple(range(len(comparison.rows)))
        self.endResetModel()

    @property
    def has_spread(self) -> bool:
        """Tell whether there is a spread of each row."""
        return self._rows_spread

    def place(self, index: Index) -> tuple[int, int] | None:
        """Return (row, column) in the comparison of a value in the table, or None."""
        comparison = self._comparison
        if comparison is None or index.row() >= len(self.order):
            return None
        column = index.column() - 1
        return (self.order[index.row()], column) if 0 <= column < len(comparison.columns) else None

    def index_of(self, row: int, column: int) -> QModelIndex:
        """Return where the table shows a place of the comparison."""
        return self.index(self.order.index(row), column + 1)

    def sort_rows(self, column: int, *, falling: bool) -> None:
        """Sort by a column of the comparison, by ``SPREAD`` or as in the file."""
        comparison = self._comparison
        if comparison is None or (column, falling) == self._sorted:
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, falling)
        if column == FILE_ORDER:
            self.order = tuple(range(len(comparison.rows)))
        else:
            self.order = in_order(comparison, column, falling=falling)
        self.layoutChanged.emit()
        self.order_changed.emit()

    def sort_by_section(self, section: int) -> None:
        """Sort by a column of the table: largest first, smallest first, and so on."""
        comparison = self._comparison
        if comparison is None:
            return
        column = section - 1 if section else FILE_ORDER
        if column == len(comparison.columns):
            column = SPREAD
        falling = not (self._sorted[0] == column and self._sorted[1])
        self.sort_rows(column, falling=falling and column != FILE_ORDER)

    def sorted_by(self) -> tuple[int, bool]:
        """Return (column of the comparison, whether the largest comes first)."""
        return self._sorted

    def rowCount(self, parent: Index | None = None) -> int:
        if self._comparison is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.order) + self._columns_spread

    def columnCount(self, parent: Index | None = None) -> int:
        if self._comparison is None or (parent is not None and parent.isValid()):
            return 0
        return 1 + len(self._comparison.columns) + self._rows_spread

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        comparison = self._comparison
        if comparison is None or orientation is not Qt.Orientation.Horizontal:
            return None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == GROUP:
            return _("Student group")
        if section > len(comparison.columns):
            return _("Spread")
        return column_name(comparison, section - 1, self._title)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        comparison = self._comparison
        if comparison is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(comparison, index.row(), index.column())
        if role == Qt.ItemDataRole.FontRole and index.row() == len(self.order):
            return theme.font("strong", theme.scaled(15))
        place = self.place(index)
        if role == Qt.ItemDataRole.ToolTipRole and place is not None:
            return as_typed(told(comparison, *place, self._unit, self._title))
        return None

    def _words(self, comparison: Comparison, row: int, section: int) -> str:
        if row == len(self.order):
            if section == GROUP:
                return _("Spread between groups")
            if section > len(comparison.columns):
                return ""
            return spread_words(comparison.column_spreads[section - 1], self._unit)
        row = self.order[row]
        if section == GROUP:
            return comparison.rows[row]
        if section > len(comparison.columns):
            return spread_words(comparison.row_spreads[row], self._unit)
        return cell_words(comparison.cells[row][section - 1], self._unit)
