"""The chosen person: here, absent, expected again, and another seat."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from app.domain.people import Arrival, MarkArrival
from app.domain.seating import Seat
from app.i18n import _, _n
from app.ui.arrivals.wording import (
    arrival_name,
    facts,
    group_of,
    group_words,
    person_name,
    role_name,
)
from app.ui.console.pieces import on_click, row
from app.ui.console.wording import short_time
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label


class PersonPanel(Panel):
    """What is known of one person for this purpose, and what can be done."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panel without anybody."""
        super().__init__(_("Nobody chosen"), parent=parent)
        self._desk = desk
        self._person_id = ""
        self._facts = Label(role="quiet")
        self._needs = Label(role="strong", tone="attention")
        self._state = Label(role="body")
        self._buttons: dict[Arrival, Button] = {}
        labels = {
            Arrival.HERE: (_("Here"), "user-check", "primary"),
            Arrival.ABSENT: (_("Absent"), "user-x", "plain"),
            Arrival.EXPECTED: (_("Expected again"), "", "quiet"),
        }
        for arrival, (label, icon, kind) in labels.items():
            button = Button(label, kind=kind, icon_name=icon)
            button.setObjectName(f"arrivals.{arrival.value}")
            on_click(button, partial(self._mark, arrival))
            self._buttons[arrival] = button
        self._seat = DropDown()
        self._seat.setObjectName("arrivals.seat")
        name_box(self._seat, _("Seat"))
        self._seat.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._seat.activated.connect(self._on_seat_activated)
        self._seat_row = row(Label(_("Seat"), wrap=False), self._seat)
        for widget in (self._facts, self._needs, self._state):
            self.add(widget)
        self.add(row(*self._buttons.values()))
        self.add(self._seat_row)

    def show_person(self, person_id: str) -> None:
        """Show somebody; "" for nobody."""
        self._person_id = person_id
        self.refresh()

    def refresh(self) -> None:
        """Read the person again."""
        snapshot = self._desk.snapshot
        person = snapshot.person(self._person_id)
        for widget in (self._state, self._seat_row, *self._buttons.values()):
            widget.setVisible(person is not None)
        self._needs.setVisible(False)
        if person is None:
            self.set_title(_("Nobody chosen"))
            self._facts.setText(
                _("Choose somebody on the list: mark them here or absent, or change their seat.")
            )
            return
        self.set_title(person_name(snapshot, person))
        self._facts.setText(facts(snapshot, person))
        identity = person.identity
        needs = (identity.language_needs, identity.access_needs) if identity else ()
        words = " · ".join(need for need in needs if need)
        self._needs.setText(words)
        self._needs.setVisible(bool(words))
        arrival, moment = person.participant.arrival, person.participant.arrived_at
        if arrival is Arrival.HERE and moment is not None:
            time = short_time(snapshot.workshop, moment)
            self._state.setText(_("Here since {time}").format(time=time))
        else:
            self._state.setText(arrival_name(arrival).capitalize())
        for each, button in self._buttons.items():
            button.setVisible(each is not arrival)
        self._fill_seats(person.id)

    def _fill_seats(self, person_id: str) -> None:
        snapshot = self._desk.snapshot
        own = group_of(snapshot, person_id)
        plan_roles: dict[str, list[str]] = {}
        for other in snapshot.people:
            group = group_of(snapshot, other.id)
            if group is not None and other.participant.arrival is not Arrival.ABSENT:
                plan_roles.setdefault(group.id, []).append(role_name(other.role))
        self._seat.clear()
        if own is None:
            self._seat.addItem(_("no seat yet"), "")
        for group in snapshot.groups:
            count = len(plan_roles.get(group.id, ()))
            words = _n("{group}, {n} person", "{group}, {n} people", count)
            words = words.format(group=group_words(group), n=count)
            self._seat.addItem(words, group.id)
        self._seat.setCurrentIndex(max(0, self._seat.findData(own.id if own else "")))
        self._seat_row.setVisible(bool(snapshot.groups))

    def _mark(self, arrival: Arrival) -> None:
        if self._person_id:
            self._desk.submit(MarkArrival(participant_ids=(self._person_id,), arrival=arrival))

    def _on_seat_activated(self, index: int) -> None:
        group_id = self._seat.itemData(index)
        if group_id and self._person_id:
            self._desk.submit(Seat(participant_id=self._person_id, group_id=group_id))
