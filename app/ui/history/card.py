"""One piece of history or one effort."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.preparation import EditHistoryItem, HistoryItem
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.words_field import WordsFaultError, WordsField
from app.ui.widgets.button import IconButton


class HistoryCard(QWidget):
    """Words, whether the room sees them, and their place; Ctrl+Up and Ctrl+Down move it.

    Signals:
        move_requested(str, int): the item's id, and -1 for up or 1 for down.
        remove_requested(str): the item's id.
    """

    move_requested = Signal(str, int)
    remove_requested = Signal(str)

    def __init__(self, desk: Desk, item: HistoryItem, parent: QWidget | None = None) -> None:
        """Edit ``item``."""
        super().__init__(parent)
        self._desk, self.item_id = desk, item.id
        key = f"prepare.history.{item.id}"
        self._words = WordsField(desk, key, self._command, name=_("What the room should know"))
        self._words.setObjectName(key)
        self._shown = IconButton("eye", "", size=18)
        self._shown.setCheckable(True)
        self._shown.setObjectName(f"{key}.shown")
        self._shown.clicked.connect(self._on_shown_clicked)
        self._up = self._button("arrow-up", _("Move up (Ctrl+Up)"), f"{key}.up")
        self._up.clicked.connect(lambda: self.move_requested.emit(self.item_id, -1))
        self._down = self._button("arrow-down", _("Move down (Ctrl+Down)"), f"{key}.down")
        self._down.clicked.connect(lambda: self.move_requested.emit(self.item_id, 1))
        remove = self._button("trash-2", _("Remove"), f"{key}.remove")
        remove.clicked.connect(lambda: self.remove_requested.emit(self.item_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(6))
        self._box = Captioned("", self._words)
        row.addWidget(self._box, 1)
        buttons = QHBoxLayout()
        # Level with a field of one line, and at the top of a longer one.
        buttons.setContentsMargins(0, theme.scaled(3), 0, 0)
        buttons.setSpacing(theme.scaled(2))
        for button in (self._shown, self._up, self._down, remove):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(buttons)

    def show_item(self, item: HistoryItem, *, first: bool, last: bool) -> None:
        """Show the item and its place."""
        self._words.show_words(item.text)
        self.setAccessibleName(item.text)
        self._shown.setChecked(item.shown)
        self._shown.set_icon_name("eye" if item.shown else "eye-off", "ink")
        self._shown.set_name(
            _("Shown in the room. Press to keep it for yourself.")
            if item.shown
            else _("Not shown in the room. Press to show it.")
        )
        self._box.set_hint("" if item.shown else _("Kept from the room screen"))
        self._up.setEnabled(not first)
        self._down.setEnabled(not last)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl+Up and Ctrl+Down."""
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key(), 0)
        if steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_requested.emit(self.item_id, steps)
            return
        super().keyPressEvent(event)

    def _command(self, words: str) -> EditHistoryItem:
        if not words:
            raise WordsFaultError(_("Nothing is left here. To take it away, use the bin."))
        return EditHistoryItem(item_id=self.item_id, values={"text": words})

    def _on_shown_clicked(self, on: bool) -> None:
        self._desk.submit(EditHistoryItem(item_id=self.item_id, values={"shown": bool(on)}))

    @staticmethod
    def _button(icon_name: str, name: str, object_name: str) -> IconButton:
        button = IconButton(icon_name, name, role="quiet_ink", size=18)
        button.setObjectName(object_name)
        return button
