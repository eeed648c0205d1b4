"""The strip over every page: which workshop, which page, and how the program looks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import _
from app.settings import Settings
from app.ui import theme
from app.ui.actions import hint
from app.ui.console.pieces import ElidedLabel
from app.ui.look_menu import look_menu
from app.ui.nameplate import MARGIN as HOME_MARGIN
from app.ui.nameplate import strip_height
from app.ui.page_tabs import PageTabs
from app.ui.widgets.button import IconButton
from app.ui.widgets.text import Label

if TYPE_CHECKING:
    from app.ui.desk import Desk

_MARGIN, _GAP, _AFTER_TITLE = 12, 6, 12
_LEAST_TITLE = 130
"""Pixels at 100 % to which a long name shrinks before anything else gives way."""


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
        self._open = False
        self.setProperty("piece", "header")
        self.setObjectName("header")
        self.setMinimumHeight(strip_height())
        self._home = IconButton("house", _("All workshops"))
        self._home.setObjectName("header.home")
        self._home.clicked.connect(self.home_requested)
        self._title = ElidedLabel(role="strong")
        self._title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._title.setObjectName("header.title")
        self._time = Label(role="strong", wrap=False)
        self._time.setObjectName("header.time")
        self._state = Label(role="quiet", wrap=False)
        self._state.setObjectName("header.state")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 0, _MARGIN, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._home)
        row.addWidget(self._title)
        row.addSpacing(_AFTER_TITLE)
        row.addWidget(self._time)
        row.addWidget(self._state)
        row.addStretch(1)
        self._labels = dict(pages)
        self._tabs = PageTabs(tuple((page_id, _(label)) for page_id, label in pages))
        self._tabs.page_requested.connect(self.page_requested)
        row.addWidget(self._tabs)
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
        """Name the open workshop; "" while none is open, and the program's then."""
        words = title or _("Equity Workshop")
        if self._open == bool(title) and self._title.words() == words:
            return
        self._open = bool(title)
        self._title.set_words(words)
        for widget in (self._tabs, self._time, self._home, self._room):
            widget.setVisible(self._open)
        # Without the house before it, the name begins where the page does.
        left = _MARGIN if self._open else theme.scaled(HOME_MARGIN)
        self._row.setContentsMargins(left, 0, _MARGIN, 0)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Never keep the window wider than what is left once all has given way."""
        least = self._fixed_width() + self._tabs.width_of(folded=True) + theme.scaled(40)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let things give way: the name first, then the state, then the tabs."""
        super().resizeEvent(event)
        self._fit()

    def _fixed_width(self) -> int:
        shown = (self._home, self._time, self._room, self._look, self._help)
        return sum(w.sizeHint().width() + _GAP for w in shown) + 2 * _MARGIN + _AFTER_TITLE

    def _fit(self) -> None:
        if not self._open:
            self._state.hide()
            self._title.setFixedWidth(self._title.sizeHint().width())
            return
        name = self._title.sizeHint().width()
        spare = self.width() - self._fixed_width() - 3 * _GAP
        least = min(name, theme.scaled(_LEAST_TITLE))
        folded = spare < least + self._tabs.width_of(folded=False)
        spare -= self._tabs.width_of(folded)
        state = self._part_state(spare - name)
        told = spare >= least + state
        self._tabs.fold(folded)
        self._state.setVisible(told)
        self._title.setFixedWidth(max(0, min(name, spare - (state if told else 0))))
        # Now, not at the next turn of the event loop: nobody sees words lie over each other.
        self._row.activate()

    def _part_state(self, spare: int) -> int:
        """Part time and state the more the larger the words are, where the name does not need it.

        Returns how much width the state takes, its gap with it.
        """
        gap = theme.scaled(_GAP) - _GAP
        bare = self._state.sizeHint().width() - self._state.contentsMargins().left() + _GAP
        gap = gap if bare + gap <= spare else 0
        self._state.setContentsMargins(gap, 0, 0, 0)
        return bare + gap

    def show_day(self, desk: "Desk") -> None:
        """Say the time, whether the day runs, and what waits on the other pages."""
        # The window's first picture shows no day: what a day is made of is loaded after it.
        from app.ui.day_words import day_words

        said = day_words(desk)
        names = {page: _(label) for page, label in self._labels.items()}
        changed = self._tabs.set_words(names | said.on_pages)
        changed |= _put(self._time, said.time)
        changed |= _put(self._state, said.state)
        self._state.set_tone("attention" if said.dark else "")
        if changed:
            self._fit()

    def show_page(self, page_id: str) -> None:
        """Mark the current page."""
        self._tabs.mark(page_id)
        self._fit()

    def show_room(self, shown: bool) -> None:
        """Mark whether the room sees the room screen."""
        self._room.setChecked(shown)

    @property
    def room_shown(self) -> bool:
        """Tell whether the room screen is marked as shown."""
        return self._room.isChecked()

    def show_settings(self, settings: Settings) -> None:
        """Offer the look's choices with the present ones marked."""
        menu = look_menu(self, settings, self.setting_requested.emit)
        old = self._look.menu()
        self._look.setMenu(menu)
        if old is not None:
            old.deleteLater()


def _put(label: Label, text: str) -> bool:
    if label.text() == text:
        return False
    label.setText(text)
    return True
