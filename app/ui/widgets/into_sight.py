"""Scrolling a page to a part of it that opened where nobody looks."""

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui import theme

_AROUND = 8
"""Pixels at 100 % that are left above and below."""


def bring_into_sight(part: QWidget) -> None:
    """Scroll the page around a part no further than it takes to see it, its beginning at least.

    Once the part has its place: it may have been shown only now.
    """
    QTimer.singleShot(0, part, lambda: _scroll_to(part))


def _scroll_to(part: QWidget) -> None:
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    page = area.widget() if area is not None else None
    if area is None or page is None or not part.isVisible():
        return
    around = theme.scaled(_AROUND)
    top = part.mapTo(page, QPoint(0, 0)).y() - around
    down = top + part.height() + 2 * around - area.viewport().height()
    bar = area.verticalScrollBar()
    bar.setValue(min(max(bar.value(), down), top))
