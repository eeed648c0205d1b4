"""The list of people for Qt: columns, search and sorting."""

import unicodedata
from collections.abc import Sequence

from PySide6.QtCore import QSortFilterProxyModel, Qt

from app.domain.people import Person
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import N_
from app.ui import icons, theme
from app.ui.people import wording
from app.ui.people.row_model import Index, PeopleRows
from app.ui.widgets.hover_words import as_typed

PERSON_ID = Qt.ItemDataRole.UserRole
_SORT = Qt.ItemDataRole.UserRole + 1
NAME, ROLE, AFFILIATION, INTERESTS, NEEDS = range(5)
_HEADERS = (N_("Name"), N_("Role"), N_("School or organization"), N_("Would like"), N_("Needs"))


class PeopleModel(PeopleRows):
    """Everybody on the list; nothing of a private wish."""

    HEADERS = _HEADERS

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Person, ...] = ()
        self._interests: dict[str, tuple[str, str]] = {}
        self._numbers: dict[str, int] = {}

    def show_people(self, snapshot: Snapshot, language: str) -> None:
        """Show the people of a snapshot; rows stay where they are when only values changed."""
        numbers = {d.id: d.number for d in snapshot.framework.dimensions}
        names = {d.id: say(d.short_name, language) for d in snapshot.framework.dimensions}
        same = [p.id for p in snapshot.people] == [p.id for p in self._people]
        if not same:
            self.beginResetModel()
        self._people = snapshot.people
        self._interests = {
            person.id: _interest_words(person.participant.interests, numbers, names)
            for person in snapshot.people
        }
        if not same:
            self.endResetModel()
        elif self._people:
            last = self.index(len(self._people) - 1, len(_HEADERS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, participant_id: str) -> int:
        """Return a person's row, or -1."""
        return next((n for n, p in enumerate(self._people) if p.id == participant_id), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == PERSON_ID:
            return person.id
        if role == Qt.ItemDataRole.DecorationRole and index.column() == ROLE:
            return icons.icon(wording.ROLE_ICONS[person.role], "quiet_ink", theme.scaled(18))
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == INTERESTS:
            return self._interests[person.id][1]
        if role in (Qt.ItemDataRole.DisplayRole, _SORT):
            return self._text(person, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            full = self._interests[person.id][1]
            text = full if index.column() == INTERESTS else self._text(person, index.column())
            return as_typed(text)
        return None

    def _text(self, person: Person, column: int) -> str:
        if column == NAME:
            return wording.name_of(person)
        if column == ROLE:
            return wording.role_name(person.role)
        if column == AFFILIATION:
            return wording.affiliation_of(person)
        if column == INTERESTS:
            return self._interests[person.id][0]
        return wording.needs_of(person)


class PeopleFilter(QSortFilterProxyModel):
    """Shows who fits the search, in any column, whatever the case and accents."""

    def __init__(self) -> None:
        super().__init__()
        self._words: list[str] = []
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSortLocaleAware(True)
        self.setSortRole(_SORT)

    def search(self, words: str) -> None:
        """Show only people in whose row every one of ``words`` stands."""
        self.beginFilterChange()
        self._words = _folded(words).split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        source = self.sourceModel()
        if not self._words or source is None:
            return True
        cells = (source.index(row, column, parent) for column in range(source.columnCount()))
        text = _folded(" ".join(str(cell.data()) for cell in cells))
        return all(word in text for word in self._words)


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def _interest_words(
    interests: Sequence[str], numbers: dict[str, int], names: dict[str, str]
) -> tuple[str, str]:
    """Return interests as numbers for the cell, and with names for the tooltip."""
    known = [i for i in interests if i in numbers]
    short = ", ".join(str(numbers[i]) for i in known)
    return short, ", ".join(f"{numbers[i]} {names[i]}" for i in known)
