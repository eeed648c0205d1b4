"""How many levels the scale has, and why that may not change any more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.snapshot import Snapshot
from app.domain.workshop import local_time
from app.i18n import _
from app.ui.console.wording import clock_time
from app.ui.prepare.dates import short_date
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label


class ScalePanel(Panel):
    """Three, four or five levels.

    Signals:
        scale_chosen(str): the key of another scale of the pack.
    """

    scale_chosen = Signal(str)

    def __init__(self, keys: tuple[str, ...], parent: QWidget | None = None) -> None:
        """Offer the scales ``keys``."""
        super().__init__(_("Scale"), parent=parent)
        self.keys = keys
        choices = [(key, _("{n} levels").format(n=key)) for key in keys]
        self._choice = Segmented(choices, name=_("Number of levels"))
        self._choice.setObjectName("prepare.framework.scale")
        self._choice.chosen.connect(self.scale_chosen)
        self.add(self._choice)
        self._words = Label(role="quiet")
        self.add(self._words)

    def show_scale(self, snapshot: Snapshot) -> None:
        """Show the active scale and whether it is locked."""
        self._choice.set_value(snapshot.framework.active_scale)
        locked = snapshot.workshop.scale_locked_at
        self._choice.setEnabled(locked is None)
        if locked is None:
            self._words.setText(
                _(
                    "It locks when the room opens, when score sheets are printed, or with the "
                    "first score: from then on everyone scores by the same levels."
                )
            )
            return
        workshop = snapshot.workshop
        self._words.setText(
            _(
                "Locked since {date}, {time}: score sheets were printed, the room was open, or a "
                "score came in. The words of a level may still change; how many there are may not."
            ).format(
                date=short_date(local_time(workshop, locked).date()),
                time=clock_time(workshop, locked),
            )
        )
