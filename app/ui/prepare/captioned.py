"""A control with its caption, a mark beside the caption, and what is wrong below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.prepare.words_field import WordsField
from app.ui.widgets.text import Label


class Captioned(QWidget):
    """Caption, control, hint and fault in one column.

    Attributes:
        control: the widget that was captioned.

    """

    def __init__(
        self, caption: str, control: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        """Caption ``control``; its accessible name stays, or becomes the caption."""
        super().__init__(parent)
        self.control = control
        self._words, self._mark = caption, ""
        self._caption = Label(caption, role="small")
        self._caption.setBuddy(control)
        self._hint = Label(hint, role="small")
        self._fault = Label(role="small", tone="overtime")
        if not control.accessibleName():
            control.setAccessibleName(caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(4))
        column.addWidget(self._caption)
        column.addWidget(control)
        column.addWidget(self._hint)
        column.addWidget(self._fault)
        column.addStretch(1)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignBottom)
        self._caption.setVisible(bool(caption))
        for label, words in ((self._hint, hint), (self._fault, "")):
            label.setVisible(bool(words))
        if isinstance(control, WordsField):
            control.faulted.connect(self.set_fault)

    def set_mark(self, words: str) -> None:
        """Say something beside the caption, such as "not yet translated"; "" takes it away."""
        self._mark = words
        self._caption.setText(" · ".join(part for part in (self._words, words) if part))
        self._caption.set_tone("attention" if words else "")
        self._caption.setVisible(bool(self._caption.text()))

    def mark(self) -> str:
        """Return what is said beside the caption, or ""."""
        return self._mark

    def set_hint(self, words: str) -> None:
        """Say something quiet below the control; "" takes it away."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def set_fault(self, words: str) -> None:
        """Say what is wrong below the control; "" takes it away."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        self.control.setAccessibleDescription(words)

    def fault(self) -> str:
        """Return what is said to be wrong, or ""."""
        return self._fault.text()
