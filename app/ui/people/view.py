"""People: who is invited, typed in one by one or brought in a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.domain.ids import new_id
from app.domain.people import AddPerson, EditPerson, ImportPeople, RemovePerson, Role
from app.i18n import _, _n
from app.ui import theme
from app.ui.desk import Desk
from app.ui.importing.choose_file import choose_tables
from app.ui.importing.view import NARROW, ImportingView
from app.ui.people.column_widths import shared_width
from app.ui.people.import_panel import ImportPanel
from app.ui.people.model import (
    AFFILIATION,
    INTERESTS,
    NAME,
    NEEDS,
    PERSON_ID,
    ROLE,
    PeopleFilter,
    PeopleModel,
)
from app.ui.people.person_panel import PersonPanel
from app.ui.people.role_counts import RoleCounts
from app.ui.people.save_list import SaveList
from app.ui.people.type_in import TypeInRow, pasted_table
from app.ui.people.wording import name_of
from app.ui.widgets.button import Button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.table import calm_table
from app.ui.widgets.text import Label
from app.ui.widgets.wrapping_header import WrappingHeader

_NARROWEST_COLUMN = 104
_AIR = 16
"""Pixels at 100 %: what the longest heading's longest word needs, and what is around a word."""
_NO_LIMIT = 16_777_215
"""Qt's own number for "as wide as it likes"."""


