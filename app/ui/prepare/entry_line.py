"""A line for one thing more, with its button: Enter adds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui import theme
from app.ui.desk import Desk
from app.ui.widgets.button import Button


class EntryLine(QWidget):
    """A field whose words are durable as typed, and become an item with Enter or the button.

    Signals:
        entered(str): the words, never empty; the line is empty again.
    """

    entered = Signal(str)

    def __init__(self, desk: Desk, key: str, placeholder: str, button: str) -> None:
        """Keep the draft under ``key``; object names are ``key``.line and ``key``."""
        super().__init__()
        self._desk, self._key = desk, key
        self._line = QLineEdit()
        self._line.setObjectName(f"{key}.line")
        self._line.setPlaceholderText(placeholder)
        self._line.setAccessibleName(placeholder)
        self._line.setMaxLength(2_000)
        self._button = Button(button, icon_name="plus")
        self._button.setObjectName(key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(8))
        row.addWidget(self._line, 1)
        row.addWidget(self._button)
        draft = desk.snapshot.draft(key)
        if draft is not None:
            self._line.setText(draft.text)
        self._line.textEdited.connect(self._on_line_text_edited)
        self._line.returnPressed.connect(self.enter)
        self._button.clicked.connect(self.enter)

    def enter(self) -> None:
        """Add what is in the line, if anything is."""
        words = " ".join(self._line.text().split())
        if not words:
            self._line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._line.clear()
        self.entered.emit(words)
        self._desk.settle(self._key, None)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_line_text_edited(self, text: str) -> None:
        self._desk.keep_draft(self._key, text)
