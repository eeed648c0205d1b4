"""What became of answers that are not in the workshop as they were written here."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.cells import CellKey
from app.domain.envelopes import Outcome
from app.domain.snapshot import Snapshot
from app.domain.station_road import LeftOut, RoadState
from app.i18n import _
from app.ui import theme
from app.ui.results.contests import cell_title, value_words
from app.ui.stations.entry_words import content_words
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label


@dataclass(frozen=True)
class Line:
    """One answer: what it is about, what was written here, and what became of it."""

    title: str
    text: str
    what: str


def lines(state: RoadState, snapshot: Snapshot, language: str) -> tuple[Line, ...]:
    """Return every answer of which people should know what became of it."""
    left = [_left_out(one, snapshot, language) for one in state.left_out]
    settled = [
        Line(
            cell_title(snapshot, CellKey.parse(one.cell), language),
            "",
            _("The facilitator settled it: {value}").format(
                value=value_words(snapshot, one.value, language)
            ),
        )
        for one in state.settled
    ]
    return (*left, *settled)


def _left_out(one: LeftOut, snapshot: Snapshot, language: str) -> Line:
    kind = str(one.entry.get("kind", ""))
    title, text = content_words(snapshot, kind, one.entry, language)
    text = _("(withdrawn)") if one.entry.get("erased") else text
    what = {
        Outcome.SET_ASIDE.value: _("The facilitator left it out."),
        Outcome.QUARANTINED.value: _("The facilitator decides about it."),
        Outcome.KEPT.value: _(
            "The facilitator’s program does not know it yet, and keeps it for a newer one."
        ),
    }.get(one.outcome, one.said)
    return Line(title, text, what or _("It was not taken into the workshop."))


def _shown(line: Line) -> QWidget:
    """Return one answer: what belongs together stands closer than what does not."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, theme.scaled(6))
    column.setSpacing(theme.scaled(2))
    column.addWidget(Label(line.title, role="strong"))
    if line.text:
        column.addWidget(Label(_("“{words}”").format(words=line.text)))
    column.addWidget(Label(line.what, role="quiet"))
    return box


class BecamePanel(Panel):
    """A list of such answers; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__(_("What became of your answers"))
        self.setObjectName("station.became")
        self._shown: tuple[Line, ...] = ()
        self.hide()

    def show_lines(self, fresh: tuple[Line, ...]) -> None:
        """Show them; what is shown already is not made again."""
        if fresh == self._shown:
            return
        self._shown = fresh
        while (item := self.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in fresh:
            self.add(_shown(one))
        self.setVisible(bool(fresh))
