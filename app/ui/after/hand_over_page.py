"""Handing the workshop and its room over to a co-facilitator's laptop."""

from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.changes import ALL_TABLES, Changes
from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError, Tell, untold
from app.domain.handing_over import (
    HANDOVER_SUFFIX,
    SHORTEST_PASSPHRASE,
    is_long_enough,
    suggested_passphrase,
)
from app.i18n import _
from app.services import handover
from app.services.files import WorkshopFile
from app.ui import theme
from app.ui.after.elsewhere import KEY, say_elsewhere
from app.ui.after.lists_page import moment_words
from app.ui.background import Background
from app.ui.desk import Desk
from app.ui.importing.choose_file import choose_place
from app.ui.prepare.captioned import Captioned
from app.ui.under_way import UnderWay
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Heading, Label, WholeLabel
from app.ui.widgets.toggle import Toggle

T = TypeVar("T")


class HandOverPage(QWidget):
    """Passphrase and file; afterwards, that the room is elsewhere, and the way back.

    Signals:
        handed_over(): the file is written; this laptop runs the room no more.
    """

    handed_over = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk = desk
        self._since: datetime | None = None
        self._strip = UnderWay("after.handover.work")
        self._banner = Banner()
        self._looker = Background(self)
        self._looker.done.connect(self._on_looker_done)
        self._wish, self._elsewhere = self._build_wish(), self._build_elsewhere()
        hint = _(
            "One file takes the whole workshop to a co-facilitator’s laptop, with the room: the "
            "note-takers’ devices go on there without joining again, and send what it lacks. "
            "Only the passphrase opens the file."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        column.setSpacing(theme.scaled(12))
        column.addWidget(Heading(_("Hand over"), role="title"))
        for widget in (
            Label(hint, role="quiet"), self._strip, self._banner, self._wish, self._elsewhere,
        ):  # fmt: skip
            column.addWidget(widget)
        column.addStretch(1)
        self._show(None)

    def refresh(self) -> None:
        """Read whether the room is elsewhere."""
        if self._desk.operations.in_trouble or self._looker.busy:
            return
        operations = self._desk.operations

        def read(file: WorkshopFile, _tell: Tell) -> list[datetime | None]:
            return [handover.handed_over_at(file.database)]

        self._looker.start(lambda: operations.ask(read))

    def hideEvent(self, event: QHideEvent) -> None:
        """Show the passphrase no more."""
        super().hideEvent(event)
        self._secret.hide()
        self._secret.setText("")

    def _build_wish(self) -> Panel:
        panel = Panel(_("To another laptop"))
        self._passphrase = QLineEdit()
        self._passphrase.setObjectName("after.handover.passphrase")
        self._passphrase.textChanged.connect(self._on_passphrase_changed)
        rule = _("At least {n} characters; capitals, spaces and dashes do not count.")
        panel.add(Captioned(_("Passphrase"), self._passphrase, rule.format(n=SHORTEST_PASSPHRASE)))
        suggest = Button(_("Suggest one"), icon_name="key-round")
        suggest.setObjectName("after.handover.suggest")
        suggest.clicked.connect(lambda: self._passphrase.setText(suggested_passphrase()))
        self._names = Toggle(_("People’s names go along"), checked=True)
        self._names.setObjectName("after.handover.names")
        self._save = Button(_("Save the hand-over file…"), kind="primary", icon_name="send")
        self._save.setObjectName("after.handover.save")
        self._save.clicked.connect(self._on_save_clicked)
        note = _(
            "Tell the passphrase by voice, never beside the file. Wishes to sit apart stay on this "
            "laptop. Once the file is saved this laptop closes the room: what is changed here "
            "later is not in the file."
        )
        panel.add(self._names)
        panel.add(WholeLabel(note, role="quiet"))
        panel.add(FlowBox((self._save, suggest), theme.scaled(8)))
        return panel

    def _build_elsewhere(self) -> Panel:
        panel = Panel(_("The room is on another laptop"))
        self._told = WholeLabel()
        self._told.setObjectName("after.handover.told")
        self._again = Button(_("Run the room here again"), icon_name="rotate-ccw")
        self._again.setObjectName("after.handover.again")
        self._again.clicked.connect(self._on_again_clicked)
        warning = _(
            "Only if the other laptop does not run it: two laptops would each get a part of the "
            "day. Devices then send here what this laptop lacks."
        )
        self._secret = WholeLabel(role="title")
        self._secret.setObjectName("after.handover.secret")
        self._secret.hide()
        panel.add(self._told)
        panel.add(self._secret)
        panel.add(WholeLabel(warning, role="quiet"))
        panel.body.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeading)
        return panel

    def _show(self, since: datetime | None) -> None:
        before, self._since = self._since, since
        self._wish.setVisible(since is None)
        self._elsewhere.setVisible(since is not None)
        self._save.setEnabled(is_long_enough(self._passphrase.text()))
        if since is None and before is not None:
            self._desk.unsaid.emit(KEY)
        if since is not None and since != before:
            say_elsewhere(self._desk, since)
            words = _("This laptop handed the room over: {moment}. Everything here is as it was.")
            moment = moment_words(self._desk.snapshot.workshop, since)
            self._told.setText(words.format(moment=moment))

    def _on_passphrase_changed(self, text: str) -> None:
        self._save.setEnabled(is_long_enough(text))

    def _on_save_clicked(self) -> None:
        kinds = _("Hand-over files (*{suffix})").format(suffix=HANDOVER_SUFFIX)
        name = f"{self._desk.operations.path.stem}{HANDOVER_SUFFIX}"
        choose_place(self, _("Save the hand-over file"), kinds, name, self.hand_over)

    def hand_over(self, target: Path) -> None:
        """Write the file to ``target``."""
        named = target if target.suffix == HANDOVER_SUFFIX else Path(f"{target}{HANDOVER_SUFFIX}")
        passphrase, names = self._passphrase.text(), self._names.isChecked()
        operations, now = self._desk.operations, self._desk.now()

        def on_writer(work: handover.Work[T], tell: Tell = untold) -> T:
            return operations.ask(lambda file, _tell: work(file.database), tell)

        def write(tell: Tell) -> Path:
            return handover.hand_over(on_writer, named, passphrase, now=now, names=names, tell=tell)

        self._banner.hide()
        self._strip.begin(_("Saving the hand-over file…"), write, self._on_written)

    def _on_written(self, path: object, error: object) -> None:
        if isinstance(path, Path):
            self._desk.door.close_room()
            self._secret.setText(self._passphrase.text().strip())
            self._secret.show()
            self._passphrase.clear()
            words = _(
                "Saved as “{name}”. Tell the passphrase by voice; it stands below until you leave "
                "this page."
            ).format(name=path.name)
            self._banner.show_message("info", _("Handed over."), words)
            self.handed_over.emit()
        elif isinstance(error, GivenUpError):
            self._banner.show_message("info", "", error.happened)
        elif isinstance(error, UserError):
            self._banner.show_error(error)
        self.refresh()

    def _on_again_clicked(self) -> None:
        now = self._desk.now()

        def run_here(file: WorkshopFile) -> Changes:
            handover.run_here_again(file.database, now=now)
            return Changes({ALL_TABLES: frozenset()})

        self._banner.hide()
        self._desk.operations.run_job("room-here-again", run_here)
        self.refresh()

    def _on_looker_done(self, found: object, error: object) -> None:
        if error is None and isinstance(found, list):
            self._show(found[0])
