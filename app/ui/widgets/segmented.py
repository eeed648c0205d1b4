"""A few choices of which one holds, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.painting import (
    GrowsInHeight,
    ShowsFocus,
    draw_box,
    draw_words,
    line_width,
    longest_word,
    wrapped_size,
)

_LARGE = 1.5
"""The text scale from which words need the room more than the air beside them does."""


def _pad() -> int:
    """Return the pixels to the left and right of a segment's words."""
    return theme.scaled(9 if theme.text_scale() >= _LARGE else 14)


class Segment(ShowsFocus, GrowsInHeight, QRadioButton):
    """One choice of a Segmented; the chosen one is filled and underlined."""

    def __init__(self, choice_id: str, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.choice_id = choice_id
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def hitButton(self, position: QPoint) -> bool:
        """Let the whole segment be pressed."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        """Prefer one line."""
        width = line_width(self._font(), self.text()) + 2 * _pad()
        shown = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else width
        return QSize(width, self.needed_height(min(shown, width)))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the longest word."""
        width = longest_word(self._font(), self.text()) + 2 * _pad()
        return QSize(width, self.needed_height(width))

    def needed_height(self, width: int) -> int:
        """Return the height for the words wrapped into ``width``."""
        room = width - 2 * _pad()
        return wrapped_size(self._font(), self.text(), room).height() + 2 * theme.scaled(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plate of the chosen one, the words and the focus ring."""
        painter = QPainter(self)
        on = self.isChecked()
        box, radius = QRectF(self.rect()), theme.scaled(8)
        if on:
            draw_box(painter, box, theme.color("accent"), None, radius)
        elif self.underMouse():
            draw_box(painter, box, theme.color("accent_soft"), None, radius)
        ink = "accent_ink" if on else "ink" if self.isEnabled() else "faint_ink"
        painter.setPen(theme.color(ink))
        area = self.rect()
        draw_words(painter, area, Qt.AlignmentFlag.AlignCenter, self._font(), self.text())
        if on:
            width = min(theme.scaled(28), self.width() / 2)
            bar = QRectF(0, 0, width, theme.scaled(3))
            bar.moveCenter(QRectF(self.rect()).center())
            bar.moveBottom(self.height() - theme.scaled(4))
            draw_box(painter, bar, theme.color("accent_ink"), None, theme.scaled(1.5))
        if self.ring_shown():
            draw_box(painter, box, None, theme.color("focus"), radius, 3.0)

    @staticmethod
    def _font() -> QFont:
        return theme.font("strong", theme.scaled(15))


class Segmented(QWidget):
    """Exclusive choices on one plate; arrow keys move, and it wraps when there is no room.

    Signals:
        chosen(str): the person chose another id; never for ``set_value``.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        value: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        inset = theme.scaled(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(inset, inset, inset, inset)
        flow = FlowLayout(spacing=inset)
        column.addLayout(flow)
        self._segments = [Segment(choice_id, text, self) for choice_id, text in choices]
        for segment in self._segments:
            flow.addWidget(segment)
            segment.clicked.connect(lambda _on=False, pressed=segment: self._on_pressed(pressed))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._value = ""
        self.set_value(value)

    def value(self) -> str:
        """Return the chosen id, or ""."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show ``value`` as chosen; no signal."""
        self._value = value
        for segment in self._segments:
            segment.setAutoExclusive(False)
            segment.setChecked(segment.choice_id == value)
            segment.setAutoExclusive(True)

    def sizeHint(self) -> QSize:
        """Prefer one row."""
        inset = theme.scaled(4)
        hints = [segment.sizeHint() for segment in self._segments]
        width = sum(hint.width() + inset for hint in hints) + inset
        height = max((hint.height() for hint in hints), default=0) + 2 * inset
        return QSize(width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave arrow keys to the radio buttons inside."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the plate behind the segments, not across the whole width."""
        inset = theme.scaled(4)
        plate = QRect()
        for segment in self._segments:
            plate = plate.united(segment.geometry())
        plate = plate.adjusted(-inset, -inset, inset, inset)
        ground, edge = theme.color("sunken"), theme.color("line")
        draw_box(QPainter(self), QRectF(plate), ground, edge, theme.scaled(10), 1.0)

    def _on_pressed(self, segment: Segment) -> None:
        if segment.choice_id != self._value:
            self._value = segment.choice_id
            self.chosen.emit(self._value)
