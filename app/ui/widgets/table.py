"""How every table of ours stands: roomy rows, no row numbers, no grid."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.ui import theme
from app.ui.widgets.wrapping_header import WrappingHeader


def calm_table(table: QTableView, stretch_column: int = 0) -> None:
    """Give ``table`` our rows and headers; ``stretch_column`` takes the width that is left.

    Rows follow the text scale in force, so call it again after a change of scale. Selection is by
    rows; the caller may choose otherwise afterwards.
    """
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    rows = table.verticalHeader()
    rows.hide()
    # In this order: raising the least size first would leave rows at it for good.
    rows.setDefaultSectionSize(theme.scaled(38))
    rows.setMinimumSectionSize(theme.scaled(24))
    columns = table.horizontalHeader()
    columns.setHighlightSections(False)
    if isinstance(columns, WrappingHeader):
        columns.wrap()
    else:
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    columns.setSectionResizeMode(stretch_column, QHeaderView.ResizeMode.Stretch)
