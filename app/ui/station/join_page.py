"""Joining a room: a link, or an address and a short code; then the four digits on both screens."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.exchange import JOIN_SUFFIX
from app.i18n import LANGUAGE_NAMES, LANGUAGES, _, current_language
from app.ui import theme
from app.ui.background import Background
from app.ui.group_words import group_title
from app.ui.importing.choose_file import choose_file
from app.ui.prepare.captioned import Captioned
from app.ui.widgets.announcing import announce
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Heading, Label

_WIDEST = 620
_CODE_IN_LINK = re.compile(r"#(?:.*&)?j=([^&\s]+)")


@dataclass(frozen=True, kw_only=True)
class Known:
    """A station of this laptop that can be taken up again."""

    folder: str
    group: str
    district: str


Join = Callable[[str, str, str], Any]
"""``join(link or address, code, label)``: what came of it; slow, and raises a UserError."""

OpenFile = Callable[[Path, str], Any]
"""``open_file(path, code)``: the same, from a file that the facilitator gave; no network."""


class JoinPage(QWidget):
    """Asks for the way into a room, and goes there in the background.

    Signals:
        joined(object): what :data:`Join` returned.
        known_chosen(str): go on with the station in this folder.
        language_chosen(str): speak another language.
        home_requested(): back to the workshops.
    """

    joined = Signal(object)
    known_chosen = Signal(str)
    language_chosen = Signal(str)
    home_requested = Signal()

    def __init__(
        self,
        join: Join,
        open_file: OpenFile,
        known: tuple[Known, ...] = (),
        link: str = "",
        home: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Offer the ``known`` stations first; ``link`` is what somebody followed here.

        ``home``: there is a way back to the workshops.
        """
        super().__init__(parent)
        self.setObjectName("join")
        self._join, self._open_file = join, open_file
        self._work = Background(self)
        self._work.done.connect(self._on_work_done)
        self._banner = Banner()
        self._banner.setObjectName("join.banner")
        self._where, self._code, self._label = QLineEdit(), QLineEdit(), QLineEdit()
        for name, field in (("where", self._where), ("code", self._code), ("label", self._label)):
            field.setObjectName(f"join.{name}")
            field.setMaxLength(500 if field is self._where else 60)
            field.returnPressed.connect(self.join)
        self._where.textChanged.connect(self._on_where_changed)
        self._button = Button(_("Join"), kind="primary", icon_name="door-open")
        self._button.setObjectName("join.go")
        self._button.clicked.connect(self.join)
        self._lay_out(known, home=home)
        self._where.setText(link)

    def words(self) -> tuple[str, str, str]:
        """Return what stands in the fields, to be kept over a change of language."""
        return self._where.text(), self._code.text(), self._label.text()

    def take_words(self, where: str, code: str, label: str) -> None:
        """Put words back into the fields."""
        self._code.setText(code)
        self._label.setText(label)
        self._where.setText(where)

    def join(self) -> None:
        """Go there with what was typed."""
        where, code, label = (words.strip() for words in self.words())
        for field, words in ((self._where, where), (self._code, code)):
            if not words:
                self._banner.show_message(
                    "attention", _("A link, or an address and a code, leads into the room."),
                    _("The facilitator’s screen shows both."),
                )  # fmt: skip
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self._banner.hide()
        self._set_busy(True)
        self._work.start(lambda: self._join(where, code, label))

    def open_file(self, path: Path) -> None:
        """Join by a file that the facilitator gave."""
        code = self._code.text().strip()
        self._banner.hide()
        self._set_busy(True)
        self._work.start(lambda: self._open_file(path, code))

    def say(self, error: UserError) -> None:
        """Say what went wrong."""
        self._banner.show_error(error)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where joining goes on."""
        super().showEvent(event)
        field = next((f for f in (self._where, self._code) if not f.text()), self._button)
        field.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def _lay_out(self, known: tuple[Known, ...], *, home: bool) -> None:
        column = _column_in_the_middle(self)
        column.addWidget(Heading(_("Join a room"), role="title"))
        lead = _(
            "You take notes for your group here. What you write goes to the facilitator’s laptop, "
            "and nowhere else."
        )
        column.addWidget(Label(lead, role="quiet"))
        column.addWidget(self._banner)
        for one in known[:3]:
            column.addWidget(self._known_panel(one))
        panel = Panel(_("Join another room") if known else "")
        for caption, field, hint in (
            (_("Link, or the facilitator’s address"), self._where, _("Such as 192.168.1.20:8443")),
            (_("Your group’s code"), self._code, _("Six characters, on the screen or your card.")),
            (
                _("A name for this laptop (you may leave it empty)"),
                self._label,
                _("Such as “Blue laptop”. Not a person’s name."),
            ),
        ):
            panel.add(Captioned(caption, field, hint))
        panel.add(Captioned(_("Language"), self._language_box()))
        self._file = Button(_("Open a file…"), kind="quiet", icon_name="usb")
        self._file.setObjectName("join.file")
        self._file.clicked.connect(self._on_file_clicked)
        buttons: list[QWidget] = [self._button, self._file]
        if home:
            back = Button(_("Back to the workshops"), kind="quiet")
            back.setObjectName("join.home")
            back.clicked.connect(self.home_requested)
            buttons.append(back)
        panel.add(FlowBox(buttons, theme.scaled(10)))
        no_network = _(
            "No network here? The facilitator can give you a file. Type your group’s code, then "
            "open it."
        )
        panel.add(Label(no_network, role="quiet"))
        column.addWidget(panel)
        column.addStretch(1)

    def _language_box(self) -> QComboBox:
        box = DropDown()
        box.setObjectName("join.language")
        name_box(box, _("Language"))
        for code in LANGUAGES:
            box.addItem(LANGUAGE_NAMES[code], code)
        box.setCurrentIndex(max(0, box.findData(current_language())))
        box.activated.connect(lambda place: self.language_chosen.emit(box.itemData(place)))
        return box

    def _known_panel(self, one: Known) -> Panel:
        group = group_title(one.group) if one.group else _("A room")
        panel = Panel(" · ".join(part for part in (group, one.district) if part))
        panel.add(Label(_("This laptop joined before. All that was written is still on it.")))
        again = Button(_("Go on there"), kind="primary", icon_name="play")
        again.setObjectName(f"join.known.{one.folder.rpartition('/')[2]}")
        again.clicked.connect(lambda: self.known_chosen.emit(one.folder))
        panel.add(FlowBox((again,), 0))
        return panel

    def _set_busy(self, busy: bool) -> None:
        for widget in (self._where, self._label, self._button, self._file):
            widget.setEnabled(not busy)
        self._button.setText(_("Looking for the room…") if busy else _("Join"))
        self._on_where_changed(self._where.text())
        if busy:
            self._code.setEnabled(False)

    def _on_file_clicked(self) -> None:
        if not self._code.text().strip():
            self._banner.show_message(
                "attention", _("The group’s code opens the file."), _("Type it first.")
            )
            self._code.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        kinds = _("Files to join by (*{suffix})").format(suffix=JOIN_SUFFIX)
        choose_file(self, _("Open the facilitator’s file"), kinds, self.open_file)

    def _on_where_changed(self, text: str) -> None:
        """Take the code out of a link: there is nothing more to type then."""
        found = _CODE_IN_LINK.search(text)
        if found is not None:
            self._code.setText(found.group(1))
        self._code.setEnabled(found is None)

    def _on_work_done(self, result: object, error: object) -> None:
        self._set_busy(False)
        if isinstance(error, UserError):
            self.say(error)
            self._where.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.joined.emit(result)


def _column_in_the_middle(page: QWidget) -> QVBoxLayout:
    """Return a column of a readable width in a page that scrolls."""
    scroll = ScrollPage(margin=28, top=28)
    holder = QWidget()
    holder.setMaximumWidth(theme.scaled(_WIDEST))
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.scaled(14))
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(holder, 20)
    row.addStretch(1)
    scroll.column.addLayout(row, 1)
    fill(page, scroll)
    return column


class ComparePage(QWidget):
    """The four digits, as large as they matter: somebody reads them aloud.

    Signals:
        agreed(): the facilitator's screen shows the same.
        refused(): it does not.
    """

    agreed = Signal()
    refused = Signal()

    def __init__(self, digits: str, *, secure: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        shown = Label(" ".join(digits), role="digits", wrap=False)
        shown.setObjectName("compare.digits")
        shown.setAccessibleName(" ".join(digits))
        yes = Button(_("Yes, they match"), kind="primary", icon_name="check")
        yes.setObjectName("compare.yes")
        yes.clicked.connect(self.agreed)
        no = Button(_("No, join again"))
        no.setObjectName("compare.no")
        no.clicked.connect(self.refused)
        column = _column_in_the_middle(self)
        column.addWidget(Heading(_("Do these four digits match?"), role="title"))
        lead = _("The same four digits are on the facilitator’s screen, beside your group.")
        column.addWidget(Label(" ".join((lead, _("Read yours aloud."))), role="quiet"))
        column.addWidget(shown)
        if not secure:
            plain = _(
                "This connection is not encrypted: others in this network could read what you "
                "write. If that matters here, ask the facilitator for the https address."
            )
            column.addWidget(Label(plain, tone="attention"))
        column.addWidget(FlowBox((yes, no), theme.scaled(10)))
        column.addStretch(1)
        self.setAccessibleName(_("Do these four digits match?"))
        # Whoever presses Enter once too often must not have compared.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        announce(shown, _("Do these four digits match?") + " " + " ".join(digits))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the page itself."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
