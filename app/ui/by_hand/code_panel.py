"""Typing a code that a note-taker reads aloud: read as it is typed, taken in with Enter."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain import spoken
from app.domain.errors import UserError
from app.domain.giving_up import Tell, untold
from app.domain.room_keys import RoomIdentity
from app.i18n import _
from app.services.files import WorkshopFile
from app.services.room import identity_of
from app.services.spoken import Heard, heard
from app.ui.background import Background
from app.ui.by_hand.wording import said_words
from app.ui.desk import Desk
from app.ui.widgets.announcing import announce
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import WholeLabel


class CodePanel(Panel):
    """A field, what the code in it says, and the button that takes it in.

    Signals:
        taken(str): the group whose scores were taken in.
    """

    taken = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Wait for a code."""
        super().__init__(_("A code that is read aloud"), parent=parent)
        self._desk = desk
        self._heard: Heard | None = None
        self._background = Background(self)
        self._background.done.connect(self._on_background_done)
        hint = _(
            "The note-taker finds it beside the scores in a browser, and behind the question mark "
            "in this program: fifteen characters for one dimension’s two scores. A slip is "
            "noticed; the same code twice changes nothing."
        )
        self.add(WholeLabel(hint, role="quiet"))
        self._field = QLineEdit()
        self._field.setObjectName("code.field")
        self._field.setAccessibleName(_("Code"))
        self._field.setPlaceholderText("XXXXX-XXXXX-XXXXX")
        self._field.setMaxLength(60)
        self._field.setProperty("piece", "code-field")
        self._field.textEdited.connect(self._on_field_edited)
        self._field.returnPressed.connect(self._on_take_clicked)
        self._whose = WholeLabel(role="strong")
        self._whose.setObjectName("code.whose")
        self._says = WholeLabel()
        self._says.setObjectName("code.says")
        self._take = Button(_("Take these scores in"), kind="primary", icon_name="check")
        self._take.setObjectName("code.take")
        self._take.clicked.connect(self._on_take_clicked)
        for widget in (self._field, self._whose, self._says):
            self.add(widget)
        self.body.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeading)
        self._show("", "")

    def take_focus(self) -> None:
        """Put the cursor where the code is typed."""
        self._field.setFocus()
        self._field.selectAll()

    def _on_field_edited(self, text: str) -> None:
        typed = spoken.typed(text)
        self._background.cancel()
        self._heard = None
        if len(typed) < spoken.LENGTH:
            left = _("{n} of {all} characters").format(n=len(typed), all=spoken.LENGTH)
            self._show("", left if typed else "")
            return
        operations, now = self._desk.operations, self._desk.now()

        def read(file: WorkshopFile, _tell: Tell) -> list[RoomIdentity | None]:
            return [identity_of(file.database)]

        def work(_tell: Tell = untold) -> Heard:
            identity = operations.ask(read)[0] if spoken.is_code(typed) else None
            return heard(operations.snapshot, identity, typed, now=now)

        self._background.start_in_steps(work)

    def _on_background_done(self, result: object, error: object) -> None:
        if isinstance(result, Heard):
            self._heard = result
            self._show(*said_words(self._desk.snapshot, result.said, self._desk.language))
            announce(self._whose, f"{self._whose.text()}. {self._says.text()}")
        elif isinstance(error, UserError):
            self._show(error.happened, f"{error.safe} {error.remedy}", tone="attention")
            announce(self._whose, str(error))

    def _on_take_clicked(self) -> None:
        if self._heard is None:
            return
        found, self._heard = self._heard, None
        known = {entry.id for entry in self._desk.snapshot.cells}
        again = all(entry.id in known for entry in found.command.entries if entry.value is not None)
        self._desk.submit(found.command)
        whose, says = said_words(self._desk.snapshot, found.said, self._desk.language)
        head = _("These scores were here already.") if again else _("Taken in.")
        self._field.clear()
        self._show(head, f"{whose} · {says}", tone="success")
        announce(self._whose, f"{head} {whose}, {says}")
        self._field.setFocus()
        self.taken.emit(found.said.group)

    def _show(self, whose: str, says: str, tone: str = "") -> None:
        for label, words in ((self._whose, whose), (self._says, says)):
            label.setText(words)
            label.setVisible(bool(words))
        self._whose.set_tone(tone)
        self._take.setEnabled(self._heard is not None)
