"""The strip over every page: which workshop, which page, and how the program looks."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from app.domain.notes import TRAY
from app.domain.people import Arrival
from app.domain.rundown import Phase
from app.i18n import LANGUAGE_NAMES, LANGUAGES, N_, _
from app.settings import Settings
from app.ui.actions import hint
from app.ui.console.wording import clock_time
from app.ui.desk import Desk
from app.ui.widgets.button import Button, IconButton
from app.ui.widgets.text import Label

THEMES = (
    ("", N_("As the system wishes")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)
_PHASES = {
    Phase.NOT_STARTED: N_("not started"),
    Phase.RUNNING: N_("running"),
    Phase.PAUSED: N_("paused"),
    Phase.FINISHED: N_("finished"),
}
TEXT_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class Header(QFrame):
    """Home, the workshop's name and how its day stands, the pages, and the look menu.

    Signals:
        home_requested(): leave the workshop.
        page_requested(str): show another page.
        setting_requested(str, object): a field of :class:`Settings` and its new value.
        help_requested(): show help.
        room_requested(): show the room screen on the projector, or take it away.
    """

    home_requested = Signal()
    page_requested = Signal(str)
    setting_requested = Signal(str, object)
    help_requested = Signal()
    room_requested = Signal()

    def __init__(self, pages: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        """Build the strip; ``pages`` are (id, label)."""
        super().__init__(parent)
        self.setProperty("piece", "header")
        self.setObjectName("header")
        self._home = IconButton("house", _("All workshops"))
        self._home.setObjectName("header.home")
        self._home.clicked.connect(self.home_requested)
        self._title = Label(role="strong", wrap=False)
        self._title.setObjectName("header.title")
        self._time = Label(role="strong", wrap=False)
        self._time.setObjectName("header.time")
        self._state = Label(role="quiet", wrap=False)
        self._state.setObjectName("header.state")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        row.addWidget(self._home)
        row.addWidget(self._title)
        row.addSpacing(12)
        row.addWidget(self._time)
        row.addWidget(self._state)
        row.addStretch(1)
        self._labels = dict(pages)
        self._tabs: dict[str, Button] = {}
        for page_id, label in pages:
            tab = Button(_(label), kind="quiet")
            tab.setCheckable(True)
            tab.setObjectName(f"header.{page_id}")
            tab.clicked.connect(lambda _on=False, page=page_id: self.page_requested.emit(page))
            self._tabs[page_id] = tab
            row.addWidget(tab)
        self._room = IconButton("monitor", hint("room_screen"))
        self._room.setObjectName("header.room")
        self._room.setCheckable(True)
        self._room.clicked.connect(self.room_requested)
        row.addWidget(self._room)
        self._look = IconButton("settings", _("Language, colors and text size"))
        self._look.setObjectName("header.look")
        self._look.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        row.addWidget(self._look)
        self._help = IconButton("circle-help", _("Help"))
        self._help.setObjectName("header.help")
        self._help.clicked.connect(self.help_requested)
        row.addWidget(self._help)

    def show_workshop(self, title: str) -> None:
        """Name the open workshop; "" while none is open."""
        self._title.setText(title)
        for tab in self._tabs.values():
            tab.setVisible(bool(title))
        for label in (self._time, self._state):
            label.setVisible(bool(title))
        self._home.setVisible(bool(title))
        self._room.setVisible(bool(title))

    def show_day(self, desk: Desk) -> None:
        """Say the time, whether the day runs, and what waits on the other pages."""
        snapshot, day = desk.snapshot, desk.rundown()
        people = [p.participant.arrival for p in snapshot.people]
        here = sum(one is Arrival.HERE for one in people)
        coming = sum(one is not Arrival.ABSENT for one in people)
        waiting = sum(note.place == TRAY for note in snapshot.notes)
        words = {page: _(label) for page, label in self._labels.items()}
        if coming:
            words["arrivals"] = _("Arrivals {here}/{n}").format(here=here, n=coming)
        if waiting:
            words["notes"] = _("Notes · {n}").format(n=waiting)
        for page, tab in self._tabs.items():
            if tab.text() != words[page]:
                tab.setText(words[page])
                tab.setAccessibleName(words[page])
        _put(self._time, clock_time(snapshot.workshop, day.now))
        _put(self._state, _(_PHASES[day.phase]))

    def show_page(self, page_id: str) -> None:
        """Mark the current page."""
        for known, tab in self._tabs.items():
            tab.setChecked(known == page_id)

    def show_room(self, shown: bool) -> None:
        """Mark whether the room sees the room screen."""
        self._room.setChecked(shown)

    def show_settings(self, settings: Settings) -> None:
        """Offer the look's choices with the present ones marked."""
        menu = QMenu(self)
        menu.setAccessibleName(_("Language, colors and text size"))
        languages = tuple((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)
        self._offer(menu, _("Language"), "language", languages, settings.language or "en")
        themes = tuple((code, _(label)) for code, label in THEMES)
        self._offer(menu, _("Colors"), "theme", themes, settings.theme)
        scales = tuple((scale, f"{scale:.0%}") for scale in TEXT_SCALES)
        self._offer(menu, _("Text size"), "text_scale", scales, settings.text_scale)
        for name, label, on in (
            ("reduced_motion", _("No movement"), settings.reduced_motion),
            ("one_screen", _("One screen for console and room"), settings.one_screen),
        ):
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(on)
            action.toggled.connect(
                lambda value, field=name: self.setting_requested.emit(field, value)
            )
        old = self._look.menu()
        self._look.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def _offer(
        self,
        menu: QMenu,
        title: str,
        field: str,
        choices: tuple[tuple[object, str], ...],
        present: object,
    ) -> None:
        part = menu.addMenu(title)
        group = QActionGroup(part)
        for value, label in choices:
            action = QAction(label, part, checkable=True, checked=value == present)
            action.triggered.connect(
                lambda _on=False, chosen=value: self.setting_requested.emit(field, chosen)
            )
            group.addAction(action)
            part.addAction(action)


def _put(label: Label, text: str) -> None:
    if label.text() != text:
        label.setText(text)
