"""One norm: its name and its line of explanation in every language of the room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.norms import EditNorm, Norm
from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.prepare.language_fields import LanguageFields
from app.ui.prepare.words_field import WordsFaultError
from app.ui.widgets.badge import Badge
from app.ui.widgets.button import IconButton
from app.ui.widgets.panel import Panel


class NormCard(Panel):
    """Edits one norm; Ctrl+Up and Ctrl+Down move it.

    Signals:
        move_requested(str, int): the norm's id, and -1 for up or 1 for down.
        remove_requested(str): the norm's id.
    """

    move_requested = Signal(str, int)
    remove_requested = Signal(str)

    def __init__(
        self, desk: Desk, norm: Norm, languages: Sequence[str], parent: QWidget | None = None
    ) -> None:
        """Edit ``norm`` in ``languages``."""
        super().__init__(parent=parent)
        self.norm_id = norm.id
        key = f"prepare.norms.{norm.id}"
        self._name = LanguageFields(
            desk, f"{key}.name", _("Name"), languages, self._command, one_line=True
        )
        self._text = LanguageFields(
            desk, f"{key}.text", _("What it means"), languages, self._command
        )
        self._number = Badge("1", size=30)
        self._up = self._button("arrow-up", _("Move up (Ctrl+Up)"), f"{key}.up")
        self._up.clicked.connect(lambda: self.move_requested.emit(self.norm_id, -1))
        self._down = self._button("arrow-down", _("Move down (Ctrl+Down)"), f"{key}.down")
        self._down.clicked.connect(lambda: self.move_requested.emit(self.norm_id, 1))
        remove = self._button("trash-2", _("Remove this norm"), f"{key}.remove")
        remove.clicked.connect(lambda: self.remove_requested.emit(self.norm_id))
        fields = QVBoxLayout()
        fields.setSpacing(theme.scaled(8))
        fields.addWidget(self._name)
        fields.addWidget(self._text)
        side = QVBoxLayout()
        side.setSpacing(0)
        for button in (self._up, self._down, remove):
            side.addWidget(button)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(12))
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(fields, 1)
        row.addLayout(side)
        self.body.addLayout(row)

    def show_norm(self, norm: Norm, number: int, *, first: bool, last: bool) -> None:
        """Show the norm and its place."""
        spoken = _("Norm {n}").format(n=number)
        self._number.set_letters(str(number), spoken)
        self.setAccessibleName(spoken)
        self._name.show_text(norm.name, norm.untranslated)
        self._text.show_text(norm.text, norm.untranslated)
        self._up.setEnabled(not first)
        self._down.setEnabled(not last)

    def take_focus(self) -> None:
        """Put the cursor where the explanation begins."""
        first = next(iter(self._text.fields().values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Hand in what waits in any field."""
        self._name.finish()
        self._text.finish()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Ctrl+Up and Ctrl+Down."""
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}.get(event.key(), 0)
        if steps and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_requested.emit(self.norm_id, steps)
            return
        super().keyPressEvent(event)

    def _command(self, language: str, words: str) -> EditNorm:
        name = self._name.field(language).words()
        if not any(field.words() for field in self._name.fields().values()):
            raise WordsFaultError(_("A norm needs a name. To take it away, use the bin."))
        text = self._text.field(language).words()
        return EditNorm(norm_id=self.norm_id, language=language, name=name, text=text)

    @staticmethod
    def _button(icon_name: str, name: str, object_name: str) -> IconButton:
        button = IconButton(icon_name, name, role="quiet_ink", size=18)
        button.setObjectName(object_name)
        return button
