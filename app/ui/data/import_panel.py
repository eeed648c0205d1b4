"""Taking a data file in: one year, one place, one kind of number, seen before it is kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.bar_tables import relation_of
from app.domain.importing import (
    EVERY,
    DataField,
    DataFilter,
    DataMapping,
    DataPreview,
    ManyPlaces,
    RawTable,
)
from app.domain.relations import RELATION
from app.i18n import _, _n
from app.services import data_import, data_reading
from app.ui import theme
from app.ui.data.dataset_chart import DatasetChart
from app.ui.data.place_choice import PlaceChoice
from app.ui.data.reading_choices import kind_choice, relation_choice
from app.ui.desk import Desk
from app.ui.importing.column_mapping import MappedColumn
from app.ui.importing.page import ImportPage
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label


class DataImportPanel(ImportPage):
    """One data file on its way in, as one dataset.

    Signals:
        finished(str, str): a dataset of this id and title was taken in.
    """

    finished = Signal(str, str)

    HELD = (*ImportPage.HELD, "_path", "_mapping", "_kind", "_named", "_picked")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "chart-column", data_import.read_file, parent)
        self._path: Path | None = None
        self._places = PlaceChoice()
        self.setObjectName("data.importing")
        self._mapping: DataMapping | None = None
        self._found: DataPreview | None = None
        self._kind, self._named = "", ""
        self._filters: tuple[DataFilter, ...] = ()
        self._picked: dict[str, str] = {}
        self._choices = Panel(_("What to take"))
        self._filter_box = FlowBox(spacing=theme.scaled(14))
        self._name = QLineEdit()
        self._name.setObjectName("import.title")
        self._name.setAccessibleName(_("Title, as the room sees it"))
        self._name.setMaxLength(200)
        self._kinds = kind_choice("import.kind")
        self._relation = relation_choice("import.relation")
        self._target = DropDown()
        self._target.setObjectName("import.target")
        name_box(self._target, _("Keep as"))
        self._own = Button(_("Choose the columns myself"), kind="quiet", icon_name="columns-2")
        self._own.setObjectName("import.own_columns")
        self._preview_panel = Panel(_("As it will be shown"))
        self._chart = DatasetChart("import")
        self._fill_panels()
        self._connect_choices()
        self.lay_out((self._choices, self._preview_panel), self._finder, (self._places,))
        self._places.hide()

    def read_file(self, path: Path) -> None:
        """Read a file in a process of its own, and show what it would bring."""
        self._read(path, ())

    def in_hand(self) -> dict[str, Any]:
        """Return what was chosen, a title that is still being typed included."""
        held, typed = super().in_hand(), self._typed_name()
        if held:
            held["_named"] = typed or self._named
            held["places"] = self._places.model.chosen
            held["target"] = self._target.currentData()
        return held

    def take_up(self, held: dict[str, Any]) -> None:
        """Go on where another page was, with the districts that were ticked there."""
        super().take_up(held)
        if isinstance(self.other, ManyPlaces):
            self._places.show_places(self.other, held["places"])
        self._target.setCurrentIndex(max(0, self._target.findData(held["target"])))

    def show_table(self, table: RawTable) -> None:
        """Offer the datasets in whose place it can be kept."""
        self._show_targets()

    def show_other(self, found: object) -> None:
        """Ask for the districts that are wanted of a file too large for one look."""
        if isinstance(found, ManyPlaces):
            likely = data_import.likely_places(found, self.desk.snapshot.workshop.district)
            self._places.show_places(found, likely)
            self._places.show()

    def _read(self, path: Path, places: tuple[str, ...]) -> None:
        self._path = path
        self._places.hide()
        self.read_in_steps(
            lambda: path.name, lambda tell: data_reading.read_apart(path, places=places, tell=tell)
        )

    def _on_places_chosen(self, keys: tuple[str, ...]) -> None:
        if self._path is not None:
            self._read(self._path, keys)

    def _on_table_read(self, table: RawTable) -> None:
        self._found, self._kind, self._named = None, "", ""
        self._mapping = data_import.first_mapping(table, self.desk.data_dir)
        self._filters, self._picked = (), {}

    def _finder(self) -> Callable[[], DataPreview]:
        table, mapping, chosen = self.table, self._mapping, {**self._picked, **self.answers}
        snapshot, kind, title = self.desk.snapshot, self._kind, self._named
        assert table is not None
        return lambda: data_import.preview(
            table, snapshot, mapping=mapping, chosen=chosen, kind=kind, title=title
        )

    def _show_preview(self, found: DataPreview) -> None:
        self._found = found
        rows = len(found.dataset.rows)
        self.go.setText(_("Keep this dataset"))
        self.go.setEnabled(not found.blocking and rows > 0)
        parts = [found.layout_name] if found.layout_name else []
        # While a choice is missing there are no values yet: that is no fault of the file.
        if rows or all(each.chosen for each in found.filters):
            parts.append(_n("{n} value", "{n} values", rows).format(n=rows))
        self.summary.setText(" · ".join(parts))
        self.summary.setVisible(bool(parts))
        # A choice that is missing is asked where it is chosen, not twice.
        asked = {f"filter:{each.field}" for each in found.filters}
        self.show_problems([p for p in found.problems if p.key not in asked])
        self.show_rest((), found.notes)
        self._show_filters(found.filters)
        self._kinds.set_value(found.dataset.kind)
        self._relation.set_value(relation_of(found.dataset).value)
        if not self._name.hasFocus():
            self._name.setText(found.dataset.title)
            self._name.setCursorPosition(0)
        self._own.setVisible(bool(found.layout))
        self.columns_panel.setVisible(not found.layout)
        if not found.layout:
            self._show_columns(found)
        self._preview_panel.setVisible(bool(rows))
        if rows:
            framework = self.desk.snapshot.framework
            beside = self.desk.snapshot.datasets
            self._chart.show_dataset(found.dataset, framework, self.desk.language, beside)

    def _on_go_clicked(self) -> None:
        """Keep the dataset, and remember the columns for the next such file."""
        if self._found is not None and not self._found.blocking:
            self._on_name_finished()
            self.find_again(self._take_in)

    def _take_in(self, fresh: DataPreview) -> None:
        table = self.table
        if table is None:
            return
        if fresh.blocking:
            self._show_preview(fresh)
            return
        target = str(self._target.currentData() or "")
        command = data_import.command(fresh, self.desk.snapshot, dataset_id=target)
        self.desk.submit(command)
        if not fresh.layout:
            data_import.remember_mapping(self.desk.data_dir, table.name, table, fresh.mapping)
        self.finished.emit(command.dataset_id, fresh.dataset.title)

    def _fill_panels(self) -> None:
        self._choices.add(self._filter_box)
        for caption, widget in (
            (_("Title, as the room sees it"), self._name),
            (_("Kind of data"), self._kinds),
            (_("To aim at"), self._relation),
            (_("Keep as"), self._target),
        ):
            self._choices.add(Label(caption, role="small"))
            self._choices.add(widget)
        self._choices.body.addWidget(self._own, 0, Qt.AlignmentFlag.AlignLeading)
        self._preview_panel.add(self._chart)

    def _connect_choices(self) -> None:
        self.table_read.connect(self._on_table_read)
        self.previewed.connect(self._show_preview)
        self.go.clicked.connect(self._on_go_clicked)
        self.columns.changed.connect(self._on_columns_changed)
        self._kinds.chosen.connect(self._on_kinds_chosen)
        self._relation.chosen.connect(lambda name: self._on_filter_chosen(RELATION, name))
        self._places.places_chosen.connect(self._on_places_chosen)
        self._name.editingFinished.connect(self._on_name_finished)
        self._own.clicked.connect(self._on_own_clicked)

    def _show_filters(self, filters: tuple[DataFilter, ...]) -> None:
        if filters == self._filters:
            return
        self._filters = filters
        self._filter_box.flow.clear()
        for each in filters:
            self._filter_box.flow.addWidget(self._filter(each))
        self._filter_box.setVisible(bool(filters))
        self._filter_box.refresh()

    def _filter(self, each: DataFilter) -> QWidget:
        box = DropDown()
        box.setObjectName(f"import.filter.{each.field}")
        name_box(box, each.label)
        box.setPlaceholderText(_("Choose…"))
        if each.every:
            box.addItem(each.every, EVERY)
        for value in each.values:
            box.addItem(value, value)
        box.setCurrentIndex(box.findData(each.chosen) if each.chosen else -1)
        box.activated.connect(lambda: self._on_filter_chosen(each.field, str(box.currentData())))
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(3))
        words = each.label if each.chosen else _("Choose: {what}").format(what=each.label)
        column.addWidget(Label(words, "small", "" if each.chosen else "attention", wrap=False))
        column.addWidget(box)
        return whole

    def _show_columns(self, found: DataPreview) -> None:
        table = self.table
        if table is None:
            return
        meanings = [(each.value, data_import.field_name(each)) for each in DataField]
        columns = [
            MappedColumn(header=header, examples=_examples(table, place), meaning=which.value)
            for place, (header, which) in enumerate(zip(found.header, found.mapping, strict=True))
        ]
        self.columns.show_columns(columns, meanings)

    def _show_targets(self) -> None:
        self._target.clear()
        self._target.addItem(_("A new dataset"), "")
        for dataset in self.desk.snapshot.datasets:
            words = _("In place of “{title}”").format(title=dataset.title)
            self._target.addItem(words, dataset.id)

    def _on_filter_chosen(self, field: str, value: str) -> None:
        self._picked[field] = value
        self.preview()

    def _on_kinds_chosen(self, kind: str) -> None:
        self._kind = kind
        self.preview()

    def _on_name_finished(self) -> None:
        typed = self._typed_name()
        if typed:
            self._named = typed
            self.preview()

    def _typed_name(self) -> str:
        """Return a title that was typed and is not shown yet, or ""."""
        text = " ".join(self._name.text().split())
        return text if self._found is not None and text != self._found.dataset.title else ""

    def _on_own_clicked(self) -> None:
        if self.table is not None:
            self._mapping = data_import.mapping_for(self.table, self.desk.data_dir)
            self.preview()

    def _on_columns_changed(self, place: int, meaning: str) -> None:
        found = self._found
        if found is not None:
            mapping = list(found.mapping)
            mapping[place] = DataField(meaning)
            self._mapping = tuple(mapping)
            self.preview()


def _examples(table: RawTable, place: int) -> tuple[str, ...]:
    """Return the first different values of a column, from the rows at the top."""
    cells = (row.cells[place] for row in table.rows[:50])
    return tuple(dict.fromkeys(cell for cell in cells if cell.strip()))[:3]
