"""Groups: who sits where in each seating, and what each table scores."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.balance import balance
from app.domain.errors import UserError
from app.domain.seating import NEXT_STEPS, SCORING, SeatingPlan
from app.i18n import _, _n
from app.services import grouping
from app.ui import theme
from app.ui.desk import Desk, WorkshopView
from app.ui.groups import answer_words, reading
from app.ui.groups.arranger import SeatingArranger
from app.ui.groups.card import GroupCard
from app.ui.groups.card_grid import CardGrid
from app.ui.groups.moving import Moving
from app.ui.groups.person_bar import PersonBar
from app.ui.groups.print_panel import PrintPanel
from app.ui.groups.seat_list import DropTarget, SeatList, keep_in_sight
from app.ui.groups.toolbar import SeatingBar
from app.ui.groups.verbs import COMMANDS, SeatingVerbs
from app.ui.people.wording import name_of
from app.ui.prepare.side_by_side import SideBySide
from app.ui.widgets.banner import Banner
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.text import Heading, Label

_NARROW = 760
_EDGE = 48
_STEP = 24


class GroupsView(WorkshopView):
    """Seatings with their groups; people are dragged, or moved with M and a letter."""

    TABLES = ("groups", "memberships", "seatings", "participants", "identities", "framework")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page and show the seating for scoring."""
        super().__init__(desk, parent)
        self.setObjectName("groups")
        self._verbs = SeatingVerbs(desk)
        self._seating_id = SCORING
        self._cards: dict[str, GroupCard] = {}
        self._active: SeatList | None = None
        self._arranger = SeatingArranger(desk)
        self._printing = PrintPanel(desk)
        self._bar = SeatingBar()
        self._banner = Banner()
        self._banner.setObjectName("groups.banner")
        self._summary = Label(role="body")
        self._summary.setObjectName("groups.summary")
        self._coverage = Label(role="body")
        self._coverage.setObjectName("groups.coverage")
        self._unseated = DropTarget()
        self._unseated_title = Heading()
        self._unseated_list = SeatList(_("People without a table"), grows=False)
        self._unseated_list.setObjectName("groups.unseated")
        self._grid = CardGrid()
        self._empty = EmptyState(
            "users-round",
            _("No groups yet"),
            _("Let the program arrange them from the people on the list, or add one by hand."),
        )
        self._nobody = EmptyState(
            "users",
            _("Nobody to seat yet"),
            _("Groups are made from the people on the list. Add or import them first."),
            (("people", _("Go to people")),),
        )
        self._scroll = QScrollArea()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._person = PersonBar()
        self._person.setObjectName("groups.person")
        self._targets: dict[str, DropTarget] = {"": self._unseated}
        self._moving = Moving(desk, self._person, self._targets, self._names, self)
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Show the seating as it is stored."""
        plan = self._plan()
        if plan is None:
            return
        snapshot, language = self.snapshot, self.desk.language
        self._bar.show_seatings(
            [(p.seating.id, reading.seating_title(p, language)) for p in snapshot.seatings],
            plan.seating.id,
            own=plan.seating.purpose not in (SCORING, NEXT_STEPS),
        )
        self._bar.show_state(
            groups=len(plan.groups),
            wanted=grouping.wanted_tables(snapshot),
            locked=plan.seating.locked,
            again=plan.seating.purpose != SCORING,
            people=len(snapshot.people),
            seated=len(plan.memberships),
        )
        self._bar.show_busy(self._arranger.busy)
        self._arranger.explain(plan)
        self._bar.show_undo(self.desk.operations.remembers)
        self._show_cards(plan)
        self._show_unseated(plan)
        self._show_summary(plan)
        self._show_person()

    def show_seating(self, seating_id: str) -> None:
        """Show another seating."""
        self._seating_id = seating_id
        self._active = None
        self._scroll.verticalScrollBar().setValue(0)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put people without a table beside the groups, or above them where it is narrow."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(direction)

    def _plan(self) -> SeatingPlan | None:
        """Return the seating shown, or the first one where that is gone."""
        plans = self.snapshot.seatings
        shown = next((p for p in plans if p.seating.id == self._seating_id), None)
        return shown or next(iter(plans), None)

    def _show_cards(self, plan: SeatingPlan) -> None:
        found = {each.group_id: each for each in balance(plan, self.snapshot.people)}
        choices = reading.dimension_choices(self.snapshot, self.desk.language)
        for gone in set(self._cards) - {group.id for group in plan.groups}:
            card = self._cards.pop(gone)
            self._targets.pop(gone, None)
            if card.seats is self._active:
                self._active = None
            card.hide()
            card.deleteLater()
        for group in plan.groups:
            card = self._cards.get(group.id) or self._new_card(group.id)
            rows = reading.rows_of(self.snapshot, plan, group)
            card.show_group(group, rows, choices, found.get(group.id), reading.scores(plan))
        self._grid.set_cards([self._cards[group.id] for group in plan.groups])
        nobody = not self.snapshot.people and not plan.groups
        self._nobody.setVisible(nobody)
        self._empty.setVisible(not plan.groups and not nobody)
        self._scroll.setVisible(bool(plan.groups))
        self._summary.setVisible(bool(plan.groups))

    def _new_card(self, group_id: str) -> GroupCard:
        card = GroupCard(group_id, self._grid)
        self._cards[group_id] = card
        self._take_drops(card, group_id, card.seats)
        card.dragged_over.connect(self._on_dragged_over)
        card.edited.connect(self._verbs.edit)
        card.remove_requested.connect(self._verbs.remove_group)
        self._listen(card.seats)
        return card

    def _take_drops(self, target: DropTarget, group_id: str, seats: SeatList) -> None:
        self._targets[group_id] = target
        target.people_dropped.connect(lambda ids: self._move(ids, group_id))
        target.people_dropped.connect(lambda ids: self._moving.follow(ids, seats))
        target.people_hovered.connect(
            lambda ids: self._with_plan(lambda plan: self._moving.look(plan, ids, group_id))
        )
        target.people_left.connect(self._moving.clear)

    def _listen(self, seats: SeatList) -> None:
        seats.moved_to.connect(lambda _id, here=seats: self._on_seats_moved_to(here))
        seats.itemSelectionChanged.connect(self._show_person)
        seats.key_pressed.connect(self._on_seats_key_pressed)
        seats.chosen_left.connect(self._moving.go_after)

    def _show_unseated(self, plan: SeatingPlan) -> None:
        rows = reading.rows_of(self.snapshot, plan, None)
        self._unseated_list.set_rows(rows)
        count = _n("{n} without a table", "{n} without a table", len(rows)).format(n=len(rows))
        self._unseated_title.setText(count)
        self._unseated.setVisible(bool(rows))

    def _show_summary(self, plan: SeatingPlan) -> None:
        words, covered = reading.coverage(self.snapshot, plan, self.desk.language)
        self._coverage.setVisible(reading.scores(plan) and bool(plan.groups))
        self._coverage.setText(words)
        self._coverage.set_tone("" if covered else "attention")
        self._summary.setText(reading.summary(self.snapshot, plan))

    def _selected(self) -> list[str]:
        return self._active.selected_ids() if self._active is not None else []

    def _show_person(self) -> None:
        """Show who is chosen at the foot of the page, and stop waiting for a letter."""
        self._moving.stop()
        plan, ids = self._plan(), self._selected()
        if plan is None or not ids:
            self._person.hide()
            return
        people = [person for person in map(self.snapshot.person, ids) if person is not None]
        if not people:
            self._person.hide()
            return
        here = {plan.group_of(person.id) for person in people}
        locks = {m.participant_id for m in plan.memberships if m.locked}
        words, helps = "", None
        if len(people) == 1:
            words = reading.person_words(self.snapshot, people[0], self.desk.language)
            why = answer_words.why(self.snapshot, plan, people[0], self.desk.language)
            words = "\n".join(part for part in (words, why) if part)
            group = plan.group(plan.group_of(people[0].id))
            helps = group.data_helper == people[0].id if group else None
        self._person.show_people(
            self._names(ids),
            words,
            [(group.id, group.label) for group in plan.groups if {group.id} != here],
            seated=here != {""},
            locked=all(person.id in locks for person in people),
            helps=helps,
        )

    def _names(self, ids: Sequence[str]) -> str:
        person = self.snapshot.person(ids[0]) if len(ids) == 1 else None
        if person is not None:
            return name_of(person)
        return _n("{n} person", "{n} people", len(ids)).format(n=len(ids))

    def _move(self, ids: Sequence[str], group_id: str) -> None:
        """Seat people at a group; "" takes their seats away."""
        self._moving.send(ids)
        self._with_plan(lambda plan: self._verbs.move(plan, ids, group_id))

    def _with_plan(self, verb: Callable[[SeatingPlan], object]) -> None:
        """Do something with the seating shown."""
        self._banner.hide()
        plan = self._plan()
        if plan is not None:
            verb(plan)

    def _on_seats_moved_to(self, here: SeatList) -> None:
        self._active = here
        others = [self._unseated_list, *(card.seats for card in self._cards.values())]
        for other in others:
            if other is not here:
                other.blockSignals(True)
                other.clearSelection()
                other.blockSignals(False)
        self._show_person()
        # Once the bar at the foot has taken its room.
        QTimer.singleShot(0, here, lambda: keep_in_sight(here))

    def _on_seats_key_pressed(self, key: str) -> None:
        ids = self._selected()
        if self._moving.is_on:
            self._with_plan(lambda plan: self._moving.take(key, plan))
        elif ids and key == "M":
            self._moving.begin(ids)
        elif ids and key == "L":
            self._on_person_lock_requested()
        elif ids and key == "H":
            self._on_person_helper_requested()
        elif ids and key == "Delete":
            self._move(ids, "")

    def _on_moving_looked(self, target: QWidget) -> None:
        if self._moving.is_on and target is not self._unseated:
            self._scroll.ensureWidgetVisible(target, 0, theme.scaled(_STEP))

    def _on_person_lock_requested(self) -> None:
        self._with_plan(lambda plan: self._verbs.keep_or_free(plan, self._selected()))

    def _on_person_helper_requested(self) -> None:
        ids = self._selected()
        if len(ids) == 1:
            self._with_plan(lambda plan: self._verbs.help_or_not(plan, ids[0]))

    def _on_bar_add_seating_requested(self) -> None:
        self._seating_id = self._verbs.add_seating()

    def _on_bar_arrange_requested(self, groups: int) -> None:
        self._with_plan(lambda plan: self._arranger.arrange(plan, groups))

    def _on_arranger_quick_used(self) -> None:
        self._banner.show_message(
            "info",
            _("The exact search could not be used here."),
            _("These groups were made by the quick one. Look at the marks on the cards."),
        )

    def _on_operations_refused(self, command: object, error: object) -> None:
        if isinstance(command, COMMANDS) and isinstance(error, UserError) and self.isVisible():
            self._say(error)
            self.refresh()

    def _say(self, error: UserError) -> None:
        self._banner.show_error(error)

    def _on_dragged_over(self, y: int) -> None:
        """Scroll while somebody is dragged near the upper or lower edge."""
        port = self._scroll.viewport()
        top = port.mapToGlobal(port.rect().topLeft()).y()
        bar = self._scroll.verticalScrollBar()
        if y < top + theme.scaled(_EDGE):
            bar.setValue(bar.value() - theme.scaled(_STEP))
        elif y > top + port.height() - theme.scaled(_EDGE):
            bar.setValue(bar.value() + theme.scaled(_STEP))

    def _lay_out(self) -> None:
        self._unseated.setMinimumHeight(theme.scaled(150))
        self._unseated.setMinimumWidth(theme.scaled(250))
        column = QVBoxLayout(self._unseated)
        column.addWidget(self._unseated_title)
        column.addWidget(self._unseated_list, 1)
        column.addWidget(
            Label(
                _("Drag people to a table, or press M, the table’s letter, and Enter."),
                role="small",
            )
        )
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setMinimumHeight(theme.scaled(260))
        self._scroll.setWidget(self._grid)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(theme.scaled(12))
        self._columns.addWidget(self._unseated, 1)
        self._columns.addWidget(self._scroll, 4)
        self._columns.addWidget(self._empty, 4)
        self._columns.addWidget(self._nobody, 4)
        page = QWidget()
        page.setProperty("role", "page")
        content = QVBoxLayout(page)
        margin = theme.scaled(24)
        content.setContentsMargins(margin, theme.scaled(18), margin, theme.scaled(10))
        content.setSpacing(theme.scaled(10))
        content.addWidget(self._top())
        content.addWidget(self._bar)
        content.addWidget(self._banner)
        content.addWidget(self._printing)
        content.addWidget(self._arranger)
        content.addLayout(self._columns, 1)
        outer = QScrollArea()
        outer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.setWidgetResizable(True)
        outer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(outer, 1)
        whole.addWidget(self._person)

    def _top(self) -> QWidget:
        """Return the page's title with the summary beside it."""
        words = QWidget()
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._summary)
        column.addWidget(self._coverage)
        top = SideBySide(560)
        top.add(Heading(_("Groups"), role="title"), 0)
        top.add(words, 1)
        return top

    def _connect(self) -> None:
        self._bar.seating_chosen.connect(self.show_seating)
        self._bar.add_seating_requested.connect(self._on_bar_add_seating_requested)
        self._bar.remove_seating_requested.connect(
            lambda: self._with_plan(self._verbs.remove_seating)
        )
        self._bar.add_group_requested.connect(lambda: self._with_plan(self._verbs.add_group))
        self._bar.arrange_requested.connect(self._on_bar_arrange_requested)
        self._bar.lock_requested.connect(
            lambda on: self._with_plan(lambda plan: self._verbs.lock(plan, on))
        )
        self._bar.undo_requested.connect(lambda: self.desk.operations.undo())
        self._person.move_requested.connect(lambda group: self._move(self._selected(), group))
        self._person.helper_requested.connect(self._on_person_helper_requested)
        self._person.lock_requested.connect(self._on_person_lock_requested)
        self._take_drops(self._unseated, "", self._unseated_list)
        self._moving.move_requested.connect(self._move)
        self._moving.stopped.connect(self._show_person)
        self._moving.looked.connect(self._on_moving_looked)
        self._listen(self._unseated_list)
        self._nobody.action_requested.connect(
            lambda section: self.desk.page_requested.emit(f"prepare:{section}")
        )
        self._bar.again_requested.connect(lambda: self._with_plan(self._arranger.arrange_again))
        self._bar.weights_toggled.connect(self._arranger.show_weights)
        self._bar.printing_toggled.connect(self._printing.open)
        self._arranger.weights.weights_chosen.connect(
            lambda weights: self._with_plan(lambda plan: self._verbs.weigh(plan, weights))
        )
        self._arranger.busy_changed.connect(self.refresh)
        self._arranger.failed.connect(self._say)
        self._arranger.quick_used.connect(self._on_arranger_quick_used)
        self.desk.operations.refused.connect(self._on_operations_refused)
