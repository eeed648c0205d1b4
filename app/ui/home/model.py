"""The list of workshops for Qt, searched; hundreds of files stay quick."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from app.services.library import Listed
from app.ui.home import wording
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.two_line_delegate import DETAIL, EMPHASIS, ICON, ICON_ROLE

Index = QModelIndex | QPersistentModelIndex


def folded(text: str) -> str:
    """Return ``text`` without case and accents, to search in."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


class WorkshopModel(QAbstractListModel):
    """Workshops that fit the search, in the order in which they came."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Listed, ...] = ()
        self._shown: tuple[Listed, ...] = ()
        self._words = ""

    def set_entries(self, entries: Sequence[Listed]) -> None:
        """Show other workshops; the search stays."""
        self._all = tuple(entries)
        self._filter()

    def search(self, words: str) -> None:
        """Show only workshops in whose row every one of ``words`` stands."""
        self._words = words
        self._filter()

    def total(self) -> int:
        """Return how many there are without a search."""
        return len(self._all)

    def entry(self, index: Index) -> Listed | None:
        """Return the workshop of a row, or None."""
        return self._shown[index.row()] if index.isValid() else None

    def place(self, path: Path | None) -> QModelIndex:
        """Return the row of a file; an invalid index where it is not shown."""
        for row, entry in enumerate(self._shown):
            if entry.path == path:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.district
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_typed(entry.district)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.district}, {wording.entry_words(entry)}"
        if role == DETAIL:
            return wording.entry_words(entry)
        if role == ICON:
            return wording.state_icon(entry)[0]
        if role == ICON_ROLE:
            return wording.state_icon(entry)[1]
        return "" if role == EMPHASIS else None

    def _filter(self) -> None:
        self.beginResetModel()
        wanted = folded(self._words).split()
        self._shown = tuple(
            entry for entry in self._all if all(word in _haystack(entry) for word in wanted)
        )
        self.endResetModel()


def _haystack(entry: Listed) -> str:
    day = entry.day.isoformat() if entry.day else ""
    return folded(f"{entry.district} {wording.entry_words(entry)} {day}")
