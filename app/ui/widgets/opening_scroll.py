"""A scrolling part of a page that gives its scrolling up where the page itself must scroll."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class OpeningScroll(QScrollArea):
    """Scrolls its widget up and down, or, opened, stands there in its full height.

    For pages that keep a heading in place where there is room, and scroll as a whole where there is
    not: nobody has to find out which of two bars moves what.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin closed."""
        super().__init__(parent)
        self._opened = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def opened(self) -> bool:
        """Tell whether it stands in its full height."""
        return self._opened

    def set_opened(self, opened: bool) -> None:
        """Stand in full height, or scroll."""
        if opened == self._opened:
            return
        self._opened = opened
        as_needed, never = (
            Qt.ScrollBarPolicy.ScrollBarAsNeeded,
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
        )
        self.setVerticalScrollBarPolicy(never if opened else as_needed)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Ask for the whole height while opened."""
        least = super().minimumSizeHint()
        content = self.widget()
        if self._opened and content is not None:
            wanted = content.minimumSizeHint().height()
            if content.hasHeightForWidth():
                wanted = max(wanted, content.heightForWidth(self.viewport().width()))
            least.setHeight(wanted)
        return least

    def sizeHint(self) -> QSize:
        """Wish for no less."""
        return super().sizeHint().expandedTo(self.minimumSizeHint())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again: words break anew at another width."""
        super().resizeEvent(event)
        if self._opened and event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what grows in it."""
        if self._opened and watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
