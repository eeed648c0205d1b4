"""The interactive chart of a comparison. The only module that needs pyqtgraph: imported late."""

from collections.abc import Mapping, Sequence

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.data.compare_drawing import (
    Shown,
    dress,
    fill_unsaid,
    fill_values,
    ring_item,
    unsaid_at,
)
from app.ui.data.compare_marks import Mark, marks_of, value_end
from app.ui.data.compare_pieces import (
    GroupAxis,
    ValueAxis,
    unsaid_words,
    wrapped,
)
from app.ui.data.compare_words import told
from app.ui.widgets.text import Label

# Lines without smoothing: smoothed ones take six times as long where no graphics card helps.
pg.setConfigOptions(antialias=False, exitCleanup=False)

_REPAINT_MS = 100
_LANE, _ROW, _TEXT = 15, 38, 14
_NEAR = 28
_ZOOM = 1.5


class CompareChart(pg.GraphicsLayoutWidget):
    """Groups from top to bottom, values from left to right, one symbol and color a column.

    Drag moves along the values, Ctrl and the wheel zoom (the wheel alone scrolls the page), and
    so do +, − and 0; arrow keys go from value to value.

    Signals:
        pointed(int, int): the row and column of the comparison that is pointed at.
    """

    SPOKEN_ROLE = QAccessible.Role.Chart

    pointed = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Shown | None = None
        self._marks: tuple[Mark, ...] = ()
        self._at: tuple[int, int] | None = None
        self._names = GroupAxis()
        self._unsaid = pg.ViewBox(enableMenu=False)
        self._values = pg.ViewBox(enableMenu=False)
        self._axis = ValueAxis()
        self._lay_out()
        self._rings: dict[bool, pg.ScatterPlotItem] = {}
        self._look = ("", 0.0)
        self._names_for = 0
        self._callout = Label(role="strong", parent=self.viewport())
        self._callout.setProperty("piece", "panel")
        self._callout.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._callout.setMargin(theme.scaled(5))
        self._callout.hide()
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.setInterval(_REPAINT_MS)
        self._repaint.timeout.connect(self.viewport().update)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.NoViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Chart of the comparison"))
        self.scene().changed.connect(self._on_scene_changed)
        self.scene().sigMouseMoved.connect(self._on_scene_mouse_moved)

    def show_comparison(self, shown: Shown) -> None:
        """Draw a comparison, or draw it anew; the place pointed at stays where it still is."""
        same = self._shown is not None and self._shown.comparison is shown.comparison
        view = self.value_range() if same else None
        self._shown = shown
        self._draw()
        if view is not None:
            self._values.setXRange(*view, padding=0)
        if not same or self._at not in [(mark.row, mark.column) for mark in self._marks]:
            self._at = None
        self._ring()

    def marks(self) -> tuple[Mark, ...]:
        """Return what is drawn, row by row."""
        return self._marks

    def place(self) -> tuple[int, int] | None:
        """Return the (row, column) pointed at, or None."""
        return self._at

    def point_at(self, row: int, column: int) -> None:
        """Point at a place."""
        if (row, column) != self._at:
            self._at = (row, column)
            self._ring()
            self.pointed.emit(row, column)

    def center_of(self, row: int) -> int:
        """Return where a row lies, in pixels from the top."""
        shown = self._shown
        if shown is None:
            return 0
        point = self._values.mapViewToScene(QPointF(0, shown.order.index(row)))
        return self.mapFromScene(point).y()

    def value_range(self) -> tuple[float, float]:
        """Return the least and the greatest value in sight."""
        (low, high), _rows = self._values.viewRange()
        return (float(low), float(high))

    def zoom(self, closer: bool) -> None:
        """Show fewer values, or more."""
        factor = 1 / _ZOOM if closer else _ZOOM
        self._values.scaleBy((factor, 1.0))

    def reset(self) -> None:
        """Show all values again, from zero on."""
        if self._shown is not None:
            end = value_end(self._shown.comparison, self._shown.unit)
            self._values.setXRange(-0.03 * end, 1.06 * end, padding=0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; let the page scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(closer=event.angleDelta().y() > 0)
            event.accept()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from value to value, zoom, or show all."""
        steps = {
            Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self._step(*steps[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(closer=True)
        elif key == Qt.Key.Key_Minus:
            self.zoom(closer=False)
        elif key == Qt.Key.Key_0:
            self.reset()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first value."""
        super().focusInEvent(event)
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self._at is None and event.reason() in keys:
            self._step(0, 0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the focus ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the focus ring over the picture."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.color("focus"), 3))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another theme or at another scale.

        Only after Qt is through with it: it still visits the items that drawing takes away.
        """
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "_shown", None) is not None:
            QTimer.singleShot(0, self, self._follow_look)

    def _follow_look(self) -> None:
        if self._look != (theme.current().name, theme.text_scale()):
            self._draw()
            self._ring()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names their share of the width."""
        super().resizeEvent(event)
        if getattr(self, "_shown", None) is not None and self._names_for != self._names_width():
            view = self.value_range()
            self._draw()
            self._values.setXRange(*view, padding=0)
            self._ring()

    # ------------------------------------------------------------ drawing

    def _lay_out(self) -> None:
        """Put names, what is no number, and values side by side, the axis below the values."""
        for place, item in enumerate((self._names, self._unsaid, self._values)):
            self.addItem(item, 0, place)
        self.addItem(self._axis, 1, 2)
        self.ci.layout.setSpacing(0)
        self.ci.layout.setColumnStretchFactor(2, 1)
        for view in (self._unsaid, self._values):
            view.setDefaultPadding(0)
            view.invertY(True)
        self._unsaid.setMouseEnabled(x=False, y=False)
        self._values.setMouseEnabled(x=True, y=False)
        self._names.linkToView(self._values)
        self._axis.linkToView(self._values)
        self._axis.setZValue(self._values.zValue() - 1)  # its lines lie under the marks
        self._values.sigXRangeChanged.connect(self._on_values_range_changed)

    def _draw(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self._look = (theme.current().name, theme.text_scale())
        self._rings = {}
        self.setBackground(theme.color("raised"))
        self._marks = marks_of(shown.comparison, shown.order, tuple(sorted(shown.slots)))
        self._draw_names(shown)
        words = {row: self._unsaid_words(shown, row) for row in shown.order}
        for view in (self._unsaid, self._values):
            dress(view, len(shown.order))
        self._axis.show_unit(shown.unit)
        end = value_end(shown.comparison, shown.unit)
        self._values.setLimits(xMin=-0.03 * end, xMax=1.06 * end, minXRange=0.02 * end)
        fill_values(self._values, shown, self._marks)
        self._make_room_for(words)
        fill_unsaid(self._unsaid, shown, self._marks, words)
        self._rings = {False: ring_item(self._values), True: ring_item(self._unsaid)}
        self.reset()
        metrics = QFontMetricsF(theme.font("body", theme.scaled(_TEXT)))
        row = max(
            theme.scaled(_ROW),
            len(shown.slots) * theme.scaled(_LANE) + theme.scaled(10),
            round(2 * metrics.height() + theme.scaled(4)),
        )
        self.setMinimumHeight(round(row * len(shown.order) + self._axis.height()) + 24)

    def _draw_names(self, shown: Shown) -> None:
        self._names_for = self._names_width()
        font = theme.font("body", theme.scaled(_TEXT))
        metrics = QFontMetricsF(font)
        names = [wrapped(shown.comparison.rows[row], font, self._names_for) for row in shown.order]
        lines = [line for name in names for line in name.split("\n")]
        widest = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
        self._names.show_names(names, widest + theme.scaled(14))

    def _names_width(self) -> int:
        return max(theme.scaled(70), round(0.26 * self.width()))

    def _make_room_for(self, words: Mapping[int, str]) -> None:
        """Make the strip before the values as wide as its words, or let it go."""
        metrics = QFontMetricsF(theme.font("body", theme.scaled(_TEXT - 1)))
        lines = [line for each in words.values() for line in each.split("\n") if line]
        self._unsaid.setVisible(bool(lines))
        strip = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
        strip += theme.scaled(38) if lines else 0
        self.ci.layout.setColumnFixedWidth(1, strip)
        self._unsaid.setXRange(0.0, max(strip, 1.0), padding=0)

    def _unsaid_words(self, shown: Shown, row: int) -> str:
        words = unsaid_words([shown.comparison.cells[row][column] for column in shown.slots])
        return wrapped(words, theme.font("body", theme.scaled(_TEXT - 1)), 0.22 * self.width())

    # ------------------------------------------------------------ pointing

    def _ring(self) -> None:
        """Ring the place pointed at (a range at its two ends), and say what it is."""
        mark = self._pointed()
        for unsaid, ring in self._rings.items():
            xs: Sequence[float] = ()
            if mark is not None and (mark.bounds is None) == unsaid:
                xs = (unsaid_at(),) if mark.bounds is None else sorted({*mark.bounds})
            ring.setData(list(xs), [mark.y if mark else 0.0] * len(xs))
        self._call_out(mark)

    def _pointed(self) -> Mark | None:
        return next((m for m in self._marks if (m.row, m.column) == self._at), None)

    def _on_values_range_changed(self) -> None:
        self._call_out(self._pointed())

    def _call_out(self, mark: Mark | None) -> None:
        """Say what is pointed at beside it, as long as it is in sight."""
        shown = self._shown
        view = self._unsaid if mark is not None and mark.bounds is None else self._values
        if shown is None or mark is None:
            self._callout.hide()
            return
        scene = view.mapViewToScene(QPointF(mark.bounds[0] if mark.bounds else 0, mark.y))
        at, gap = self.mapFromScene(scene), theme.scaled(14)
        self._callout.setText(
            told(shown.comparison, mark.row, mark.column, shown.unit, shown.title)
        )
        room = self.viewport().width() - 2 * gap
        words = self._callout.fontMetrics().horizontalAdvance(self._callout.text()) + 2 * gap
        self._callout.setWordWrap(words > room)
        size = self._callout.sizeHint()
        if words > room:
            size = QSize(room, self._callout.heightForWidth(room))
        self._callout.resize(size)
        x = min(max(at.x() - size.width() // 2, gap), self.viewport().width() - size.width() - gap)
        # Beside its row, not over it: the other values of the group are what it is read against.
        row = shown.order.index(mark.row)
        edges = [view.mapViewToScene(QPointF(0, row + half)) for half in (-0.45, 0.45)]
        above, below = (self.mapFromScene(edge).y() for edge in edges)
        y = above - size.height() if above > size.height() else below
        self._callout.move(x, y)
        inside = view.sceneBoundingRect().adjusted(-1, 0, 1, 0).contains(scene)
        self._callout.setVisible(inside)

    def _step(self, down: int, along: int) -> None:
        """Point at the next place in a direction that has a mark."""
        shown = self._shown
        if shown is None or not self._marks:
            return
        if self._at is None:
            self.point_at(self._marks[0].row, self._marks[0].column)
            return
        places = {(mark.row, mark.column) for mark in self._marks}
        columns = sorted(shown.slots)
        row, column = shown.order.index(self._at[0]), columns.index(self._at[1])
        while True:
            row, column = row + down, column + along
            inside = 0 <= row < len(shown.order) and 0 <= column < len(columns)
            if not inside or not (down or along):
                return
            if (shown.order[row], columns[column]) in places:
                self.point_at(shown.order[row], columns[column])
                return

    def _on_scene_mouse_moved(self, position: QPointF) -> None:
        nearest = min(self._marks, key=lambda mark: self._distance(mark, position), default=None)
        if nearest is not None and self._distance(nearest, position) < theme.scaled(_NEAR):
            self.point_at(nearest.row, nearest.column)

    def _distance(self, mark: Mark, position: QPointF) -> float:
        """Return how far a mark lies from a point of the scene, in pixels."""
        view = self._values if mark.bounds is not None else self._unsaid
        if not view.isVisible() or not view.sceneBoundingRect().contains(position):
            return float("inf")
        low, high = mark.bounds or (unsaid_at(),) * 2
        start = view.mapViewToScene(QPointF(low, mark.y))
        end = view.mapViewToScene(QPointF(high, mark.y))
        beside = max(start.x() - position.x(), position.x() - end.x(), 0.0)
        return float((beside**2 + (start.y() - position.y()) ** 2) ** 0.5)

    def _on_scene_changed(self, _regions: list[QRectF]) -> None:
        if not self._repaint.isActive():
            self._repaint.start()
