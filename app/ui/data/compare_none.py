"""What stands on the page for comparing while there is nothing to compare."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.widgets.empty_state import EmptyState


class NothingToCompare(EmptyState):
    """Says what can be compared, with a button that opens a file."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Stand there as ``name``."""
        super().__init__(
            "chart-scatter",
            _("Nothing to compare yet"),
            _(
                "Open a file of the district's data: its schools or years stand side by side here,"
                " and nothing is kept unless you show it to the room. A dataset that you import"
                " can be compared here, too."
            ),
            (("open", _("Open a data file")),),
            parent,
        )
        self.setObjectName(name)
