"""District data: what the room and the groups will see, and in which order."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.bar_tables import relation_of
from app.domain.measures import Dataset, EditDataset, ImportDataset, RemoveDataset
from app.domain.relations import RELATION
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _
from app.ui import theme
from app.ui.data.compare import ComparePage
from app.ui.data.dataset_chart import DatasetChart
from app.ui.data.import_panel import DataImportPanel
from app.ui.data.packets import PacketsPanel
from app.ui.data.reading_choices import kind_choice, relation_choice
from app.ui.desk import Desk
from app.ui.importing.choose_file import choose_table
from app.ui.importing.view import ImportingView
from app.ui.widgets.button import Button
from app.ui.widgets.chip_choice import ChipChoice
from app.ui.widgets.editable_list import EditableList
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Label
from app.ui.widgets.toggle import Toggle

_COMPARED = "compared"


class DatasetPanel(Panel):
    """One dataset: how it is called, who sees it, and its chart.

    Signals:
        edited(dict): new values of :class:`EditDataset`.
        remove_requested(): take it out of the workshop.
    """

    edited = Signal(object)
    remove_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._dataset: Dataset | None = None
        self._title = QLineEdit()
        self._title.setObjectName("data.title")
        self._title.setAccessibleName(_("Title, as the room sees it"))
        self._source = QLineEdit()
        self._source.setObjectName("data.source")
        self._source.setAccessibleName(_("Source, as the room sees it"))
        self._shown = Toggle(_("Shown in the room"))
        self._shown.setObjectName("data.shown")
        self._kinds = kind_choice("data.kind")
        self._relation = relation_choice("data.relation")
        self.dimensions = ChipChoice()
        self.dimensions.setAccessibleName(_("Dimensions that this informs"))
        self._chart = DatasetChart("data")
        self._remove = Button(_("Remove this dataset"), kind="quiet", icon_name="trash-2")
        self._remove.setObjectName("data.remove")
        self._chart.add_beside(self._shown)
        for widget in (
            Label(_("Title, as the room sees it"), role="small"), self._title, self._chart,
            Label(_("Dimensions that this informs: their groups get the chart"), role="small"),
            self.dimensions, Label(_("Kind of data"), role="small"), self._kinds,
            Label(_("To aim at"), role="small"), self._relation,
            Label(_("Source, as the room sees it"), role="small"), self._source,
        ):  # fmt: skip
            self.add(widget)
        self.body.addWidget(self._remove, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addStretch(1)
        self._title.editingFinished.connect(lambda: self._on_line_finished("title"))
        self._source.editingFinished.connect(lambda: self._on_line_finished("source"))
        self._shown.toggled.connect(lambda on: self.edited.emit({"shown": on}))
        self._kinds.chosen.connect(lambda kind: self.edited.emit({"kind": kind}))
        self._relation.chosen.connect(lambda name: self.edited.emit({RELATION: name}))
        self.dimensions.chosen.connect(lambda ids: self.edited.emit({"dimensions": ids}))
        self._remove.clicked.connect(self.remove_requested)

    def show_dataset(self, dataset: Dataset, snapshot: Snapshot, language: str) -> None:
        """Show a dataset as stored; what is being typed stays."""
        fresh = self._dataset is None or self._dataset.id != dataset.id
        self._dataset = dataset
        for line, text in ((self._title, dataset.title), (self._source, dataset.source)):
            if fresh or not (line.hasFocus() and line.isModified()):
                line.setText(text)
                if not line.hasFocus():
                    line.setCursorPosition(0)  # a long title is read from its beginning
        self._shown.blockSignals(True)
        self._shown.setChecked(dataset.shown)
        self._shown.blockSignals(False)
        self._kinds.set_value(dataset.kind)
        self._relation.set_value(relation_of(dataset).value)
        choices = [
            (d.id, f"{d.number} {say(d.short_name, language)}")
            for d in snapshot.framework.dimensions
        ]
        self.dimensions.show_choice(choices, dataset.dimensions)
        self._chart.show_dataset(dataset, snapshot.framework, language, snapshot.datasets)
        self.setAccessibleName(dataset.title)

    def _on_line_finished(self, name: str) -> None:
        line = self._title if name == "title" else self._source
        line.setModified(False)
        text = " ".join(line.text().split())
        if self._dataset is None or text == getattr(self._dataset, name):
            return
        if name == "title" and not text:
            line.setText(self._dataset.title)
            return
        self.edited.emit({name: text})


class DataView(ImportingView):
    """All datasets of the workshop in their order, one of them open, or a file being taken in."""

    TABLES = ("datasets", "framework")
    COMMANDS = (EditDataset, ImportDataset, RemoveDataset)
    _importing: DataImportPanel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page and list the datasets."""
        super().__init__(desk, DataImportPanel(desk), parent)
        self.setObjectName("data")
        self._wanted = ""
        self._add = Button(_("Import a data file"), kind="primary", icon_name="file-up")
        self._add.setObjectName("data.import")
        self._compare = Button(_("Compare schools or years"), icon_name="chart-scatter")
        self._compare.setObjectName("data.compare")
        self._comparing: ComparePage | None = None
        self._banner.setObjectName("data.banner")
        self._list = EditableList(_("Datasets, in the order of the room"), renamable=False)
        self._list.setObjectName("data.list")
        self._open = DatasetPanel()
        self._empty = EmptyState(
            "chart-column",
            _("No district data yet"),
            _(
                "Bring the files that the state or the district publishes, as they are. You see "
                "table and chart before anything is kept; suppressed values stay suppressed."
            ),
            (("import", _("Import a data file")), ("compare", _("Compare before you keep"))),
        )
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the datasets as they are stored."""
        datasets = self.snapshot.datasets
        rows = [
            (d.id, d.title if d.shown else _("{title} (not shown)").format(title=d.title))
            for d in datasets
        ]
        self._list.set_rows(rows)
        ids = [d.id for d in datasets]
        if self._wanted in ids:
            self._list.setCurrentRow(ids.index(self._wanted))
            self._wanted = ""
        elif datasets and not self._list.current_id():
            self._list.setCurrentRow(0)
        self._vacant.setVisible(not datasets)
        self._side.setVisible(bool(datasets))
        self._show_current()

    def compare(self) -> None:
        """Show the open dataset's numbers side by side."""
        self._show_comparing().open_dataset(self._list.current_id())

    def in_hand(self) -> dict[str, Any]:
        """Return what is compared, beside a file on its way in."""
        if self._comparing is not None and self._pages.currentWidget() is self._comparing:
            return {_COMPARED: self._comparing.in_hand()}
        return super().in_hand()

    def take_up(self, held: dict[str, Any]) -> None:
        """Go on comparing, or with a file on its way in, when the page was made anew."""
        if _COMPARED in held:
            self._show_comparing().take_up(held[_COMPARED])
        else:
            super().take_up(held)

    def _show_comparing(self) -> ComparePage:
        """Show the page that compares, made when it is first wanted."""
        if self._comparing is None:
            self._comparing = ComparePage(self.desk)
            self._comparing.closed.connect(lambda: self._pages.setCurrentIndex(0))
            self._pages.addWidget(self._comparing)
        self._pages.setCurrentWidget(self._comparing)
        return self._comparing

    def _current(self) -> Dataset | None:
        wanted = self._list.current_id()
        return next((d for d in self.snapshot.datasets if d.id == wanted), None)

    def _show_current(self) -> None:
        dataset = self._current()
        self._open.setVisible(dataset is not None)
        if dataset is not None:
            self._open.show_dataset(dataset, self.snapshot, self.desk.language)

    def _on_list_moved(self, start: int, end: int) -> None:
        """Store a new order: a place between the new neighbors."""
        datasets = list(self.snapshot.datasets)
        moved = datasets.pop(start)
        before = datasets[end - 1].position if end > 0 else None
        after = datasets[end].position if end < len(datasets) else None
        position = _between(before, after)
        self._edit(moved.id, {"position": position})

    def _edit(self, dataset_id: str, values: object) -> None:
        if isinstance(values, dict):
            self.desk.submit(EditDataset(dataset_id=dataset_id, values=dict(values)))

    def _on_open_edited(self, values: object) -> None:
        dataset = self._current()
        if dataset is not None:
            self._edit(dataset.id, values)

    def _on_remove_requested(self) -> None:
        dataset = self._current()
        if dataset is None:
            return
        self.desk.submit(RemoveDataset(dataset_id=dataset.id))
        self.say_done(_("“{title}” was removed.").format(title=dataset.title))

    def _on_import_clicked(self) -> None:
        choose_table(self, _("Import a data file"), self.import_file)

    def _on_empty_action_requested(self, action_id: str) -> None:
        if action_id == "compare":
            self.compare()
        else:
            self._on_import_clicked()

    def _on_importing_finished(self, dataset_id: str, title: str) -> None:
        self._wanted = dataset_id
        self.show_list()
        self.refresh()
        self.say_done(_("“{title}” was added.").format(title=title))

    def _lay_out(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.scaled(8))
        side.addWidget(Heading(_("District data"), role="title"))
        side.addWidget(self._add)
        side.addWidget(self._compare)
        side.addWidget(self._list)
        side.addWidget(Label(_("Drag to change the order, or Ctrl+Up and Ctrl+Down."), "small"))
        self._packets = PacketsPanel(self.desk)
        side.addWidget(self._packets)
        side.addStretch(1)
        # As tall as its rows, so that what stands below is in sight.
        self._list.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self._list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._list.setMinimumHeight(theme.scaled(96))
        self._list.setMaximumHeight(theme.scaled(330))
        self._vacant = QWidget()
        vacant = QVBoxLayout(self._vacant)
        vacant.setContentsMargins(0, 0, 0, 0)
        vacant.addWidget(Heading(_("District data"), role="title"))
        vacant.addWidget(self._empty, 1)
        columns = ((self._side, 2), (self._open, 5), (self._vacant, 5))
        self.lay_out((self._banner,), columns)

    def _connect(self) -> None:
        self._add.clicked.connect(self._on_import_clicked)
        self._compare.clicked.connect(self.compare)
        self._empty.action_requested.connect(self._on_empty_action_requested)
        self._list.moved.connect(self._on_list_moved)
        self._list.selected.connect(lambda _id: self._show_current())
        self._list.remove_requested.connect(lambda _id: self._on_remove_requested())
        self._open.edited.connect(self._on_open_edited)
        self._open.remove_requested.connect(self._on_remove_requested)
        self._importing.finished.connect(self._on_importing_finished)


def _between(before: float | None, after: float | None) -> float:
    """Return a position between two neighbors, either of which may be missing."""
    if before is None:
        return (after or 1.0) - 1.0
    return before + 1.0 if after is None else (before + after) / 2
