"""The people at one table as rows that can be dragged to another, by mouse or by keys."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui import icons, theme
from app.ui.groups.move_preview import MovePreview
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.painting import ShowsFocus, draw_box
from app.ui.widgets.two_line_delegate import Index

MIME = "application/x-workshop-participants"
"""What travels while rows are dragged: a JSON list of participant ids."""

_ID = Qt.ItemDataRole.UserRole
_ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, kw_only=True)
class SeatRow:
    """One person: id, name, a quiet detail, the role's icon, and marks at the row's end.

    ``marks`` are icon names (locked, data helper, needs); ``spoken`` is what screen readers say.
    """

    participant_id: str
    name: str
    detail: str = ""
    icon_name: str = "user"
    marks: tuple[str, ...] = ()
    quiet: bool = False
    spoken: str = ""


def dragged_ids(data: QMimeData) -> list[str]:
    """Return the participants that are being dragged; none for anything else."""
    if not data.hasFormat(MIME):
        return []
    ids = json.loads(bytes(data.data(MIME).data()).decode("utf-8"))
    return [str(participant_id) for participant_id in ids]


class DropTarget(QFrame):
    """A frame that takes people dragged onto it, and shows that it would.

    Signals:
        people_dropped(list): participant ids.
        people_hovered(list): participant ids that are dragged here and not yet dropped.
        people_left(): they were dragged on, or dropped.
        dragged_over(int): somebody is dragged at this height of the screen.
    """

    people_dropped = Signal(object)
    people_hovered = Signal(object)
    people_left = Signal()
    dragged_over = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "panel")
        self.setAcceptDrops(True)
        self._over = False
        self.preview = MovePreview(self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept people."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._show_over(True)
            self.people_hovered.emit(dragged_ids(event.mimeData()))
            self.preview.make_way(event.position().toPoint())

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on accepting, and tell where, so that the page can scroll."""
        event.acceptProposedAction()
        self.preview.make_way(event.position().toPoint())
        self.dragged_over.emit(self.mapToGlobal(event.position().toPoint()).y())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        self._show_over(False)
        self.people_left.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell who was dropped; the rows follow once that is stored."""
        self._show_over(False)
        self.people_left.emit()
        ids = dragged_ids(event.mimeData())
        # The list that the rows came from deletes them after a MoveAction; these are stored first.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if ids:
            self.people_dropped.emit(ids)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the preview at the foot."""
        super().resizeEvent(event)
        self.preview.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a strong edge while people hover."""
        super().paintEvent(event)
        if self._over:
            box = QRectF(self.rect())
            draw_box(QPainter(self), box, None, theme.color("accent"), theme.scaled(10), 3.0)

    def _show_over(self, over: bool) -> None:
        self._over = over
        self.update()


class SeatDelegate(QStyledItemDelegate):
    """Draws a row on one line: role, name, detail, marks; what does not fit is elided."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one comfortable line."""
        return QSize(theme.scaled(80), theme.scaled(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw ground, icon, words and marks in the reading direction."""
        row: SeatRow | None = index.data(_ROW)
        if row is None:
            return
        painter.save()
        self._paint_ground(painter, option)
        side = theme.scaled(17)
        ink = "quiet_ink" if row.quiet else "ink"
        box = option.rect.adjusted(theme.scaled(8), 0, -theme.scaled(6), 0)
        left, right = box.left(), box.right()
        self._paint_icon(painter, option, row.icon_name, left, side, ink)
        left += side + theme.scaled(7)
        for mark in reversed(row.marks):
            self._paint_icon(painter, option, mark, right - side + 1, side, "quiet_ink")
            right -= side + theme.scaled(4)
        name_font = theme.font("body", theme.scaled(15))
        name = QFontMetrics(name_font).elidedText(
            row.name, Qt.TextElideMode.ElideRight, right - left
        )
        used = QFontMetrics(name_font).horizontalAdvance(name)
        self._write(painter, option, QRect(left, box.top(), used + 2, box.height()), name, ink, 15)
        left += used + theme.scaled(8)
        if row.detail and right - left > theme.scaled(36):
            small = QFontMetrics(theme.font("body", theme.scaled(13)))
            detail = small.elidedText(row.detail, Qt.TextElideMode.ElideRight, right - left)
            room = QRect(left, box.top(), right - left, box.height())
            self._write(painter, option, room, detail, "quiet_ink", 13)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
        box, radius = QRectF(option.rect).adjusted(0, 1, 0, -1), theme.scaled(7)
        view = option.widget
        if option.state & QStyle.StateFlag.State_Selected:
            draw_box(painter, box, theme.color("accent_soft"), theme.color("accent"), radius, 1.0)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            draw_box(painter, box, theme.color("sunken"), None, radius)
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if focused and isinstance(view, ShowsFocus) and view.ring_shown():
            draw_box(painter, box, None, theme.color("focus"), radius, 2.5)

    @staticmethod
    def _paint_icon(
        painter: QPainter, option: QStyleOptionViewItem, name: str, left: int, side: int, role: str
    ) -> None:
        box = QRect(left, option.rect.center().y() - side // 2, side, side)
        box = QStyle.visualRect(option.direction, option.rect, box)
        icons.paint(painter, name, role, QRectF(box))

    @staticmethod
    def _write(
        painter: QPainter, option: QStyleOptionViewItem, box: QRect, text: str, role: str, px: int
    ) -> None:
        painter.setFont(theme.font("body", theme.scaled(px)))
        painter.setPen(theme.color(role))
        box = QStyle.visualRect(option.direction, option.rect, box)
        leading = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        flags = leading | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(box, int(flags) | int(Qt.TextFlag.TextSingleLine), text)


class SeatList(ShowsFocus, QListWidget):
    """People at one table; ``grows`` makes it as tall as its rows instead of scrolling.

    Rows are dragged from here; what takes them is a :class:`DropTarget` around the list.

    Signals:
        moved_to(str): this person is current, chosen by mouse or keys.
        key_pressed(str): a letter, digit, "Delete", "Enter" or "Escape" on the selected people.
        chosen_left(list): these people were chosen, with the keys, and sit here no more.
    """

    moved_to = Signal(str)
    chosen_left = Signal(object)
    key_pressed = Signal(str)

    def __init__(self, name: str, grows: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grows = grows
        self._awaited: set[str] = set()
        self.setAccessibleName(name)
        self.setProperty("piece", "sections")
        self.setItemDelegate(SeatDelegate(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._on_current_row_changed)

    def set_rows(self, rows: Sequence[SeatRow]) -> None:
        """Show other rows; selected people who still sit here stay selected."""
        kept, current, place_before = set(self.selected_ids()), self.current_id(), self.currentRow()
        scroll = self.verticalScrollBar().value()
        blocked = self.blockSignals(True)
        # Rows are used again: Qt may still be handling an event of one of them.
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        self.clearSelection()
        self.setCurrentRow(-1)
        for place, row in enumerate(rows):
            item = self.item(place)
            item.setData(_ID, row.participant_id)
            item.setData(_ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row.spoken or row.name)
            item.setToolTip(as_typed(row.spoken or row.name))
        for place, row in enumerate(rows):
            if row.participant_id == current:
                self.setCurrentRow(place)
        for place, row in enumerate(rows):
            self.item(place).setSelected(row.participant_id in kept)
        self.blockSignals(blocked)
        self.verticalScrollBar().setValue(scroll)
        if self.hasFocus() and self.currentRow() < 0 and rows:
            # Whoever was chosen has moved on: keys go on with the next person.
            self.setCurrentRow(min(max(place_before, 0), len(rows) - 1))
        if self._grows:
            self.setFixedHeight(self._needed_height())
        if self.hasFocus() and kept and kept.isdisjoint(row.participant_id for row in rows):
            self.chosen_left.emit(sorted(kept))
        self._choose_awaited()

    def await_people(self, ids: Sequence[str]) -> None:
        """Have people chosen, and the keys here, once all of them sit here; none: await nobody."""
        self._awaited = set(ids)
        self._choose_awaited()

    def ids(self) -> list[str]:
        """Return everybody here, in order."""
        return [str(self.item(row).data(_ID)) for row in range(self.count())]

    def selected_ids(self) -> list[str]:
        """Return the selected people, in order."""
        return [str(item.data(_ID)) for item in self.selectedItems()]

    def current_id(self) -> str:
        """Return the current person, or ""."""
        row = self.currentRow()
        return str(self.item(row).data(_ID)) if row >= 0 else ""

    def select(self, participant_id: str) -> bool:
        """Make a person current and selected; return whether they sit here."""
        if participant_id not in self.ids():
            return False
        self.setCurrentRow(self.ids().index(participant_id))
        return True

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """Pack the dragged people."""
        data = QMimeData()
        ids = [str(item.data(_ID)) for item in items]
        data.setData(MIME, json.dumps(ids).encode("utf-8"))
        return data

    def event(self, event: QEvent) -> bool:
        """Claim letters and digits before the day's own keys do: M here means "move"."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            text = event.text()
            if _is_plain(event) and len(text) == 1 and text.isalnum():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell letters, digits, Delete and Enter; leave moving about to the list."""
        text = event.text().upper()
        if event.key() == Qt.Key.Key_Delete:
            self.key_pressed.emit("Delete")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.key_pressed.emit("Enter")
        elif event.key() == Qt.Key.Key_Escape:
            self.key_pressed.emit("Escape")
            event.ignore()
        elif _is_plain(event) and len(text) == 1 and text.isalnum():
            self.key_pressed.emit(text)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have somebody selected as soon as keys arrive here."""
        super().focusInEvent(event)
        if self.currentRow() < 0 and self.count():
            self.setCurrentRow(0)
        elif self.currentRow() >= 0:
            if not self.selectedItems():
                # Qt makes the first row current then, but a letter is for those selected.
                self.currentItem().setSelected(True)
            self.moved_to.emit(self.current_id())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the selection when another table's people are chosen."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _choose_awaited(self) -> None:
        here = self.ids()
        if not self._awaited or not self._awaited <= set(here):
            return
        awaited, self._awaited = self._awaited, set()
        blocked = self.blockSignals(True)
        self.setCurrentRow(next(row for row, one in enumerate(here) if one in awaited))
        for row, one in enumerate(here):
            self.item(row).setSelected(one in awaited)
        self.blockSignals(blocked)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved_to.emit(self.current_id())

    def _needed_height(self) -> int:
        return max(1, self.count()) * theme.scaled(32) + 2

    def _on_current_row_changed(self, row: int) -> None:
        if row >= 0:
            self.moved_to.emit(self.current_id())


def _is_plain(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return not event.modifiers() & held


def keep_in_sight(seats: SeatList) -> None:
    """Scroll every page around a list, from the inside out, until its current row shows."""
    chosen = seats.currentRow() >= 0
    row = seats.visualItemRect(seats.currentItem()) if chosen else QRect()
    port, parent = seats.viewport(), seats.parentWidget()
    while parent is not None and row.isValid():
        inside = parent.widget() if isinstance(parent, QScrollArea) else None
        if isinstance(parent, QScrollArea) and inside is not None:
            at = port.mapTo(inside, row.center())
            parent.ensureVisible(at.x(), at.y(), 0, row.height())
        parent = parent.parentWidget()
