"""Waiting for what must end before a workshop or the program may go, with a window that answers.

What ends at once shows nothing. Where it takes longer (a disk that is slow, a second folder on a
stick), the window says calmly what is going on; what may safely be left, can be left.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.main_window import MainWindow

BLINK_SECONDS = 0.3
"""So long a window may stand still and nobody notices."""

LONGEST_SECONDS = 30.0
"""After this long, what does not end is left behind, whatever it was."""

_LOOK_MS = 30
_LEAVE = "leave"


@dataclass(frozen=True)
class Said:
    """What the window says meanwhile; ``leave`` labels the button, where leaving is safe."""

    title: str
    text: str
    leave: str = ""


def parting_words(*, copying: bool) -> Said:
    """Return what is said while the program waits for work beside the window."""
    if not copying:
        return Said(_("One moment…"), _("Something under way is being ended."), _("Close now"))
    return Said(
        _("The workshop is saved."),
        _(
            "Its backup is still being copied to the second folder. You may wait for that, or "
            "close now: the backup on this laptop is complete."
        ),
        _("Close now"),
    )


def _in_the_middle(page: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.addStretch(1)
    row.addWidget(page)
    row.addStretch(1)
    page.setMinimumWidth(theme.scaled(540))
    return holder


class Farewell(QObject):
    """Waits on behalf of the program; one wait at a time.

    Attributes:
        waiting: whether somebody waits now, with a window that answers.
        close_wished: whether the window's × was pressed while that could not be left.

    """

    def __init__(self, window: MainWindow, parent: QObject | None = None) -> None:
        """Wait in front of ``window``'s pages."""
        super().__init__(parent)
        self._window = window
        self._loop: QEventLoop | None = None
        self._may_leave = False
        self.close_wished = False

    @property
    def waiting(self) -> bool:
        """Tell whether somebody waits now."""
        return self._loop is not None

    def wait(self, busy: Callable[[], bool], said: Said) -> bool:
        """Wait until something is not ``busy`` any more; False where it was left, or never ended.

        The pages of an open workshop go away where it takes longer than a blink.
        """
        blink = time.monotonic() + BLINK_SECONDS
        while busy() and time.monotonic() < blink:
            time.sleep(0.005)
        if not busy():
            return True
        if self._loop is not None:
            return False
        self._wait_in_front(busy, said)
        return not busy()

    def _wait_in_front(self, busy: Callable[[], bool], said: Said) -> None:
        from app.ui.widgets.empty_state import EmptyState  # nothing the first picture waits for

        actions = ((_LEAVE, said.leave),) if said.leave else ()
        page = EmptyState("save", said.title, said.text, actions)
        page.setObjectName("farewell")
        page.setAccessibleName(f"{said.title} {said.text}")
        self._window.show_home(_in_the_middle(page))
        self._loop, self._may_leave = QEventLoop(), bool(said.leave)
        page.action_requested.connect(self.leave)
        until = time.monotonic() + LONGEST_SECONDS
        loop, look = self._loop, QTimer()
        look.timeout.connect(
            lambda: loop.quit() if not busy() or time.monotonic() > until else None
        )
        look.start(_LOOK_MS)
        handle = self._window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        loop.exec()
        look.stop()
        if handle is not None:
            handle.removeEventFilter(self)
        self._loop = None

    def leave(self, _action: str = "") -> None:
        """Wait no longer, where that is safe."""
        if self._loop is not None and self._may_leave:
            self._loop.quit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the window's × for leaving: a window that is closing hears no second one."""
        if event.type() == QEvent.Type.Close:
            event.ignore()
            self.close_wished = True
            self.leave()
            return True
        return False
