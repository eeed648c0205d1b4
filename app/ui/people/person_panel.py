"""Everything known of one person, to be read and changed; each field saves as it is typed."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain.people import Person, PersonIdentity, Role, told_apart
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _, current_language
from app.ui import theme
from app.ui.people import wording
from app.ui.people.people_picker import PeoplePicker
from app.ui.widgets.button import Button
from app.ui.widgets.chip_choice import ChipChoice
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Heading, Label, Rule

REST_MS = 1000
"""Words are saved after this much rest, and when their field is left."""

LANGUAGES = ("en", "es", "zh", "vi", "ar", "ht", "pt", "so", "ru", "fr")
"""Languages offered at once; others that an import brought are added."""


class PersonPanel(Panel):
    """The edit panel of one person.

    Signals:
        edited(str, dict): participant id and new values: identity fields, "role", "interests".
        remove_requested(str): take this person off the list.
        closed(): back to the list.
    """

    edited = Signal(str, object)
    remove_requested = Signal(str)
    closed = Signal()

    _LINES = ("name", "email", "affiliation", "title", "language_needs", "access_needs")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._id = ""
        self._identity: PersonIdentity | None = None
        self._lines: dict[str, QLineEdit] = {}
        self._content = QWidget()
        self._content.setProperty("role", "page")
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, theme.scaled(8), 0)
        self._column.setSpacing(theme.scaled(5))
        self._heading = Heading()
        self._back = Button(_("Back to the list"), kind="quiet", icon_name="arrow-left")
        self._back.setObjectName("people.back")
        self._back.hide()
        self.role = Segmented([(r.value, wording.role_name(r)) for r in Role], name=_("Role"))
        self.interests = ChipChoice()
        self.speaks = ChipChoice()
        self.interprets = ChipChoice()
        self._perspectives = DraftText(
            name=_("Perspectives"), placeholder=_("What this person brings, in their own words")
        )
        self.pickers = {
            "supervisor_of": PeoplePicker(_("Supervisor of")),
            "keep_together": PeoplePicker(_("Sits with")),
            "keep_apart": PeoplePicker(_("Sits apart from")),
        }
        self._private = QWidget()
        self._reveal = Button(_("Show the private wish"), kind="quiet", icon_name="eye")
        self._reveal.setObjectName("people.private")
        self._remove = Button(_("Remove from the list"), kind="danger", icon_name="user-x")
        self._remove.setObjectName("people.remove")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest_timeout)
        self._lay_out()
        self._connect()

    def show_person(self, snapshot: Snapshot, person: Person) -> None:
        """Show one person as stored; what is being typed stays."""
        if person.id != self._id:
            self._private.hide()
            self._reveal.show()
        fresh = person.id != self._id
        self._id, self._identity = person.id, person.identity
        identity = person.identity or PersonIdentity(id=person.id, name="")
        self._heading.setText(wording.name_of(person))
        for name, line in self._lines.items():
            line.setEnabled(person.identity is not None)
            if fresh or not (line.hasFocus() and line.isModified()):
                line.setText(getattr(identity, name))
                if not line.hasFocus():
                    line.setCursorPosition(0)  # a long name is read from its beginning
        if fresh or not self._perspectives.hasFocus():
            self._perspectives.set_text(identity.perspectives)
        self.role.set_value(person.role.value)
        self._show_chips(snapshot, person, identity)
        called = told_apart(snapshot.people)
        others = [other for other in snapshot.people if other.id != person.id]
        names = {other.id: called.get(other.id) or wording.name_of(other) for other in others}
        for name, picker in self.pickers.items():
            picker.show_choice(names, getattr(identity, name))
            picker.setEnabled(person.identity is not None)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was typed before the page goes."""
        self.settle()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """Take the keys, at the first field."""
        first = self._lines["name"]
        (first if first.isEnabled() else self.role).setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_back(self, offered: bool) -> None:
        """Offer a way back to the list, where both are not in sight at once."""
        self._back.setVisible(offered)

    def settle(self) -> None:
        """Save what was typed and not yet left."""
        self._rest.stop()
        for name in self._LINES:
            self._on_line_finished(name)
        self._perspectives.settle_now()

    def line(self, name: str) -> QLineEdit:
        """Return the field of an identity value."""
        return self._lines[name]

    def _show_chips(self, snapshot: Snapshot, person: Person, identity: PersonIdentity) -> None:
        language = current_language()
        self.interests.show_choice(
            [
                (d.id, f"{d.number} {say(d.short_name, language)}")
                for d in snapshot.framework.dimensions
            ],
            person.participant.interests,
        )
        known = dict.fromkeys((*LANGUAGES, *identity.speaks, *identity.interprets))
        choices = [(code, language_name(code)) for code in known]
        self.speaks.show_choice(choices, identity.speaks)
        self.interprets.show_choice(choices, identity.interprets)

    def _lay_out(self) -> None:
        self._column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeading)
        self._add("", self._heading)
        self._add_line("name", _("Name"))
        self._add(_("Role"), self.role)
        self._add_line("affiliation", _("School or organization"))
        self._add_line("title", _("Job title, or how they introduce themselves"))
        self._add_line("email", _("E-mail"))
        self._add(_("Dimensions they would like to work on"), self.interests)
        self._add_line("language_needs", _("Language needs"))
        self._add_line("access_needs", _("Access needs"))
        self._add(_("Can work in"), self.speaks)
        self._add(_("Can interpret"), self.interprets)
        self._add(_("Perspectives"), self._perspectives)
        self._add(_("Supervisor of"), self.pickers["supervisor_of"])
        self._add(_("Would like to sit with"), self.pickers["keep_together"])
        self._column.addWidget(Rule())
        self._column.addWidget(self._reveal)
        private = QVBoxLayout(self._private)
        private.setContentsMargins(0, 0, 0, 0)
        private.addWidget(Label(_("Sits apart from"), role="small"))
        words = _(
            "Private. It is used when seats are arranged and never shown anywhere else: not in an "
            "explanation, not on the room screen, not in a file that leaves this laptop."
        )
        private.addWidget(Label(words, role="quiet"))
        private.addWidget(self.pickers["keep_apart"])
        self._private.hide()
        self._column.addWidget(self._private)
        self._column.addWidget(Rule())
        self._column.addWidget(self._remove)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(scroll.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        scroll.setWidget(self._content)
        self.add(scroll, 1)

    def _add(self, caption: str, widget: QWidget) -> None:
        if caption:
            self._column.addSpacing(theme.scaled(4))
            self._column.addWidget(Label(caption, role="small"))
            if not widget.accessibleName():
                widget.setAccessibleName(caption)
        self._column.addWidget(widget)

    def _add_line(self, name: str, caption: str) -> None:
        line = QLineEdit()
        line.setObjectName(f"people.{name}")
        line.setMaxLength(300)
        line.editingFinished.connect(lambda: self._on_line_finished(name))
        line.textEdited.connect(lambda _text: self._rest.start())
        self._lines[name] = line
        self._add(caption, line)

    def _connect(self) -> None:
        self.role.chosen.connect(lambda role: self._tell(role=role))
        self.interests.chosen.connect(lambda ids: self._tell(interests=ids))
        self.speaks.chosen.connect(lambda codes: self._tell(speaks=codes))
        self.interprets.chosen.connect(lambda codes: self._tell(interprets=codes))
        self._perspectives.settled.connect(lambda text: self._tell(perspectives=text))
        for name, picker in self.pickers.items():
            picker.chosen.connect(lambda ids, field=name: self._tell(**{field: ids}))
        self._back.clicked.connect(self.closed)
        self._reveal.clicked.connect(self._on_reveal_clicked)
        self._remove.clicked.connect(lambda: self.remove_requested.emit(self._id))

    def _tell(self, **values: Any) -> None:
        if self._id:
            self.edited.emit(self._id, values)

    def _on_line_finished(self, name: str) -> None:
        line = self._lines[name]
        text = " ".join(line.text().split())
        line.setModified(False)
        if self._identity is None or text == getattr(self._identity, name):
            return
        if name == "name" and not text:
            line.setText(self._identity.name)
            return
        self._tell(**{name: text})

    def _on_rest_timeout(self) -> None:
        """Save what was typed so far; the cursor stays where it is."""
        for name, line in self._lines.items():
            text = " ".join(line.text().split())
            stored = getattr(self._identity, name) if self._identity else text
            if line.isModified() and text != stored and (text or name != "name"):
                self._tell(**{name: text})

    def _on_reveal_clicked(self) -> None:
        self._reveal.hide()
        self._private.show()


def language_name(code: str) -> str:
    """Return what a language is called in the interface's language."""
    named = _language_names().get(code)
    if named:
        return named
    return QLocale.languageToString(QLocale(code).language())


def _language_names() -> Mapping[str, str]:
    return {
        "en": _("English"), "es": _("Spanish"), "zh": _("Chinese"), "vi": _("Vietnamese"),
        "ar": _("Arabic"), "ht": _("Haitian Creole"), "pt": _("Portuguese"), "so": _("Somali"),
        "ru": _("Russian"), "fr": _("French"),
    }  # fmt: skip
