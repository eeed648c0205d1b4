"""What all groups said, on a station, once the room has seen it."""

from collections.abc import Mapping

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.chart import results_chart
from app.domain.chart_labels import chart_labels
from app.domain.chart_spoken import describe
from app.domain.drawing import Drawing, Measure
from app.domain.results import ResultsTable
from app.domain.results_reading import results_table, with_data_asked
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.ui import theme
from app.ui.charts.chart_view import ChartView
from app.ui.page_stack import Pages
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Heading

CHART, WORDS = "chart", "words"


class RoomResults(QWidget):
    """The chart of both scores, the same drawing as on the room screen; or all of it in words."""

    def __init__(self) -> None:
        super().__init__()
        self._table: ResultsTable | None = None
        self._choice = Segmented(
            [(CHART, _("Chart")), (WORDS, _("In words"))], CHART, _("Views of the results")
        )
        self._choice.setObjectName("station.results.show_as")
        self._choice.chosen.connect(self._on_choice_chosen)
        self._chart = ChartView()
        self._chart.setObjectName("station.results.chart")
        self._words = QPlainTextEdit()
        self._words.setObjectName("station.results.words")
        self._words.setReadOnly(True)
        self._words.setTabChangesFocus(True)
        self._words.setAccessibleName(_("The results in words"))
        self._pages = Pages()
        self._pages.addWidget(self._chart)
        self._pages.addWidget(self._words)
        column = QVBoxLayout(self)
        pad = theme.scaled(16)
        column.setContentsMargins(theme.scaled(24), pad, theme.scaled(24), pad)
        column.setSpacing(theme.scaled(10))
        column.addWidget(Heading(_("What all groups said"), role="title"))
        column.addWidget(FlowBox((self._choice,), theme.scaled(12)))
        column.addWidget(self._pages, 1)

    def show_snapshot(
        self, snapshot: Snapshot, language: str, data_asked: Mapping[str, int]
    ) -> None:
        """Show the results as they stand; before the reveal there are none.

        ``data_asked``: in which dimensions how many groups lacked data; others' needs are not here.
        """
        if snapshot.workshop.revealed_at is None:
            self._table = None
            self._chart.set_provider(None)
            self._words.clear()
            return
        fresh = with_data_asked(results_table(snapshot, language), data_asked)
        if fresh == self._table:
            return
        self._table = fresh
        self._chart.set_provider(self._draw)
        self._words.setPlainText(describe(fresh, chart_labels(_)))

    def _draw(self, width: float, height: float, measure: Measure) -> Drawing:
        if self._table is None:
            raise LookupError("nothing was revealed")
        return results_chart(
            self._table,
            width,
            height,
            measure,
            labels=chart_labels(_),
            scale=theme.text_scale(),
            min_text=14.0,
        )

    def _on_choice_chosen(self, choice: str) -> None:
        self._pages.setCurrentIndex(0 if choice == CHART else 1)
