"""A comparison as chart and table that point at the same value. Needs pyqtgraph: imported late."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from app.domain.comparing import Comparison
from app.i18n import _
from app.ui import theme
from app.ui.data.compare_chart import CompareChart
from app.ui.data.compare_drawing import Shown
from app.ui.data.compare_legend import CompareLegend
from app.ui.data.compare_table import FILE_ORDER, GROUP, SPREAD, CompareModel
from app.ui.data.compare_words import column_name, told
from app.ui.prepare.choice import Choice
from app.ui.widgets.announcing import announce
from app.ui.widgets.button import IconButton
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.table import calm_table
from app.ui.widgets.text import Label


class CompareBoard(QWidget):
    """Chart, what it points at in words, statement, and table; sorting one sorts the other.

    Signals:
        pointed(int, int): the row and column of the comparison that is pointed at.
    """

    pointed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._unit, self._title = "percent", ""
        self.legend = CompareLegend()
        self.chart = CompareChart()
        self.chart.setObjectName("compare.chart")
        self._told = Label(role="strong")
        self._told.setObjectName("compare.told")
        self._statement = Label(role="body")
        self._statement.setObjectName("compare.statement")
        self.model = CompareModel()
        self.table = QTableView()
        self.table.setObjectName("compare.table")
        self.table.setAccessibleName(_("Values"))
        self.table.setModel(self.model)
        self._sort = Choice([], _("Order of the student groups"))
        self._sort.setObjectName("compare.sort")
        self._sort.setMinimumContentsLength(20)
        self._lay_out()
        self._connect()

    def show_comparison(
        self,
        comparison: Comparison,
        *,
        heading: str,
        unit: str,
        title: str,
        outcome: bool,
        statement: str,
    ) -> None:
        """Show another comparison; the statement stands under an outcome's chart.

        ``heading`` says what is counted; ``title`` names a column that the file leaves nameless.
        """
        self._comparison, self._unit, self._title = comparison, unit, title
        self.model.show_comparison(comparison, unit, title, outcome=outcome)
        names = [column_name(comparison, n, title) for n in range(len(comparison.columns))]
        self.legend.show_columns(names)
        self._statement.setText(statement)
        self._statement.setVisible(outcome and bool(statement))
        self._offer_orders(names)
        self._chart_panel.set_title(heading)
        calm_table(self.table, stretch_column=GROUP)
        self.table.horizontalHeader().setSectionsClickable(True)
        self._fit_table()
        self._told.setText(_("Point at a mark, or go from mark to mark with the arrow keys."))
        self.chart.setAccessibleDescription(self._told.text())
        self._draw()

    def _draw(self) -> None:
        comparison = self._comparison
        if comparison is not None:
            slots = self.legend.slots()
            self.chart.show_comparison(
                Shown(comparison, self.model.order, slots, self._unit, self._title)
            )

    def _offer_orders(self, names: list[str]) -> None:
        self._sort.clear()
        self._sort.addItem(_("As in the file"), FILE_ORDER)
        if self.model.has_spread:
            self._sort.addItem(_("Widest spread first"), SPREAD)
        for place, name in enumerate(names):
            self._sort.addItem(_("Highest first: {name}").format(name=name), place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the table to the width."""
        super().resizeEvent(event)
        self._fit_table()

    def _fit_table(self) -> None:
        """Make the table as tall as its rows; the groups take the width that is left, if any."""
        header = self.table.horizontalHeader()
        columns = range(self.model.columnCount())
        needed = sum(
            max(self.table.sizeHintForColumn(n), header.sectionSizeHint(n)) for n in columns
        )
        wide = needed > self.table.viewport().width()
        modes = QHeaderView.ResizeMode
        if columns:
            header.setSectionResizeMode(GROUP, modes.ResizeToContents if wide else modes.Stretch)
        height = self.table.verticalHeader().defaultSectionSize() * self.model.rowCount()
        height += header.sizeHint().height() + 2 * self.table.frameWidth() + 2
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(height + (bar if wide else 0))

    def _on_pointed(self, row: int, column: int) -> None:
        comparison = self._comparison
        if comparison is None:
            return
        words = told(comparison, row, column, self._unit, self._title)
        self._told.setText(words)
        self.chart.setAccessibleDescription(words)
        announce(self.chart, words)
        index = self.model.index_of(row, column)
        if self.table.currentIndex() != index:
            self.table.selectionModel().blockSignals(True)
            self.table.setCurrentIndex(index)
            self.table.selectionModel().blockSignals(False)
            self.table.viewport().update()
        self.pointed.emit(row, column)

    def _on_table_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        place = self.model.place(current)
        if place is not None and place[1] in self.legend.slots():
            self.chart.point_at(*place)

    def _on_header_section_clicked(self, section: int) -> None:
        self.model.sort_by_section(section)
        column, falling = self.model.sorted_by()
        known = falling or column == FILE_ORDER
        self._sort.setCurrentIndex(self._sort.findData(column) if known else -1)

    def _on_sort_activated(self) -> None:
        column = self._sort.currentData()
        if column is not None:
            self.model.sort_rows(int(column), falling=int(column) != FILE_ORDER)

    def _lay_out(self) -> None:
        self._chart_panel = chart = Panel()
        for icon, words, name, act in (
            ("zoom-in", _("Zoom in (+)"), "compare.closer", lambda: self.chart.zoom(True)),
            ("zoom-out", _("Zoom out (−)"), "compare.farther", lambda: self.chart.zoom(False)),
            ("rotate-ccw", _("Show all values (0)"), "compare.reset", self.chart.reset),
        ):
            button = IconButton(icon, words)
            button.setObjectName(name)
            button.clicked.connect(lambda _on=False, do=act: do())
            chart.add_action(button)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        chart.add(self.legend)
        chart.add(self._told)
        chart.add(self.chart)
        chart.add(self._statement)
        table = Panel(_("Table"))
        caption = Label(_("Order of the student groups"), role="small", wrap=False)
        table.add(FlowBox((caption, self._sort), theme.scaled(8)))
        table.add(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(14))
        column.addWidget(chart)
        column.addWidget(table)

    def _connect(self) -> None:
        self.legend.changed.connect(self._draw)
        self.chart.pointed.connect(self._on_pointed)
        self.model.order_changed.connect(self._draw)
        self.table.selectionModel().currentChanged.connect(self._on_table_current_changed)
        self.table.horizontalHeader().sectionClicked.connect(self._on_header_section_clicked)
        self._sort.activated.connect(self._on_sort_activated)
