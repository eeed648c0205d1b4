"""The clock: digits as large as the room given, steady from second to second."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.painting import draw_box

_SHAPE_OF_DIGITS = str.maketrans("0123456789", "8888888888")


def clock_text(seconds: int) -> str:
    """Return ``38:20``, ``1:40:00`` from a hundred minutes on, ``+2:10`` when time is over."""
    sign = "+" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    if minutes < 100:
        return f"{sign}{minutes}:{rest:02d}"
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02d}:{rest:02d}"


class BigClock(QWidget):
    """Shows seconds left; below zero a plus sign and a framed, tinted plate say "over time".

    The size is chosen for the widest text of the same length, so digits never jump. ``centered``
    False starts at the reading edge, as on the console.
    """

    def __init__(
        self, least_height: int = 96, centered: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least_height, self._centered = least_height, centered
        self._seconds, self._paused = 0, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._name()

    def set_seconds(self, seconds: int, paused: bool = False) -> None:
        """Show ``seconds`` left; negative means over time. ``paused`` adds the pause sign."""
        if (seconds, paused) == (self._seconds, self._paused):
            return
        self._seconds, self._paused = seconds, paused
        self._name()
        self.update()

    def text(self) -> str:
        """Return the digits on show."""
        return clock_text(self._seconds)

    def sizeHint(self) -> QSize:
        """Ask for a wide clock of the least height."""
        height = theme.scaled(self._least_height)
        return QSize(height * 3, height)

    def minimumSizeHint(self) -> QSize:
        """Allow half of the wish."""
        return self.sizeHint() / 2

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate, pause sign and digits."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self._seconds < 0
        room = QRectF(self.rect())
        pad = room.height() * (0.12 if over else 0.02)
        side = pad if over else 0.0
        inner = room.adjusted(side, pad, -side, -pad)
        sign_share = 0.5 if self._paused else 0.0
        px, width, height = self._fit(inner, sign_share)
        sign_width = height * sign_share
        left = self._start(inner, width + sign_width)
        if over:
            plate = QRectF(left, inner.top(), width + sign_width, inner.height())
            plate = QRectF(plate.left(), plate.center().y() - height / 2, plate.width(), height)
            plate.adjust(-pad, -pad, pad, pad)
            plate = plate.intersected(room)
            fill, edge = theme.color("overtime_soft"), theme.color("overtime")
            draw_box(painter, plate, fill, edge, pad * 0.8, max(2.0, height * 0.03))
        role = "overtime" if over else "quiet_ink" if self._paused else "ink"
        if self._paused:
            self._paint_pause(painter, QRectF(left, inner.center().y() - height / 2, 0, height))
        self._paint_digits(painter, px, QPointF(left + sign_width, inner.center().y()), role)

    def _fit(self, room: QRectF, sign_share: float) -> tuple[float, float, float]:
        probe = theme.font("digits", 100)
        metrics = QFontMetricsF(probe)
        width = metrics.horizontalAdvance(self.text().translate(_SHAPE_OF_DIGITS))
        height = metrics.tightBoundingRect("8").height()
        width_with_sign = width + height * sign_share
        factor = min(room.width() / width_with_sign, room.height() / height)
        return 100 * factor, width * factor, height * factor

    def _start(self, room: QRectF, width: float) -> float:
        if self._centered:
            return room.center().x() - width / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return room.right() - width if mirrored else room.left()

    def _paint_digits(self, painter: QPainter, px: float, start: QPointF, role: str) -> None:
        path = QPainterPath()
        font = theme.font("digits", px)
        metrics = QFontMetricsF(font)
        baseline = start.y() + metrics.tightBoundingRect("8").height() / 2
        # At the reading edge the ink of the first digit lines up with the text above it.
        bearing = 0.0 if self._centered else metrics.leftBearing(self.text()[0])
        path.addText(QPointF(start.x() - bearing, baseline), font, self.text())
        painter.fillPath(path, theme.color(role))

    @staticmethod
    def _paint_pause(painter: QPainter, box: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("quiet_ink"))
        bar, height = box.height() * 0.12, box.height() * 0.7
        top = box.center().y() - height / 2
        for offset in (0.0, bar * 1.8):
            painter.drawRoundedRect(QRectF(box.left() + offset, top, bar, height), bar / 3, bar / 3)

    def _name(self) -> None:
        minutes = abs(self._seconds) // 60
        if self._seconds < 0:
            name = _("{n} min over time").format(n=minutes)
        else:
            name = _("{n} min left").format(n=minutes)
        if self._paused:
            name = _("Paused, {time}").format(time=name)
        if name != self.accessibleName():
            self.setAccessibleName(name)
