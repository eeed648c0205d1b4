"""A facilitator without a mouse: Tab, arrows, Space, Enter and letters, and nothing else.

Wherever the keys go is looked at after every key: something has the focus, it can be seen, and it
is painted otherwise than without.
"""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QListWidget,
    QScrollArea,
    QWidget,
)
from shiboken6 import isValid

from app.ui.actions import steers_here, types_here
from app.ui.widgets.segmented import Segment, Segmented
from tests.day.facilitator import WAIT_MS, Facilitator

MOST_TABS = 400
NO = Qt.KeyboardModifier.NoModifier


class KeyboardFacilitator(Facilitator):
    """Does by keys what :class:`Facilitator` does by mouse.

    Attributes:
        lost: every place where the focus was lost or could not be seen.
        pressed: how many keys were pressed.

    """

    lost: list[str]
    pressed = 0

    def come_to_front(self) -> None:
        """Begin to keep count."""
        super().come_to_front()
        self.lost = getattr(self, "lost", [])

    def key(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = NO) -> None:
        """Press a key; it goes where the window lets it go."""
        self._press(key, modifier)
        self.settle()
        self.look_for_the_focus()

    def focus(self, widget: QWidget) -> None:
        """Tab until the keys go to ``widget``, the shorter way round."""
        if widget.hasFocus():
            return
        key = self._shorter_way(widget)
        for _stop in range(MOST_TABS):
            self._step(key)
            if widget.hasFocus() or widget.focusProxy() is QApplication.focusWidget():
                return
        raise AssertionError(f"Tab never comes to {widget.objectName()}")

    def expect_focus(self, widget: QWidget) -> None:
        """Go there: among choices side by side, arrow keys must not be led away."""
        self.focus(widget)

    def press_widget(self, button: QWidget) -> None:
        assert button.isEnabled(), f"{button.objectName()} cannot be pressed now"
        self.focus(button)
        self.key(Qt.Key.Key_Space)

    def choose(self, name: str, choice: str) -> None:
        """Go to the choices, then along them by arrow keys."""
        segments = self.find(name, Segmented).findChildren(Segment)
        (wanted,) = (s for s in segments if s.choice_id == choice)
        if wanted.isChecked():
            return
        (start,) = (s for s in segments if s.isChecked())
        self.focus(start)
        for _step in segments:
            if not wanted.isChecked():
                self.key(Qt.Key.Key_Right)
        assert wanted.isChecked()

    def row(self, name: str, row_id: str) -> None:
        """Go to the list, then down to the row."""
        rows = self.find(name, QListWidget)
        self.focus(rows)
        self.key(Qt.Key.Key_Home)
        for _step in range(rows.ids().index(row_id)):  # type: ignore[attr-defined]
            self.key(Qt.Key.Key_Down)
        assert rows.currentRow() == rows.ids().index(row_id)  # type: ignore[attr-defined]

    def type_into(self, name: str, text: str, *, enter: bool = False, over: bool = False) -> None:
        self.focus(self.find(name))
        if over:
            self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self._press(text)
        if enter:
            self._press(Qt.Key.Key_Return)
        self.settle()
        self.look_for_the_focus()

    def leave_field(self) -> None:
        """Tab on to something that leaves the day's keys alone."""
        for _stop in range(MOST_TABS):
            focused = QApplication.focusWidget()
            if not (types_here(focused) or steers_here(focused)):
                break
            self._step(Qt.Key.Key_Tab)
        self.settle()

    def pick_file(self, name: str, path: Path) -> None:
        self.click(name)
        (dialog,) = (d for d in self.window.findChildren(QFileDialog) if d.isVisible())
        self.qtbot.waitUntil(dialog.isActiveWindow, timeout=WAIT_MS)
        QTest.keyClicks(QApplication.focusWidget(), str(path))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        self.settle()
        self.come_to_front()

    def look_for_the_focus(self) -> None:
        """Note where nobody could tell where the keys go."""
        focused = QApplication.focusWidget()
        page = self.program.window.current_page
        if focused is None and QApplication.activeWindow() is self.day_screen():
            return
        if focused is None:
            self._note(f"{page}: nothing has the focus")
            return
        popup = QApplication.activePopupWidget()
        if popup is None and focused.window() is self.window:
            where = f"{page}: {_told(focused)}"
            if not focused.isVisible():
                self._note(f"{where} has the focus and is hidden")
            elif not self._comes_into_sight(focused):
                self._note(f"{where} has the focus out of sight")

    def day_screen(self) -> QWidget | None:
        """Return the room screen, which comes to the front for a moment where nobody forbids it."""
        return self.day.room if self.program.day is not None else None

    def _comes_into_sight(self, focused: QWidget) -> bool:
        """Give the page the time that its layouts take."""
        for _turn in range(100):
            if not isValid(focused) or not _seen_of(focused, self.window).isEmpty():
                return True
            QTest.qWait(10)
        return False

    def _note(self, words: str) -> None:
        if words not in self.lost:
            self.lost.append(words)

    def _press(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = NO) -> None:
        """Hand keys to the front window, as the desktop does."""
        window = QApplication.activePopupWidget() or QApplication.activeWindow()
        assert window is not None, "no window has the keys"
        handle = window.windowHandle()
        if isinstance(key, str):
            for letter in key:
                QTest.keyClick(handle, letter, modifier)
        else:
            QTest.keyClick(handle, key, modifier)
        self.pressed += len(key) if isinstance(key, str) else 1
        QApplication.processEvents()

    def _step(self, key: Qt.Key) -> None:
        """Tab once: what had the focus must have looked otherwise while it had it."""
        before = QApplication.focusWidget()
        marked = _picture(before) if before is not None else QImage()
        shift = Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else NO
        self._press(key, shift)
        after = QApplication.focusWidget()
        self.look_for_the_focus()
        if before is None or not isValid(before) or not before.isVisible() or before is after:
            return
        # A page that waits for keys, because what had the focus has gone, looks as it does.
        if _picture(before) == marked and before.focusPolicy() != Qt.FocusPolicy.NoFocus:
            page = self.program.window.current_page
            self._note(f"{page}: {_told(before)} shows no mark of the focus")

    def _shorter_way(self, widget: QWidget) -> Qt.Key:
        """Return Tab or Backtab, as somebody who sees both places would choose."""
        # Asking Qt for the next in line would make PySide believe that it owns the one before.
        stops = [
            each
            for each in self.window.findChildren(QWidget)
            if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        here = QApplication.focusWidget()
        if here not in stops or widget not in stops:
            return Qt.Key.Key_Tab
        forward = (stops.index(widget) - stops.index(here)) % len(stops)
        return Qt.Key.Key_Tab if forward <= len(stops) // 2 else Qt.Key.Key_Backtab


def _told(widget: QWidget) -> str:
    return widget.objectName() or f"{type(widget).__name__} “{widget.accessibleName()}”"


def _picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def _seen_of(widget: QWidget, window: QWidget) -> QRect:
    """Return what can be seen of a widget: within the window and every page that scrolls."""
    seen = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()) & window.rect()
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QScrollArea):
            port = parent.viewport()
            seen &= QRect(port.mapTo(window, QPoint(0, 0)), port.size())
        parent = parent.parentWidget()
    return seen
