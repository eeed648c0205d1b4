"""Which dimensions a table scores: said on one line, chosen among chips that open below."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.group_words import group_inside
from app.ui.widgets.button import IconButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.text import Label


class DimensionChooser(QWidget):
    """The chosen dimensions in words, and a button that opens all of them as chips.

    Signals:
        chosen(tuple): dimension ids, in the framework's order.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(role="strong")
        self._open = IconButton("pencil", _("Choose dimensions"), role="quiet_ink", size=16)
        self._open.setCheckable(True)
        self._open.toggled.connect(self._on_open_toggled)
        self._chips: dict[str, Chip] = {}
        self._box = FlowBox(spacing=theme.scaled(6))
        self._box.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(4))
        row.addWidget(self._words, 1)
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(4))
        column.addLayout(row)
        column.addWidget(self._box)

    def name_for(self, group: str) -> None:
        """Name the controls after a table, for tests and screen readers."""
        self._open.set_name(_("Choose dimensions of {group}").format(group=group_inside(group)))
        self._open.setObjectName(f"groups.{group}.dimensions")

    def show_choice(
        self, dimensions: Sequence[tuple[str, str, str]], chosen: Sequence[str]
    ) -> None:
        """Show ``dimensions`` as (id, full name, short name), ``chosen`` on."""
        if [known for known, _line, _short in dimensions] != list(self._chips):
            self._build(dimensions)
        for dimension_id, chip in self._chips.items():
            blocked = chip.blockSignals(True)
            chip.setChecked(dimension_id in chosen)
            chip.blockSignals(blocked)
            chip.updateGeometry()
        self._box.refresh()
        on = [(line, short) for known, line, short in dimensions if known in chosen]
        self._words.setText(
            "\u00a0· ".join(short.replace(" ", "\u00a0") for _line, short in on)
            or _("Choose dimensions")
        )
        self._words.setToolTip(as_typed("\n".join(line for line, _short in on)))

    def chip(self, dimension_id: str) -> Chip:
        """Return a dimension's chip."""
        return self._chips[dimension_id]

    def _build(self, dimensions: Sequence[tuple[str, str, str]]) -> None:
        self._box.flow.clear()
        self._chips = {}
        for dimension_id, line, words in dimensions:
            chip = Chip(words)
            chip.setAccessibleName(line)
            chip.setToolTip(as_typed(line))
            chip.toggled.connect(self._on_chip_toggled)
            self._chips[dimension_id] = chip
            self._box.flow.addWidget(chip)

    def _on_open_toggled(self, on: bool) -> None:
        self._box.setVisible(on)
        self._box.refresh()

    def _on_chip_toggled(self) -> None:
        self.chosen.emit(tuple(known for known, chip in self._chips.items() if chip.isChecked()))
