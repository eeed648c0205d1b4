"""Whoever works with keys always finds where they go."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from app.ui.page_stack import PageStack

_LAYOUTS_MS = 60


class FocusKeeper(QObject):
    """Brings what gets the focus into view, and gives a page the focus that nothing has any more.

    Qt's own scrolling pages follow the Tab key only from one of their parts to the next, not when
    it comes in from outside. And from a button that cannot be pressed for a while Qt goes on to
    whatever comes next, such as a name, which the next key would write over.
    """

    def __init__(self, window: QWidget, pages: PageStack) -> None:
        """Watch over the pages of ``window``."""
        super().__init__(window)
        self._window, self._pages = window, pages
        self._resting: QWidget | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._find_it_again)
        self._placed = QTimer(self)
        self._placed.setSingleShot(True)
        self._placed.timeout.connect(lambda: self._follow(QApplication.focusWidget()))
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_application_focus_changed)
            application.focusWindowChanged.connect(self._on_application_focus_window_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the focus back to what can be pressed again, unless somebody has gone on."""
        resting = self._resting
        changed = event.type() == QEvent.Type.EnabledChange and watched is resting
        if changed and resting is not None and resting.isEnabled():
            self._resting = None
            resting.removeEventFilter(self)
            if QApplication.focusWidget() is self._pages.currentWidget():
                resting.setFocus(Qt.FocusReason.OtherFocusReason)
        return super().eventFilter(watched, event)

    def _on_application_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        page = self._pages.currentWidget()
        pushed = old is not None and new is not None and not old.isEnabled()
        if old is not None and page is not None and pushed and page.isAncestorOf(old):
            self._rest(old)
            page.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._follow(new)
        self._later.start(0)
        # What has just been made gets its place only when every layout around it has followed.
        self._placed.start(_LAYOUTS_MS)

    def _on_application_focus_window_changed(self, _window: QWindow | None) -> None:
        self._later.start(0)

    def _rest(self, widget: QWidget) -> None:
        if self._resting is not None and isValid(self._resting):
            self._resting.removeEventFilter(self)
        self._resting = widget
        widget.installEventFilter(self)

    def _follow(self, focused: QWidget | None) -> None:
        # A page that moves under a pressed mouse would lose the click.
        still = QApplication.mouseButtons() == Qt.MouseButton.NoButton
        if focused is not None and still and self._pages.isAncestorOf(focused):
            bring_into_view(focused)

    def _find_it_again(self) -> None:
        """Let the page have the focus: a stray Space does nothing there, and Tab goes on."""
        page, focused = self._pages.currentWidget(), QApplication.focusWidget()
        nowhere = focused is None and QApplication.activePopupWidget() is None
        if page is not None and nowhere and self._window.isActiveWindow():
            page.setFocus(Qt.FocusReason.OtherFocusReason)


def bring_into_view(widget: QWidget) -> None:
    """Scroll every page around ``widget``, from the inside out, until it shows."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 12)
        parent = parent.parentWidget()
