"""A text field of a record that is no cell: durable at every keystroke all the same."""

from collections.abc import Callable

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from app.domain.commands import Command
from app.domain.drafts import Draft
from app.ui.desk import Desk
from app.ui.widgets.draft_text import DraftText


class RecordText(DraftText):
    """Keeps a draft under ``key`` while it is typed in, and writes a command when words settle."""

    def __init__(
        self,
        desk: Desk,
        key: str,
        placeholder: str,
        name: str,
        write: Callable[[str], Command | None],
        least_lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, name, least_lines=least_lines, parent=parent)
        self._desk, self._key, self._write = desk, key, write
        self._written: str | None = None
        self._begun = False
        self.typed.connect(self._on_typed)
        self.settled.connect(self._on_settled)

    def show_value(self, value: str, draft: Draft | None) -> None:
        """Show the stored words unless newer ones are here or on their way."""
        if not self._begun:
            self._begun = True
            self.set_text(value)
            if draft is not None and draft.text != value:
                cursor = self.textCursor()
                cursor.select(QTextCursor.SelectionType.Document)
                cursor.insertText(draft.text)
            return
        if self._written is not None and self._written != value:
            return
        self._written = None
        self.offer_text(value)

    def _on_typed(self, text: str) -> None:
        self._desk.keep_draft(self._key, text)

    def _on_settled(self, text: str) -> None:
        command = self._write(text)
        if command is not None:
            self._written = text
            self._desk.settle(self._key, command)
