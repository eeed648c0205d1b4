"""The list of the day: blocks, and the activities of the blocks that are open."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui import icons, theme
from app.ui.actions import LIVE_KEYS
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.painting import draw_box, wrapped_size
from app.ui.widgets.sidebar_list import GuidingList, Row
from app.ui.widgets.two_line_delegate import DETAIL, EMPHASIS, ICON, ICON_ROLE

INDENT = Qt.ItemDataRole.UserRole + 20
TRAILING = Qt.ItemDataRole.UserRole + 21

MOST_LINES = 3
"""Of a title, where the list is roomy."""

NO_BREAK = "\N{NO-BREAK SPACE}"

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, kw_only=True)
class DayRow(Row):
    """A block (``indent`` 0) or an activity (1); ``trailing`` stands at the row's end.

    ``spoken`` is what a screen reader says.
    """

    indent: int = 0
    trailing: str = ""
    spoken: str = ""


class DayList(GuidingList):
    """Blocks and activities; the arrow and page keys of the day stay alive in it.

    Signals:
        pressed_row(str, QPoint): a row was clicked, or Enter pressed on it; with the place (global)
            where a menu may open.
    """

    pressed_row = Signal(str, QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Build an empty list."""
        super().__init__(name, True, parent)
        self.setProperty("piece", "steps")
        self.setProperty(LIVE_KEYS, True)
        self.itemClicked.connect(self._on_item_clicked)
        self._shown: tuple[DayRow, ...] = ()
        self._now = ""
        self._delegate = DayDelegate(self)
        self.setItemDelegate(self._delegate)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let long titles have a second line where all rows then still fit."""
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self) -> None:
        """Give long titles more lines, row by row while all rows still fit."""
        delegate, model, option = self._delegate, self.model(), QStyleOptionViewItem()
        before = delegate.lines
        delegate.lines = {}
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        spare = self.viewport().height() - sum(
            delegate.sizeHint(option, each).height() for each in rows
        )
        for most in range(2, MOST_LINES + 1):
            for index in sorted(rows, key=lambda each: each.data(EMPHASIS) == "past"):
                least = delegate.sizeHint(option, index).height()
                kept = delegate.lines
                delegate.lines = {**kept, index.row(): most}
                taken = delegate.sizeHint(option, index).height() - least
                if taken > spare:
                    delegate.lines = kept
                else:
                    spare -= taken
        if delegate.lines != before:
            self.scheduleDelayedItemsLayout()

    def set_day(self, rows: Sequence[DayRow]) -> None:
        """Show rows; a new current row comes into view."""
        fresh = tuple(rows)
        if fresh == self._shown:
            return
        self._shown = fresh
        self.set_rows(fresh)
        self._make_room()
        now = [r.row_id for r in fresh if r.emphasis == "now"]
        if now and now[-1] != self._now:
            self._now = now[-1]
            self.scrollToItem(self.item(self.ids().index(self._now)))

    def rows(self) -> tuple[DayRow, ...]:
        """Return what is shown."""
        return self._shown

    def keyPressEvent(self, event) -> None:
        """Open the current row on Enter."""
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if entered and self.currentRow() >= 0:
            self._press(self.currentItem())
            return
        super().keyPressEvent(event)

    def _on_item_clicked(self, item: QListWidgetItem) -> None:
        self._press(item)

    def _press(self, item: QListWidgetItem) -> None:
        box = self.visualItemRect(item)
        place = self.viewport().mapToGlobal(QPoint(box.left() + theme.scaled(40), box.bottom()))
        self.pressed_row.emit(self.ids()[self.row(item)], place)

    @staticmethod
    def _fill(item: QListWidgetItem, row: Row) -> None:
        GuidingList._fill(item, row)
        if isinstance(row, DayRow):
            item.setData(INDENT, row.indent)
            item.setData(TRAILING, row.trailing)
            item.setToolTip(as_typed(row.title))
            GuidingList._set_spoken(item, row.spoken)


class DayDelegate(QStyledItemDelegate):
    """Draws a block in two lines and an activity in one, each one more where there is room."""

    def __init__(self, view: DayList) -> None:
        """Draw for ``view``; ``lines`` says to which rows' titles more than one line is given."""
        super().__init__(view)
        self._view = view
        self.lines: dict[int, int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row's height."""
        if index.data(INDENT):
            height = self._activity_lines(index) * _line(_font(index))
            return QSize(theme.scaled(120), height + 2 * theme.scaled(4))
        room = self._view.viewport().width() - theme.scaled(34) - theme.scaled(8)
        height = self._title_height(index, room) + _line(_small())
        return QSize(theme.scaled(120), height + 2 * theme.scaled(4))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        self._paint_ground(painter, option, index)
        if index.data(INDENT):
            self._paint_activity(painter, option, index)
        else:
            self._paint_block(painter, option, index)
        painter.restore()

    def _paint_block(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, pad = option.rect, theme.scaled(4)
        self._paint_icon(painter, option, index, theme.scaled(8), theme.scaled(16))
        left = row.left() + theme.scaled(34)
        room = row.width() - theme.scaled(34) - theme.scaled(8)
        height = self._title_height(index, room)
        quiet = index.data(EMPHASIS) == "past"
        title = QRect(left, row.top() + pad, room, height)
        _write(
            painter,
            option,
            title,
            _font(index),
            _fitted(_font(index), _title(index), room, height),
            quiet,
        )
        below = QRect(left, title.bottom() + 1, room, _line(_small()))
        detail = QFontMetrics(_small()).elidedText(
            index.data(DETAIL) or "", Qt.TextElideMode.ElideRight, room
        )
        _write(painter, option, below, _small(), detail, True)

    def _paint_activity(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        row, font = option.rect, _font(index)
        self._paint_icon(painter, option, index, theme.scaled(34), theme.scaled(13))
        left, pad = row.left() + theme.scaled(54), theme.scaled(4)
        trailing, taken = _trailing(index)
        whole, height = self._activity_room(), _line(font)
        lines = self._activity_lines(index)
        room = whole - taken if lines == 1 else whole
        title = _fitted(font, _title(index), room, lines * height + height // 2)
        quiet = index.data(EMPHASIS) == "past"
        box = QRect(left, row.top() + pad, room, lines * height)
        _write(painter, option, box, font, title, quiet)
        last = row.top() + pad + (lines - 1) * height
        box = QRect(left + whole - taken, last, taken, height)
        painter.setPen(theme.color("quiet_ink"))
        painter.setFont(_small())
        box = QStyle.visualRect(option.direction, row, box)
        end_edge = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight)
        painter.drawText(
            box,
            int(end_edge | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute),
            trailing,
        )

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        radius = theme.scaled(8)
        now = index.data(EMPHASIS) == "now"
        if now and index.data(INDENT):
            inner = QRect(option.rect)
            inner.setLeft(inner.left() + theme.scaled(28))
            inner = QStyle.visualRect(option.direction, option.rect, inner)
            draw_box(
                painter,
                QRectF(inner).adjusted(0, 1, 0, -1),
                theme.color("accent_soft"),
                None,
                radius,
            )
        elif now:
            draw_box(painter, box, theme.color("accent_soft"), None, radius)
        elif bool(option.state & QStyle.StateFlag.State_MouseOver):
            draw_box(painter, box, theme.color("sunken"), None, radius)
        if bool(option.state & QStyle.StateFlag.State_HasFocus) and self._view.ring_shown():
            draw_box(painter, box, None, theme.color("focus"), radius, 3.0)

    @staticmethod
    def _paint_icon(
        painter: QPainter, option: QStyleOptionViewItem, index: Index, start: int, size: int
    ) -> None:
        name = index.data(ICON)
        if not name:
            return
        row = option.rect
        box = QRect(row.left() + start, row.center().y() - size // 2, size, size)
        box = QStyle.visualRect(option.direction, row, box)
        role = index.data(ICON_ROLE) or "accent"
        icons.paint(painter, name, role, QRectF(box), 3.0, filled=name == "play")

    def _activity_room(self) -> int:
        """Return the width of an activity's words."""
        return self._view.viewport().width() - theme.scaled(54) - theme.scaled(8)

    def _activity_lines(self, index: Index) -> int:
        """Return how many lines let the title be read whole, what trails behind it; or 1."""
        font, room = _font(index), self._activity_room()
        trailing, taken = _trailing(index)
        if QFontMetrics(font).horizontalAdvance(_title(index)) <= room - taken:
            return 1
        most = self._most_lines(index)
        together = f"{_title(index)} {trailing.replace(' ', NO_BREAK)}"
        wanted = round(wrapped_size(font, together, room).height() / _line(font))
        return wanted if wanted <= most else 1

    def _title_height(self, index: Index, room: int) -> int:
        font = _font(index)
        most = self._most_lines(index)
        if most == 1:
            return _line(font)
        return min(wrapped_size(font, _title(index), room).height(), most * _line(font))

    def _most_lines(self, index: Index) -> int:
        least = 2 if index.data(EMPHASIS) == "now" else 1
        return max(least, self.lines.get(index.row(), 1))


def _title(index: Index) -> str:
    return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


def _trailing(index: Index) -> tuple[str, int]:
    """Return what stands at a row's end, and the width that it takes."""
    words = str(index.data(TRAILING) or "")
    return words, QFontMetrics(_small()).horizontalAdvance(words) + theme.scaled(6)


def _font(index: Index) -> QFont:
    strong = index.data(EMPHASIS) == "now"
    px = 14 if index.data(INDENT) else 15
    return theme.font("strong" if strong else "body", theme.scaled(px))


def _small() -> QFont:
    return theme.font("body", theme.scaled(13))


def _line(font: QFont) -> int:
    return QFontMetrics(font).lineSpacing()


def _fitted(font: QFont, text: str, room: int, height: int) -> str:
    """Return a title that fits ``height``: one line, or two with the second one elided."""
    metrics = QFontMetrics(font)
    lines = max(1, height // metrics.lineSpacing())
    if lines == 1:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    if wrapped_size(font, text, room).height() <= height:
        return text
    words, kept = text.split(), ""
    for word in words:
        longer = f"{kept} {word}".strip()
        if wrapped_size(font, longer + "…", room).height() > height:
            break
        kept = longer
    return f"{kept}…"


def _write(
    painter: QPainter,
    option: QStyleOptionViewItem,
    box: QRect,
    font: QFont,
    text: str,
    quiet: bool,
) -> None:
    painter.setPen(theme.color("quiet_ink" if quiet else "ink"))
    painter.setFont(font)
    box = QStyle.visualRect(option.direction, option.rect, box)
    edge = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
    flags = edge | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(box, int(flags) | int(Qt.TextFlag.TextWordWrap), text)
