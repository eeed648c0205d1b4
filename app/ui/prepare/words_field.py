"""A field for words of the workshop: durable as they are typed, a change when they settle."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QWidget

from app.domain.commands import Command
from app.domain.errors import UserError
from app.ui.desk import Desk
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.painting import repolish


class WordsFaultError(ValueError):
    """Words that cannot be taken; its text says why, to the person who typed them."""


class WordsField(DraftText):
    """Words that become a command when they rest, or only when the field is left.

    ``make`` turns the words into a command; it returns None where there is nothing to do and
    raises :class:`WordsFaultError` for words that cannot be taken. Those stay in the field and in
    the draft until they are mended. What the workshop says is told with :meth:`show_words`; it
    never overwrites what is being typed, nor what is on its way to the disk.

    Signals:
        faulted(str): the words cannot be taken and why; "" when all is well again.
    """

    faulted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        key: str,
        make: Callable[[str], Command | None],
        *,
        name: str,
        placeholder: str = "",
        least_lines: int = 1,
        most_lines: int = 10,
        one_line: bool = False,
        on_leaving: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Edit the words kept as a draft under ``key``; ``one_line`` takes no line breaks."""
        super().__init__(placeholder, name, least_lines, most_lines, parent)
        self._desk, self._key, self._make = desk, key, make
        self._one_line, self._on_leaving = one_line, on_leaving
        self._told: str | None = None
        self._sent: tuple[str, str] | None = None
        self._waiting = False
        self._faulty = False
        self.setProperty("invalid", False)
        self.typed.connect(self._on_typed)
        self.settled.connect(self._on_settled)
        desk.operations.refused.connect(self._on_operations_refused)

    def words(self) -> str:
        """Return the words as they would be handed in."""
        return self._clean(self.text())

    def show_words(self, words: str) -> None:
        """Show what the workshop says; words left from a crash come back as if typed again."""
        first, before = self._told is None, self._told
        if self._sent is not None:
            if words == before and words != self._sent[1]:
                return
            self._sent = None
        self._told = words
        if not (self.has_unsettled() or self._waiting or self._faulty):
            self.set_text(words)
        if first:
            self._take_up_draft()

    def finish(self) -> None:
        """Hand in what waits, also where the field waits to be left."""
        self.settle_now()
        if self._waiting:
            self._hand_in(self.text())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose a single line's words on Tab, so that typing replaces them as in other fields."""
        super().focusInEvent(event)
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self._one_line and event.reason() in reasons:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand in what waited for the field to be left; a single line is chosen no more."""
        super().focusOutEvent(event)
        if self._waiting and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._hand_in(self.text())
        staying = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if self._one_line and event.reason() not in staying:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand in what waits when the field goes away with its page."""
        super().hideEvent(event)
        if self._waiting:
            self._hand_in(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End a single line with Enter; leave an undo that is not about typing to the page."""
        if self._one_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
            return
        # Ctrl with an arrow moves things on the page, and the caret has other keys.
        arrow = event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if arrow and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        nothing_typed = not self.document().isUndoAvailable()
        if event.matches(QKeySequence.StandardKey.Undo) and nothing_typed:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _take_up_draft(self) -> None:
        draft = self._desk.snapshot.draft(self._key)
        if draft is None or draft.text == self.text():
            return
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(draft.text)

    def _clean(self, text: str) -> str:
        return " ".join(text.split()) if self._one_line else text.strip()

    def _on_typed(self, text: str) -> None:
        self._desk.keep_draft(self._key, text)

    def _on_settled(self, text: str) -> None:
        if self._on_leaving and self.hasFocus():
            self._waiting = True
        else:
            self._hand_in(text)

    def _hand_in(self, text: str) -> None:
        self._waiting = False
        words = self._clean(text)
        known = self._sent[1] if self._sent else self._told
        try:
            command = self._make(words) if words != known else None
        except WordsFaultError as fault:
            self._set_fault(str(fault))
            return
        self._set_fault("")
        if command is not None:
            self._sent = (command.id, words)
        self._desk.settle(self._key, command)

    def _set_fault(self, fault: str) -> None:
        if fault or self._faulty:
            self._faulty = bool(fault)
            self.setProperty("invalid", self._faulty)
            repolish(self)
            self.faulted.emit(fault)

    def _on_operations_refused(self, command: Command, error: UserError) -> None:
        if self._sent is not None and command.id == self._sent[0]:
            self._sent = None
            self._set_fault(error.happened)
