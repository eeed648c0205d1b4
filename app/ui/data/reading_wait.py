"""What stands where numbers are still being read: how far it is, and a way out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.text import Label


class ReadingWait(QWidget):
    """A line of words, how much of a file is read, and Cancel.

    Signals:
        cancel_requested(): somebody does not want to wait for it.
    """

    cancel_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Stand there as ``name``, of which Cancel is a part."""
        super().__init__(parent)
        self.setObjectName(name)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Reading the file"))
        cancel = Button(_("Cancel"))
        cancel.setObjectName(f"{name}.cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(8))
        for widget in (Label(_("Reading the numbers…"), role="quiet"), self._bar):
            column.addWidget(widget)
        column.addWidget(FlowBox((cancel,)))
        cancel.clicked.connect(self.cancel_requested)

    def begin(self) -> None:
        """Show that nothing is known yet of how long it takes."""
        self._bar.setRange(0, 0)
        self.show()

    def show_step(self, done: int, count: int) -> None:
        """Show how much is read; with a count of 0 nobody knows."""
        self._bar.setRange(0, 1000 if count else 0)
        self._bar.setValue(round(1000 * done / count) if count else 0)
