"""Compare: student groups by schools or years, to decide what the room is shown.

pandas and pyqtgraph are loaded when the page is first used, on another thread.
"""

from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.bar_tables import OUTCOME
from app.domain.comparing import Across, Comparison, ComparisonSource
from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError, Tell
from app.domain.measures import Dataset, EditDataset, ImportDataset
from app.domain.text import say
from app.i18n import _
from app.services import data_compare
from app.ui import theme
from app.ui.background import Background
from app.ui.data.compare_none import NothingToCompare
from app.ui.data.compare_room import WIDEST, RoomPart
from app.ui.data.compare_words import across_words, heading_of
from app.ui.data.reading_wait import ReadingWait
from app.ui.desk import Desk, WorkshopView
from app.ui.importing.choose_file import choose_table
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.choice import Choice
from app.ui.prepare.side_by_side import SideBySide, button_row
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Heading, Label

_FILE = "file"
_NARROW = 620
"""Pixels at 100 % below which the button stands under the title."""

Found = tuple[ComparisonSource, Comparison]


class ComparePage(WorkshopView):
    """A source, what of it is compared, its chart and table, and a way to the room.

    Signals:
        closed(): back to the datasets.
    """

    closed = Signal()
    TABLES = ("datasets", "framework")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page; nothing is compared before a source is opened."""
        super().__init__(desk, parent)
        self.setObjectName("compare")
        self._source: ComparisonSource | None = None
        self._comparison: Comparison | None = None
        self._across: Across | None = None
        self._chosen: dict[str, str] = {}
        self._reading: Path | None = None
        self._board: QWidget | None = None
        self._boxes: list[Captioned] = []
        self._reader = Background(self)
        self._taker = Background(self)
        self._build()
        self._lay_out()
        self._connect()
        self.refresh()

    def open_dataset(self, dataset_id: str) -> None:
        """Compare what is in a dataset that the workshop keeps."""
        dataset = self._kept(dataset_id)
        if dataset is not None:
            self._begin(data_compare.kept(dataset))

    def open_file(self, path: Path) -> None:
        """Compare what is in a file, without keeping any of it."""
        data_dir, snapshot, language = self.desk.data_dir, self.snapshot, self.desk.language
        self._across, self._chosen, self._reading = None, {}, path
        self._banner.hide()
        self._waiting.begin()
        self._show_what_there_is()

        def read(tell: Tell) -> Found:
            source = data_compare.read_file(path, data_dir, tell)
            return source, _compared(source, snapshot, language, None, {})

        self._reader.give_up()
        self._reader.start_in_steps(read)

    def in_hand(self) -> dict[str, Any]:
        """Return what is compared and how, or which file is being read."""
        if self._reading is not None:
            return {"path": self._reading}
        if self._source is None or self._comparison is None:
            return {}
        chosen = {each.field: each.chosen for each in self._comparison.choices}
        return {"source": self._source, "across": self._comparison.across, "chosen": chosen}

    def take_up(self, held: dict[str, Any]) -> None:
        """Compare again what was compared when the page was made anew."""
        if path := held.get("path"):
            self.open_file(path)
        elif source := held.get("source"):
            self._across, self._chosen = held["across"], dict(held["chosen"])
            self._compare(source)

    def refresh(self) -> None:
        """Offer the datasets as they are stored; an open one that changed is compared anew."""
        self._offer_sources()
        source = self._source
        if source is None or not source.dataset_id:
            self._show_what_there_is()
            return
        dataset = self._kept(source.dataset_id)
        if dataset is None:
            self._forget()
            self.closed.emit()
        elif data_compare.kept(dataset) != source:
            self._begin(data_compare.kept(dataset))
        else:
            self._show_room_part()

    def _show_what_there_is(self) -> None:
        """Say what to do instead of offering a choice among nothing."""
        none = self._source is None and self._sources.count() == 0
        for widget in (self._what, self._open):
            widget.setVisible(not none)
        self._none.setVisible(none and self._waiting.isHidden())

    def _forget(self) -> None:
        """Show no number of a dataset that is no longer kept."""
        self._source = self._comparison = None
        self._offer_sources()
        for widget in (self._board, self._room, self._nothing, self._hint):
            if widget is not None:
                widget.hide()
        self._show_what_there_is()

    def _begin(self, source: ComparisonSource) -> None:
        self._across, self._chosen = None, {}
        self._banner.hide()
        self._compare(source)

    def _compare(self, source: ComparisonSource) -> None:
        """Compare with the choices so far; what is shown stays until that is done."""
        snapshot, language = self.snapshot, self.desk.language
        across, chosen = self._across, dict(self._chosen)
        if self._comparison is None:
            self._waiting.begin()
        self._reader.start(lambda: (source, _compared(source, snapshot, language, across, chosen)))

    def _on_waiting_cancel_requested(self) -> None:
        self._reader.give_up()
        self._reader.cancel()
        self._reading = None
        self._waiting.hide()
        self._show_what_there_is()

    def _on_reader_done(self, found: Found | None, error: UserError | None) -> None:
        self._reading = None
        self._waiting.hide()
        if isinstance(error, GivenUpError):
            return
        if error is None and found is not None:
            self._source, self._comparison = found
            self._show()
        self._show_what_there_is()
        self._tell(error)

    def _show(self) -> None:
        source, comparison = self._source, self._comparison
        if source is None or comparison is None:
            return
        self._offer_sources()
        self._across_box.setVisible(len(comparison.possible) > 1)
        self._columns.set_value(comparison.across.value)
        self._show_filters(comparison)
        empty = not comparison.rows
        self._nothing.setVisible(empty)
        single = len(comparison.columns) == 1 and not comparison.possible
        self._hint.setVisible(single and not empty and bool(source.dataset_id))
        board = self._the_board()
        board.setVisible(not empty)
        framework = self.snapshot.framework
        kind, unit = source.facts(comparison)
        board.show_comparison(
            comparison,
            heading=heading_of(source, comparison),
            unit=unit,
            title=source.title,
            outcome=kind == OUTCOME,
            statement=say(framework.gap_statement, self.desk.language),
        )
        self._room.offer_columns(comparison, source.title)
        self._show_room_part()

    def _the_board(self):
        """Return chart and table, made when they are first needed."""
        if self._board is None:
            from app.ui.data.compare_board import CompareBoard

            self._board = CompareBoard()
            self._board.pointed.connect(self._on_board_pointed)
            self._board_place.addWidget(self._board)
        return self._board

    def _offer_sources(self) -> None:
        current = self._source
        self._sources.clear()
        for dataset in self.snapshot.datasets:
            self._sources.addItem(dataset.title, dataset.id)
        if current is not None and not current.dataset_id:
            self._sources.addItem(_("File: {name}").format(name=current.title), _FILE)
        wanted = (current.dataset_id or _FILE) if current is not None else ""
        self._sources.set_value(wanted)

    def _show_filters(self, comparison: Comparison) -> None:
        for old in self._boxes:
            self._filters.flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._boxes = []
        for each in comparison.choices:
            box = Choice([(value, value) for value in each.values], each.label)
            box.setObjectName(f"compare.filter.{each.field}")
            box.setMinimumContentsLength(min(WIDEST, max(map(len, each.values))))
            box.set_value(each.chosen)
            box.chosen.connect(lambda value, name=each.field: self._on_filter_chosen(name, value))
            self._boxes.append(Captioned(each.label, box))
            self._filters.flow.addWidget(self._boxes[-1])
        self._filters.refresh()

    def _show_room_part(self) -> None:
        """Offer to show the kept dataset, or one column of the file."""
        source, comparison = self._source, self._comparison
        usable = comparison is not None and bool(comparison.rows)
        self._room.setVisible(usable)
        if source is None:
            return
        self._room.show_dataset(self._kept(source.dataset_id))

    def _kept(self, dataset_id: str) -> Dataset | None:
        return next((d for d in self.snapshot.datasets if d.id == dataset_id), None)

    def _on_sources_chosen(self, source_id: str) -> None:
        if source_id != _FILE:
            self.open_dataset(source_id)

    def _on_columns_chosen(self, across: str) -> None:
        self._across = Across(across)
        if self._source is not None:
            self._compare(self._source)

    def _on_filter_chosen(self, name: str, value: str) -> None:
        comparison = self._comparison
        if comparison is None or self._source is None:
            return
        now = {each.field: each.chosen for each in comparison.choices}
        self._chosen = {**self._chosen, **now, name: value}
        self._across = comparison.across
        self._compare(self._source)

    def _on_board_pointed(self, row: int, column: int) -> None:
        """Offer the column that is looked at to the room."""
        self._room.point_at(column)
        chart = self._the_board().chart
        if chart.hasFocus():
            at = chart.mapTo(self._area.widget(), chart.rect().topLeft())
            middle = at.y() + chart.center_of(row)
            self._area.ensureVisible(0, middle, 0, theme.scaled(80))

    def _on_room_asked(self, column: int) -> None:
        source, comparison = self._source, self._comparison
        if source is None or comparison is None:
            return
        if source.dataset_id:
            self.desk.submit(EditDataset(dataset_id=source.dataset_id, values={"shown": True}))
            return
        snapshot = self.snapshot
        self._room.set_busy(True)
        self._taker.start(lambda: data_compare.take_in(source, comparison, column, snapshot))

    def _on_taker_done(self, command: ImportDataset | None, error: UserError | None) -> None:
        self._room.set_busy(False)
        if error is not None or command is None:
            self._tell(error)
            return
        self.desk.submit(command)
        said = _("“{title}” was added, and the room is shown it.")
        self._banner.show_message("info", said.format(title=command.content["title"]))
        self._area.ensureWidgetVisible(self._banner)

    def _on_operations_refused(self, command: object, error: object) -> None:
        mine = isinstance(command, (EditDataset, ImportDataset)) and self.isVisible()
        if mine and isinstance(error, UserError):
            self._tell(error)

    def _tell(self, error: UserError | None) -> None:
        if error is not None:
            self._banner.show_error(error)
            self._area.ensureWidgetVisible(self._banner)

    def _build(self) -> None:
        self._back = Button(_("Back to the datasets"), kind="quiet", icon_name="arrow-left")
        self._back.setObjectName("compare.back")
        self._banner = Banner()
        self._banner.setObjectName("compare.banner")
        self._sources = Choice([], _("What to compare"))
        self._sources.setMinimumContentsLength(WIDEST)
        self._sources.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._sources.setObjectName("compare.source")
        self._open = Button(_("Open a data file"), icon_name="file-up")
        self._open.setObjectName("compare.open")
        self._columns = Segmented(
            [(each.value, across_words(each)) for each in Across], name=_("Side by side")
        )
        self._columns.setObjectName("compare.across")
        self._across_box = Captioned(_("Side by side"), self._columns)
        self._filters = FlowBox(spacing=theme.scaled(14))
        self._hint = Label(
            _("A kept dataset has one place and one year. Open its file to compare more."), "small"
        )
        self._none = NothingToCompare("compare.none")
        self._waiting = ReadingWait("compare.waiting")
        self._nothing = Label(_("There are no values for this choice."), role="quiet")
        self._room = RoomPart()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        margin = theme.scaled(24)
        column.setContentsMargins(margin, theme.scaled(18), margin, theme.scaled(14))
        column.setSpacing(theme.scaled(12))
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        top = SideBySide(_NARROW)
        top.add(Heading(_("Compare before you show"), role="title"), 1)
        top.add(button_row(self._open), 0)
        column.addWidget(top)
        column.addWidget(self._banner)
        self._what = what = Panel()
        # Titles are long: this line is the panel's whole width.
        what.add(Captioned(_("What to compare"), self._sources))
        self._filters.flow.addWidget(self._across_box)
        what.add(self._filters)
        what.add(self._hint)
        self._across_box.hide()
        self._hint.hide()
        column.addWidget(what)
        column.addWidget(self._none)
        column.addWidget(self._waiting)
        column.addWidget(self._nothing)
        self._board_place = QVBoxLayout()
        column.addLayout(self._board_place)
        column.addWidget(self._room)
        column.addStretch(1)
        for widget in (self._waiting, self._nothing, self._room):
            widget.hide()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)

    def _connect(self) -> None:
        self._back.clicked.connect(self._reader.give_up)
        self._back.clicked.connect(self.closed)
        self._waiting.cancel_requested.connect(self._on_waiting_cancel_requested)
        self._reader.stepped.connect(self._waiting.show_step)
        self._sources.chosen.connect(self._on_sources_chosen)
        for asked in (self._open.clicked, self._none.action_requested):
            asked.connect(lambda: choose_table(self, _("Open a data file"), self.open_file))
        self._columns.chosen.connect(self._on_columns_chosen)
        self._room.asked.connect(self._on_room_asked)
        self._reader.done.connect(self._on_reader_done)
        self._taker.done.connect(self._on_taker_done)
        self.desk.operations.refused.connect(self._on_operations_refused)


def _compared(source, snapshot, language: str, across: Across | None, chosen: dict) -> Comparison:
    """Return the comparison, and load the chart's library where waiting for it harms nobody."""
    import_module("pyqtgraph")
    return data_compare.compare(source, snapshot, language, across=across, chosen=chosen)
