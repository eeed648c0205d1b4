"""Taking people in from a file: preview, columns, questions; all of it at once, or nothing."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableView, QWidget

from app.domain.importing import RawTable
from app.domain.people_importing import ColumnGuess, PeopleMapping, PeoplePreview, PersonField
from app.i18n import _, _n
from app.services import people_import
from app.ui import theme
from app.ui.desk import Desk
from app.ui.importing.column_mapping import MappedColumn
from app.ui.importing.page import ImportPage
from app.ui.importing.view import NARROW
from app.ui.people import preview_model
from app.ui.people.table_choice import TableChoice
from app.ui.widgets.panel import Panel
from app.ui.widgets.table import calm_table
from app.ui.widgets.wrapping_header import WrappingHeader

PRIVATE = (PersonField.KEEP_APART, PersonField.KEEP_TOGETHER)
"""Columns whose values never show: somebody may look over the facilitator's shoulder."""

_TABLE_ROWS = 9
_WIDEST, _WIDEST_OF_MANY, _WITH_FILES = 250, 150, 150
"""Pixels at 100 %: the widest column, for one file and for several, and what their names take."""


class ImportPanel(ImportPage):
    """One file, or one pasted list, of people on its way in.

    Signals:
        finished(int, int): so many people were added, so many updated.
    """

    finished = Signal(int, int)

    HELD = (*ImportPage.HELD, "_mapping", "_remembered", "_name", "_read_again")
    most_at_once = 60  # every name that somebody wrote down is compared with everybody's

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "user-plus", people_import.read_file, parent)
        self.setObjectName("people.importing")
        self._mapping: PeopleMapping = ()
        self._remembered: dict[str, str] = {}
        self._name: Callable[[], str] = str
        self._found: PeoplePreview | None = None
        self._people_panel = Panel(_("People in the file"))
        self._model = preview_model.PreviewModel()
        self._view = QTableView()
        self._view.setAccessibleName(_("People in the file"))
        self._view.setHorizontalHeader(WrappingHeader(self._view))
        self._view.setModel(self._model)
        self._people_panel.add(self._view)
        self._read_again: Callable[[str, int | None], RawTable] | None = None
        self._choice = TableChoice()
        self.columns_panel.add(self._choice)
        self._choice.chosen.connect(self._on_choice_chosen)
        self.columns.changed.connect(self._on_columns_changed)
        self.table_read.connect(self._on_table_read)
        self.previewed.connect(self._show_preview)
        self.go.clicked.connect(self._on_go_clicked)
        self.lay_out((self._people_panel,), self._finder)

    def read_file(self, path: Path) -> None:
        """Read a file and show what it would bring."""
        self._name = lambda: path.name
        self._read_again = lambda sheet, row: people_import.read_file(
            path, sheet=sheet, header_row=row
        )
        super().read_file(path)

    def read_text(self, text: str) -> None:
        """Read pasted text and show what it would bring."""
        self._name = lambda: _("the pasted list")
        self._read_again = lambda _sheet, row: people_import.read_pasted(text, header_row=row)
        self.read(self._name, lambda: people_import.read_pasted(text))

    def read_files(self, paths: Sequence[Path]) -> None:
        """Read several files and show what they would bring together."""
        if len(paths) == 1:
            self.read_file(paths[0])
            return
        self._read_again = None
        many = len(paths)
        self.read(
            lambda: _n("{n} file", "{n} files", many).format(n=many),
            lambda: people_import.read_files(paths),
        )

    def show_table(self, table: RawTable) -> None:
        """Offer the ways in which the table could be read."""
        self._choice.show_table(table)

    def _on_table_read(self, table: RawTable) -> None:
        self._found = None
        framework, data_dir = self.desk.snapshot.framework, self.desk.data_dir
        self._mapping = people_import.mapping_for(table, data_dir, framework)
        self._remembered = people_import.remembered_answers(table, data_dir)
        self.answers = dict(self._remembered)

    def _finder(self) -> Callable[[], PeoplePreview]:
        table, mapping, answers = self.table, self._mapping, dict(self.answers)
        snapshot = self.desk.snapshot
        assert table is not None
        return lambda: people_import.preview(table, snapshot, mapping, answers)

    def _show_preview(self, found: PeoplePreview) -> None:
        self._found = found
        count = len(found.new) + len(found.updates)
        words = _n("Import {n} person", "Import {n} people", count).format(n=count)
        answers = bool(found.history or found.efforts or found.corrected)
        self.go.setText(words if count or not answers else _("Import the answers"))
        self.go.setEnabled(not found.blocking and (count > 0 or answers))
        self.summary.setText(_summary(found))
        self.show_problems(found.problems)
        self._show_columns(found)
        self._model.show_preview(found, self.desk.snapshot, self.desk.language)
        self._fit_columns()
        self._view.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        rows = min(len(found.people), _TABLE_ROWS)
        self._view.setFixedHeight(theme.scaled(38) * (rows + 1) + theme.scaled(12))
        self._people_panel.setVisible(bool(found.people))
        line = _("Row {row}: {name} – {reason}")
        stays = [
            line.format(row=each.row, name=each.name or _("no name"), reason=each.reason)
            for each in (*found.left_out, *found.duplicates)
        ]
        used = {k: v for k, v in self._remembered.items() if self.answers.get(k) == v}
        told = people_import.told_answers(used, self.desk.snapshot.framework)
        names = people_import.known_as(self.table, self.desk.data_dir) if self.table else []
        known = [_("The columns are known from “{name}”.").format(name=name) for name in names]
        self.show_rest([*stays, *known, *told], found.notes)

    def _on_go_clicked(self) -> None:
        """Take everybody in with one command, and remember the columns for the next such file."""
        if self._found is not None and not self._found.blocking:
            # The list may have changed since the preview was made: what is stored now counts.
            self.find_again(self._take_in)

    def _take_in(self, fresh: PeoplePreview) -> None:
        table = self.table
        if table is None:
            return
        if fresh.blocking:
            self._show_preview(fresh)
            return
        self.desk.submit(people_import.command(fresh))
        people_import.remember_mapping(
            self.desk.data_dir, table.name, table, self._mapping, self.answers
        )
        self.finished.emit(len(fresh.new), len(fresh.updates))

    def _show_columns(self, found: PeoplePreview) -> None:
        meanings = [(each.value, people_import.field_name(each)) for each in PersonField]
        columns = [
            MappedColumn(
                header=self._told_with_file(c.index, c.header),
                examples=() if _is_private(c) else c.examples,
                meaning=c.field.value,
            )
            for c in found.columns
        ]
        self.columns.show_columns(columns, meanings)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the less needed columns out where it is narrow."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        several = self._model.of_several_files
        narrow = self.width() < theme.scaled(NARROW + (_WITH_FILES if several else 0))
        calm_table(self._view, preview_model.NAME if narrow else preview_model.AFFILIATION)
        # The column that takes what is left keeps room for its header beside the files' names.
        widest = theme.scaled(_WIDEST_OF_MANY if several else _WIDEST)
        self._view.horizontalHeader().setMaximumSectionSize(widest)
        hidden = (preview_model.AFFILIATION, preview_model.INTERESTS, preview_model.NEEDS)
        for column in hidden:
            self._view.setColumnHidden(column, narrow)
        self._view.setColumnHidden(preview_model.FILE, not several)

    def _told_with_file(self, index: int, header: str) -> str:
        """Return a column's name, with its file where there are several."""
        parts = self.table.parts if self.table is not None else ()
        files = [part.name for part in parts if part.start <= index < part.start + part.width]
        return f"{header} · {files[0]}" if len(parts) > 1 else header

    def _on_choice_chosen(self, sheet: str, row: int | None) -> None:
        again = self._read_again
        if again is not None:
            self.read(self._name, lambda: again(sheet, row))

    def _on_columns_changed(self, place: int, meaning: str) -> None:
        mapping = list(self._mapping)
        mapping[place] = PersonField(meaning)
        self._mapping = tuple(mapping)
        self.preview()


