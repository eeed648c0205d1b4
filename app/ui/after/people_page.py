"""Forgetting the people: names go, findings stay."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.i18n import _, _n
from app.ui import theme
from app.ui.after.taking_back import TakingBack
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Label


class PeoplePage(QWidget):
    """What is erased, and a word to be typed before it is."""

    def __init__(self, desk: Desk, taking: TakingBack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._taking = desk, taking
        self._state = Label(role="strong")
        self._state.setObjectName("after.people.state")
        hint = _(
            "Names, e-mail addresses, affiliations and needs are erased from this workshop, its "
            "history and its backups. Scores, notes, next steps and the number of people in each "
            "role stay. This cannot be undone."
        )
        self._panel = Panel(_("Forget the people"))
        self._panel.add(Label(self._prompt()))
        self._word = QLineEdit()
        self._word.setObjectName("after.people.word")
        self._word.setAccessibleName(self._prompt())
        self._word.textChanged.connect(self._on_word_changed)
        self._forget = Button(_("Erase every name"), kind="danger", icon_name="user-x")
        self._forget.setObjectName("after.people.forget")
        self._forget.setEnabled(False)
        self._forget.clicked.connect(self._on_forget_clicked)
        self._panel.add(self._word)
        self._panel.add(self._forget)
        public = _("A district’s files may be public records: names kept here may be asked for.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), 0)
        column.setSpacing(theme.scaled(12))
        column.addWidget(Heading(_("Forget the people"), role="title"))
        for widget in (Label(hint, role="quiet"), Label(public, role="quiet"), self._state):
            column.addWidget(widget)
        column.addWidget(self._panel)
        column.addStretch(1)

    def refresh(self) -> None:
        """Read the snapshot again."""
        count = sum(person.identity is not None for person in self._desk.snapshot.people)
        self._panel.setVisible(count > 0)
        self._state.setText(
            _n("{n} person is known by name.", "{n} people are known by name.", count).format(
                n=count
            )
            if count
            else _("Nobody is known by name here.")
        )

    @staticmethod
    def _word_wanted() -> str:
        return _("forget")

    def _prompt(self) -> str:
        return _("Type “{word}” to go on").format(word=self._word_wanted())

    def _on_word_changed(self, text: str) -> None:
        self._forget.setEnabled(text.strip().casefold() == self._word_wanted().casefold())

    def _on_forget_clicked(self) -> None:
        self._word.clear()
        self._taking.forget_people()
