"""What to show where nothing is yet: what belongs here and what to do next."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui import icons, theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.text import Heading, Label


class EmptyState(QWidget):
    """Icon, a heading, one sentence, and up to two buttons (the first is the main one).

    Signals:
        action_requested(str): the id of the action that was pressed.
    """

    action_requested = Signal(str)

    def __init__(
        self,
        icon_name: str,
        heading: str,
        text: str,
        actions: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._icon = QLabel()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        column.addStretch(1)
        column.addWidget(self._icon)
        for label in (Heading(heading), Label(text, role="quiet")):
            label.setMaximumWidth(theme.scaled(520))
            # In a line of its own: a column asks how tall the words are in its whole width.
            line = QHBoxLayout()
            line.addWidget(label, 1)
            line.addStretch(0)
            column.addLayout(line)
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.scaled(8))
        for index, (action_id, label_text) in enumerate(actions):
            button = Button(label_text, kind="plain" if index else "primary")
            button.clicked.connect(lambda _on=False, chosen=action_id: self._ask(chosen))
            flow.addWidget(button)
        column.addWidget(row)
        row.setVisible(bool(actions))
        column.addStretch(2)
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        size = theme.scaled(44)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(self._icon_name, "accent", size, ratio))
        self._icon.setFixedSize(QSize(size, size))
        self._icon.setAlignment(Qt.AlignmentFlag.AlignLeading)

    def _ask(self, action_id: str) -> None:
        self.action_requested.emit(action_id)
