"""Arrivals: type three letters, press Enter, the next one, please."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.domain.people import Arrival, MarkArrival, Person, told_apart
from app.domain.scenes import RecallNorms
from app.i18n import _
from app.ui import theme
from app.ui.arrivals.missed import missed_text
from app.ui.arrivals.person_panel import PersonPanel
from app.ui.arrivals.reseat_panel import ReseatPanel
from app.ui.arrivals.searching import matching
from app.ui.arrivals.walk_in import WalkInForm
from app.ui.arrivals.wording import ARRIVAL_ICONS, arrival_name, facts, person_name
from app.ui.console.pieces import colored, on_click, row, scrolled
from app.ui.desk import Desk, WorkshopView
from app.ui.widgets.button import Button
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.panel import Panel
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.text import Heading, Label

ALL = "all"
EVERY = timedelta(seconds=20)
"""How often what a latecomer missed is told anew."""

NARROW = 900
"""Below this width, at 100 %, the two columns stand under each other."""

LEAST_SEARCH = 240
"""Width of the search line, at 100 %, that lets the filter stand beside it."""

LEAST_LIST = 160
"""Height of the list, at 100 %: three people."""


class ArrivalsView(WorkshopView):
    """Who is here: search, mark, seat walk-ins, catch latecomers up."""

    TABLES = (
        "participants", "identities", "seatings", "groups", "memberships", "workshop", "norms",
        "clock_events", "frameworks", "blocks", "activities",
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(desk, parent)
        self.setObjectName("arrivals")
        colored(self, "surface")
        self._marked = ""
        self._walked_in = ""
        self._beside: bool | None = None
        self._told_at = desk.now()
        self._counts = Heading("", role="title")
        self._counts.setObjectName("arrivals.counts")
        self._search = SearchField(_("Name, affiliation or e-mail"))
        self._search.setObjectName("arrivals.search")
        self._search.setMinimumHeight(theme.scaled(44))
        self._search.textChanged.connect(self._on_search_text_changed)
        self._search.returnPressed.connect(self.mark_top)
        self._search.installEventFilter(self)
        self._advice = Label(role="quiet")
        self._advice.setObjectName("arrivals.advice")
        self._filter = Segmented(
            [
                (ALL, _("All")),
                (Arrival.EXPECTED.value, _("Expected")),
                (Arrival.HERE.value, _("Here")),
                (Arrival.ABSENT.value, _("Absent")),
            ],
            ALL,
            _("Show"),
        )
        self._filter.setObjectName("arrivals.filter")
        self._filter.chosen.connect(self._on_filter_chosen)
        self.list = SidebarList(_("People"))
        self.list.setObjectName("arrivals.list")
        # It takes what height there is and scrolls: the search line above it stays in sight.
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(theme.scaled(LEAST_LIST))
        self.list.section_chosen.connect(self._on_list_section_chosen)
        self.list.itemActivated.connect(self._on_list_item_activated)
        self._nobody = EmptyState(
            "users",
            _("Nobody on the list yet"),
            _("Add people under Prepare, or take them in as walk-ins."),
            (("prepare:people", _("Go to people")),),
        )
        self._nobody.setObjectName("arrivals.nobody")
        self._nobody.action_requested.connect(desk.page_requested)
        self._person = PersonPanel(desk)
        self._walk_in = WalkInForm(desk)
        self._walk_in.added.connect(self._on_walk_in_added)
        self._reseat = ReseatPanel(desk)
        self._missed = Label(role="body")
        self._missed.setObjectName("arrivals.missed")
        self._missed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._new = Button(icon_name="user-plus")
        self._new.setObjectName("arrivals.not_found")
        on_click(self._new, self._begin_walk_in)
        self._build()
        desk.ticked.connect(self._on_desk_ticked)
        self.refresh()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        side = theme.scaled(24)
        column.setContentsMargins(side, theme.scaled(14), theme.scaled(12), theme.scaled(14))
        column.setSpacing(theme.scaled(8))
        self._finding = QGridLayout()
        self._finding.setSpacing(theme.scaled(8))
        self._place_finding(beside=False)
        column.addWidget(self._counts)
        column.addLayout(self._finding)
        column.addWidget(self._new)
        column.addWidget(self.list, 1)
        column.addWidget(self._nobody, 1)
        right = QWidget()
        panels = QVBoxLayout(right)
        panels.setContentsMargins(theme.scaled(12), theme.scaled(14), side, theme.scaled(14))
        panels.setSpacing(theme.scaled(12))
        late = Panel(_("What you missed"))
        late.add(self._missed)
        norms = Button(_("Norms on the room screen"), kind="quiet", icon_name="heart-handshake")
        norms.setObjectName("arrivals.norms")
        on_click(norms, lambda: self.desk.submit(RecallNorms(on=True)))
        late.add(row(norms))
        for panel in (self._person, self._walk_in, late, self._reseat):
            panels.addWidget(panel)
        panels.addStretch(1)
        self._left, self._panels = left, right
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addWidget(left, 1)
        self._right = scrolled(right)
        self._columns.addWidget(self._right, 1)
        page = QWidget()
        page.setLayout(self._columns)
        self._page = scrolled(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)

    def refresh(self) -> None:
        """Read the people again; typing, choice and scroll position stay."""
        self._show_counts()
        self._tell_walk_in()
        self._show_people()
        self._person.refresh()
        self._walk_in.refresh()
        self._reseat.refresh()
        self._show_missed(self.desk.now())

    def shown(self) -> list[Person]:
        """Return the people on the list, in order."""
        wanted = self._filter.value()
        people = matching(self.snapshot.people, self._search.text())
        return [p for p in people if wanted in (ALL, p.participant.arrival.value)]

    def mark_top(self) -> None:
        """Mark the top match as here and be ready for the next name."""
        if not self._search.text().strip():
            return
        people = self.shown()
        if not people:
            self._begin_walk_in()
            return
        self._mark_here(people[0])
        self._search.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the columns under each other where there is no room."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(NARROW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(down if narrow else across)
        self._place_finding(beside=narrow and self._filter_fits_beside())
        self._fit_list()
        least = self._panels.minimumSizeHint().height() if narrow else 0
        self._right.setMinimumHeight(least)

    def _fit_list(self) -> None:
        """Let the list show some people where the page scrolls; the form follows an empty one."""
        narrow = self.width() < theme.scaled(NARROW)
        listed = narrow and bool(self.snapshot.people)
        self._left.setMinimumHeight(theme.scaled(560) if listed else 0)

    def _filter_fits_beside(self) -> bool:
        margins = theme.scaled(24) + theme.scaled(12) + theme.scaled(8)
        left = self.width() - margins - self._filter.sizeHint().width()
        return left >= theme.scaled(LEAST_SEARCH)

    def _place_finding(self, *, beside: bool) -> None:
        """Stand the filter beside the search line where the page is low, for people to show."""
        if beside == self._beside:
            return
        self._beside = beside
        for widget in (self._search, self._advice, self._filter):
            self._finding.removeWidget(widget)
        across = 2 if beside else 1
        self._finding.addWidget(self._search, 0, 0)
        self._finding.addWidget(self._advice, 1, 0, 1, across)
        self._finding.addWidget(self._filter, 0 if beside else 2, across - 1)
        self._finding.setColumnStretch(0, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down go from the search line into the list."""
        pressed = event.key() if isinstance(event, QKeyEvent) else 0
        down = event.type() == QEvent.Type.KeyPress and pressed == Qt.Key.Key_Down
        if watched is self._search and down:
            self.list.setFocus()
            if self.list.count() and self.list.currentRow() < 0:
                self.list.setCurrentRow(0)
            return True
        return super().eventFilter(watched, event)

    def _show_missed(self, now: datetime) -> None:
        self._told_at = now
        day = self.snapshot.rundown(now)
        self._missed.setText(missed_text(self.snapshot, day, self.desk.language))

    def _show_counts(self) -> None:
        counts = dict.fromkeys(Arrival, 0)
        for person in self.snapshot.people:
            counts[person.participant.arrival] += 1
        text = _("{here} here, {expected} expected, {absent} absent").format(
            here=counts[Arrival.HERE],
            expected=counts[Arrival.EXPECTED],
            absent=counts[Arrival.ABSENT],
        )
        self._counts.setText(text)

    def _show_people(self) -> None:
        people = self.shown()
        self.list.set_rows([self._row(person) for person in people])
        typed = " ".join(self._search.text().split())
        self._new.setVisible(bool(typed) and not people)
        self._new.setText(_("“{name}” is a walk-in").format(name=typed[:40]))
        if typed and people:
            called = told_apart(self.snapshot.people)
            name = called.get(people[0].id) or person_name(self.snapshot, people[0])
            advice = _("Enter: {name} is here").format(name=name)
        elif typed:
            advice = _("Nobody by that name. Enter: add as a walk-in")
        elif self._marked:
            advice = self._marked
        else:
            advice = _("Type a few letters, then Enter. In the list, Enter or a double click.")
        self._advice.setText(advice)
        empty = not self.snapshot.people
        self._nobody.setVisible(empty)
        self._person.setVisible(not empty)
        for widget in (self.list, self._filter):
            widget.setVisible(not empty)
        self._advice.setVisible(not empty or bool(typed))
        self._fit_list()

    def _row(self, person: Person) -> Row:
        arrival = person.participant.arrival
        icon, role = ARRIVAL_ICONS[arrival]
        detail = " · ".join((arrival_name(arrival), facts(self.snapshot, person)))
        return Row(
            row_id=person.id,
            title=person_name(self.snapshot, person),
            detail=detail,
            icon_name=icon,
            icon_role=role,
        )

    def _mark_here(self, person: Person) -> None:
        self.desk.submit(MarkArrival(participant_ids=(person.id,), arrival=Arrival.HERE))
        name = person_name(self.snapshot, person)
        self._marked = _("{name} is here: {facts}").format(
            name=name, facts=facts(self.snapshot, person)
        )
        self._show_person(person.id)

    def _show_person(self, person_id: str) -> None:
        """Show somebody with name and needs, wherever the column was scrolled to before."""
        self._person.show_person(person_id)
        self._right.verticalScrollBar().setValue(0)

    def _begin_walk_in(self) -> None:
        self._walk_in.begin(" ".join(self._search.text().split()))
        self._search.clear()

    def _on_desk_ticked(self, now: datetime) -> None:
        if self.isVisible() and abs(now - self._told_at) >= EVERY:
            self._show_missed(now)

    def _on_search_text_changed(self, text: str) -> None:
        if text:
            self._marked = ""
        self._show_people()

    def _on_filter_chosen(self, value: str) -> None:
        self._show_people()

    def _on_list_section_chosen(self, person_id: str) -> None:
        self._show_person(person_id)

    def _on_list_item_activated(self, item: QListWidgetItem) -> None:
        person = self.snapshot.person(self.list.ids()[self.list.row(item)])
        if person is not None:
            self._mark_here(person)

    def _tell_walk_in(self) -> None:
        """Say where somebody sits who was just added: they stand there and wait for it."""
        person = self.snapshot.person(self._walked_in)
        if person is None:
            return
        self._walked_in = ""
        self._marked = _("{name} is here, as a walk-in: {facts}").format(
            name=person_name(self.snapshot, person), facts=facts(self.snapshot, person)
        )
        self._person.show_person(person.id)

    def _on_walk_in_added(self, person_id: str, name: str) -> None:
        self._walked_in = person_id
        self._marked = _("{name} is here, as a walk-in.").format(name=name)
        self._search.clear()
        self._show_people()
