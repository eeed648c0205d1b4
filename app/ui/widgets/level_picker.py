"""A row of big choices with a number and a name, plus "cannot tell"."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.level_option import LevelOption
from app.ui.widgets.painting import GrowsInHeight

CANNOT_TELL = "cannot_tell"
"""The id that ``chosen`` carries for the dashed choice."""

_NEXT_KEYS = (Qt.Key.Key_Right, Qt.Key.Key_Down)
_BACK_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_CLEAR_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class LevelPicker(GrowsInHeight, QWidget):
    """One choice of several levels, or none.

    Mouse or touch: press to choose; press the chosen one again to clear (a double click does not).
    Keys: arrows move, Space or Enter chooses, 1 to 9 choose a level, 0 "cannot tell", Delete
    clears. Side by side when there is room; otherwise in rows, number beside name.

    Signals:
        chosen(str): the level's id, ``cannot_tell``, or "" when the choice was taken back. Only
            for what the person did, never for ``set_value``.
    """

    chosen = Signal(str)

    def __init__(
        self,
        levels: Sequence[tuple[str, int, str]],
        cannot_tell: str = "",
        shape: str = "circle",
        role: str = "foundations",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._value: str | None = None
        self._since_choice = QElapsedTimer()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._options = [
            LevelOption(level_id, str(number), text, shape, role, self)
            for level_id, number, text in levels
        ]
        if cannot_tell:
            self._options.append(LevelOption(CANNOT_TELL, "", cannot_tell, shape, role, self))
        for option in self._options:
            option.clicked.connect(lambda _on=False, pressed=option: self._on_pressed(pressed))
            option.navigated.connect(self._on_option_navigated)
        self._show_value()

    def value(self) -> str | None:
        """Return the chosen id, or None."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show ``value`` as chosen, None or an unknown id as nothing chosen; no signal."""
        known = {option.choice_id for option in self._options}
        self._value = value if value in known else None
        self._show_value()

    def set_contested(self, ids: Sequence[str]) -> None:
        """Mark choices that two note-takers made differently; an empty list marks none."""
        for option in self._options:
            option.set_contested(option.choice_id in ids)

    def needed_height(self, width: int) -> int:
        """Return the height for the arrangement that fits ``width``."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """Ask for the height that the present width needs."""
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 0
        wish = theme.scaled(132) * len(self._options)
        return QSize(wish, self.needed_height(width or wish))

    def minimumSizeHint(self) -> QSize:
        """Allow one choice a row."""
        least = max((option.least_width(beside=True) for option in self._options), default=0)
        return QSize(least, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the choices again."""
        super().resizeEvent(event)
        self._arrange(event.size().width(), move=True)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key pressed on a choice; return whether it was one of ours."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key in _NEXT_KEYS or key in _BACK_KEYS:
            self._move_focus(key)
        elif key in _CLEAR_KEYS:
            self._choose(None)
        elif event.text().isdigit():
            self._choose_number(event.text())
        else:
            return False
        return True

    def _on_option_navigated(self, event: QKeyEvent) -> None:
        event.setAccepted(self.handle_key(event))

    def _on_pressed(self, option: LevelOption) -> None:
        again = option.choice_id == self._value
        settled = QApplication.doubleClickInterval()
        hasty = self._since_choice.isValid() and self._since_choice.elapsed() < settled
        if again and hasty:
            self._show_value()
            return
        self._choose(None if again else option.choice_id)

    def _choose(self, value: str | None) -> None:
        if value == self._value:
            self._show_value()
            return
        self._value = value
        self._since_choice.start()
        self._show_value()
        self.chosen.emit(value or "")

    def _choose_number(self, digit: str) -> None:
        wanted = "" if digit == "0" else digit
        for option in self._options:
            if option.number == wanted:
                option.setFocus(Qt.FocusReason.OtherFocusReason)
                self._choose(option.choice_id)

    def _move_focus(self, key: int) -> None:
        step = 1 if key in _NEXT_KEYS else -1
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if mirrored and key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            step = -step
        focused = [index for index, option in enumerate(self._options) if option.hasFocus()]
        target = (focused[0] + step if focused else 0) % len(self._options)
        self._options[target].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_value(self) -> None:
        for option in self._options:
            option.show_checked(option.choice_id == self._value)
        for index, option in enumerate(self._options):
            # Tab stops once: at the choice made, or at the first.
            stop = option.isChecked() or (self._value is None and index == 0)
            policy = Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus
            option.setFocusPolicy(policy)

    def _arrange(self, width: int, move: bool) -> int:
        count = len(self._options)
        gap = theme.scaled(10)
        side_by_side = max((o.least_width(beside=False) for o in self._options), default=1)
        beside = (width - gap * (count - 1)) < side_by_side * count
        columns = count
        if beside:
            least = max(option.least_width(beside=True) for option in self._options)
            columns = min(max(1, (width + gap) // (least + gap)), count)
            rows = -(-count // columns)
            columns = -(-count // rows)
        cell = (width - gap * (columns - 1)) // columns
        y = 0
        for start in range(0, count, columns):
            row = self._options[start : start + columns]
            height = max(option.height_at(cell, beside) for option in row)
            if move:
                # A last choice alone, usually "cannot tell", takes its whole row.
                span = width if beside and len(row) == 1 else cell
                self._place_row(row, y, span, gap, height, beside)
            y += height + gap
        return y - gap

    def _place_row(
        self, row: list[LevelOption], y: int, cell: int, gap: int, height: int, beside: bool
    ) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index, option in enumerate(row):
            x = index * (cell + gap)
            x = self.width() - x - cell if mirrored else x
            option.set_beside(beside)
            option.setGeometry(QRect(x, y, cell, height))
