"""Catches device files that are dropped anywhere on the window of an open workshop."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.domain.exchange import FILE_SUFFIX
from app.ui.widgets.dropped import dropped_file

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileCatcher(QObject):
    """Stands before the window as long as a workshop is open; other files it lets through.

    Signals:
        caught(object): the path of a device's file that was dropped.
    """

    caught = Signal(object)

    def __init__(self, window: QWidget, parent: QObject) -> None:
        """Begin to catch."""
        super().__init__(parent)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a device's file; what else is dropped goes its usual way."""
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path = dropped_file(event, (FILE_SUFFIX,))
        if path is None:
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.caught.emit(path)
        return True
