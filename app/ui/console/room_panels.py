"""Inline panels of the room column: a message to the room, and the reveal."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.cells import RevealResults
from app.domain.scenes import Scene, ShowScene, TellRoom
from app.domain.stations import TellStations
from app.i18n import _
from app.ui import theme
from app.ui.console.group_reading import GroupProgress
from app.ui.console.pieces import DraftLine, emptied, on_click, row, scrolled
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.stations.closing_panel import closing_line
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label

MESSAGE_KEY = "console.message"
REVEALED_KEY = "revealed"


class MessagePanel(Panel):
    """One line for the room, until it is taken away.

    Signals:
        closed(): put away.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panel."""
        super().__init__(_("Message to the room"), flat=True, parent=parent)
        self._desk = desk
        close = IconButton("x", _("Close"))
        close.setObjectName("console.message.close")
        on_click(close, self.closed.emit)
        self.add_action(close)
        self._line = DraftLine(
            desk, MESSAGE_KEY, _("Lunch is in the hall"), _("Message to the room")
        )
        self._line.setObjectName("console.message.line")
        self._line.sent.connect(self._on_line_sent)
        self._send = Button(_("Show it"), kind="primary", icon_name="megaphone")
        self._send.setObjectName("console.message.send")
        on_click(self._send, self._line.send)
        self._away = Button(_("Take it away"))
        self._away.setObjectName("console.message.away")
        on_click(self._away, self._take_away)
        self._now = Label(role="body")
        self._stations = Chip(_("On the stations, too"))
        self._stations.setObjectName("console.message.stations")
        self.add(self._line)
        self.add(row(self._stations))
        self.add(row(self._send, self._away, spacing=6))
        self.add(self._now)
        self.body.addStretch(1)

    def open(self) -> None:
        """Show what the room reads now, and be ready to type."""
        self.refresh()
        self._line.setFocus()

    def refresh(self) -> None:
        """Show what the room reads now."""
        message = self._desk.snapshot.scene.message
        shown = _("On the screen: {message}").format(message=message)
        self._now.setText(shown if message else _("No message on the screen."))
        self._away.setEnabled(bool(message) or bool(self._desk.snapshot.broadcast.text))
        self._stations.setVisible(bool(self._desk.snapshot.stations))

    def _on_line_sent(self, words: str) -> None:
        self._desk.settle(MESSAGE_KEY, TellRoom(text=words))
        if self._stations.isChecked() and self._desk.snapshot.stations:
            self._desk.submit(TellStations(text=words))
        self.closed.emit()

    def _take_away(self) -> None:
        self._desk.submit(TellRoom(text=""))
        if self._desk.snapshot.broadcast.text:
            self._desk.submit(TellStations(text=""))


class RevealPanel(Panel):
    """Are you sure: who has not confirmed yet, and one button.

    Signals:
        closed(): answered or put away.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panel."""
        super().__init__(_("Reveal results"), flat=True, parent=parent)
        self._desk = desk
        close = IconButton("x", _("Close"))
        close.setObjectName("console.reveal.close")
        on_click(close, self.closed.emit)
        self.add_action(close)
        self._words = Label(role="strong")
        self._words.setObjectName("console.reveal.words")
        self._names = QVBoxLayout()
        self._closing = Button(kind="quiet")
        self._closing.setObjectName("console.reveal.closing")
        self._closing.hide()
        on_click(self._closing, lambda: desk.page_requested.emit("after:closing"))
        self._effect = Label(
            _("From then on the room screen and the groups’ devices may show the scores."),
            role="quiet",
        )
        self._yes = Button(_("Reveal now"), kind="primary", icon_name="eye")
        self._yes.setObjectName("console.reveal.yes")
        on_click(self._yes, lambda: self._reveal(True))
        self._no = Button(_("Not yet"))
        self._no.setObjectName("console.reveal.no")
        on_click(self._no, self.closed.emit)
        self._hide = Button(_("Hide them again"), kind="danger", icon_name="eye-off")
        self._hide.setObjectName("console.reveal.hide")
        on_click(self._hide, lambda: self._reveal(False))
        self.add(self._words)
        names = QWidget()
        names.setLayout(self._names)
        self._names.setContentsMargins(0, 0, 0, 0)
        self.add(scrolled(names), 1)
        self._names.setSpacing(theme.scaled(2))
        self.add(self._closing)
        self.add(self._effect)
        self.add(row(self._yes, self._hide, self._no, spacing=6))

    def refresh(self, groups: tuple[GroupProgress, ...]) -> None:
        """Show who has not confirmed."""
        revealed = self._desk.snapshot.workshop.revealed_at is not None
        waiting = [g for g in groups if not g.confirmed]
        if revealed:
            words = _("The room may see the results.")
        elif not groups:
            words = _("There are no groups yet.")
        elif waiting:
            words = _("Not confirmed yet:")
        else:
            words = _("Every group has confirmed its scores.")
        self._words.setText(words)
        emptied(self._names)
        for group in () if revealed else waiting:
            self._names.addWidget(Label(_line(group), role="body"))
        if self.isVisible():
            self._show_closing()
        self._effect.setVisible(not revealed)
        self._no.setText(_("Leave them") if revealed else _("Not yet"))
        self._yes.setVisible(not revealed)
        self._hide.setVisible(revealed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look whether all that stations wrote is here."""
        super().showEvent(event)
        self._show_closing()

    def _show_closing(self) -> None:
        revealed = self._desk.snapshot.workshop.revealed_at is not None
        check = self._desk.door.closing_check()
        self._closing.setText(closing_line(check))
        self._closing.setVisible(not revealed and bool(check.stations))

    def _reveal(self, on: bool) -> None:
        self.closed.emit()
        reveal(self._desk, on)


def reveal(desk: Desk, on: bool) -> None:
    """Reveal the results or hide them; after a reveal, offer to put the chart before the room."""
    desk.submit(RevealResults(revealed=on))
    if not on:
        desk.unsaid.emit(REVEALED_KEY)
        return

    def show_chart() -> None:
        desk.submit(ShowScene(scene=Scene.RESULTS.value))

    desk.say(
        "info",
        _("The results are revealed. The room screen shows what it showed before."),
        REVEALED_KEY,
        ((_("Show the chart"), show_chart),),
    )


def _line(group: GroupProgress) -> str:
    return _("{group}: {done} of {total} scores").format(
        group=group_title(group.group.label), done=group.answered, total=group.asked
    )
