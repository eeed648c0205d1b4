"""Some people out of the list: chosen ones as chips that go when pressed, others to add."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.still_fields import DropDown


class PeoplePicker(QWidget):
    """Chosen people and a field to add one by typing.

    Signals:
        chosen(list): participant ids after a change.
    """

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._names: Mapping[str, str] = {}
        self._box = FlowBox(spacing=theme.scaled(6))
        self._add = DropDown()
        line = QLineEdit()
        line.setPlaceholderText(_("Add somebody…"))
        self._add.setLineEdit(line)
        self._add.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # As wide as it is given: the longest name in it would push the page out of its panel.
        self._add.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._add.setMinimumContentsLength(8)
        self._add.setAccessibleName(name)
        completer = QCompleter(self._add.model(), self._add)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._add.setCompleter(completer)
        self._add.activated.connect(self._on_add_activated)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(4))
        column.addWidget(self._box)
        column.addWidget(self._add)

    def show_choice(self, names: Mapping[str, str], chosen: Sequence[str]) -> None:
        """Offer ``names`` (id → name), ``chosen`` shown as chosen."""
        self._ids = [participant_id for participant_id in chosen if participant_id in names]
        self._names = names
        self._box.flow.clear()
        for participant_id in self._ids:
            self._box.flow.addWidget(self._chip(participant_id))
        self._box.setVisible(bool(self._ids))
        self._box.refresh()
        self._add.blockSignals(True)
        self._add.clear()
        for participant_id, name in names.items():
            if participant_id not in self._ids:
                self._add.addItem(name, participant_id)
        self._add.setCurrentIndex(-1)
        self._add.setEditText("")
        self._add.blockSignals(False)

    def add(self, participant_id: str) -> None:
        """Choose one more person, as the field does."""
        if participant_id and participant_id not in self._ids:
            self._tell([*self._ids, participant_id])

    def _chip(self, participant_id: str) -> Button:
        name = self._names[participant_id]
        chip = Button(name.replace("&", "&&"), kind="plain", icon_name="x")
        chip.setAccessibleName(_("Remove {name}").format(name=name))
        chip.clicked.connect(
            lambda: self._tell([other for other in self._ids if other != participant_id])
        )
        return chip

    def _tell(self, ids: list[str]) -> None:
        self.show_choice(self._names, ids)
        self.chosen.emit(ids)

    def _on_add_activated(self) -> None:
        self.add(str(self._add.currentData() or ""))
