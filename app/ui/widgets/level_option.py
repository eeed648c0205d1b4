"""One choice of a LevelPicker."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QStyle, QWidget

from app.i18n import _
from app.ui import icons, theme
from app.ui.widgets.painting import (
    ShowsFocus,
    draw_box,
    draw_mark,
    longest_word,
    wrap_flags,
    wrapped_size,
)

_LEAST_WIDTH = 104


class LevelOption(ShowsFocus, QRadioButton):
    """A box with its number in the lens's shape and its name; without a number it is dashed.

    ``beside`` puts the name beside the number instead of below it. Screen readers meet a radio
    button named "3: Mostly in place".

    Signals:
        navigated(object): a key event that the picker may take; it accepts what it took.
    """

    navigated = Signal(object)

    def __init__(
        self, choice_id: str, number: str, name: str, shape: str, role: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.choice_id, self.number = choice_id, number
        self._name, self._shape, self._role = name, shape, role
        self._beside = self._contested = False
        self._say()

    def show_checked(self, checked: bool) -> None:
        """Check or uncheck; Qt alone would refuse to leave an exclusive choice with none.

        It stays exclusive otherwise, for that is what makes it a radio button to screen readers.
        """
        self.setAutoExclusive(False)
        self.setChecked(checked)
        self.setAutoExclusive(True)

    def set_beside(self, beside: bool) -> None:
        """Lay out number and name in a row, or in a column."""
        if beside != self._beside:
            self._beside = beside
            self.update()

    def set_contested(self, contested: bool) -> None:
        """Mark this choice as one of several that people made."""
        self._contested = contested
        self._say()
        self.update()

    def least_width(self, beside: bool) -> int:
        """Return the width under which a word would not fit."""
        word = longest_word(self._font(), self._name)
        if beside:
            return word + self._mark_room() + 2 * theme.scaled(12)
        return max(theme.scaled(_LEAST_WIDTH), word + 2 * theme.scaled(10))

    def height_at(self, width: int, beside: bool) -> int:
        """Return the height that number and name need at ``width``."""
        if beside:
            room = width - self._mark_room() - 2 * theme.scaled(12)
            name = wrapped_size(self._font(), self._name, room).height()
            return max(name + 2 * theme.scaled(8), theme.scaled(62))
        name = wrapped_size(self._font(), self._name, width - 2 * theme.scaled(10)).height()
        mark = theme.scaled(58) if self.number else 0
        return max(name + mark + 2 * theme.scaled(12), theme.scaled(112))

    def hitButton(self, position: QPoint) -> bool:
        """Let the whole box be pressed."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        """Return a square-ish box; the picker decides the real size."""
        width = self.least_width(beside=False)
        return QSize(width, self.height_at(width, beside=False))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer keys to the picker first; Enter presses like Space."""
        self._by_keyboard = True
        event.ignore()
        self.navigated.emit(event)
        if event.isAccepted():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the number in its shape, the name, check mark and focus ring."""
        painter = QPainter(self)
        on = self.isChecked()
        ink = theme.color(f"{self._role}_ink" if on else "ink")
        self._paint_ground(painter, on)
        if self.number:
            self._paint_number(painter, on)
        painter.setFont(self._font())
        painter.setPen(ink if self.isEnabled() or on else theme.color("quiet_ink"))
        box = self._name_box()
        wrapping = wrap_flags(self._font(), self._name, box.width())
        painter.drawText(box, wrapping | self._name_alignment(), self._name)
        if on:
            self._paint_check(painter)
        if self.ring_shown():
            self._paint_focus(painter, on)

    def _paint_ground(self, painter: QPainter, on: bool) -> None:
        box = QRectF(self.rect())
        radius = theme.scaled(11)
        dashed = not self.number
        if on:
            color = theme.color(self._role)
            draw_box(painter, box, color, color, radius)
            if dashed:
                ring = theme.color(f"{self._role}_ink")
                draw_box(painter, box.adjusted(4, 4, -4, -4), None, ring, radius - 3, 2, True)
            return
        ground = "raised" if self.isEnabled() else "sunken"
        hovered = self.underMouse() and self.isEnabled()
        fill = theme.color(f"{self._role}_soft" if hovered else ground)
        edge = theme.color("cannot_tell_line" if dashed else "edge")
        if self._contested:
            fill, edge = theme.color("attention_soft"), theme.color("attention")
        draw_box(painter, box, fill, edge, radius, 3.0 if self._contested else 2.0, dashed)

    def _paint_number(self, painter: QPainter, on: bool) -> None:
        radius = theme.scaled(22 if self._shape == "circle" else 21)
        if self._beside:
            center = QPointF(self._mark_room() / 2 + theme.scaled(4), self.height() / 2)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                center.setX(self.width() - center.x())
        else:
            center = QPointF(self.width() / 2, theme.scaled(14) + theme.scaled(25))
        lens = theme.color(self._role)
        fill = theme.color(f"{self._role}_ink" if on else f"{self._role}_soft")
        edge: QColor | None = None if on else theme.color(f"{self._role}_line")
        draw_mark(painter, self._shape, center, radius, fill, edge, 2)
        painter.setFont(theme.font("digits", theme.scaled(26)))
        painter.setPen(lens if on else theme.color("ink"))
        box = QRectF(0, 0, 4 * radius, 4 * radius)
        box.moveCenter(center)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.number)

    def _paint_check(self, painter: QPainter) -> None:
        size = theme.scaled(18)
        inset = theme.scaled(8)
        box = QRect(self.width() - size - inset, inset, size, size)
        box = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
        icons.paint(painter, "check", f"{self._role}_ink", QRectF(box), weight=3)

    def _paint_focus(self, painter: QPainter, on: bool) -> None:
        radius = theme.scaled(11)
        draw_box(painter, QRectF(self.rect()), None, theme.color("focus"), radius, 4.0)
        if on:
            inner = QRectF(self.rect()).adjusted(4, 4, -4, -4)
            draw_box(painter, inner, None, theme.color(f"{self._role}_ink"), radius - 3, 1.5)

    def _name_box(self) -> QRect:
        pad = theme.scaled(10)
        if self._beside:
            left = self._mark_room() + theme.scaled(12)
            box = QRect(left, 0, self.width() - left - theme.scaled(12), self.height())
            return QStyle.visualRect(self.layoutDirection(), self.rect(), box)
        top = theme.scaled(14) + theme.scaled(56) if self.number else 0
        return QRect(pad, top, self.width() - 2 * pad, self.height() - top - theme.scaled(4))

    def _name_alignment(self) -> int:
        if self._beside:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        if not self.number:
            return int(Qt.AlignmentFlag.AlignCenter)
        return int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def _mark_room(self) -> int:
        return theme.scaled(64) if self.number else theme.scaled(4)

    def _font(self) -> QFont:
        return theme.font("strong", theme.scaled(15))

    def _say(self) -> None:
        named = f"{self.number}: {self._name}" if self.number else self._name
        if self._contested:
            named = _("{choice} (one of the versions)").format(choice=named)
        self.setAccessibleName(named)
