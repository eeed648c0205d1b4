"""Where the answers are, and the other roads: a file, another address, leaving the room."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.errors import UserError
from app.domain.exchange import FILE_SUFFIX
from app.i18n import _
from app.ui import theme
from app.ui.background import Background
from app.ui.importing.choose_file import choose_file, choose_place
from app.ui.prepare.captioned import Captioned
from app.ui.station.became import BecamePanel
from app.ui.station.codes_panel import CodesPanel
from app.ui.station.road import Road
from app.ui.widgets.banner import Banner
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.text import Heading, Label


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
        self._work = Background(self)
        self._work.done.connect(self._on_work_done)
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
        self.became = BecamePanel()
        column.addWidget(self.became)
        self.codes = CodesPanel(road)
        for panel in (self._promises(), self._file_panel(), self.codes, self._address_panel()):
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
        save = Button(_("Save to a file"), icon_name="usb")
        save.setObjectName("station.roads.save")
        save.clicked.connect(self._on_save_clicked)
        hint = _(
            "A file with all that was written on this laptop, for a USB stick. It does no harm "
            "if the answers arrive twice."
        )
        answer = Button(_("Open the facilitator’s answer"), kind="quiet", icon_name="file-up")
        answer.setObjectName("station.roads.answer")
        answer.clicked.connect(self._on_answer_clicked)
        panel.add(Label(hint, role="quiet"))
        panel.add(FlowBox((save, answer), theme.scaled(8)))
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
        name = self._file_name + FILE_SUFFIX
        choose_place(self, _("Save to a file"), kinds, name, self.save)

    def save(self, target: Path) -> None:
        """Write the file, and say where it lies."""
        named = (
            target if target.suffix == FILE_SUFFIX else target.with_name(target.name + FILE_SUFFIX)
        )

        def write() -> str:
            self._road.save_file(named)
            words = _("{file} lies in {folder}. Bring it to the facilitator.")
            return words.format(file=named.name, folder=named.parent)

        self._work.start(write)  # a stick may be slow

    def read_answer(self, path: Path) -> None:
        """Take the facilitator's answer in."""

        def read() -> str:
            self._road.read_answer(path)
            return _("This laptop knows now what is on the facilitator’s.")

        self._work.start(read)

    def _on_answer_clicked(self) -> None:
        kinds = _("Answers from the facilitator (*.eqx)")
        choose_file(self, _("Open the facilitator’s answer"), kinds, self.read_answer)

    def _on_work_done(self, said: object, error: object) -> None:
        if isinstance(error, UserError):
            self._banner.show_error(error)
        else:
            self._banner.show_message("info", str(said))
