"""Bugs that nobody caught: written down in the log, told calmly to the facilitator, never the room.

Qt swallows what a slot raises after printing it, Python what a thread or a destructor raises; here
all of them arrive in one place.
"""

import logging
import sys
import threading
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

MOST_LOGGED = 3
"""How often the same fault is written down in full; one in a tick would fill the log."""

logger = logging.getLogger(__name__)


class FaultWatch(QObject):
    """Listens for exceptions that nobody handles, and for what Qt complains of.

    Signals:
        fault_found(): something went wrong and was logged; emitted once for each place in the code,
            on the window's thread.
    """

    fault_found = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Watch from :meth:`start` on."""
        super().__init__(parent)
        self._seen: Counter[tuple[str, int]] = Counter()
        self._before: tuple[Any, Any, Any, Any] | None = None

    def start(self) -> None:
        """Take the places of Python's and Qt's own ways to complain."""
        before_qt = qInstallMessageHandler(_log_qt)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook, before_qt)
        sys.excepthook = self._on_exception
        threading.excepthook = sys.unraisablehook = self._on_unheard

    def stop(self) -> None:
        """Give the places back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook, before_qt = self._before
            qInstallMessageHandler(before_qt)
            self._before = None

    def _on_unheard(self, said: Any) -> None:
        """Take what a thread or a destructor raised."""
        self._on_exception(said.exc_type, said.exc_value, said.exc_traceback)

    def _on_exception(
        self,
        kind: type[BaseException],
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not issubclass(kind, Exception):
            before: Callable[..., Any] = self._before[0] if self._before else sys.__excepthook__
            before(kind, value, trace)
            return
        place = _place(trace)
        self._seen[place] += 1
        if self._seen[place] <= MOST_LOGGED:
            logger.error("a fault nobody handled", exc_info=(kind, value or kind(), trace))
        if self._seen[place] == 1:
            self.fault_found.emit()


def _place(trace: TracebackType | None) -> tuple[str, int]:
    """Return file and line of the innermost frame."""
    if trace is None:
        return ("", 0)
    while trace.tb_next is not None:
        trace = trace.tb_next
    return (trace.tb_frame.f_code.co_filename, trace.tb_lineno)


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        logger.warning("Qt: %s", message)
