"""Choosing districts of a file that is too large for one look: a list to search, with boxes."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QListView, QWidget

from app.domain.importing import ManyPlaces, PlaceCount
from app.i18n import _, _n
from app.ui import theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.text import Label

Index = QModelIndex | QPersistentModelIndex

_CHECKED = Qt.CheckState.Checked
_TALL = 300


class PlaceModel(QAbstractListModel):
    """Districts by name, each with a box.

    Signals:
        changed(): another district is chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places: tuple[PlaceCount, ...] = ()
        self._searched: tuple[str, ...] = ()
        self._shown: list[int] = []
        self._chosen: set[str] = set()

    def search(self, words: str) -> None:
        """Show only the districts with these words in name, state or number.

        In one go: a nation has nineteen thousand districts, too many to be asked one by one.
        """
        wanted = words.casefold()
        self.beginResetModel()
        self._shown = [n for n, text in enumerate(self._searched) if wanted in text]
        self.endResetModel()

    def show_places(self, places: tuple[PlaceCount, ...], chosen: tuple[str, ...]) -> None:
        """Show other districts, some of them chosen."""
        self.beginResetModel()
        self._places = places
        self._searched = tuple(f"{p.name} {p.state} {p.key}".casefold() for p in places)
        self._shown = list(range(len(places)))
        self._chosen = set(chosen)
        self.endResetModel()
        self.changed.emit()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Return the keys of the chosen districts, in the list's order."""
        return tuple(place.key for place in self._places if place.key in self._chosen)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def _place(self, index: Index) -> PlaceCount:
        return self._places[self._shown[index.row()]]

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return place_words(self._place(index))
        if role == Qt.ItemDataRole.CheckStateRole:
            chosen = self._place(index).key in self._chosen
            return _CHECKED if chosen else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        key = self._place(index).key
        if Qt.CheckState(value) == _CHECKED:
            self._chosen.add(key)
        else:
            self._chosen.discard(key)
        self.dataChanged.emit(index, index)
        self.changed.emit()
        return True


class PlaceChoice(Panel):
    """The districts of a large file.

    Signals:
        places_chosen(object): a tuple of their keys.
    """

    places_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Which districts do you want from it?"), parent=parent)
        self.setObjectName("import.places")
        self._by = ""
        self.model = PlaceModel()
        self._words = Label(role="body")
        self._search = SearchField(_("Search by name, state or number"))
        self._search.setObjectName("import.place_search")
        self._list = QListView()
        self._list.setObjectName("import.place_list")
        self._list.setAccessibleName(_("Districts in the file"))
        self._list.setModel(self.model)
        self._list.setUniformItemSizes(True)
        self._list.setFixedHeight(theme.scaled(_TALL))
        self.take = Button(kind="primary", icon_name="file-down")
        self.take.setObjectName("import.place_take")
        for widget in (self._words, self._search, self._list, FlowBox((self.take,))):
            self.add(widget)
        self._search.searched.connect(self.model.search)
        self.model.changed.connect(self._on_model_changed)
        self.take.clicked.connect(lambda: self.places_chosen.emit(self.model.chosen))

    def show_places(self, found: ManyPlaces, chosen: tuple[str, ...]) -> None:
        """Show the districts of a file; ``chosen`` are those that are probably wanted."""
        rows, self._by = sum(place.rows for place in found.places), found.by
        self.set_title(
            _("Which rows do you want from it?")
            if found.by
            else _("Which districts do you want from it?")
        )
        words = _n(
            "This file has {rows} rows of {n} district. Only the rows that you choose are read.",
            "This file has {rows} rows of {n} districts. Only the rows that you choose are read.",
            len(found.places),
        )
        if found.by:
            words = _n(
                "This file has {rows} rows, and {n} value of “{column}”. "
                "Only the rows that you choose are read.",
                "This file has {rows} rows, and {n} values of “{column}”. "
                "Only the rows that you choose are read.",
                len(found.places),
            )
        said = words.format(rows=f"{rows:,}", n=f"{len(found.places):,}", column=found.by)
        self._words.setText(" ".join(part for part in (f"{found.layout_name}.", said) if part))
        self._search.clear()
        self.model.show_places(found.places, chosen)
        if chosen:
            at = next(n for n, place in enumerate(found.places) if place.key in chosen)
            here = self.model.index(at)
            self._list.setCurrentIndex(here)
            self._list.scrollTo(here, QListView.ScrollHint.PositionAtCenter)

    def _on_model_changed(self) -> None:
        count = len(self.model.chosen)
        if self._by:
            words = _("Read the chosen {n}").format(n=count)
            self.take.setText(words if count else _("Choose one first"))
        else:
            words = _n("Read {n} district", "Read {n} districts", count).format(n=count)
            self.take.setText(words if count else _("Choose a district first"))
        self.take.setEnabled(bool(count))


def place_words(place: PlaceCount) -> str:
    """Return a district as the list shows it."""
    rows = _n("{n} row", "{n} rows", place.rows).format(n=f"{place.rows:,}")
    key = place.key if place.key != place.name else ""
    return " · ".join(part for part in (place.name, place.state, key, rows) if part)