def _is_private(column: ColumnGuess) -> bool:
    """Tell whether a column's values stay hidden: its own words may say so, whatever is chosen."""
    return bool({column.field, people_import.meaning_of(column.header)} & {*PRIVATE})


def _summary(found: PeoplePreview) -> str:
    """Return what would happen, in one line."""
    unchanged = len(found.people) - len(found.new) - len(found.updates)
    joined = len(found.duplicates)
    parts = [
        (len(found.new), _n("{n} new", "{n} new", len(found.new))),
        (len(found.updates), _n("{n} updated", "{n} updated", len(found.updates))),
        (unchanged, _n("{n} unchanged", "{n} unchanged", unchanged)),
        (len(found.left_out), _n("{n} left out", "{n} left out", len(found.left_out))),
        (joined, _n("{n} row joined", "{n} rows joined", joined)),
    ]
    said = [words.format(n=count) for count, words in parts if count]
    answers = len(found.history) + len(found.efforts)
    corrected = sum(map(len, found.corrected.values()))
    if corrected:
        words = _n("{n} survey answer corrected", "{n} survey answers corrected", corrected)
        said.append(words.format(n=corrected))
    if answers:
        words = _n("{n} survey answer without a name", "{n} survey answers without names", answers)
        said.append(words.format(n=answers))
    return " · ".join(said)
