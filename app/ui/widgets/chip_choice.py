"""Several of a few things, as chips in rows that wrap."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui import theme
from app.ui.widgets.chip import Chip
from app.ui.widgets.flow_box import FlowBox


class ChipChoice(FlowBox):
    """Several of a few things, as chips.

    Signals:
        chosen(list): the ids that are on, after a press.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=theme.scaled(6), parent=parent)
        self._chips: dict[str, Chip] = {}

    def show_choice(self, choices: Sequence[tuple[str, str]], on: Sequence[str]) -> None:
        """Offer (id, label) ``choices``; those in ``on`` are on."""
        if [known for known, _label in choices] != list(self._chips):
            self.flow.clear()
            self._chips = {known: Chip(label) for known, label in choices}
            for chip in self._chips.values():
                chip.toggled.connect(self._on_chip_toggled)
                self.flow.addWidget(chip)
        for known, chip in self._chips.items():
            blocked = chip.blockSignals(True)
            chip.setChecked(known in on)
            chip.blockSignals(blocked)
            chip.updateGeometry()
        self.refresh()

    def chip(self, known: str) -> Chip:
        """Return one chip."""
        return self._chips[known]

    def _on_chip_toggled(self) -> None:
        self.refresh()
        self.chosen.emit([known for known, chip in self._chips.items() if chip.isChecked()])
