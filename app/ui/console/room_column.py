"""The right column: what the room sees, and how far the groups are."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.rundown import Rundown
from app.domain.scenes import Blackout, HoldScene, Scene, ShowScene
from app.domain.turns import turn_arguments
from app.i18n import _
from app.ui import theme
from app.ui.actions import hint
from app.ui.console.day_actions import DayActions
from app.ui.console.group_reading import GroupProgress
from app.ui.console.group_rows import GroupRows
from app.ui.console.pieces import ElidedLabel, colored, on_click, scrolled
from app.ui.console.room_panels import MessagePanel, RevealPanel
from app.ui.console.scene_picker import ScenePicker
from app.ui.console.stations_line import DoorRoomPanel, StationsLine
from app.ui.console.wording import scene_name
from app.ui.desk import Desk
from app.ui.room_screen.mirror import RoomMirror
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.text import Label

WIDEST = 420
"""Width of the mirror at 100 %, where the column is wider."""


class Framed(QWidget):
    """Keeps a picture of the room at 16:9 in whatever width there is."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        """Hold ``inner``."""
        super().__init__(parent)
        self._inner = inner
        inner.setParent(self)
        inner.show()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Follow the width."""
        width = self.width() if self.width() > 50 else theme.scaled(308)
        return QSize(theme.scaled(WIDEST), round(min(width, theme.scaled(WIDEST)) * 9 / 16))

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(theme.scaled(160), self.sizeHint().height())

    def resizeEvent(self, event) -> None:
        """Give the picture all the room."""
        width = min(self.width(), theme.scaled(WIDEST))
        self._inner.setGeometry(0, 0, width, self.height())
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class RoomColumn(QWidget):
    """Mirror, scene buttons, and below them the groups or one inline panel.

    Signals:
        score_requested(str): open a group's score sheet.
    """

    score_requested = Signal(str)

    def __init__(
        self,
        desk: Desk,
        actions: DayActions,
        mirror: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        """Build the column around the live ``mirror`` of the room screen.

        A real mirror also gives pages to turn, and pictures of scenes that are not on show.
        """
        super().__init__(parent)
        self._desk, self._actions, self._mirror = desk, actions, mirror
        self._model = mirror.model if isinstance(mirror, RoomMirror) else None
        colored(self, "raised")
        self._label = ElidedLabel(role="small")
        self._label.setObjectName("console.scene")
        self._page_back = IconButton("chevron-left", _("Page back"), size=18)
        self._page_on = IconButton("chevron-right", _("Page on"), size=18)
        self._page_back.setObjectName("console.page_back")
        self._page_on.setObjectName("console.page_on")
        on_click(self._page_back, lambda: self._turn_page(-1))
        on_click(self._page_on, lambda: self._turn_page(1))
        self._change = self._button("choose_scene", _("Change"))
        self._norms = self._button("norms", _("Norms"))
        self._norms.setCheckable(True)
        self._message = self._button("write_message", _("Message"))
        self._hold = Chip(_("Hold this scene"))
        self._hold.setObjectName("console.hold")
        self._hold.clicked.connect(self._on_hold_clicked)
        self._dark_clock = Chip(_("Clock when dark"))
        self._dark_clock.setObjectName("console.dark_clock")
        self._dark_clock.clicked.connect(self._on_dark_clock_clicked)
        self._results = Label(role="strong", wrap=False)
        self._results.setObjectName("console.results")
        self._reveal = self._button("ask_reveal", _("Reveal…"))
        self.groups = GroupRows(desk)
        self.groups.score_requested.connect(self.score_requested)
        self.stations = StationsLine(desk)
        self.stations.door_requested.connect(lambda: self.open_panel("door"))
        self.stations.page_requested.connect(desk.page_requested)
        self.door = DoorRoomPanel(desk)
        self.scenes = ScenePicker(desk, self._model)
        self.message = MessagePanel(desk)
        self.reveal = RevealPanel(desk)
        self._stack = QStackedWidget()
        self._came_from: QWidget | None = None
        self._pages = {
            "groups": self._groups_page(),
            "scenes": self.scenes,
            "message": self.message,
            "reveal": self.reveal,
            "door": self.door,
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        for panel in (self.scenes, self.message, self.reveal, self.door):
            panel.closed.connect(self.close_panel)
        self._build()
        if self._model is not None:
            self._model.shown_changed.connect(self._show_pages)

    def _button(self, action_id: str, text: str) -> Button:
        button = Button(text)
        button.setObjectName(f"console.{action_id}")
        button.setToolTip(hint(action_id))
        on_click(button, lambda: self._actions.run(action_id))
        return button

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self._label, 1)
        top.addWidget(self._page_back)
        top.addWidget(self._page_on)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.scaled(6))
        for button in (self._change, self._norms, self._message):
            buttons.addWidget(button, 1)
        chips = QHBoxLayout()
        chips.setSpacing(theme.scaled(6))
        chips.addWidget(self._hold)
        chips.addWidget(self._dark_clock)
        chips.addStretch(1)
        self._chips = QWidget()
        self._chips.setLayout(chips)
        chips.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        pad = theme.scaled(16)
        column.setContentsMargins(pad, theme.scaled(8), pad, theme.scaled(8))
        column.setSpacing(theme.scaled(6))
        column.addLayout(top)
        column.addWidget(Framed(self._mirror))
        column.addLayout(buttons)
        column.addWidget(self._chips)
        column.addWidget(self._stack, 1)

    def _groups_page(self) -> QWidget:
        page = QWidget()
        head = QHBoxLayout()
        head.addWidget(self._results, 1)
        head.addWidget(self._reveal)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(4))
        column.addWidget(self.stations)
        column.addLayout(head)
        column.addWidget(scrolled(self.groups), 1)
        return page

    def open_panel(self, name: str) -> None:
        """Show an inline panel in the place of the groups; the same wish again closes it."""
        page = self._pages[name]
        if self._stack.currentWidget() is page and name != "groups":
            self.close_panel()
            return
        focused = self.window().focusWidget()
        if self.panel == "groups" or self._outside(focused):
            self._came_from = focused
        self._stack.setCurrentWidget(page)
        if name == "scenes":
            self.scenes.open()
        elif name == "message":
            self.message.open()

    def close_panel(self) -> None:
        """Show the groups again; the focus goes back to where it was before."""
        focused = self.window().focusWidget()
        give_back = self.panel != "groups" and not self._outside(focused)
        self._stack.setCurrentWidget(self._pages["groups"])
        before, self._came_from = self._came_from, None
        if give_back and before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_panel(self) -> bool:
        """Close the panel on show; return False where there is none."""
        open_now = self.panel != "groups"
        if open_now:
            self.close_panel()
        return open_now

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes a panel from inside its field, too."""
        if event.key() != Qt.Key.Key_Escape or not self.leave_panel():
            super().keyPressEvent(event)

    def _outside(self, widget: QWidget | None) -> bool:
        return widget is not None and not self._stack.isAncestorOf(widget)

    @property
    def panels(self) -> QWidget:
        """Return where groups and panels show."""
        return self._stack

    @property
    def panel(self) -> str:
        """Return the page on show: "groups", "scenes", "message", "reveal" or "door"."""
        return next(n for n, page in self._pages.items() if page is self._stack.currentWidget())

    def refresh(self, day: Rundown, groups: tuple[GroupProgress, ...]) -> None:
        """Show what the room sees and how far the groups are."""
        snapshot = self._desk.snapshot
        state, shown = snapshot.scene, snapshot.shown(day)
        words = _("On the room screen: {scene}").format(scene=scene_name(shown.scene.value))
        if state.held and state.override:
            words += " · " + _("held")
        elif state.override:
            words += " · " + _("chosen")
        self._label.set_words(words)
        self._norms.setChecked(state.norms_recalled)
        self._hold.setChecked(state.held)
        self._hold.setVisible(bool(state.override))
        self._dark_clock.setVisible(state.blackout)
        self._chips.setVisible(state.blackout or bool(state.override))
        self._actions.dark_with_clock = self._dark_clock.isChecked()
        if state.blackout:
            self._dark_clock.setChecked(state.blackout_clock)
        self._message.setChecked(bool(state.message))
        self._message.set_icon_name("megaphone" if state.message else "")
        revealed = snapshot.workshop.revealed_at is not None
        self._results.setText(_("Results · revealed") if revealed else _("Results · hidden"))
        self._reveal.setText(_("Hide…") if revealed else _("Reveal…"))
        self._show_pages()
        self.reveal.refresh(groups)
        self.message.refresh()
        if self.panel == "scenes":
            self.scenes.refresh()
        self.tick(groups, day.now)

    def tick(self, groups: tuple[GroupProgress, ...], now: datetime) -> None:
        """Show how long groups have waited."""
        self.stations.refresh(now)
        self.groups.refresh(groups, now)

    def _show_pages(self) -> None:
        page, pages = (self._model.page, self._model.pages) if self._model else (1, 1)
        for button, usable in ((self._page_back, page > 1), (self._page_on, page < pages)):
            button.setVisible(pages > 1)
            button.setEnabled(usable)

    def _turn_page(self, step: int) -> None:
        shown = self._desk.snapshot.shown(self._desk.rundown())
        if self._model is None or shown.scene is Scene.BLACKOUT:
            return
        state = self._desk.snapshot.scene
        page = min(max(1, self._model.page + step), self._model.pages)
        arguments = {**turn_arguments(state.arguments), **shown.arguments, "page": page}
        self._desk.submit(ShowScene(scene=shown.scene.value, arguments=arguments, held=state.held))

    def _on_hold_clicked(self, on: bool) -> None:
        shown = self._desk.snapshot.shown(self._desk.rundown())
        wished = self._desk.snapshot.scene.override or shown.scene.value
        self._desk.submit(HoldScene(scene=wished, held=on))

    def _on_dark_clock_clicked(self, on: bool) -> None:
        self._actions.dark_with_clock = on
        if self._desk.snapshot.scene.blackout:
            self._desk.submit(Blackout(on=True, clock=on))
