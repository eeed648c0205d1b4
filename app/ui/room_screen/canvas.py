"""The one widget that paints the room screen, at any size: on the wall and in the console."""

from PySide6.QtCore import (
    QEasingCurve,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
)
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.drawing import Item
from app.ui.charts.painter import measure_with
from app.ui.room_screen.board import Board, box_of, ground, paint
from app.ui.room_screen.compose import scale_of, theme_for, units_of
from app.ui.room_screen.model import RoomModel
from app.ui.room_screen.repaint import Repainter, rows_changed

FADE_MS = 200


class RoomCanvas(QWidget):
    """Shows a model's scene: the still part painted once, digits and bar over it.

    ``motion`` True lets one scene fade into the next within 200 ms; a change within a scene never
    fades. The words on the screen are the widget's accessible description.
    """

    def __init__(
        self,
        model: RoomModel,
        parent: QWidget | None = None,
        *,
        motion: bool = False,
        rest_ms: int = 0,
    ) -> None:
        """Show ``model``; within a scene, paint news at most once in ``rest_ms`` milliseconds."""
        super().__init__(parent)
        self.setObjectName("room.canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._model = model
        self._measure = measure_with()
        self._repainter = Repainter(self._measure)
        self._board: Board | None = None
        self._still: QPixmap | None = None
        self._before: QPixmap | None = None
        self._items: tuple[Item, ...] = ()
        self._motion = motion
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setDuration(FADE_MS)
        self._fade.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._fade.valueChanged.connect(self.update)
        self._fade.finished.connect(self._on_fade_finished)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(rest_ms)
        self._rest.timeout.connect(self._on_rest_timeout)
        self._late = False
        self._awaits = False
        model.shown_changed.connect(self._on_model_shown_changed)
        model.time_changed.connect(self.follow_time)

    def set_motion(self, motion: bool) -> None:
        """Allow or forbid movement."""
        self._motion = motion

    @property
    def awaits_painting(self) -> bool:
        """Tell whether news is laid out that the screen does not show yet."""
        return self._awaits

    def board(self) -> Board:
        """Return the picture shown at this size."""
        return self._model.board(*units_of(self.width(), self.height()))

    def picture(self, size: QSize) -> QPixmap:
        """Return the scene, time included, painted for ``size``."""
        board = self._model.board(*units_of(size.width(), size.height()))
        made = self._painted(board, size, 1.0)
        painter = QPainter(made)
        scale = scale_of(size.width(), size.height())
        painter.scale(scale, scale)
        context = self._model.context
        paint(painter, board.live_items(context), theme_for(board, context.theme))
        painter.end()
        return made

    def follow_time(self) -> None:
        """Repaint what follows the time, where it moved."""
        if not self.isVisible() or self._board is None:
            return
        items = self._board_now().live_items(self._model.context)
        if items == self._items:
            return
        moved = [item for item in self._items if item not in items]
        moved += [item for item in items if item not in self._items]
        self._items = items
        dirty = QRegion()
        for item in moved:
            dirty += self._pixels(box_of((item,), self._measure))
        self.update(dirty)

    def _pixels(self, box: QRectF) -> QRect:
        """Return the rectangle that surely holds what is painted in a box of units."""
        scale = scale_of(self.width(), self.height())
        whole = QRectF(box.x() * scale, box.y() * scale, box.width() * scale, box.height() * scale)
        return whole.toAlignedRect().adjusted(-4, -4, 4, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint anew for another size."""
        super().resizeEvent(event)
        self._still = self._before = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the still picture, then what follows the time."""
        with self._model.spending():
            self._awaits = False
            self._paint()

    def _paint(self) -> None:
        board = self._board_now()
        context = self._model.context
        theme = theme_for(board, context.theme)
        self._items = board.live_items(context)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still_for(board))
        scale = scale_of(self.width(), self.height())
        painter.save()
        painter.scale(scale, scale)
        paint(painter, self._items, theme)
        painter.restore()
        if self._before is not None:
            painter.setOpacity(1.0 - float(self._fade.currentValue() or 0.0))
            painter.drawPixmap(QPointF(0, 0), self._before)
        painter.end()

    def _board_now(self) -> Board:
        if self._board is not None and self._rests(self._board):
            return self._board
        board = self.board()
        if board is not self._board:
            # A new board that looks alike keeps the pixels, and follows the time anew.
            if board != self._board:
                changed = self._keep_what_stays(board)
                self._awaits = self._awaits or not changed.isEmpty()
                self.update(changed)
                self.setAccessibleDescription(board.words)
            self._board = board
        return board

    def _rests(self, board: Board) -> bool:
        """Tell whether a picture that stands yet may stand on, though there is news."""
        same = board.scene is self._model.scene and board.theme == self._model.context.theme.name
        return same and self._still is not None and self._rest.isActive()

    def _keep_what_stays(self, board: Board) -> QRegion:
        """Paint the rows of a chart anew where nothing else changed; or all of it, later.

        Returns what is another one now.
        """
        still, self._still = self._still, None
        if still is not None and self._board is not None:
            rows = rows_changed(self._board, board)
            if rows is not None and still.devicePixelRatio().is_integer():
                theme = theme_for(board, self._model.context.theme)
                scale = scale_of(self.width(), self.height())
                self._still = still
                return self._repainter.repaint(still, rows, board, theme, scale)
        return QRegion(self.rect())

    def _still_for(self, board: Board) -> QPixmap:
        ratio = self.devicePixelRatioF()
        if self._still is None or self._still.devicePixelRatio() != ratio:
            self._still = self._painted(board, self.size(), ratio)
        return self._still

    def _painted(self, board: Board, size: QSize, ratio: float) -> QPixmap:
        pixmap = QPixmap(size * ratio)
        pixmap.setDevicePixelRatio(ratio)
        theme = theme_for(board, self._model.context.theme)
        pixmap.fill(ground(board, theme))
        painter = QPainter(pixmap)
        scale = scale_of(size.width(), size.height())
        painter.scale(scale, scale)
        paint(painter, board.pieces, theme)
        painter.end()
        return pixmap

    def _on_model_shown_changed(self) -> None:
        before, still = self._board, self._still
        if before is not None and self._rests(before):
            self._late = True
            return
        if not self.isVisible():
            return
        if before is None or still is None:
            self._awaits = True
            self.update()
        elif self._motion and self.board().scene is not before.scene:
            self._before = self._with_time(before, still)
            self._fade.stop()
            self._fade.start()
            self._awaits = True
            self.update()
        else:
            # Says itself where there is something to paint: most often hardly anything.
            with self._model.spending():
                self._board_now()
                self.follow_time()
        if self._rest.interval():
            self._rest.start()

    def _on_rest_timeout(self) -> None:
        if self._late:
            self._late = False
            self._on_model_shown_changed()

    def _with_time(self, board: Board, still: QPixmap) -> QPixmap:
        """Return what was last on the screen: the still picture with its digits."""
        made = QPixmap(still)
        painter = QPainter(made)
        scale = scale_of(self.width(), self.height())
        painter.scale(scale, scale)
        paint(painter, self._items, theme_for(board, self._model.context.theme))
        painter.end()
        return made

    def _on_fade_finished(self) -> None:
        self._before = None
        self.update()
