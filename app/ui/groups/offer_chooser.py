"""What the place of a table offers to those who need it: said on one line, chosen among chips."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.place_needs import PlaceNeed
from app.domain.seat_words import place_words
from app.i18n import _
from app.ui import theme
from app.ui.group_words import group_inside
from app.ui.widgets.button import IconButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.text import Label


class OfferChooser(QWidget):
    """What is offered in words, and chips that ``opener`` shows; nothing where nothing is.

    Signals:
        chosen(tuple): values of :class:`PlaceNeed`, in their order.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start with nothing offered; ``opener`` is placed by whoever owns this."""
        super().__init__(parent)
        self.opener = IconButton("accessibility", "", role="quiet_ink", size=16)
        self.opener.setCheckable(True)
        self._words = Label(role="small")
        self._chips = {need.value: Chip(_first_up(place_words([need]))) for need in PlaceNeed}
        self._box = FlowBox(self._chips.values(), theme.scaled(6))
        self._box.hide()
        self._words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(4))
        column.addWidget(self._words)
        column.addWidget(self._box)
        self.opener.toggled.connect(self._on_opener_toggled)
        for chip in self._chips.values():
            chip.toggled.connect(self._on_chip_toggled)
        self._show()

    def name_for(self, group: str) -> None:
        """Name the controls after a table, for tests and screen readers."""
        inside = group_inside(group)
        self.opener.set_name(_("What the place of {group} offers").format(group=inside))
        self.opener.setObjectName(f"groups.{group}.offers")

    def show_choice(self, offered: Sequence[str]) -> None:
        """Show what is offered."""
        for need, chip in self._chips.items():
            blocked = chip.blockSignals(True)
            chip.setChecked(need in offered)
            chip.blockSignals(blocked)
            chip.updateGeometry()
        self._box.refresh()
        self._words.setText(_("Place: {offers}").format(offers=place_words(offered)))
        self._words.setVisible(bool(offered))
        self._show()

    def chip(self, need: str) -> Chip:
        """Return the chip of a need."""
        return self._chips[need]

    def _show(self) -> None:
        offered = any(chip.isChecked() for chip in self._chips.values())
        self.setVisible(offered or self.opener.isChecked())

    def _on_opener_toggled(self, on: bool) -> None:
        self._box.setVisible(on)
        self._box.refresh()
        self._show()

    def _on_chip_toggled(self) -> None:
        self.chosen.emit(tuple(need for need, chip in self._chips.items() if chip.isChecked()))


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
