"""Invite and survey: what is sent before the day, and who is missing from the room."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.errors import UserError
from app.domain.ids import new_id
from app.i18n import LANGUAGE_NAMES, LANGUAGES, _
from app.services.files import WorkshopFile
from app.services.prework import FORM_SUFFIXES, Letter, letter, letter_name, survey_file
from app.services.reports import suggested_name
from app.services.saved_files import save_file
from app.ui import theme
from app.ui.desk import Desk
from app.ui.importing.choose_file import choose_place
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.missing_people import MissingPeople
from app.ui.prepare.page import Page
from app.ui.prepare.side_by_side import SideBySide
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.into_sight import bring_into_sight
from app.ui.widgets.key_order import follow
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label

_COPIED_MS = 4000
_SHOWN_LINES = 16


class PreworkView(Page):
    """Texts to copy or save, the survey as a file, and the list against the guidance."""

    TABLES = ("workshop", "hosts", "frameworks", "participants", "identities")

    def __init__(self, desk: Desk) -> None:
        """Show the invitation in the room's leading language."""
        intro = _("Words to send, a survey to fill in, and whom to look for while there is time.")
        super().__init__(desk, _("Invite and survey"), intro, widest=1040)
        self._saves: dict[str, Path] = {}
        self._back = QTimer(self, interval=_COPIED_MS, singleShot=True)
        self._back.timeout.connect(self._offer_copy)
        self._banner = Banner()
        self._banner.setObjectName("prepare.prework.banner")
        self._missing = MissingPeople()
        self._asked = self._letters()
        self._asked.add(self._banner)
        self.add(self._asked)
        self.add(self._survey())
        self.add(self._missing)
        self.column.addStretch(1)
        desk.operations.job_done.connect(self._on_job_done)
        self.refresh()

    def refresh(self) -> None:
        """Show the texts with the workshop's day, and the list as it stands."""
        self._show_letter()
        self._missing.show_people(self.snapshot.people)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text as tall as some of its lines."""
        super().resizeEvent(event)
        lines = self._text.fontMetrics().lineSpacing() * _SHOWN_LINES
        self._text.setFixedHeight(min(lines, max(self.height() - theme.scaled(120), lines // 3)))

    def _letters(self) -> Panel:
        panel = Panel(_("Words to send"))
        kinds = [
            (Letter.INVITATION.value, _("Invitation")),
            (Letter.SURVEY.value, _("Survey")),
            (Letter.READING.value, _("Reading reminder")),
        ]
        self._kind = Segmented(kinds, Letter.INVITATION.value, _("Which words"))
        self._kind.setObjectName("prepare.prework.kind")
        languages = [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
        leading = self.snapshot.workshop.languages[0]
        first = leading if leading in LANGUAGES else LANGUAGES[0]
        self._language = Segmented(languages, first, _("In which language"))
        self._language.setObjectName("prepare.prework.language")
        row = SideBySide(560)
        row.add(Captioned(_("Which words"), self._kind), 3)
        row.add(Captioned(_("In which language"), self._language), 2)
        panel.add(row)
        self._text = QPlainTextEdit()
        self._text.setObjectName("prepare.prework.text")
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("Words to send"))
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        panel.add(self._text)
        self._copy = Button(_("Copy the text"), kind="primary", icon_name="copy")
        self._copy.setObjectName("prepare.prework.copy")
        self._copy.clicked.connect(self._on_copy_clicked)
        save = Button(_("Save the text…"), icon_name="download")
        save.setObjectName("prepare.prework.save")
        save.clicked.connect(lambda: self._on_save_clicked(panel))
        panel.add(FlowBox((self._copy, save), theme.scaled(8)))
        self._kind.chosen.connect(lambda _value: self._show_letter())
        self._language.chosen.connect(lambda _value: self._show_letter())
        return panel

    def _survey(self) -> Panel:
        panel = Panel(_("The survey as a file"))
        panel.add(
            Label(
                _(
                    "Attach it to an e-mail, or print it. The page opens in any browser, without "
                    "the internet; people save their answers as a file, or copy them. It is in "
                    "the language chosen above."
                ),
                role="body",
            )
        )
        buttons = []
        for suffix, words, icon in (
            (FORM_SUFFIXES[0], _("Save as a page…"), "globe"),
            (FORM_SUFFIXES[1], _("Save as a workbook…"), "file-spreadsheet"),
        ):
            button = Button(words, icon_name=icon)
            button.setObjectName(f"prepare.prework.form{suffix}")
            button.clicked.connect(partial(self._on_form_clicked, panel, suffix))
            buttons.append(button)
        panel.add(FlowBox(buttons, theme.scaled(8)))
        panel.add(
            Label(
                _(
                    "Answers come back under People: choose all files at once with “Import a "
                    "file”, or copy an e-mail’s text and press “Paste a list”."
                ),
                role="quiet",
            )
        )
        return panel

    def _show_letter(self) -> None:
        words = letter(self.snapshot, Letter(self._kind.value()), self._language.value())
        if words != self._text.toPlainText():
            self._text.setPlainText(words)
            self._offer_copy()

    def _offer_copy(self) -> None:
        self._copy.setText(_("Copy the text"))
        self._copy.set_icon_name("copy")

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._copy.setText(_("Copied"))
        self._copy.set_icon_name("check")
        self._back.start()

    def _on_save_clicked(self, panel: Panel) -> None:
        which, language = Letter(self._kind.value()), self._language.value()
        words = self._text.toPlainText()
        # The mark tells Windows' own editor that these are no letters of an old code page.
        self._ask_place(
            panel,
            f"{letter_name(which, language)}.txt",
            _("Text (*.txt)"),
            words.encode("utf-8-sig"),
        )

    def _on_form_clicked(self, panel: Panel, suffix: str, _on: bool = False) -> None:
        language = self._language.value()
        kinds = {".html": _("Page (*.html)"), ".xlsx": _("Workbook (*.xlsx)")}
        content = survey_file(self.snapshot, language, suffix)
        self._ask_place(panel, f"survey-{language}{suffix}", kinds[suffix], content)

    def _ask_place(self, panel: Panel, name: str, kinds: str, content: bytes) -> None:
        """Ask where to; ``panel`` is where it is told that the file is there."""
        self._asked = panel
        offered = suggested_name(self.snapshot, name)
        choose_place(self, _("Save"), kinds, offered, lambda path: self.save(path, content))

    def save(self, path: Path, content: bytes) -> None:
        """Write a file off the window's thread; it is noted among the files that left."""
        token, at = new_id(), self.desk.now()
        self._saves[token] = path

        def job(file: WorkshopFile) -> Path:
            return save_file(file, path, content, at=at)

        self.desk.operations.run_job(token, job)

    def _on_job_done(self, token: str, result: object, error: object) -> None:
        path = self._saves.pop(token, None)
        if path is None:
            return
        if isinstance(error, UserError | None):
            self._asked.add(self._banner)
            follow(self._asked.findChildren(Button)[-1], self._banner)
            bring_into_sight(self._banner)
        if isinstance(error, UserError):
            self._banner.show_error(error)
        elif error is None:
            said = _("“{name}” is saved.").format(name=path.name)
            self._banner.show_message("info", said, str(path.parent))