class PeopleTable(QTableView):
    """The list; its view removes the current person on Delete and takes a pasted table in."""

    def __init__(self, view: "PeopleView") -> None:
        super().__init__(view)
        self._view = view
        self.setAccessibleName(_("People"))
        self.setObjectName("people.table")
        self.setHorizontalHeader(WrappingHeader(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns."""
        super().resizeEvent(event)
        self._view.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete, paste with the system's key."""
        if event.key() == Qt.Key.Key_Delete:
            self._view.remove_current()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._view.paste()
        else:
            super().keyPressEvent(event)


class PeopleView(ImportingView):
    """The list of people, one of them open for editing, or a file being taken in."""

    TABLES = ("participants", "identities", "framework", "history")
    COMMANDS = (AddPerson, EditPerson, RemovePerson, ImportPeople)
    SEVERAL = True
    _importing: ImportPanel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page and list the people."""
        super().__init__(desk, ImportPanel(desk), parent)
        self.setObjectName("people")
        self._current = ""
        self._wanted = ""
        self._counts = RoleCounts()
        self._import = Button(_("Import a file"), icon_name="file-spreadsheet")
        self._import.setObjectName("people.import")
        self._paste = Button(_("Paste a list"), icon_name="clipboard-list")
        self._paste.setObjectName("people.paste")
        self._save = Button(_("Save the list…"), icon_name="download")
        self._save.setObjectName("people.save")
        self._search = SearchField(_("Search people"))
        self._search.setObjectName("people.search")
        self._type_in = TypeInRow()
        self._banner.setObjectName("people.banner")
        self._model = PeopleModel()
        self._filter = PeopleFilter()
        self._filter.setSourceModel(self._model)
        self._table = PeopleTable(self)
        self._table.setModel(self._filter)
        self._table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self._empty = EmptyState(
            "users",
            _("Nobody on the list yet"),
            _(
                "Import the sign-up form or ticket list as it is, paste a table from a "
                "spreadsheet, or type the first name above."
            ),
            (("import", _("Import a file")), ("paste", _("Paste a list"))),
        )
        self._saving = SaveList(desk, self)
        self._person = PersonPanel()
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the people as they are stored."""
        self._model.show_people(self.snapshot, self.desk.language)
        roles = [person.role for person in self.snapshot.people]
        self._counts.show_counts({role: roles.count(role) for role in Role}, good=False)
        nobody = not roles
        # Both stand in the middle of the empty page then.
        self._import.setVisible(not nobody)
        self._paste.setVisible(not nobody)
        self._empty.setVisible(nobody)
        self._table.setVisible(not nobody)
        self._search.setVisible(not nobody)
        self._save.setVisible(not nobody)
        self._counts.setVisible(not nobody)
        if self._wanted and self._model.row_of(self._wanted) >= 0:
            self._select(self._wanted)
            self._wanted = ""
        self._show_person()
        self._show_table()

    def import_files(self, paths: Sequence[Path]) -> None:
        """Begin to take in several files together: who is in two of them comes once."""
        self._pages.setCurrentWidget(self._importing)
        self._importing.read_files(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer a way back from the person where the list is not beside them."""
        super().resizeEvent(event)
        self._person.offer_back(self.stacked)

    def paste(self) -> None:
        """Begin to take in what the clipboard holds."""
        self._begin_paste(pasted_table())

    def remove_current(self) -> None:
        """Take the chosen person off the list."""
        person = self.snapshot.person(self._current)
        if person is not None:
            self.desk.submit(RemovePerson(participant_id=person.id))
            said = _("{name} was removed from the list, with seats and wishes.")
            self.say_done(said.format(name=name_of(person)))

    def _begin_paste(self, text: str) -> None:
        if not text:
            self._banner.show_message(
                "attention",
                _("There is no table to paste."),
                _("Select the rows in your spreadsheet, copy them, and press this again."),
            )
            return
        self._pages.setCurrentWidget(self._importing)
        self._importing.read_text(text)

    def _show_person(self) -> None:
        person = self.snapshot.person(self._current)
        self._person.setVisible(person is not None)
        self._person.offer_back(self.stacked)
        if person is not None:
            self._person.show_person(self.snapshot, person)

    def _show_table(self) -> None:
        calm_table(self._table, stretch_column=AFFILIATION)
        header = self._table.horizontalHeader()
        header.setMinimumSectionSize(theme.scaled(86))
        header.setMaximumSectionSize(_NO_LIMIT)
        for column in (NAME, INTERESTS, NEEDS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.fit_columns()
        self._table.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))

    def fit_columns(self) -> None:
        """Share the width: names come first, then what people would like and what they need."""
        narrow = self.width() < theme.scaled(NARROW)
        for column in (INTERESTS, NEEDS):
            self._table.setColumnHidden(column, narrow)
        header, least = self._table.horizontalHeader(), theme.scaled(_NARROWEST_COLUMN)
        room = self._table.viewport().width() - self._table.columnWidth(ROLE)
        columns = (NAME, AFFILIATION) if narrow else (NAME, AFFILIATION, INTERESTS, NEEDS)
        wanted = {
            column: max(least, self._table.sizeHintForColumn(column) + theme.scaled(_AIR))
            for column in columns
        }
        widths = shared_width(room, wanted, least, columns, max(theme.scaled(250), room // 2))
        for column in columns:
            if column != AFFILIATION:
                header.resizeSection(column, widths[column])

    def _select(self, participant_id: str) -> None:
        row = self._model.row_of(participant_id)
        index = self._filter.mapFromSource(self._model.index(row, NAME))
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._table.scrollTo(index)

    def _on_table_current_changed(self, current: QModelIndex) -> None:
        self._person.settle()
        self._current = str(current.data(PERSON_ID) or "") if current.isValid() else ""
        self._show_person()

    def _on_table_activated(self, _index: QModelIndex) -> None:
        """Edit the chosen person: the keys go there, and the page with them."""
        self._person.begin()
        self.look_at(self._person)

    def _on_person_closed(self) -> None:
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._table.scrollTo(self._table.currentIndex())
        self.look_at(self._table)

    def _on_search_searched(self, words: str) -> None:
        self._filter.search(words)

    def _on_add_requested(self, name: str, role: str, affiliation: str) -> None:
        known = [p for p in self.snapshot.people if p.name.casefold() == name.casefold()]
        identity = {"name": name, "affiliation": affiliation} if affiliation else {"name": name}
        self.desk.submit(
            AddPerson(participant_id=new_id(), role=Role(role), identity=dict(identity))
        )
        self._banner.hide()
        if known:
            said = _("{name} was on the list already and is there twice now.")
            self._banner.show_message(
                "attention", said.format(name=name), actions=(("undo", _("Undo")),)
            )

    def _on_person_edited(self, participant_id: str, values: dict[str, object]) -> None:
        if self.snapshot.person(participant_id) is None:
            return
        fields = dict(values)
        role = fields.pop("role", None)
        interests = fields.pop("interests", None)
        self.desk.submit(
            EditPerson(
                participant_id=participant_id,
                role=Role(str(role)) if role is not None else None,
                interests=tuple(interests) if isinstance(interests, list) else None,
                identity=fields,
            )
        )

    def _on_import_clicked(self) -> None:
        choose_tables(self, _("Import people"), self.import_files)

    def _on_importing_finished(self, added: int, updated: int) -> None:
        self.show_list()
        words = _n("{n} person was added", "{n} people were added", added).format(n=added)
        if updated:
            words += ", " + _n("{n} was updated", "{n} were updated", updated).format(n=updated)
        self.say_done(words + ".")

    def _on_saving_saved(self, path: Path) -> None:
        said = _("“{name}” is saved, without anybody’s seating wishes.").format(name=path.name)
        words = _("It can be changed in a spreadsheet and imported again.")
        self._banner.show_message("info", said, words)

    def _on_empty_action_requested(self, action_id: str) -> None:
        self._on_import_clicked() if action_id == "import" else self.paste()

    def _lay_out(self) -> None:
        self._search.setMinimumWidth(theme.scaled(220))
        title = Label(_("People"), role="title", wrap=False)
        title.setContentsMargins(0, 0, theme.scaled(12), 0)
        top = FlowBox(
            (title, self._search, self._import, self._paste, self._save), theme.scaled(10)
        )
        self._table.setMinimumHeight(theme.scaled(240))
        self._person.setMinimumHeight(theme.scaled(320))
        self._person.setMinimumWidth(theme.scaled(320))
        columns = ((self._table, 5), (self._empty, 5), (self._person, 3))
        self.lay_out((top, self._type_in, self._banner, self._counts), columns)

    def _connect(self) -> None:
        self._import.clicked.connect(self._on_import_clicked)
        self._paste.clicked.connect(self.paste)
        self._save.clicked.connect(self._saving.ask)
        self._saving.saved.connect(self._on_saving_saved)
        self._saving.failed.connect(self._banner.show_error)
        self._search.searched.connect(self._on_search_searched)
        self._type_in.add_requested.connect(self._on_add_requested)
        self._type_in.table_pasted.connect(self._begin_paste)
        self._empty.action_requested.connect(self._on_empty_action_requested)
        self._table.selectionModel().currentRowChanged.connect(self._on_table_current_changed)
        self._table.clicked.connect(lambda _index: self.look_at(self._person))
        self._table.activated.connect(self._on_table_activated)
        self._person.closed.connect(self._on_person_closed)
        self._person.edited.connect(self._on_person_edited)
        self._person.remove_requested.connect(lambda _id: self.remove_current())
        self._importing.finished.connect(self._on_importing_finished)
