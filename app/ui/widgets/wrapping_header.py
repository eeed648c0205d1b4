"""A table's headings, in as many lines as their words need."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QWidget

from app.ui import theme
from app.ui.widgets.painting import wrapped_size

_BESIDE, _ABOVE = 10, 8
"""Pixels at 100 % that the style sheet leaves around a heading."""


class WrappingHeader(QHeaderView):
    """Headings above columns; where a column is narrow, its words wrap and the header grows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the header of ``parent``, a table."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.wrap()

    def wrap(self) -> None:
        """Wrap words, whatever alignment was chosen before."""
        sides = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        # Qt takes the flag of wrapping here, too; its type does not say so.
        self.setDefaultAlignment(Qt.AlignmentFlag(sides.value | Qt.TextFlag.TextWordWrap.value))

    def needed_height(self) -> int:
        """Return the height that every heading needs at its column's present width, in pixels."""
        font = theme.font("strong", theme.scaled(14))
        model = self.model()
        heights = [0]
        for column in range(self.count()):
            words = str(model.headerData(column, self.orientation()) or "")
            room = self.sectionSize(column) - 2 * theme.scaled(_BESIDE)
            if words and not self.isSectionHidden(column):
                heights.append(wrapped_size(font, words, max(room, 1)).height())
        return max(heights) + 2 * theme.scaled(_ABOVE)

    def sizeHint(self) -> QSize:
        """Ask for as many lines as are needed."""
        plain = super().sizeHint()
        return QSize(plain.width(), max(plain.height(), self.needed_height()))
