"""Taking people in from a file: preview, columns, questions; all of it at once, or nothing."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import UserError
from app.domain.importing import PeopleMapping, PeoplePreview, PersonField, RawTable
from app.i18n import _, _n
from app.services import people_import
from app.ui import theme
from app.ui.background import Background
from app.ui.desk import Desk
from app.ui.people import preview_model
from app.ui.people.column_mapping import ColumnMapping, MappedColumn
from app.ui.people.questions import Questions
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.table import calm_table
from app.ui.widgets.text import Heading, Label

MOST_AT_ONCE = 400
"""A preview of more rows than this is made off the window's thread."""

PRIVATE = (PersonField.KEEP_APART, PersonField.KEEP_TOGETHER)
"""Columns whose values never show: somebody may look over the facilitator's shoulder."""

_TABLE_ROWS = 9


class ImportPanel(QWidget):
    """One file on its way in.

    Signals:
        finished(int, int): so many people were added, so many updated.
        closed(): nothing is to be imported.
    """

    finished = Signal(int, int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("people.importing")
        self._desk = desk
        self._table: RawTable | None = None
        self._mapping: PeopleMapping = ()
        self._answers: dict[str, str] = {}
        self._found: PeoplePreview | None = None
        self._reader = Background(self)
        self._previewer = Background(self)
        self._title = Heading(role="title")
        self._go = Button(kind="primary", icon_name="user-plus")
        self._go.setObjectName("import.go")
        self._cancel = Button(_("Cancel"))
        self._cancel.setObjectName("import.cancel")
        self._banner = Banner(closable=False)
        self._banner.setObjectName("import.banner")
        self._waiting = QProgressBar()
        self._waiting.setRange(0, 0)
        self._waiting.setTextVisible(False)
        self._waiting.setAccessibleName(_("Reading the file"))
        self._summary = Label(role="body")
        self._summary.setObjectName("import.summary")
        self._asked = Panel(_("Questions"))
        self._questions = Questions()
        self._again = Button(_("Ask again"), kind="quiet", icon_name="undo-2")
        self._again.setObjectName("import.again")
        self._columns_panel = Panel(_("What each column is"))
        self._columns = ColumnMapping()
        self._people_panel = Panel(_("People in the file"))
        self._model = preview_model.PreviewModel()
        self._view = QTableView()
        self._view.setAccessibleName(_("People in the file"))
        self._view.setModel(self._model)
        self._rest = Panel(_("Not taken in, and what was noticed"))
        self._rest_words = Label(role="body")
        self._rest_words.setObjectName("import.rest")
        self._lay_out()
        self._connect()

    def read_file(self, path: Path) -> None:
        """Read a file, off this thread, and show what it would bring."""
        self._begin(path.name, lambda: people_import.read_file(path))

    def read_text(self, text: str) -> None:
        """Read pasted text and show what it would bring."""
        self._begin(_("the pasted list"), lambda: people_import.read_pasted(text))

    def _begin(self, name: str, read: Callable[[], RawTable]) -> None:
        self._table, self._found, self._answers = None, None, {}
        self._title.setText(_("Import from {name}").format(name=name))
        self._banner.hide()
        self._show_found(False)
        self._waiting.show()
        self._reader.start(read)

    def _on_reader_done(self, table: object, error: object) -> None:
        self._waiting.hide()
        if isinstance(error, UserError):
            self._say(error)
        elif isinstance(table, RawTable):
            self._table = table
            self._mapping = people_import.mapping_for(table, self._desk.data_dir)
            self._preview()

    def _preview(self) -> None:
        """Work out what would be imported, with the columns and answers so far."""
        table, mapping, answers = self._table, self._mapping, dict(self._answers)
        if table is None:
            return
        snapshot = self._desk.snapshot

        def find() -> PeoplePreview:
            return people_import.preview(table, snapshot, mapping, answers)

        if len(table.rows) > MOST_AT_ONCE:
            self._go.setEnabled(False)
            self._previewer.start(find)
            return
        try:
            self._on_previewer_done(find(), None)
        except UserError as error:
            self._on_previewer_done(None, error)

    def _on_previewer_done(self, found: object, error: object) -> None:
        if isinstance(error, UserError):
            self._say(error)
        elif isinstance(found, PeoplePreview):
            self._found = found
            self._show_found(True)
            self._show_preview(found)

    def _show_preview(self, found: PeoplePreview) -> None:
        count = len(found.new) + len(found.updates)
        self._go.setText(_n("Import {n} person", "Import {n} people", count).format(n=count))
        self._go.setEnabled(not found.blocking and count > 0)
        self._summary.setText(_summary(found))
        self._questions.show_problems(found.problems)
        self._again.setVisible(bool(self._answers))
        self._asked.setVisible(bool(found.problems) or bool(self._answers))
        self._asked.set_title(_questions_title(len(found.blocking)))
        meanings = [(each.value, people_import.field_name(each)) for each in PersonField]
        columns = [
            MappedColumn(
                header=c.header,
                examples=() if c.field in PRIVATE else c.examples,
                meaning=c.field.value,
            )
            for c in found.columns
        ]
        self._columns.show_columns(columns, meanings)
        self._model.show_preview(found, self._desk.snapshot)
        calm_table(self._view, stretch_column=preview_model.AFFILIATION)
        header = self._view.horizontalHeader()
        header.setMaximumSectionSize(theme.scaled(250))
        self._view.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))
        rows = min(len(found.people), _TABLE_ROWS)
        self._view.setFixedHeight(theme.scaled(38) * (rows + 1) + theme.scaled(12))
        self._people_panel.setVisible(bool(found.people))
        rest = _rest_words(found)
        self._rest.setVisible(bool(rest))
        self._rest_words.setText(rest)

    def _show_found(self, shown: bool) -> None:
        for widget in (self._summary, self._columns_panel, self._people_panel, self._go):
            widget.setVisible(shown)
        if not shown:
            self._asked.hide()
            self._rest.hide()

    def _say(self, error: UserError) -> None:
        self._show_found(False)
        words = " ".join(part for part in (error.safe, error.remedy) if part)
        self._banner.show_message("attention", error.happened, words)

    def _on_question_answered(self, key: str, answer: str) -> None:
        self._answers[key] = answer
        self._preview()

    def _on_again_clicked(self) -> None:
        self._answers = {}
        self._preview()

    def _on_column_changed(self, place: int, meaning: str) -> None:
        mapping = list(self._mapping)
        mapping[place] = PersonField(meaning)
        self._mapping = tuple(mapping)
        self._preview()

    def _on_go_clicked(self) -> None:
        """Take everybody in with one command, and remember the columns for the next such file."""
        found, table = self._found, self._table
        if found is None or table is None or found.blocking:
            return
        # The list may have changed since the preview was made: what counts is what is stored now.
        fresh = people_import.preview(table, self._desk.snapshot, self._mapping, self._answers)
        if fresh != found:
            self._on_previewer_done(fresh, None)
            if fresh.blocking:
                return
        self._desk.submit(people_import.command(fresh))
        people_import.remember_mapping(self._desk.data_dir, table.name, table, self._mapping)
        self.finished.emit(len(fresh.new), len(fresh.updates))

    def _on_cancel_clicked(self) -> None:
        self._reader.cancel()
        self._previewer.cancel()
        self._table = None
        self.closed.emit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._cancel)
        top.addWidget(self._go)
        self._asked.add(self._questions)
        self._asked.add_action(self._again)
        self._columns_panel.add(self._columns)
        self._people_panel.add(self._view)
        self._rest.add(self._rest_words)
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        margin = theme.scaled(20)
        column.setContentsMargins(margin, theme.scaled(14), margin, theme.scaled(14))
        column.setSpacing(theme.scaled(12))
        column.addLayout(top)
        for widget in (
            self._banner, self._waiting, self._summary, self._asked, self._people_panel,
            self._columns_panel, self._rest,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        self._reader.done.connect(self._on_reader_done)
        self._previewer.done.connect(self._on_previewer_done)
        self._questions.answered.connect(self._on_question_answered)
        self._again.clicked.connect(self._on_again_clicked)
        self._columns.changed.connect(self._on_column_changed)
        self._go.clicked.connect(self._on_go_clicked)
        self._cancel.clicked.connect(self._on_cancel_clicked)


def _summary(found: PeoplePreview) -> str:
    """Return what would happen, in one line."""
    unchanged = len(found.people) - len(found.new) - len(found.updates)
    parts = [
        (len(found.new), _n("{n} new", "{n} new", len(found.new))),
        (len(found.updates), _n("{n} updated", "{n} updated", len(found.updates))),
        (unchanged, _n("{n} unchanged", "{n} unchanged", unchanged)),
        (len(found.left_out), _n("{n} left out", "{n} left out", len(found.left_out))),
        (
            len(found.duplicates),
            _n("{n} row joined", "{n} rows joined", len(found.duplicates)),
        ),
    ]
    said = [words.format(n=count) for count, words in parts if count]
    answers = len(found.history) + len(found.efforts)
    if answers:
        words = _n("{n} survey answer without a name", "{n} survey answers without names", answers)
        said.append(words.format(n=answers))
    return " · ".join(said)


def _questions_title(open_ones: int) -> str:
    if not open_ones:
        return _("Good to know")
    words = _n("{n} question first", "{n} questions first", open_ones)
    return words.format(n=open_ones)


def _rest_words(found: PeoplePreview) -> str:
    """Return who is left out, what was joined, and what reading the file changed."""
    line = _("Row {row}: {name} – {reason}")
    said = [
        line.format(row=each.row, name=each.name or _("no name"), reason=each.reason)
        for each in (*found.left_out, *found.duplicates)
    ]
    for note in found.notes:
        said.append(
            _("Row {row}: {message}").format(row=note.row, message=note.message)
            if note.row
            else note.message
        )
    return "\n".join(said)
