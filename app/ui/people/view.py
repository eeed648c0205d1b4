"""People: who is invited, typed in one by one or brought in a file."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import UserError
from app.domain.ids import new_id
from app.domain.people import AddPerson, EditPerson, ImportPeople, RemovePerson, Role
from app.i18n import _, _n
from app.ui import theme
from app.ui.desk import Desk, WorkshopView
from app.ui.importing.choose_file import SUFFIXES, choose_table
from app.ui.people.import_panel import ImportPanel
from app.ui.people.model import AFFILIATION, NAME, PERSON_ID, PeopleFilter, PeopleModel
from app.ui.people.person_panel import PersonPanel
from app.ui.people.role_counts import RoleCounts
from app.ui.people.type_in import TypeInRow, pasted_table
from app.ui.people.wording import name_of
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.dropped import dropped_file
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.table import calm_table

_NARROW = 820
_MINE = (AddPerson, EditPerson, RemovePerson, ImportPeople)


class PeopleTable(QTableView):
    """The list; its view removes the current person on Delete and takes a pasted table in."""

    def __init__(self, view: "PeopleView") -> None:
        super().__init__(view)
        self._view = view
        self.setAccessibleName(_("People"))
        self.setObjectName("people.table")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSortingEnabled(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove with Delete, paste with the system's key."""
        if event.key() == Qt.Key.Key_Delete:
            self._view.remove_current()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._view.paste()
        else:
            super().keyPressEvent(event)


class PeopleView(WorkshopView):
    """The list of people, one of them open for editing, or a file being taken in."""

    TABLES = ("participants", "identities", "framework", "history")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page and list the people."""
        super().__init__(desk, parent)
        self.setObjectName("people")
        self.setAcceptDrops(True)
        self._current = ""
        self._wanted = ""
        self._counts = RoleCounts()
        self._import = Button(_("Import a file"), icon_name="file-spreadsheet")
        self._import.setObjectName("people.import")
        self._paste = Button(_("Paste a list"), icon_name="clipboard-list")
        self._paste.setObjectName("people.paste")
        self._search = SearchField(_("Search people"))
        self._search.setObjectName("people.search")
        self._type_in = TypeInRow()
        self._banner = Banner()
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
        self._person = PersonPanel()
        self._importing = ImportPanel(desk)
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the people as they are stored."""
        self._model.show_people(self.snapshot, self.desk.language)
        roles = [person.role for person in self.snapshot.people]
        self._counts.show_counts({role: roles.count(role) for role in Role}, good=False)
        nobody = not roles
        self._empty.setVisible(nobody)
        self._table.setVisible(not nobody)
        self._search.setVisible(not nobody)
        self._counts.setVisible(not nobody)
        if self._wanted and self._model.row_of(self._wanted) >= 0:
            self._select(self._wanted)
            self._wanted = ""
        self._show_person()
        self._show_table()

    def import_file(self, path: Path) -> None:
        """Begin to take a file in; it is read off this thread."""
        self._pages.setCurrentWidget(self._importing)
        self._importing.read_file(path)

    def paste(self) -> None:
        """Begin to take in what the clipboard holds."""
        self._begin_paste(pasted_table())

    def remove_current(self) -> None:
        """Take the chosen person off the list."""
        person = self.snapshot.person(self._current)
        if person is not None:
            self.desk.submit(RemovePerson(participant_id=person.id))
            said = _("{name} was removed from the list, with seats and wishes.")
            self._banner.show_message(
                "info", said.format(name=name_of(person)), actions=(("undo", _("Undo")),)
            )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a file with a table."""
        if dropped_file(event, SUFFIXES) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take a dropped file in."""
        path = dropped_file(event, SUFFIXES)
        if path is not None:
            event.acceptProposedAction()
            self.import_file(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the person beside the list, or below it where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)

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
        if person is not None:
            self._person.show_person(self.snapshot, person)

    def _show_table(self) -> None:
        calm_table(self._table, stretch_column=AFFILIATION)
        header = self._table.horizontalHeader()
        header.setMinimumSectionSize(theme.scaled(86))
        header.setMaximumSectionSize(theme.scaled(250))
        self._table.setIconSize(QSize(theme.scaled(18), theme.scaled(18)))

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
        choose_table(self, _("Import people"), self.import_file)

    def _on_importing_finished(self, added: int, updated: int) -> None:
        self._pages.setCurrentIndex(0)
        words = _n("{n} person was added", "{n} people were added", added).format(n=added)
        if updated:
            words += ", " + _n("{n} was updated", "{n} were updated", updated).format(n=updated)
        words += "."
        self._banner.show_message("info", words, actions=(("undo", _("Undo")),))

    def _on_importing_closed(self) -> None:
        self._pages.setCurrentIndex(0)

    def _on_banner_action_requested(self, action_id: str) -> None:
        if action_id == "undo":
            self._banner.hide()
            self.desk.operations.undo()

    def _on_empty_action_requested(self, action_id: str) -> None:
        self._on_import_clicked() if action_id == "import" else self.paste()

    def _on_operations_refused(self, command: object, error: object) -> None:
        if isinstance(command, _MINE) and isinstance(error, UserError) and self.isVisible():
            words = " ".join(part for part in (error.safe, error.remedy) if part)
            self._banner.show_message("attention", error.happened, words)
            self.refresh()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("role", "page")
        column = QVBoxLayout(page)
        margin = theme.scaled(20)
        column.setContentsMargins(margin, theme.scaled(14), margin, theme.scaled(14))
        column.setSpacing(theme.scaled(10))
        self._search.setMinimumWidth(theme.scaled(220))
        top = FlowBox((self._search, self._import, self._paste), theme.scaled(10))
        column.addWidget(top)
        column.addWidget(self._type_in)
        column.addWidget(self._banner)
        column.addWidget(self._counts)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.scaled(14))
        self._table.setMinimumHeight(theme.scaled(240))
        self._person.setMinimumHeight(theme.scaled(320))
        self._person.setMinimumWidth(theme.scaled(320))
        self._columns.addWidget(self._table, 5)
        self._columns.addWidget(self._empty, 5)
        self._columns.addWidget(self._person, 3)
        column.addLayout(self._columns, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        self._pages.addWidget(scroll)
        self._pages.addWidget(self._importing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _connect(self) -> None:
        self._import.clicked.connect(self._on_import_clicked)
        self._paste.clicked.connect(self.paste)
        self._search.searched.connect(self._on_search_searched)
        self._type_in.add_requested.connect(self._on_add_requested)
        self._type_in.table_pasted.connect(self._begin_paste)
        self._banner.action_requested.connect(self._on_banner_action_requested)
        self._empty.action_requested.connect(self._on_empty_action_requested)
        self._table.selectionModel().currentRowChanged.connect(self._on_table_current_changed)
        self._person.edited.connect(self._on_person_edited)
        self._person.remove_requested.connect(lambda _id: self.remove_current())
        self._importing.finished.connect(self._on_importing_finished)
        self._importing.closed.connect(self._on_importing_closed)
        self.desk.operations.refused.connect(self._on_operations_refused)
