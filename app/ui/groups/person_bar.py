"""The chosen people at the foot of the page: who they are, and where they could go."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QVBoxLayout, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.group_words import group_title
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.hover_words import as_typed
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

_NARROW = 720
"""Pixels at 100 % below which the controls stand under the words."""
_LETTERS = 12
"""Letters of a group's name that the list has room for; the rest shows when it is opened."""


class PersonBar(QFrame):
    """Says whom the next key moves, and offers the same with the mouse.

    Signals:
        move_requested(str): to this group; "" takes the seat away.
        lock_requested(): keep them at this table, or let them go.
        helper_requested(): they help their table with the data, or no longer do.
    """

    move_requested = Signal(str)
    lock_requested = Signal()
    helper_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "panel")
        self._name = Label(role="strong")
        self._words = Label(role="small")
        self._groups = DropDown()
        self._groups.setObjectName("groups.move")
        name_box(self._groups, _("Move to"))
        self._lock = Button(kind="plain", icon_name="lock")
        self._lock.setObjectName("groups.lock_person")
        self._helper = Button(kind="plain", icon_name="database")
        self._helper.setObjectName("groups.helper")
        self._unseat = Button(kind="quiet", icon_name="log-out")
        self._unseat.setObjectName("groups.unseat")
        words = QVBoxLayout()
        words.setSpacing(theme.scaled(2))
        words.addWidget(self._name)
        words.addWidget(self._words)
        self._verbs = {self._unseat: _("Take the seat away")}
        self._groups.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._groups.setMinimumContentsLength(_LETTERS)
        parts = (self._groups, self._lock, self._helper, self._unseat)
        self._controls = FlowBox(parts, theme.scaled(8))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        margin = theme.scaled(14)
        self._row.setContentsMargins(margin, theme.scaled(8), margin, theme.scaled(8))
        self._row.setSpacing(theme.scaled(8))
        self._row.addLayout(words, 1)
        self._row.addWidget(self._controls, 2)
        self._groups.activated.connect(self._on_groups_activated)
        self._lock.clicked.connect(self.lock_requested)
        self._helper.clicked.connect(self.helper_requested)
        self._unseat.clicked.connect(lambda: self.move_requested.emit(""))
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the controls below the words where it is narrow."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction.LeftToRight
        if self._is_narrow():
            direction = QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        self._show_verbs()

    def show_people(
        self,
        name: str,
        words: str,
        groups: Sequence[tuple[str, str]],
        *,
        seated: bool,
        locked: bool,
        helps: bool | None,
    ) -> None:
        """Show one person or several, and the (id, label) groups they could move to.

        ``helps``: whether the one person is the data helper; None where that cannot be asked.
        """
        self._name.setText(name)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._groups.clear()
        self._groups.addItem(_("Move to…"), None)
        for group_id, label in groups:
            self._groups.addItem(group_title(label), group_id)
        self._lock.setVisible(seated)
        self._verbs[self._lock] = _("Let the seat change") if locked else _("Keep at this table")
        self._lock.set_icon_name("lock-open" if locked else "lock")
        self._helper.setVisible(helps is not None)
        self._verbs[self._helper] = _("No longer data helper") if helps else _("Make data helper")
        self._unseat.setVisible(seated)
        self._show_verbs()
        self.show()

    def _is_narrow(self) -> bool:
        return self.width() < theme.scaled(_NARROW)

    def _show_verbs(self) -> None:
        """Name the buttons; where it is narrow by their pictures, so that the groups stay seen."""
        narrow = self._is_narrow()
        for button, words in self._verbs.items():
            button.setText("" if narrow else words)
            button.setToolTip(as_typed(words))
            button.setAccessibleName(words)
        self._controls.refresh()

    def ask_for_letter(self, name: str) -> None:
        """Say that the next key is the letter of a group."""
        self._name.setText(
            _("Move {name}: press the group’s letter, 0 for no table, Esc to stay.").format(
                name=name
            )
        )
        self.show()

    def ask_to_confirm(self, name: str, group: str, effects: Sequence[str]) -> None:
        """Say what a move would do, and that Enter does it; without ``group``, to no table."""
        text = (
            _("Move {name} to {group}: Enter does it, another letter looks there, Esc stays.")
            if group
            else _("{name} without a table: Enter does it, another letter looks there, Esc stays.")
        )
        self._name.setText(text.format(name=name, group=group))
        self._words.setText("\n".join(effects))
        self._words.setVisible(bool(effects))
        self.show()

    def _on_groups_activated(self) -> None:
        group_id = self._groups.currentData()
        if group_id:
            self.move_requested.emit(str(group_id))
