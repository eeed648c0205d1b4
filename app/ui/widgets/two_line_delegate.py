"""Rows of a mark, a title and a quiet second line, for lists that guide."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui import icons, theme
from app.ui.widgets.painting import (
    ShowsFocus,
    draw_box,
    draw_words,
    line_width,
    wrapped_size,
)

DETAIL = Qt.ItemDataRole.UserRole + 1
"""Item role: the quiet second line, or ""."""

ICON = Qt.ItemDataRole.UserRole + 2
"""Item role: an icon's name, or ""."""

ICON_ROLE = Qt.ItemDataRole.UserRole + 3
"""Item role: the icon's color role."""

EMPHASIS = Qt.ItemDataRole.UserRole + 4
"""Item role: ``now`` (tinted, strong), ``past`` (quiet) or ""."""

Index = QModelIndex | QPersistentModelIndex

_NEVER = 1_000_000


LAST_LATIN = "\u024f"
"""Up to here all letters are in the program's own font, and lines are of one height."""


class _Lines:
    """Heights of wrapped words in one font; hundreds of rows ask for theirs at every new width."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._one_line = wrapped_size(font, "X", 1_000).height()
        self._widths: dict[str, int] = {}

    def height(self, text: str, room: int) -> int:
        """Return the height that ``text`` needs in ``room`` pixels."""
        width = self._widths.get(text)
        if width is None:
            plain = text.isprintable() and max(text, default="") <= LAST_LATIN
            width = line_width(self._font, text) if plain else _NEVER
            self._widths[text] = width
        return self._one_line if width <= room else wrapped_size(self._font, text, room).height()


class TwoLineDelegate(QStyledItemDelegate):
    """Draws such rows; words wrap, and the row grows with them.

    ``marks`` False leaves no column for icons.
    """

    def __init__(self, view: QAbstractItemView, marks: bool) -> None:
        super().__init__(view)
        self._view, self._marks = view, marks
        self._measured_at = 0.0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the view's width and the height of both lines."""
        width = self._view.viewport().width()
        room = width - self._start() - theme.scaled(8)
        if self._measured_at != theme.text_scale():
            self._measured_at = theme.text_scale()
            # Measured strong, so that a row keeps its height when it becomes the chosen one.
            self._title_lines = _Lines(theme.font("strong", theme.scaled(15)))
            self._detail_lines = _Lines(self._detail_font())
        height = self._title_lines.height(self._title(index), room)
        detail = index.data(DETAIL)
        if detail:
            height += self._detail_lines.height(detail, room)
        return QSize(theme.scaled(120), height + 2 * theme.scaled(9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, mark, title, second line and focus ring."""
        painter.save()
        self._paint_ground(painter, option, index)
        row = option.rect
        if index.data(ICON):
            size = theme.scaled(18)
            box = QRect(row.left() + theme.scaled(12), row.center().y() - size // 2, size, size)
            box = QStyle.visualRect(option.direction, row, box)
            role = index.data(ICON_ROLE) or "accent"
            name, weight = index.data(ICON), 3.0 if index.data(EMPHASIS) else 2.0
            icons.paint(painter, name, role, QRectF(box), weight, filled=name == "play")
        left = row.left() + self._start()
        room = row.width() - self._start() - theme.scaled(8)
        title_font = self._title_font(index, option)
        title_height = wrapped_size(title_font, self._title(index), room).height()
        box = QRect(left, row.top() + theme.scaled(9), room, title_height)
        quiet = index.data(EMPHASIS) == "past"
        self._write(painter, option, box, title_font, self._title(index), quiet)
        if index.data(DETAIL):
            bottom = row.bottom() - theme.scaled(9)
            box = QRect(left, box.bottom() + 1, room, bottom - box.bottom())
            self._write(painter, option, box, self._detail_font(), index.data(DETAIL), True)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box = QRectF(option.rect).adjusted(0, 1, 0, -1)
        radius = theme.scaled(9)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or index.data(EMPHASIS) == "now":
            draw_box(painter, box, theme.color("accent_soft"), None, radius)
            bar = QRect(option.rect.left(), option.rect.top() + theme.scaled(8), theme.scaled(4), 0)
            bar.setBottom(option.rect.bottom() - theme.scaled(8))
            bar = QStyle.visualRect(option.direction, option.rect, bar)
            draw_box(painter, QRectF(bar), theme.color("accent"), None, theme.scaled(2))
        elif hovered:
            draw_box(painter, box, theme.color("sunken"), None, radius)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if focused and isinstance(self._view, ShowsFocus) and self._view.ring_shown():
            draw_box(painter, box, None, theme.color("focus"), radius, 3.0)

    @staticmethod
    def _write(
        painter: QPainter,
        option: QStyleOptionViewItem,
        box: QRect,
        font: QFont,
        text: str,
        quiet: bool,
    ) -> None:
        painter.setPen(theme.color("quiet_ink" if quiet else "ink"))
        box = QStyle.visualRect(option.direction, option.rect, box)
        leading = QStyle.visualAlignment(
            option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        )
        draw_words(painter, box, leading | Qt.AlignmentFlag.AlignAbsolute, font, text)

    def _start(self) -> int:
        return theme.scaled(40 if self._marks else 14)

    @staticmethod
    def _title(index: Index) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")

    @staticmethod
    def _title_font(index: Index, option: QStyleOptionViewItem) -> QFont:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        strong = selected or index.data(EMPHASIS) == "now"
        return theme.font("strong" if strong else "body", theme.scaled(15))

    @staticmethod
    def _detail_font() -> QFont:
        return theme.font("body", theme.scaled(13))
