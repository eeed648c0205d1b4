"""Small pieces of the console: a line that elides, a line that keeps its draft, a divider."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from app.ui import theme
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.text import Label

if TYPE_CHECKING:
    from app.ui.desk import Desk  # the window's first picture needs a line that elides, no desk


class ElidedLabel(Label):
    """One line that ends in "…" where there is no room; the tooltip then has all of it."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        """Show ``text``."""
        self._full = text
        super().__init__("", role=role, wrap=False, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.set_words(text)

    def set_words(self, text: str) -> None:
        """Show other words."""
        if text != self._full or not self.text():
            self._full = text
            self.setAccessibleName(text)
            self._elide()
            self.updateGeometry()

    def words(self) -> str:
        """Return the whole words."""
        return self._full

    def sizeHint(self) -> QSize:
        """Prefer all words on one line."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 2, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Shrink to a few letters."""
        return QSize(theme.scaled(24), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide for the new width."""
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        """Elide again in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._elide()

    def _elide(self) -> None:
        one_line = " ".join(self._full.split())
        fitting = self.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, self.width())
        if fitting != self.text():
            self.setText(fitting)
        self.setToolTip("" if fitting == one_line else as_typed(self._full))


class DraftLine(QLineEdit):
    """A line whose words outlive a crash until Enter sends them.

    Signals:
        sent(str): Enter was pressed on words; the caller settles the draft with its command.
    """

    sent = Signal(str)

    def __init__(self, desk: "Desk", key: str, placeholder: str, name: str) -> None:
        """Keep the draft under ``key``; words left from before come back."""
        super().__init__()
        self._desk, self._key = desk, key
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setMaxLength(2_000)
        kept = desk.snapshot.draft(key)
        if kept is not None:
            self.setText(kept.text)
        self.textEdited.connect(self._on_text_edited)
        self.returnPressed.connect(self.send)

    @property
    def key(self) -> str:
        """Return the draft's key."""
        return self._key

    def send(self) -> None:
        """Send the words, if there are any, and empty the line."""
        words = self.text().strip()
        if words:
            self.clear()
            self.sent.emit(words)

    def _on_text_edited(self, text: str) -> None:
        if text.strip():
            self._desk.keep_draft(self._key, text)
        else:
            self._desk.settle(self._key, None)


class Divider(QWidget):
    """A thin vertical line between columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be one pixel wide."""
        super().__init__(parent)
        self.setFixedWidth(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        QPainter(self).fillRect(self.rect(), theme.color("line"))


def row(*widgets: QWidget, spacing: int = 8, stretch: bool = True) -> QWidget:
    """Return widgets side by side, from the reading edge."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(theme.scaled(spacing))
    for widget in widgets:
        line.addWidget(widget)
    if stretch:
        line.addStretch(1)
    return holder


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls ``widget`` up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    # It takes what height there is and asks for none, or the whole page would scroll with it.
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
    area.setMinimumHeight(theme.scaled(64))
    widget.setProperty("role", "page")
    area.setWidget(widget)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area


def colored(widget: QWidget, role: str) -> QWidget:
    """Give a widget the ground of a role ("surface", "raised", "sunken") and return it."""
    widget.setProperty("role", role)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    return widget


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and delete the widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def on_click(button: QAbstractButton, act: Callable[[], object]) -> None:
    """Run ``act`` when a button is clicked, without the checked state that Qt hands over."""
    button.clicked.connect(lambda _on=False: act())
