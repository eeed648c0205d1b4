"""Which columns of a comparison its chart shows, each with its symbol. Needs pyqtgraph."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.data.compare_pieces import SYMBOLS, symbol_icon
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.text import Label

AT_FIRST, MOST = 6, len(SYMBOLS)


class CompareLegend(QWidget):
    """A box to tick for each column; a column keeps its symbol while it is shown.

    Signals:
        changed(): other columns are shown.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Shown in the chart"))
        self._boxes: list[QCheckBox] = []
        self._slots: dict[int, int] = {}
        self._flow = FlowBox(spacing=theme.scaled(10))
        self._note = Label(
            _("{n} at a time: more could not be told apart.").format(n=MOST), role="small"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(2))
        column.addWidget(self._flow)
        column.addWidget(self._note)

    def show_columns(self, names: Sequence[str]) -> None:
        """Offer other columns, the first few of them shown."""
        self._flow.flow.clear()
        self._slots = {place: place for place in range(min(len(names), AT_FIRST))}
        self._boxes = []
        for place, name in enumerate(names):
            box = QCheckBox(name.replace("&", "&&"))
            box.setAccessibleName(name)
            box.setObjectName(f"compare.show.{place}")
            box.setChecked(place in self._slots)
            box.toggled.connect(lambda on, at=place: self._on_box_toggled(at, on))
            self._flow.flow.addWidget(box)
            self._boxes.append(box)
        self._flow.refresh()
        self.setVisible(len(names) > 1)
        self._dress()

    def slots(self) -> dict[int, int]:
        """Return the shown columns with the number of their symbol and color."""
        return dict(sorted(self._slots.items()))

    def changeEvent(self, event: QEvent) -> None:
        """Color the symbols anew with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_boxes"):
            self._dress()

    def _on_box_toggled(self, place: int, on: bool) -> None:
        if on:
            free = set(range(MOST)) - set(self._slots.values())
            self._slots[place] = min(free)
        else:
            self._slots.pop(place, None)
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        """Give each shown column its symbol; one is always shown, and no more than can be told."""
        size = theme.scaled(16)
        full = len(self._slots) >= MOST
        for place, box in enumerate(self._boxes):
            slot = self._slots.get(place)
            icon = QIcon() if slot is None else symbol_icon(slot, size, self.devicePixelRatioF())
            box.setIcon(icon)
            box.setIconSize(QSize(size, size))
            last = len(self._slots) == 1 and slot is not None
            box.setEnabled(not last and (slot is not None or not full))
        self._note.setVisible(full and len(self._boxes) > MOST)
