"""The lines that cannot wait, each with what to do about it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.i18n import _n
from app.ui import icons, theme
from app.ui.console.pieces import emptied, on_click
from app.ui.console.urgent_line import Urgent
from app.ui.widgets.announcing import announce
from app.ui.widgets.button import Button
from app.ui.widgets.text import Label

MOST = 3
"""Lines shown; the others are counted."""


class UrgentStrip(QFrame):
    """Up to three lines in one calm frame.

    Signals:
        action_requested(str): a line's action.
    """

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty and hidden."""
        super().__init__(parent)
        self.setProperty("piece", "banner")
        self.setProperty("kind", "attention")
        self.setObjectName("console.urgent")
        self._lines: tuple[Urgent, ...] = ()
        self._most = MOST
        self._words: list[Label] = []
        self._icon = QLabel()
        outer = QHBoxLayout(self)
        pad = theme.scaled(10)
        outer.setContentsMargins(pad + 4, theme.scaled(6), pad, theme.scaled(6))
        outer.setSpacing(pad)
        outer.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.scaled(4))
        outer.addLayout(self._column, 1)
        self._draw_icon()
        self.hide()

    def set_most(self, count: int) -> None:
        """Show at most ``count`` lines, the others counted."""
        if count != self._most:
            self._most = count
            self._rebuild()

    def lines(self) -> tuple[Urgent, ...]:
        """Return what is shown."""
        return self._lines

    def set_lines(self, lines: Sequence[Urgent]) -> None:
        """Show other lines; buttons that stay keep their focus."""
        fresh = tuple(lines)
        if fresh == self._lines:
            return
        known = {line.key for line in self._lines}
        for line in fresh:
            if line.key not in known:
                announce(self, line.text, urgent=True)
        same = [line.key for line in fresh[: self._most]] == [
            line.key for line in self._lines[: self._most]
        ]
        same = same and max(0, len(fresh) - self._most) == max(0, len(self._lines) - self._most)
        self._lines = fresh
        if same:
            for place, line in enumerate(fresh[: self._most]):
                self._words[place].setText(line.text)
            return
        self._rebuild()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._draw_icon()

    def _rebuild(self) -> None:
        emptied(self._column)
        self._words = []
        rest = len(self._lines) - self._most
        shown = self._lines[: self._most]
        for place, line in enumerate(shown, 1):
            last = place == len(shown)
            self._column.addWidget(self._row(line, rest if last else 0))
        self.setVisible(bool(self._lines))

    def _row(self, line: Urgent, rest: int) -> QWidget:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.scaled(10))
        words = Label(line.text, role="strong")
        self._words.append(words)
        across.addWidget(words, 1)
        if rest > 0:
            count = _n("{n} more", "{n} more", rest).format(n=rest)
            across.addWidget(Label(count, role="small", wrap=False))
        for action, label in ((line.action, line.label), (line.other, line.other_label)):
            if action:
                across.addWidget(self._button(action, label))
        return holder

    def _button(self, action: str, label: str) -> Button:
        button = Button(label)
        button.setObjectName(f"console.urgent.{action}")
        on_click(button, lambda: self.action_requested.emit(action))
        return button

    def _draw_icon(self) -> None:
        size = theme.scaled(22)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap("triangle-alert", "attention", size, ratio))
        self._icon.setFixedSize(size, size)
