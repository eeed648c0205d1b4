"""Where the answers are, and the other roads: a file, another address, leaving the room."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.errors import UserError
from app.i18n import _
from app.ui import theme
from app.ui.background import Background
from app.ui.importing.choose_file import choose_place
from app.ui.prepare.captioned import Captioned
from app.ui.station.road import Road
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.text import Heading, Label

SUFFIX = ".eqx"


class RoadsPage(QWidget):
    """What holds on this laptop, the four digits, and what to do where there is no network.

    Signals:
        leave_requested(): leave the room on this laptop.
    """

    leave_requested = Signal()

    def __init__(self, road: Road) -> None:
        super().__init__()
        self._road = road
        self._file_name = _("Answers")
        self._saving = Background(self)
        self._saving.done.connect(self._on_saving_done)
        self._status = Label(role="strong")
        self._status.setObjectName("station.roads.status")
        self._banner = Banner()
        self._address = QLineEdit()
        self._address.setObjectName("station.roads.address")
        self._address.setMaxLength(500)
        self._address.returnPressed.connect(self._on_go_clicked)
        self._page = ScrollPage(spacing=14)
        column = self._page.column
        column.addWidget(Heading(_("Where your answers are"), role="title"))
        column.addWidget(self._status)
        column.addWidget(self._banner)
        for panel in (self._promises(), self._file_panel(), self._address_panel()):
            column.addWidget(panel)
        column.addWidget(self._leaving())
        column.addStretch(1)
        fill(self, self._page)

    def show_road(self, status: str, tone: str, group: str) -> None:
        """Show where the answers are now; ``group`` names the file to be saved."""
        self._status.setText(status)
        self._status.set_tone(tone)
        self._file_name = _("{group} answers").format(group=group) if group else _("Answers")
        known = " · ".join(self._road.addresses)
        self._known.setText(_("Looked for at {addresses}").format(addresses=known))
        self._known.setVisible(bool(known))
        digits = " ".join(self._road.compare)
        self._digits.setText(
            _("Digits {digits}: the same are on the facilitator’s screen.").format(digits=digits)
        )
        self._digits.setVisible(bool(digits))
        self._save.setVisible(self._road.save_file is not None)
        self._no_file.setVisible(self._road.save_file is None)

    def _promises(self) -> Panel:
        panel = Panel()
        for words in (
            _("Every letter is saved on this laptop’s disk while you type."),
            _("It goes to the facilitator’s laptop by itself, as soon as there is a connection."),
            _("You may close this window or lose power: another start goes on where you were."),
        ):
            panel.add(Label(words))
        self._digits = Label(role="quiet")
        panel.add(self._digits)
        return panel

    def _file_panel(self) -> Panel:
        panel = Panel(_("Take it to the facilitator yourself"))
        self._no_file = Label(
            _("This laptop can be carried to the facilitator’s: nothing on it is lost."),
            role="quiet",
        )
        self._save = Button(_("Save to a file"), icon_name="usb")
        self._save.setObjectName("station.roads.save")
        self._save.clicked.connect(self._on_save_clicked)
        hint = _(
            "A file with all that was written on this laptop, for a USB stick. It does no harm "
            "if the answers arrive twice."
        )
        panel.add(Label(hint, role="quiet"))
        panel.add(self._no_file)
        panel.add(FlowBox((self._save,), 0))
        return panel

    def _address_panel(self) -> Panel:
        panel = Panel(_("The facilitator’s laptop has another address?"))
        self._known = Label(role="quiet")
        go = Button(_("Look there"), icon_name="search")
        go.setObjectName("station.roads.go")
        go.clicked.connect(self._on_go_clicked)
        field = Captioned(_("New address, or the link"), self._address)
        panel.add(self._known)
        panel.add(field)
        panel.add(FlowBox((go,), 0))
        return panel

    def _leaving(self) -> QWidget:
        leave = Button(_("Leave the room on this laptop"), kind="quiet", icon_name="log-out")
        leave.setObjectName("station.roads.leave")
        leave.clicked.connect(self.leave_requested)
        return FlowBox((leave,), theme.scaled(8))

    def _on_go_clicked(self) -> None:
        words = self._address.text().strip()
        if not words:
            self._address.setFocus()
            return
        try:
            self._road.go_to(words)
        except UserError as error:
            self._banner.show_error(error)
            return
        self._address.clear()
        self._banner.show_message(
            "info", _("Looking there now."), _("It stays the first address that is tried.")
        )

    def _on_save_clicked(self) -> None:
        kinds = _("Answers for the facilitator (*.eqx)")
        name = self._file_name + SUFFIX
        choose_place(self, _("Save to a file"), kinds, name, self.save)

    def save(self, target: Path) -> None:
        """Write the file, and say where it lies."""
        if self._road.save_file is None:
            return
        named = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)
        write = self._road.save_file

        def save() -> Path:
            write(named)
            return named

        self._saving.start(save)  # a stick may be slow

    def _on_saving_done(self, saved: object, error: object) -> None:
        if isinstance(error, UserError):
            self._banner.show_error(error)
        elif isinstance(saved, Path):
            words = _("{file} lies in {folder}. Bring it to the facilitator.")
            said = words.format(file=saved.name, folder=saved.parent)
            self._banner.show_message("info", _("Saved"), said)
