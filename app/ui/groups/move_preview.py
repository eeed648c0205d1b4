"""What a move would do, shown over the table that it leads to: in words, each with its mark."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.seat_preview import Effect
from app.i18n import _n
from app.ui import icons, theme
from app.ui.widgets.painting import draw_box
from app.ui.widgets.text import Label

MOST = 5
"""Lines; what is more is counted."""

_MARKS = {True: "circle-check", False: "triangle-alert", None: "info"}
_ROLES = {True: "success", False: "attention", None: "quiet_ink"}


class MovePreview(QFrame):
    """Lies over the lower part of its parent and takes neither mouse nor focus.

    While somebody is dragged over the lower part, it lies over the upper one: what is dragged
    would cover it.
    """

    def __init__(self, parent: QWidget) -> None:
        """Start hidden."""
        super().__init__(parent)
        self._under = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._heading = Label(role="strong")
        self._column = QVBoxLayout(self)
        margin = theme.scaled(10)
        self._column.setContentsMargins(margin, theme.scaled(8), margin, theme.scaled(8))
        self._column.setSpacing(theme.scaled(4))
        self._column.addWidget(self._heading)
        self._lines: list[QWidget] = []
        self._wanted = False
        self._dragged: QPoint | None = None
        self.hide()

    def make_way(self, dragged: QPoint | None) -> None:
        """Lie where somebody who is dragged there, a point of the parent, is not."""
        self._dragged = dragged
        self.place()

    def show_effects(self, heading: str, effects: Sequence[Effect]) -> None:
        """Show what would change."""
        self._drop_lines()
        self._heading.setText(heading)
        shown = list(effects[:MOST])
        if len(effects) > MOST:
            more = len(effects) - MOST
            shown.append(Effect(None, _n("… and {n} more", "… and {n} more", more).format(n=more)))
        for effect in shown:
            line = _line(effect)
            self._lines.append(line)
            self._column.addWidget(line)
        self._wanted = True
        self.show()
        self.raise_()
        self.place()
        # The bar below grows with the same words, and what is seen of the card shrinks with it.
        QTimer.singleShot(0, self, self.place)

    def take_away(self) -> None:
        """Show nothing any more."""
        self._wanted, self._dragged = False, None
        self.hide()

    def words(self) -> list[str]:
        """Return the lines shown."""
        return [label.text() for line in self._lines for label in line.findChildren(Label)]

    def place(self) -> None:
        """Lie at the foot of what is seen of the parent, or at its head, as large as needed.

        Where hardly anything is seen of it, the bar below says the same alone.
        """
        if not self._wanted:
            return
        for label in self.findChildren(Label):
            label.ensurePolished()
        gap = theme.scaled(6)
        seen = self._under.visibleRegion().boundingRect()
        seen = self._under.rect() if seen.isEmpty() else seen
        room = seen.adjusted(gap, gap, -gap, -gap)
        for line in self._lines:
            line.show()
        # Whole lines, the first ones: those that find no room here stand in the bar below, too.
        for line in reversed(self._lines[1:]):
            if self._column.heightForWidth(room.width()) <= room.height():
                break
            line.hide()
        height = self._column.heightForWidth(room.width())
        self.setVisible(0 < height <= room.height())
        at_head = self._dragged is not None and self._dragged.y() > room.center().y()
        top = room.top() if at_head else room.bottom() + 1 - height
        self.setGeometry(room.left(), top, room.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a plate that stands out from the card below."""
        ground, edge = theme.color("raised"), theme.color("accent")
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        draw_box(QPainter(self), box, ground, edge, theme.scaled(8), 2.0)

    def _drop_lines(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []


def _line(effect: Effect) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.scaled(6))
    mark, side = QLabel(), theme.scaled(16)
    ratio = line.devicePixelRatioF()
    mark.setPixmap(icons.pixmap(_MARKS[effect.better], _ROLES[effect.better], side, ratio))
    mark.setFixedSize(QSize(side, side))
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(effect.words, role="small"), 1)
    return line
