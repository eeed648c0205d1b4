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
        self._stored = ""
        self._written = ""
        self._passed: set[str] = set()
        self._begun = False
        self.typed.connect(self._on_typed)
        self.settled.connect(self._on_settled)

    def show_value(self, value: str, draft: Draft | None) -> None:
        """Show the stored words unless newer ones are here or on their way.

        Words that were refused stay, to be mended, until others are stored.
        """
        self._stored = value.strip()
        if not self._begun:
            self._begun = True
            self.set_text(value)
            if draft is not None and draft.text != value:
                cursor = self.textCursor()
                cursor.select(QTextCursor.SelectionType.Document)
                cursor.insertText(draft.text)
            return
        if self._stored in self._passed:
            return
        self._passed.clear()
        self.offer_text(value)

    def _on_typed(self, text: str) -> None:
        self._desk.keep_draft(self._key, text)

    def _on_settled(self, text: str) -> None:
        command = self._write(text)
        if command is None:
            # Nothing can be stored of these words: no draft of them may come back later.
            self._desk.settle(self._key, None)
            return
        # What stood before these words, and what went out before them, is older than they are.
        self._passed |= {self._stored, self._written} if self._passed else {self._stored}
        self._written = text.strip()
        self._passed.discard(self._written)
        self._desk.settle(self._key, command)
