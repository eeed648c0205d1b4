"""A field for one more thing: Enter adds it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.widgets.draft_text import DraftText


class EntryLine(DraftText):
    """Words that become an item with Enter (Shift+Enter breaks the line), or on leaving the field.

    Signals:
        entered(str): the words, stripped and never empty; the field is empty again.
    """

    entered = Signal(str)

    def __init__(
        self,
        placeholder: str,
        name: str = "",
        on_leaving: bool = True,
        least_lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, name, least_lines=least_lines, most_lines=8, parent=parent)
        self._on_leaving = on_leaving
        self.installEventFilter(self)

    def enter(self) -> None:
        """Add what is in the field, if anything is."""
        words = self.text().strip()
        if words:
            self.set_text("")
            self.entered.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Enter."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.enter()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Add on leaving the field, if so wished."""
        if event.type() == QEvent.Type.FocusOut and self._on_leaving:
            self.enter()
        return super().eventFilter(watched, event)
