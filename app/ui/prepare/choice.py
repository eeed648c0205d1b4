"""A drop-down of ids with words, a number of minutes: neither changes under a scrolling wheel."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.i18n import _
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown, NumberBox


class Choice(DropDown):
    """One of several.

    Signals:
        chosen(str): the person chose this id; never for :meth:`set_value`.
    """

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str = "", parent: QWidget | None = None
    ) -> None:
        """Offer ``choices`` as (id, words)."""
        super().__init__(parent)
        name_box(self, name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        for choice_id, words in choices:
            self.addItem(words, choice_id)
        self.activated.connect(self._on_activated)

    def value(self) -> str:
        """Return the chosen id, or ""."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Show ``value`` as chosen; an unknown one shows nothing."""
        self.setCurrentIndex(self.findData(value))

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index) or ""))


class MinutesBox(NumberBox):
    """Minutes, 1 to a whole day; told when the field is left or Enter is pressed.

    Signals:
        minutes_changed(int): other minutes than those shown before.
    """

    minutes_changed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(1, 24 * 60)
        self.setAccessibleName(name)
        self.setSuffix(_(" min"))
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self.minutes_changed)

    def set_minutes(self, minutes: int) -> None:
        """Show minutes, without a signal."""
        with QSignalBlocker(self):
            self.setValue(minutes)
