"""The results page: chart, reasons, versions to settle, agreed ratings, and the text of it all."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.chart import results_chart
from app.domain.chart_labels import chart_labels
from app.domain.chart_spoken import describe
from app.domain.drawing import Drawing, Measure
from app.domain.errors import UserError
from app.domain.results import ResultsTable, Standing
from app.domain.results_reading import results_table
from app.i18n import _, _n
from app.ui import theme
from app.ui.after.exporter import Exporter
from app.ui.charts.chart_view import ChartView
from app.ui.charts.image import to_png
from app.ui.charts.painter import measure_with
from app.ui.desk import Desk, WorkshopView
from app.ui.results.agreed import AgreedRatings
from app.ui.results.contests import ContestList
from app.ui.results.reasons import ReasonsGrid
from app.ui.results.reveal_side import RevealSide
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

CHART, REASONS, CONTESTS, AGREED, WORDS = "chart", "reasons", "contests", "agreed", "words"
PICTURE_WIDTH, PICTURE_HEIGHT = 1872.0, 1032.0
_SIDE_WIDTH = 268
_CHART, _LARGE_CHART = 380, 540
"""Least heights in pixels at 100 %: the page scrolls for large text, so every mark keeps a name."""
_LARGE = 1.5
"""The text scale from which the page gives its width to the results."""
_CHART_REST_MS = 100


class ResultsView(WorkshopView):
    """The facilitator's own results, marked "before reveal" until the room has seen them."""

    TABLES = (
        "workshop", "frameworks", "seatings", "groups", "cells", "group_states", "data_needs",
        "notes",
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the chart."""
        super().__init__(desk, parent)
        self.setObjectName("results")
        self._table: ResultsTable | None = None
        self._exporter = Exporter(desk, self)
        self._exporter.finished.connect(self._on_exporter_finished)
        self._exporter.failed.connect(self._on_exporter_failed)
        self._saved: Path | None = None
        self._side = RevealSide(desk)
        self._side.group_requested.connect(
            lambda group_id: desk.page_requested.emit(f"score:{group_id}")
        )
        self._chart_timer = QTimer(self)
        self._chart_timer.setSingleShot(True)
        self._chart_timer.setInterval(_CHART_REST_MS)
        self._build_pages()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._build_main(), 1)
        self._chart_timer.timeout.connect(self._chart.refresh)
        self._chart.set_provider(self._draw)
        self.refresh()

    def refresh(self) -> None:
        """Read the snapshot again."""
        snapshot, language = self.snapshot, self.desk.language
        mark = "" if snapshot.workshop.revealed_at else _("Before reveal · facilitator’s own copy")
        self._table = results_table(snapshot, language, before_reveal_mark=mark)
        self._side.refresh(self._table)
        count = self._contests.show_snapshot(snapshot, language)
        self._contested.setVisible(count > 0)
        self._contested.setText(
            _n("{n} answer has two versions", "{n} answers have two versions", count).format(
                n=count
            )
        )
        self._agreed.show_snapshot(snapshot, language)
        marks = [mark for row in self._table.rows for mark in row.marks]
        self._why_empty.setText(
            _("Nothing is scored yet. Marks stand here as soon as a group has scored.")
            if marks
            else _("No groups score yet. Make them and give them dimensions under Prepare.")
        )
        self._why_empty.setVisible(all(mark.standing is Standing.NOT_YET for mark in marks))
        self._fill_dimensions(self._table)
        self._show_reasons()
        words = describe(self._table.sorted_by(self._sort.value()), chart_labels(_))
        if self._words.toPlainText() != words:
            self._words.setPlainText(words)
        if not self._chart_timer.isActive():
            self._chart_timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side its share and no more."""
        super().resizeEvent(event)
        share = 0.28 if _large() else 0.3
        width = min(theme.scaled(_SIDE_WIDTH), round(self.width() * share))
        self._side.setFixedWidth(max(width, self._side.least_width()))

    def _build_main(self) -> QWidget:
        main = QWidget()
        self._pages = Segmented(
            [
                (CHART, _("Chart")),
                (REASONS, _("Reasons")),
                (CONTESTS, _("Two versions")),
                (AGREED, _("Agreed")),
                (WORDS, _("In words")),
            ],
            CHART,
            _("Views of the results"),
        )
        self._pages.setObjectName("results.pages")
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._pages.chosen.connect(self.open_page)
        self._contested = Button(kind="quiet", icon_name="triangle-alert")
        self._contested.setObjectName("results.contested")
        self._contested.clicked.connect(lambda: self.open_page(CONTESTS))
        self._banner = Banner()
        self._banner.action_requested.connect(self._on_banner_action_requested)
        top = QWidget()
        flow = FlowLayout(top, spacing=theme.scaled(12))
        flow.addWidget(self._pages)
        flow.addWidget(self._contested)
        column = QVBoxLayout(main)
        pad, side = theme.scaled(16), theme.scaled(10 if _large() else 20)
        column.setContentsMargins(side, pad, side, pad)
        column.setSpacing(theme.scaled(10))
        column.addWidget(top)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        return main

    def _build_pages(self) -> None:
        self._stack = QStackedWidget()
        self._contests = ContestList(self.desk)
        self._agreed = AgreedRatings(self.desk)
        self._words = QPlainTextEdit()
        self._words.setReadOnly(True)
        self._words.setAccessibleName(_("The results in words"))
        self._page_widgets = {
            CHART: self._build_chart_page(),
            REASONS: self._build_reasons_page(),
            CONTESTS: _scrolled(self._contests),
            AGREED: _scrolled(self._agreed),
            WORDS: self._words,
        }
        for widget in self._page_widgets.values():
            self._stack.addWidget(widget)

    def _build_chart_page(self) -> QWidget:
        page = QWidget()
        self._chart = ChartView()
        self._chart.setObjectName("results.chart")
        self._chart.setMinimumHeight(theme.scaled(_LARGE_CHART if _large() else _CHART))
        self._sort = Segmented(
            [
                ("order", _("In order")),
                ("gap", _("Widest gap first")),
                ("spread", _("Widest spread first")),
            ],
            "order",
            _("Order of the dimensions"),
        )
        self._sort.setObjectName("results.sort")
        self._sort.chosen.connect(lambda _sort: self.refresh())
        bar = QWidget()
        flow = FlowLayout(bar, spacing=theme.scaled(8))
        flow.addWidget(self._sort)
        for kind, label in (("results.png", _("Save as PNG")), ("results.svg", _("Save as SVG"))):
            button = Button(label, icon_name="download")
            button.setObjectName(f"results.save.{kind[-3:]}")
            button.clicked.connect(lambda _on=False, chosen=kind: self._save(chosen))
            flow.addWidget(button)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self._why_empty = Label(role="quiet")
        self._why_empty.setObjectName("results.empty")
        column.addWidget(self._why_empty)
        column.addWidget(self._chart, 1)
        column.addWidget(bar)
        return _scrolled(page)

    def _build_reasons_page(self) -> QWidget:
        page = QWidget()
        self._dimensions = DropDown()
        self._dimensions.setObjectName("results.dimension")
        name_box(self._dimensions, _("Dimension"))
        self._dimensions.activated.connect(lambda _place: self._show_reasons())
        show = Button(_("Show these on the room screen"), icon_name="monitor")
        show.setObjectName("results.show.reasons")
        show.clicked.connect(self._on_show_reasons_clicked)
        self._show_reasons_button = show
        self._range = Label(role="quiet")
        self._reasons = ReasonsGrid()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        column.addWidget(self._dimensions)
        column.addWidget(self._range)
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._reasons, 1)
        return _scrolled(page)

    def _fill_dimensions(self, table: ResultsTable) -> None:
        rows = [
            (r.dimension_id, _("{number} · {dimension}").format(number=r.number, dimension=r.name))
            for r in table.rows
        ]
        box = self._dimensions
        present = [(box.itemData(i), box.itemText(i)) for i in range(box.count())]
        if rows == present:
            return
        kept = box.currentData()
        box.clear()
        for dimension_id, title in rows:
            box.addItem(title, dimension_id)
        box.setCurrentIndex(max(0, box.findData(kept)))

    def _show_reasons(self) -> None:
        if self._table is None:
            return
        chosen = self._dimensions.currentData()
        row = next((r for r in self._table.rows if r.dimension_id == chosen), None)
        self._reasons.show_dimension(row, self._table)
        revealed = self.snapshot.workshop.revealed_at is not None
        self._show_reasons_button.setEnabled(revealed)
        parts = []
        for lens, name in self._table.lens_names.items():
            found = row.range(lens) if row else None
            if found:
                words = str(found[0]) if found[0] == found[1] else f"{found[0]}–{found[1]}"
                parts.append(_("{lens}: {levels}").format(lens=name, levels=words))
        self._range.setText(" · ".join(parts))
        self._range.setVisible(bool(parts))

    def open_page(self, page: str) -> None:
        """Show one of the views."""
        self._pages.set_value(page)
        self._stack.setCurrentWidget(self._page_widgets[page])

    def _draw(self, width: float, height: float, measure: Measure) -> Drawing:
        table = self._table or results_table(self.snapshot, self.desk.language)
        return results_chart(
            table,
            width,
            height,
            measure,
            labels=chart_labels(_),
            scale=theme.text_scale(),
            sort=self._sort.value(),
            min_text=14.0,
        )

    def _save(self, kind: str) -> None:
        if kind == "results.svg":
            self._exporter.build(kind)
            return
        table = self._table or results_table(self.snapshot, self.desk.language)
        drawing = results_chart(
            table,
            PICTURE_WIDTH,
            PICTURE_HEIGHT,
            measure_with(),
            labels=chart_labels(_),
            sort=self._sort.value(),
        )
        self._exporter.save_picture(kind, to_png(drawing, theme.load_theme("light").roles))

    def _on_show_reasons_clicked(self) -> None:
        self._side.show_scene("reasons", dimension_id=self._dimensions.currentData())

    def _on_exporter_finished(self, _kind: str, path: Path) -> None:
        self._saved = path
        where = _("{file} lies in {folder}.").format(file=path.name, folder=path.parent)
        self._banner.show_message("info", _("Saved"), where, (("open", _("Open the folder")),))

    def _on_exporter_failed(self, _kind: str, error: UserError) -> None:
        self._banner.show_error(error)

    def _on_banner_action_requested(self, _action: str) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))


def _large() -> bool:
    return theme.text_scale() >= _LARGE


def _scrolled(widget: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(widget)
    widget.setProperty("role", "page")
    return scroll
