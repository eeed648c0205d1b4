"""What would get longer or shorter: a row each, the title and beside it the two lengths."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui import theme
from app.ui.console.pieces import emptied
from app.ui.widgets.painting import GrowsInHeight
from app.ui.widgets.text import Label

Change = tuple[str, str]
"""An activity's title, and what becomes of its length."""


class ChangeRows(GrowsInHeight, QWidget):
    """Titles that may wrap, and lengths that never do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._shown: tuple[Change, ...] = ()
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(theme.scaled(16))
        self._rows.setVerticalSpacing(theme.scaled(6))
        self._rows.setColumnStretch(0, 1)

    def show_changes(self, changes: tuple[Change, ...]) -> None:
        """Show these rows; nothing is built again while they stay the same."""
        if changes == self._shown:
            return
        self._shown = changes
        emptied(self._rows)
        for place, (title, lengths) in enumerate(changes):
            top = Qt.AlignmentFlag.AlignTop
            self._rows.addWidget(Label(title), place, 0, top)
            self._rows.addWidget(Label(lengths, role="quiet", wrap=False), place, 1, top)

    def needed_height(self, width: int) -> int:
        """Return the height of all rows at ``width``."""
        return self._rows.heightForWidth(width) if self._shown else 0

    def sizeHint(self) -> QSize:
        """Ask for no more than the words need at the present width."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Ask for all rows, whole."""
        least = self._rows.minimumSize().width()
        return QSize(least, self.needed_height(max(self.width(), least)))

    def words(self) -> str:
        """Return what is shown, a line each."""
        return "\n".join(f"{title} · {lengths}" for title, lengths in self._shown)
