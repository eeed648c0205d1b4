"""Widgets in rows that wrap, as tall as they need to be inside any nesting of layouts."""

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.painting import GrowsInHeight


class FlowBox(GrowsInHeight, QWidget):
    """A box around a FlowLayout whose height follows its width.

    Attributes:
        flow: the layout; call :meth:`refresh` after changing what is in it.
    """

    def __init__(
        self, widgets: Iterable[QWidget] = (), spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, spacing=spacing)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.flow.addWidget(widget)

    def refresh(self) -> None:
        """Measure again, after contents came, went or changed their words."""
        self.flow.invalidate()
        self.updateGeometry()

    def needed_height(self, width: int) -> int:
        """Return the height of all rows at ``width``."""
        return self.flow.heightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        least = self.flow.minimumSize().width()
        return QSize(least, self.needed_height(max(self.width(), self.minimumWidth(), least)))

    def minimumSizeHint(self) -> QSize:
        least = self.flow.minimumSize().width()
        return QSize(least, self.needed_height(max(self.width(), self.minimumWidth(), least)))
