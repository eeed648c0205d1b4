"""Under the clock: what to read aloud, the facilitator's notes, what comes next, a quick note."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.agenda import Activity
from app.domain.ids import new_id
from app.domain.notes import TRAY, AddNote
from app.domain.rundown import Rundown
from app.domain.text import say
from app.i18n import _, _n
from app.ui import theme
from app.ui.console.pieces import DraftLine, on_click, scrolled
from app.ui.console.wording import mode_words, precise, scene_name, short_time
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.text import Heading, Label

NOTE_KEY = "console.note"


class Briefing(QWidget):
    """Two sides: words for this activity, and what comes next with a line for a note."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build both sides."""
        super().__init__(parent)
        self._desk = desk
        self._aloud_title = Label(_("The room reads"), role="small")
        self._aloud = Heading("")
        self._aloud.setObjectName("console.prompt")
        self._notes_title = Label(_("For you"), role="small")
        self._notes = Label(role="body")
        self._notes.setObjectName("console.notes")
        self._notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._next = Label(role="strong")
        self._next.setObjectName("console.next_up")
        self._next_facts = Label(role="quiet")
        self._note = DraftLine(desk, NOTE_KEY, _("A note. No names."), _("Note for the tray"))
        self._note.setObjectName("console.note")
        self._note.sent.connect(self._on_note_sent)
        self._add = Button(_("Note"))
        self._add.setToolTip(_("Keep it in the tray"))
        self._add.setObjectName("console.note.add")
        on_click(self._add, self._note.send)
        self._tray = Label(role="small")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(theme.scaled(20))
        across.addWidget(scrolled(self._words_side()), 3)
        across.addWidget(self._next_side(), 2)

    def _words_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(2))
        column.addWidget(self._aloud_title)
        column.addWidget(self._aloud)
        column.addSpacing(theme.scaled(8))
        column.addWidget(self._notes_title)
        column.addWidget(self._notes)
        column.addStretch(1)
        return side

    def _next_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(8))
        card = QVBoxLayout()
        card.setSpacing(0)
        card.addWidget(Label(_("After this"), role="small"))
        card.addWidget(self._next)
        card.addWidget(self._next_facts)
        column.addLayout(card)
        foot = QHBoxLayout()
        foot.setSpacing(theme.scaled(6))
        foot.addWidget(self._note, 1)
        foot.addWidget(self._add)
        column.addLayout(foot)
        column.addWidget(self._tray)
        column.addStretch(1)
        return side

    def refresh(self, day: Rundown) -> None:
        """Show the words of the current activity."""
        snapshot, language = self._desk.snapshot, self._desk.language
        activity = snapshot.activity_now(day)
        prompt = say(activity.prompt, language) if activity else ""
        notes = say(activity.notes, language) if activity else ""
        _set(self._aloud, prompt)
        _set(self._notes, notes or _("No notes for this activity."))
        for widget in (self._aloud, self._aloud_title):
            widget.setVisible(bool(prompt))
        self._show_next(day)
        waiting = sum(1 for note in snapshot.notes if note.place == TRAY)
        words = _n("{n} note in the tray", "{n} notes in the tray", waiting).format(n=waiting)
        _set(self._tray, words)
        self._tray.setVisible(bool(waiting))

    def _show_next(self, day: Rundown) -> None:
        line = day.next_line
        activity = self._desk.snapshot.agenda.activity(line.activity_id) if line else None
        if line is None or activity is None:
            _set(self._next, _("The end of the day"))
            _set(self._next_facts, _("The room sees: {scene}").format(scene=scene_name("closing")))
            return
        _set(self._next, say(activity.title, self._desk.language))
        starts = short_time(self._desk.snapshot.workshop, line.starts_at)
        facts = [starts, precise(line.seconds), mode_words(activity)]
        scene = _("The room sees: {scene}").format(scene=self._scene_after(activity))
        _set(self._next_facts, " · ".join(f for f in facts if f) + "\n" + scene)

    def _scene_after(self, activity: Activity) -> str:
        state = self._desk.snapshot.scene
        if state.held and state.override:
            return _("{scene} (held)").format(scene=scene_name(state.override))
        revealed = self._desk.snapshot.workshop.revealed_at is not None
        if activity.scene in ("results", "reflect", "reasons", "summary") and not revealed:
            return _("{scene}, until you reveal").format(scene=scene_name("clock"))
        return scene_name(activity.scene)

    def _on_note_sent(self, words: str) -> None:
        activity = self._desk.snapshot.activity_now(self._desk.rundown())
        prompt_id = activity.prompt_id if activity else ""
        command = AddNote(note_id=new_id(), prompt_id=prompt_id, place=TRAY, text=words)
        self._desk.settle(NOTE_KEY, command)


def _set(label: Label, text: str) -> None:
    if label.text() != text:
        label.setText(text)
