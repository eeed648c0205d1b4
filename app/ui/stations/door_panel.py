"""Opening and closing the room for note-takers' devices, in place: nothing pops up."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.report import BuildOptions
from app.domain.room_open import EVERYWHERE, DoorPhase, Opening, spoken_code
from app.domain.scenes import Scene, ShowScene
from app.i18n import _, _n
from app.ui import theme
from app.ui.after.exporter import Exporter
from app.ui.background import Background
from app.ui.console.pieces import emptied, on_click, row
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.prepare.choice import Choice
from app.ui.stations.copy_link import CopyLink
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.still_fields import NumberBox
from app.ui.widgets.text import Heading, Label, WholeLabel
from app.ui.widgets.toggle import Toggle

SHEETS = "join-sheets.pdf"
LEAST_PORT, LAST_PORT = 1024, 65_534
NETWORK_LETTERS = 26


class PortBox(NumberBox):
    """A port that a program may open without being the system's administrator."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer every such port."""
        super().__init__(parent)
        self.setRange(LEAST_PORT, LAST_PORT)
        self.setGroupSeparatorShown(False)
        self.setAccessibleName(_("Port"))
        self.setObjectName("room.port")


class DoorPanel(QWidget):
    """What is chosen before the room is open, and what people need once it is.

    Signals:
        shown_on_screen(): the room screen was asked to show the way in.
    """

    shown_on_screen = Signal()

    def __init__(self, desk: Desk, *, codes: bool = True, parent: QWidget | None = None) -> None:
        """Follow the desk's door; ``codes`` lists each group's code while it is open."""
        super().__init__(parent)
        self._desk, self._with_codes = desk, codes
        self._codes_shown: object = None
        self._exporter: Exporter | None = None
        self._looker = Background(self)
        self._looker.done.connect(self._on_looker_done)
        self._state = Heading()
        self._state.setObjectName("room.state")
        self._closed, self._opened = self._build_closed(), self._build_opened()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        for widget in (self._state, self._closed, self._opened):
            column.addWidget(widget)
        column.addStretch(1)
        desk.door.changed.connect(self.refresh)
        self._show_opening(desk.door.door.opening)
        self._offer(())
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Look which networks there are now."""
        super().showEvent(event)
        self.look()

    def look(self) -> None:
        """Look which addresses the laptop has, off the window's thread."""
        self._looker.start(self._desk.door.addresses)

    def refresh(self) -> None:
        """Show the door as it stands."""
        door = self._desk.door.door
        words = {
            DoorPhase.CLOSED: _("The room for devices is closed"),
            DoorPhase.OPENING: _("Opening the room…"),
            DoorPhase.OPEN: _("The room for devices is open"),
            DoorPhase.CLOSING: _("Closing the room…"),
        }[door.phase]
        if self._state.text() != words:
            self._state.setText(words)
        self._closed.setVisible(door.phase in (DoorPhase.CLOSED, DoorPhase.OPENING))
        self._closed.setEnabled(door.phase is DoorPhase.CLOSED)
        self._opened.setVisible(door.phase in (DoorPhase.OPEN, DoorPhase.CLOSING))
        self._opened.setEnabled(door.is_open)
        locked = self._desk.snapshot.workshop.scale_locked_at is not None
        self._lock_hint.setVisible(not locked)
        if door.is_open:
            self._show_opening(door.opening)
            self._address.setText(door.safest)
            self._unencrypted.setText(
                _(
                    "Browsers that refuse the certificate go to {address}. That one is not "
                    "encrypted: anybody in this network can read it."
                ).format(address=door.address)
            )
            self._unencrypted.setVisible(bool(door.encrypted))
            more = door.addresses[1:]
            self._more.setText(_("Also: {addresses}").format(addresses="\n".join(more)))
            self._more.setVisible(bool(more))
            self._show_codes()
        else:
            self._sure.hide()

    def _build_closed(self) -> QWidget:
        self._interface = Choice((), _("Network"))
        self._interface.setObjectName("room.interface")
        self._interface.setMinimumContentsLength(NETWORK_LETTERS if self._with_codes else 0)
        self._port = PortBox()
        self._plain = Toggle(_("Also without a certificate (plain http)"))
        self._plain.setObjectName("room.plain")
        self._plain_words = WholeLabel(
            _(
                "For devices that refuse this laptop’s certificate. Anybody in the same network "
                "can then read what they send, and send in their name: only in a network of your "
                "own, such as a hotspot."
            ),
            role="quiet",
        )
        self._plain.toggled.connect(self._plain_words.setVisible)
        self._plain_words.hide()
        self._lock_hint = WholeLabel(
            _("With the room the scale is locked: everyone scores by the same levels."),
            role="quiet",
        )
        self._open = Button(_("Open the room"), kind="primary", icon_name="door-open")
        self._open.setObjectName("room.open")
        on_click(self._open, self._ask_open)
        intro = _(
            "Note-takers write on devices of their own, in this program or in a browser. Nobody "
            "can come in before you open the room, and nobody without a group’s code."
        )
        network = Label(_("Network"), role="strong", wrap=False)
        network.setBuddy(self._interface)
        port = Label(_("Port"), role="strong", wrap=False)
        port.setBuddy(self._port)
        chosen = (network, self._interface, row(port, self._port))
        return _stacked(
            WholeLabel(intro),
            FlowBox(chosen, theme.scaled(8)) if self._with_codes else _stacked(*chosen),
            self._plain,
            self._plain_words,
            self._lock_hint,
            FlowBox((self._open,)),
        )

    def _build_opened(self) -> QWidget:
        self._address = Label(role="title" if self._with_codes else "strong", wrap=True)
        self._address.setObjectName("room.address")
        self._unencrypted = WholeLabel()
        self._unencrypted.setObjectName("room.unencrypted")
        self._unencrypted.set_tone("attention")
        self._more = Label(role="quiet")
        self._show = Button(_("Show the way in on the room screen"), icon_name="qr-code")
        self._show.setObjectName("room.show")
        on_click(self._show, self._show_scene)
        self._sheets = Button(_("Sheets for the tables"), icon_name="printer")
        self._sheets.setObjectName("room.sheets")
        on_click(self._sheets, self._build_sheets)
        self._close = Button(_("Close the room…"), kind="quiet")
        self._close.setObjectName("room.close")
        on_click(self._close, self._ask_close)
        self._codes = QVBoxLayout()
        self._codes.setSpacing(theme.scaled(2))
        self._sure_words = WholeLabel()
        yes = Button(_("Close it"), kind="danger")
        yes.setObjectName("room.close.yes")
        on_click(yes, self._desk.door.close_room)
        no = Button(_("Leave it open"))
        no.setObjectName("room.close.no")
        self._sure = _stacked(self._sure_words, FlowBox((yes, no), theme.scaled(8)))
        on_click(no, self._sure.hide)
        self._sure.hide()
        box = _stacked(
            Label(_("In a browser:"), role="quiet"),
            self._address,
            self._unencrypted,
            self._more,
            FlowBox((self._show, self._sheets, self._close), theme.scaled(8)),
            self._sure,
        )
        layout = box.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addLayout(self._codes)
        return box

    def _show_opening(self, opening: Opening) -> None:
        with QSignalBlocker(self._port):
            self._port.setValue(max(LEAST_PORT, opening.port))
        self._plain.setChecked(opening.plain)
        self._interface.set_value(opening.interface)

    def _offer(self, addresses: Sequence[str]) -> None:
        """Offer the networks that there are, and the one that was chosen."""
        chosen = self._interface.value() or self._desk.door.door.opening.interface
        choices = [(EVERYWHERE, _("All networks of this laptop"))]
        choices += [(one, one) for one in addresses]
        if chosen not in dict(choices):
            gone = _("{address} (not there now)").format(address=chosen)
            choices.append((chosen, gone if addresses else chosen))
        if [self._interface.itemData(i) for i in range(self._interface.count())] != [
            value for value, _words in choices
        ]:
            self._interface.clear()
            for value, words in choices:
                self._interface.addItem(words, value)
        self._interface.set_value(chosen)

    def _show_codes(self) -> None:
        ways = self._desk.door.door.ways if self._with_codes else ()
        if ways == self._codes_shown:
            return
        self._codes_shown = ways
        emptied(self._codes)
        titles = [group_title(way.label) for way in ways]
        widest = max((Label(title, wrap=False).sizeHint().width() for title in titles), default=0)
        for way, title in zip(ways, titles, strict=True):
            name = _("Another code for {group}; who joined stays").format(group=title)
            fresh = IconButton("refresh-cw", name, size=16)
            fresh.setObjectName(f"room.renew.{way.group_id}")
            on_click(fresh, partial(self._desk.door.renew_code, way.group_id))
            code = Label(spoken_code(way.code), role="strong", wrap=False)
            code.setObjectName(f"room.code.{way.group_id}")
            code.setMinimumWidth(theme.scaled(84))
            name_label = Label(title, wrap=False)
            name_label.setMinimumWidth(widest)
            pieces = (code, name_label, CopyLink(title, way), fresh)
            self._codes.addWidget(FlowBox(pieces, theme.scaled(10)))

    def _ask_open(self) -> None:
        self._port.interpretText()
        self._desk.door.open(
            Opening(
                interface=self._interface.value() or EVERYWHERE,
                port=self._port.value(),
                plain=self._plain.isChecked(),
            )
        )

    def _ask_close(self) -> None:
        count = sum(one.station.writes for one in self._desk.door.heard.values())
        if not count:
            self._desk.door.close_room()
            return
        words = _n(
            "{n} device is in the room. What it has not brought yet stays on it, and comes when "
            "the room is open again.",
            "{n} devices are in the room. What they have not brought yet stays on them, and comes "
            "when the room is open again.",
            count,
        ).format(n=count)
        self._sure_words.setText(words)
        self._sure.show()

    def _build_sheets(self) -> None:
        """Build a PDF with a page for each group, in a process of its own."""
        if self._exporter is None:
            self._exporter = Exporter(self._desk, self)
            self._exporter.finished.connect(self._on_exporter_finished)
            self._exporter.failed.connect(self._on_exporter_failed)
        door = self._desk.door.door
        if door.is_open and door.ways:
            self._exporter.build(SHEETS, options=BuildOptions(door=door))

    def _on_exporter_finished(self, _kind: str, path: Path) -> None:

        def open_it() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        text = _("The sheets for the tables are ready: {file}").format(file=path.name)
        self._desk.say("info", text, SHEETS, ((_("Open it"), open_it),))

    def _on_exporter_failed(self, _kind: str, error: UserError) -> None:
        self._desk.say_error("attention", error, SHEETS)

    def _show_scene(self) -> None:
        self._desk.submit(ShowScene(scene=Scene.JOIN.value))
        self.shown_on_screen.emit()

    def _on_looker_done(self, found: object, _error: object) -> None:
        self._offer(found if isinstance(found, tuple) else ())


def _stacked(*widgets: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.scaled(8))
    for widget in widgets:
        column.addWidget(widget)
    return box
