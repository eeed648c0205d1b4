"""The time zone: type a few letters of it, or leave it to the laptop."""

from functools import cache
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from app.i18n import _
from app.ui.widgets.still_fields import DropDown


@cache
def zone_names() -> tuple[str, ...]:
    """Return the names of places' time zones, without the old and technical ones."""
    known = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe",
             "Indian", "Pacific")  # fmt: skip
    return tuple(sorted(name for name in available_timezones() if name.split("/")[0] in known))


class ZoneChoice(DropDown):
    """A time zone by name.

    Signals:
        chosen(str): a zone's name, or "" for the laptop's own.
        faulted(str): what was typed is no zone; "" when all is well again.
    """

    chosen = Signal(str)
    faulted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ""
        self.setEditable(True)
        line = self.lineEdit()
        assert line is not None  # an editable box has one
        self._line = line
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.setMaxVisibleItems(14)
        self.addItem(_("This laptop’s own"), "")
        for name in zone_names():
            self.addItem(name.replace("_", " "), name)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.activated.connect(self._on_activated)
        self._line.editingFinished.connect(self._on_line_editing_finished)

    def setAccessibleName(self, name: str) -> None:
        """Name the field in it, too: that is where the cursor is."""
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    def set_value(self, zone: str) -> None:
        """Show a zone; one that is not in the list is added."""
        if self._line.isModified() and self.hasFocus():
            return
        self._shown = zone
        if self.findData(zone) < 0:
            self.addItem(zone, zone)
        self.setCurrentIndex(self.findData(zone))

    def _on_activated(self, index: int) -> None:
        self._choose(str(self.itemData(index) or ""))

    def _on_line_editing_finished(self) -> None:
        typed = self._line.text().strip()
        index = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        if index < 0 and typed:
            self.faulted.emit(
                _("No time zone is called “{name}”. Choose one from the list.").format(
                    name=typed[:60]
                )
            )
            return
        self.setCurrentIndex(max(index, 0))
        self._choose(str(self.itemData(max(index, 0)) or ""))

    def _choose(self, zone: str) -> None:
        self.faulted.emit("")
        self._line.setModified(False)
        if zone != self._shown:
            self._shown = zone
            self.chosen.emit(zone)
