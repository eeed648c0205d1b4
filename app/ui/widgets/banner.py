"""A calm strip that says one thing and offers what to do about it."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import UserError
from app.i18n import _
from app.ui import icons, theme
from app.ui.widgets.announcing import announce
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.text import Label

_ICONS = {"info": "info", "attention": "triangle-alert", "error": "octagon-alert"}
_ROLES = {"info": "accent", "attention": "attention", "error": "overtime"}
_WIDEST = 16_777_215
_LEAST_WORDS = 520
"""Pixels at 100 % that the words keep where actions stand beside them."""


class Banner(QFrame):
    """A message in the page, not over it: icon, a strong line, plain words, up to two actions.

    Kinds: ``info``, ``attention``, ``error``; they differ in icon, words and color. It starts
    hidden; ``show_message`` shows and announces it to screen readers.

    Signals:
        action_requested(str): the id of the action that was pressed.
        dismissed(): the person closed it.
    """

    action_requested = Signal(str)
    dismissed = Signal()

    def __init__(self, closable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "banner")
        self._kind = "info"
        self._icon = QLabel()
        self._strong = Label(role="strong")
        self._words = Label()
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing=theme.scaled(8))
        self._close = IconButton("x", _("Close this message"), size=18)
        self._close.clicked.connect(self._on_close_clicked)
        column = QVBoxLayout()
        column.setSpacing(theme.scaled(4))
        for widget in (self._strong, self._words):
            column.addWidget(widget)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(theme.scaled(6))
        self._body.addLayout(column, 1)
        self._body.addWidget(self._buttons)
        row = QHBoxLayout(self)
        pad = theme.scaled(12)
        row.setContentsMargins(pad + 4, pad, pad, pad)
        row.setSpacing(pad)
        self._row = row
        row.addWidget(self._icon)
        row.addLayout(self._body, 1)
        row.addWidget(self._close)
        self._close.setVisible(closable)
        self.hide()

    def show_message(
        self,
        kind: str,
        strong: str,
        text: str = "",
        actions: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Show ``strong`` and ``text`` with ``actions`` as (id, label), and announce them."""
        self._kind = kind
        self.setProperty("kind", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self._strong.setText(strong)
        self._strong.setVisible(bool(strong))
        self._words.setText(text)
        self._words.setVisible(bool(text))
        self._flow.clear()
        for action_id, label in actions:
            button = Button(label)
            button.clicked.connect(lambda _on=False, chosen=action_id: self._ask(chosen))
            self._flow.addWidget(button)
        self._buttons.setVisible(bool(actions))
        self._fit()
        self._draw_icon()
        said = " ".join(part for part in (strong, text) if part)
        self.setAccessibleName(said)
        self.show()
        announce(self, said, urgent=kind != "info")

    def show_error(self, error: UserError, actions: tuple[tuple[str, str], ...] = ()) -> None:
        """Say calmly what happened, what is safe and what to do."""
        words = " ".join(part for part in (error.safe, error.remedy) if part)
        self.show_message("attention", error.happened, words, actions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the actions beside the words, or below them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widths = [item.sizeHint().width() for item in self._flow.items()]
        wanted = sum(widths) + self._flow.spacing() * max(0, len(widths) - 1)
        beside = self.width() - wanted >= theme.scaled(_LEAST_WORDS)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(across if beside else down)
        # Beside a line or two everything shares one middle; over a taller message it is the top.
        edge = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignTop
        for piece in (self._icon, self._close):
            self._row.setAlignment(piece, edge)
        self._body.setAlignment(self._buttons, edge)
        self._buttons.setMinimumWidth(wanted if beside else 0)
        self._buttons.setMaximumWidth(wanted if beside else _WIDEST)

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        size = theme.scaled(22)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(_ICONS[self._kind], _ROLES[self._kind], size, ratio))
        self._icon.setFixedSize(QSize(size, size))

    def _ask(self, action_id: str) -> None:
        self.action_requested.emit(action_id)

    def _on_close_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()
