"""The pages beside the list of dimensions."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from app.ui.page_stack import Pages


class WholePages(Pages):
    """Asks for the height that the shown page's words need at this width."""

    def minimumSizeHint(self) -> QSize:
        """Return what the shown page needs, headings that break into lines included."""
        least, shown = super().minimumSizeHint(), self.currentWidget()
        layout = shown.layout() if shown is not None else None
        if layout is not None and layout.hasHeightForWidth():
            wanted = layout.minimumHeightForWidth(max(self.width(), least.width()))
            least.setHeight(max(least.height(), wanted))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
