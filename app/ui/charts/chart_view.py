"""A widget that shows a drawing made for its size."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.drawing import Drawing, Measure
from app.i18n import _
from app.ui import theme
from app.ui.charts.painter import measure_with, paint

Provider = Callable[[float, float, Measure], Drawing]
"""``provider(width, height, measure)``: lays the picture out for that size in logical pixels."""


class ChartView(QWidget):
    """Shows what a provider draws, laid out anew for every size and painted once into a pixmap.

    The drawing's title and description are the widget's accessible name and description. Nothing
    shows before :meth:`set_provider`.
    """

    SPOKEN_ROLE = QAccessible.Role.Chart

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._provider: Provider | None = None
        self._drawing: Drawing | None = None
        self._pixmap: QPixmap | None = None
        self._theme: theme.Theme | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_provider(self, provider: Provider | None) -> None:
        """Show what ``provider`` draws from now on; None shows nothing."""
        self._provider = provider
        self.refresh()

    def set_theme(self, chosen: theme.Theme | None) -> None:
        """Paint in a theme of its own, such as the room screen's; None follows the program's."""
        self._theme = chosen
        self._pixmap = None
        self.update()

    def refresh(self) -> None:
        """Lay out again, because what the provider draws has changed."""
        self._drawing = None
        self._pixmap = None
        self._lay_out()
        self.update()

    def drawing(self) -> Drawing | None:
        """Return the drawing shown now, to be written to a file; None when there is none."""
        return self._drawing

    def sizeHint(self) -> QSize:
        """Return a comfortable size; the view takes whatever it is given."""
        return QSize(640, 400)

    def minimumSizeHint(self) -> QSize:
        """Return the size under which a chart cannot be read."""
        return QSize(240, 160)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget the layout for the old size."""
        super().resizeEvent(event)
        self._drawing = None
        self._pixmap = None

    def changeEvent(self, event: QEvent) -> None:
        """Paint again when colors, fonts or language change."""
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.StyleChange,
            QEvent.Type.FontChange,
            QEvent.Type.LanguageChange,
        ):
            self.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the pixmap, made anew after a change of size, theme or screen scale."""
        self._lay_out()
        if self._drawing is None:
            return
        ratio = self.devicePixelRatioF()
        if self._pixmap is None or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap = self._painted(self._drawing, ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.end()

    def _lay_out(self) -> None:
        if self._provider is None:
            self._drawing = None
        if self._provider is None or self._drawing is not None:
            return
        self._drawing = self._provider(float(self.width()), float(self.height()), measure_with())
        self.setAccessibleName(self._drawing.title or _("Chart"))
        self.setAccessibleDescription(self._drawing.description)

    def _painted(self, drawing: Drawing, ratio: float) -> QPixmap:
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint(painter, drawing, (self._theme or theme.current()).roles)
        painter.end()
        return pixmap
