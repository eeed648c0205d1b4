"""A dataset as bars or as a table; an outcome carries the statement on opportunity either way."""

from PySide6.QtWidgets import QStackedWidget, QTableView, QVBoxLayout, QWidget

from app.domain.bar_tables import OUTCOME, bar_table
from app.domain.chart_bars import bar_chart, bar_labels
from app.domain.drawing import Drawing, Measure
from app.domain.framework import Framework
from app.domain.measures import Dataset
from app.domain.text import say
from app.i18n import _, translator
from app.ui import theme
from app.ui.charts.chart_view import ChartView
from app.ui.data.value_model import GROUP, ValueModel
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.table import calm_table
from app.ui.widgets.text import Label

_BAR = 40
_AROUND = 150
_TEXT = 14


class DatasetChart(QWidget):
    """Chart and table of one dataset, one of them shown; ``prefix`` begins their names."""

    def __init__(self, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = Segmented(
            [("chart", _("Chart")), ("table", _("Table"))], "chart", _("Show as")
        )
        self._choice.setObjectName(f"{prefix}.show_as")
        self._chart = ChartView()
        self._chart.setObjectName(f"{prefix}.chart")
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
        self._pages.addWidget(self._chart)
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

    def show_dataset(self, dataset: Dataset, framework: Framework, language: str) -> None:
        """Show another dataset."""
        bars = bar_table(dataset, language, framework)
        labels = bar_labels(translator(language))

        def draw(width: float, height: float, measure: Measure) -> Drawing:
            smallest = float(theme.scaled(_TEXT))
            return bar_chart(bars, width, height, measure, labels=labels, min_text=smallest)

        self._chart.set_provider(draw)
        self._pages.setFixedHeight(theme.scaled(_BAR * len(bars.values) + _AROUND))
        self._model.show_dataset(dataset, language, framework)
        calm_table(self._table, stretch_column=GROUP)
        self._statement.setText(say(framework.gap_statement, language))
        self._statement.setVisible(dataset.kind == OUTCOME)

    def _on_choice_chosen(self, choice: str) -> None:
        self._pages.setCurrentIndex(0 if choice == "chart" else 1)
