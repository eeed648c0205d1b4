"""A dataset as bars or as a table; an outcome carries the statement on opportunity either way."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout, QWidget

from app.domain.bar_tables import OUTCOME, bar_tables
from app.domain.chart_bar_marks import BarLabels, BarTable, bar_labels
from app.domain.chart_bars import bar_chart
from app.domain.drawing import Drawing, Measure
from app.domain.framework import Framework
from app.domain.measures import Dataset
from app.domain.text import say
from app.i18n import _, translator
from app.ui import theme
from app.ui.charts.chart_view import ChartView, Provider
from app.ui.data.value_model import GROUP, ValueModel
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.table import calm_table
from app.ui.widgets.text import Label

_BAR = 40
_AROUND = 150
_SENTENCE = 40
_TEXT = 14


class DatasetChart(QWidget):
    """Chart and table of one dataset, one of them shown; ``prefix`` begins their names."""

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = Segmented(
            [("chart", _("Chart")), ("table", _("Table"))], "chart", _("Show as")
        )
        self._choice.setObjectName(f"{prefix}.show_as")
        self._prefix = prefix
        self._charts: list[ChartView] = []
        chart_page = QWidget()
        self._chart_column = QVBoxLayout(chart_page)
        self._chart_column.setContentsMargins(0, 0, 0, 0)
        self._chart_column.setSpacing(0)
        self._model = ValueModel()
        self._table = QTableView()
        self._table.setObjectName(f"{prefix}.table")
        self._table.setAccessibleName(_("Values"))
        self._table.setModel(self._model)
        self._statement = Label(role="strong")
        table_page = QWidget()
        column = QVBoxLayout(table_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(self._statement)
        self._pages = QStackedWidget()
        self._pages.addWidget(chart_page)
        self._add_chart()
        self._pages.addWidget(table_page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._head = FlowBox((self._choice,), theme.scaled(16))
        whole.addWidget(self._head)
        whole.addWidget(self._pages, 1)
        self._choice.chosen.connect(self._on_choice_chosen)

    def add_beside(self, widget: QWidget) -> None:
        """Put a widget beside the choice between chart and table."""
        self._head.flow.addWidget(widget)

    def show_dataset(
        self,
        dataset: Dataset,
        framework: Framework,
        language: str,
        beside: Sequence[Dataset] = (),
    ) -> None:
        """Show another dataset; ``beside`` is the workshop's other data, to compare with."""
        tables = bar_tables(dataset, language, framework, beside)
        labels = bar_labels(translator(language))
        self._model.show_dataset(dataset, language, framework)
        self._show_charts([partial(_draw, table, labels) for table in tables], tables)
        calm_table(self._table, stretch_column=GROUP)
        self._statement.setText(say(framework.gap_statement, language))
        self._statement.setVisible(dataset.kind == OUTCOME)

    def _show_charts(self, draws: Sequence[Provider], tables: Sequence[BarTable]) -> None:
        """Show a chart for each picture of the dataset, one below the other."""
        while len(self._charts) < len(tables):
            self._add_chart()
        tall = 0
        for place, chart in enumerate(self._charts):
            chart.setVisible(place < len(tables))
            if place < len(tables):
                chart.set_provider(draws[place])
                height = _height(tables[place])
                chart.setFixedHeight(height)
                tall += height
        self._pages.setFixedHeight(max(tall, theme.scaled(_AROUND)))

    def _add_chart(self) -> None:
        chart = ChartView()
        number = len(self._charts)
        chart.setObjectName(f"{self._prefix}.chart{number + 1 if number else ''}")
        self._charts.append(chart)
        self._chart_column.addWidget(chart)

    def _on_choice_chosen(self, choice: str) -> None:
        self._pages.setCurrentIndex(0 if choice == "chart" else 1)


def _height(table: BarTable) -> int:
    """Return how tall a chart is to be: a bar's height for each group, and room for the words."""
    rows = len(table.cells) or len(table.values)
    sentences = sum(bool(words) for words in (table.aim, table.note)) + bool(table.columns)
    return theme.scaled(_BAR * rows + _AROUND + _SENTENCE * sentences)


def _draw(
    table: BarTable, labels: BarLabels, width: float, height: float, measure: Measure
) -> Drawing:
    smallest = float(theme.scaled(_TEXT))
    return bar_chart(table, width, height, measure, labels=labels, min_text=smallest)
