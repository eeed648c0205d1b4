"""Help: what the page is for, the keys of the day, and what to do when …"""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import i18n
from app.domain.errors import UserError
from app.domain.report import BuildOptions
from app.i18n import _
from app.ui import theme
from app.ui.actions import ACTIONS
from app.ui.after.exporter import Exporter
from app.ui.desk import Desk
from app.ui.help.card import cheat_card, key_name
from app.ui.help.places import about
from app.ui.help.topics import topics
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Label

CARD = "cheat-card.pdf"
LETTER_LANGUAGES = ("en",)
"""Languages whose people mostly print on Letter; others get A4 unless they choose."""


class HelpView(QScrollArea):
    """One page of help, with or without an open workshop; without one no card can be built.

    Signals:
        closed(): back to the page that the person came from.
    """

    closed = Signal()

    def __init__(self, desk: Desk | None, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        self.setObjectName("help")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._path: Path | None = None
        self._exporter = Exporter(desk, self) if desk is not None else None
        page = QWidget()
        page.setProperty("role", "surface")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(page)
        margin = theme.scaled(24)
        outer.setContentsMargins(margin, margin, margin, margin)
        outer.setSpacing(theme.scaled(16))
        outer.addLayout(self._top())
        outer.addWidget(self._banner())
        outer.addWidget(self._place())
        across = QHBoxLayout()
        across.setSpacing(theme.scaled(16))
        across.addWidget(self._keys(), 2, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._questions(), 3, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(across)
        outer.addStretch(1)
        self.setWidget(page)
        self.open_detail("home" if desk is None else "")

    def open_detail(self, place: str) -> None:
        """Say what the page is for that the person came from ("console", "prepare:agenda")."""
        name, words = about(place)
        self._about.setVisible(bool(name))
        self._about_name.setText(name)
        self._about_words.setText(words)
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(Heading(_("Help"), role="title"), 1)
        self._build = Button(_("Cheat card as PDF"), kind="quiet", icon_name="printer")
        self._build.setObjectName("help.card")
        self._build.clicked.connect(self._on_build_clicked)
        if self._exporter is None:
            self._build.hide()
        row.addWidget(self._build)
        self._back = Button(_("Go back"), icon_name="chevron-left")
        self._back.setObjectName("help.back")
        self._back.clicked.connect(self.closed)
        row.addWidget(self._back)
        return row

    def _banner(self) -> Banner:
        self._said = Banner()
        self._said.setObjectName("help.banner")
        self._said.action_requested.connect(self._on_banner_action_requested)
        if self._exporter is not None:
            self._exporter.finished.connect(self._on_exporter_finished)
            self._exporter.failed.connect(self._on_exporter_failed)
        return self._said

    def _place(self) -> Panel:
        self._about = Panel()
        self._about.setObjectName("help.place")
        self._about_name = Label(role="strong")
        self._about_words = Label()
        self._about.add(self._about_name)
        self._about.add(self._about_words)
        return self._about

    def _keys(self) -> Panel:
        panel = Panel(_("Keys while the day runs"))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(theme.scaled(16))
        grid.setVerticalSpacing(theme.scaled(8))
        shown = [each for each in ACTIONS if each.keys]
        for row, each in enumerate(shown):
            grid.addWidget(Label(key_name(each.keys[0], _), role="strong", wrap=False), row, 0)
            grid.addWidget(Label(_(each.label)), row, 1)
        panel.body.addLayout(grid)
        panel.add(Label(_("Keys do nothing while you type in a field."), role="quiet"))
        return panel

    def _questions(self) -> Panel:
        panel = Panel(_("What to do when…"))
        for question, answer in topics(_):
            panel.add(Label(question, role="strong"))
            panel.add(Label(answer))
        return panel

    def _on_build_clicked(self) -> None:
        if self._exporter is None:
            return
        language = i18n.current_language()
        options = BuildOptions(
            paper="letter" if language in LETTER_LANGUAGES else "a4", card=cheat_card(language)
        )
        self._build.setEnabled(False)
        self._exporter.build(CARD, language=language, options=options)

    def _on_exporter_finished(self, kind: str, path: Path) -> None:
        self._build.setEnabled(True)
        self._path = path
        self._said.show_message(
            "info", _("The cheat card is ready."), str(path),
            (("open", _("Open it")), ("folder", _("Show its folder"))),
        )  # fmt: skip

    def _on_exporter_failed(self, kind: str, error: UserError) -> None:
        self._build.setEnabled(True)
        self._said.show_error(error)

    def _on_banner_action_requested(self, action_id: str) -> None:
        if self._path is not None:
            place = self._path if action_id == "open" else self._path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))
