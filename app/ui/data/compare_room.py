"""The part of the compare page that leads to the room."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.comparing import Comparison
from app.domain.data_boards import MOST_COLUMNS
from app.domain.measures import Dataset
from app.i18n import _
from app.ui import theme
from app.ui.data.compare_words import column_name
from app.ui.prepare.choice import Choice
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label

WIDEST = 26
"""Letters of a name that a drop-down has room for; the rest shows when it is opened."""


class RoomPart(Panel):
    """Whether the room is shown what is compared, and a button that shows it.

    Signals:
        asked(int): show this column of the file to the room; -1 all of them.
    """

    asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("For the room"), parent=parent)
        self._words = Label(role="body")
        self._column = Choice([], _("Column for the room"))
        self._column.setMinimumContentsLength(WIDEST)
        self._column.setObjectName("compare.column")
        self._show_it = Button(_("Show this to the room"), kind="primary", icon_name="presentation")
        self._show_it.setObjectName("compare.show")
        self.add(self._words)
        self.add(FlowBox((self._column, self._show_it), theme.scaled(8)))
        self._show_it.clicked.connect(lambda: self.asked.emit(int(self._column.currentData() or 0)))

    def offer_columns(self, comparison: Comparison, title: str) -> None:
        """Offer the columns of what is compared now; the place chosen before stays."""
        before = self._column.currentIndex()
        self._column.clear()
        for place in range(len(comparison.columns)):
            self._column.addItem(column_name(comparison, place, title), place)
        if 1 < len(comparison.columns) <= MOST_COLUMNS:
            self._column.addItem(_("All columns, side by side"), -1)
        self._column.setCurrentIndex(min(max(before, 0), self._column.count() - 1))

    def point_at(self, column: int) -> None:
        """Choose the column that is looked at."""
        self._column.setCurrentIndex(column)

    def show_dataset(self, dataset: Dataset | None) -> None:
        """Say how the kept dataset stands; None for a file of which nothing is kept."""
        shown = dataset is not None and dataset.shown
        self._column.setVisible(dataset is None and self._column.count() > 1)
        self._show_it.setVisible(not shown)
        if shown:
            words = _("The room is shown this dataset.")
        elif dataset is not None:
            words = _("The room is not shown this dataset yet.")
        else:
            words = _("What you choose becomes a dataset that the room is shown, and nothing else.")
        self._words.setText(words)

    def set_busy(self, busy: bool) -> None:
        """Take no second press while the first is being carried out."""
        self._show_it.setEnabled(not busy)
