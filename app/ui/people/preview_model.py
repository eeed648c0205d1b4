"""The people of a preview for Qt: what would be taken in, row by row of the file."""

from PySide6.QtCore import Qt

from app.domain.importing import file_of, number_of
from app.domain.people_importing import PeoplePreview, PersonRow
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import N_, _
from app.ui import icons, theme
from app.ui.people.row_model import Index, PeopleRows
from app.ui.people.wording import ROLE_ICONS, role_name
from app.ui.widgets.hover_words import as_typed

_HEADERS = (
    N_("File"), N_("Row"), N_("Name"), N_("Role"), N_("School or organization"), N_("Would like"),
    N_("Needs"), N_("On the list"),
)  # fmt: skip
FILE, ROW, NAME, ROLE, AFFILIATION, INTERESTS, NEEDS, STATE = range(8)


class PreviewModel(PeopleRows):
    """Everybody whom the import would add or update; private wishes stay out of sight."""

    HEADERS = _HEADERS

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[PersonRow, ...] = ()
        self._dimensions: dict[str, str] = {}

    def show_preview(self, found: PeoplePreview, snapshot: Snapshot, language: str) -> None:
        """Show another preview."""
        self.beginResetModel()
        self._dimensions = {
            d.id: f"{d.number} {say(d.short_name, language)}" for d in snapshot.framework.dimensions
        }
        self._people = found.people
        self.endResetModel()

    @property
    def of_several_files(self) -> bool:
        """Return whether a row's number says too little without its file's name."""
        return any(file_of(person.row) for person in self._people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(person, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = str(person.row or "") if index.column() == ROW else ""
            return as_typed(whole or self._text(person, index.column()))
        decorated = role == Qt.ItemDataRole.DecorationRole and index.column() == ROLE
        if decorated and person.role is not None:
            return icons.icon(ROLE_ICONS[person.role], "quiet_ink", theme.scaled(18))
        return None

    def _text(self, person: PersonRow, column: int) -> str:
        interests = [self._dimensions[i] for i in person.interests if i in self._dimensions]
        needs = [need for need in (person.language_needs, person.access_needs) if need]
        texts = {
            FILE: file_of(person.row),
            ROW: str(number_of(person.row) or ""),
            NAME: person.name,
            ROLE: role_name(person.role) if person.role is not None else _("to be asked"),
            AFFILIATION: person.affiliation,
            INTERESTS: ", ".join(interests),
            NEEDS: " · ".join(needs),
            STATE: _state(person),
        }
        return texts[column]


def _state(person: PersonRow) -> str:
    if not person.known:
        return _("new")
    return _("updated") if person.changes else _("unchanged")
