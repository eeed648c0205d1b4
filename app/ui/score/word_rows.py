"""Things in a group's own words, a line each, and a field for one more."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.drafts import Draft
from app.ui import theme
from app.ui.score.entry_line import EntryLine
from app.ui.widgets.draft_text import DraftText


class WordRows(QWidget):
    """A row for each thing, kept while it is there, and the field below them.

    Attributes:
        new: the field for one more.

    Signals:
        typed(str), entered(str): as of the field.
    """

    typed = Signal(str)
    entered = Signal(str)

    def __init__(self, placeholder: str, name: str, least_lines: int = 1) -> None:
        super().__init__()
        self._rows: dict[str, QWidget] = {}
        self._list = QVBoxLayout()
        self.new = EntryLine(placeholder, name, least_lines=least_lines)
        self.new.typed.connect(self.typed)
        self.new.entered.connect(self.entered)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(6))
        column.addLayout(self._list)
        column.addWidget(self.new)

    @property
    def is_typed(self) -> bool:
        """Tell whether somebody is in the middle of words in one of the fields."""
        fields = self.findChildren(DraftText)
        return bool(self.new.text().strip()) or any(field.has_unsettled() for field in fields)

    def take_draft(self, draft: Draft | None) -> None:
        """Show what was being typed when the program stopped."""
        self.new.set_text(draft.text if draft is not None else "")

    def show_rows(self, ids: Iterable[str], make: Callable[[str], QWidget]) -> dict[str, QWidget]:
        """Have a row for each id, in order, made where it is new; return them by id."""
        wanted = list(ids)
        for gone in [known for known in self._rows if known not in wanted]:
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for row_id in wanted:
            if row_id not in self._rows:
                self._rows[row_id] = make(row_id)
                self._list.addWidget(self._rows[row_id])
        return self._rows
