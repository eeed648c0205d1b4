"""Somebody who was not expected: name, role, seat, Enter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from app.domain.ids import new_id
from app.domain.people import AddPerson, Arrival, Participant, Person, PersonIdentity, Role
from app.domain.seating import Group
from app.i18n import _
from app.services.grouping import seat_for_walk_in
from app.ui.arrivals.wording import group_words, role_name
from app.ui.console.pieces import on_click
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.spoken_role import name_box
from app.ui.widgets.still_fields import DropDown
from app.ui.widgets.text import Label

LONGEST_NAME = 200


class WalkInForm(Panel):
    """Adds a walk-in, who is here at once and sits where it balances best.

    Signals:
        added(str, str): a participant's id and name.
    """

    added = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the form."""
        super().__init__(_("Walk-in"), parent=parent)
        self._desk = desk
        self._groups: tuple[Group, ...] = ()
        self._name = QLineEdit()
        self._name.setObjectName("arrivals.walkin.name")
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setAccessibleName(_("Name"))
        self._name.returnPressed.connect(self.add_person)
        self._name.textChanged.connect(self._on_name_text_changed)
        roles = [(role.value, role_name(role)) for role in (Role.ADVOCATE, Role.EDUCATOR)]
        roles.append((Role.PRACTITIONER.value, role_name(Role.PRACTITIONER)))
        self._role = Segmented(roles, Role.ADVOCATE.value, _("Role"))
        self._role.setObjectName("arrivals.walkin.role")
        self._role.chosen.connect(self._on_role_chosen)
        self._affiliation = QLineEdit()
        self._affiliation.setObjectName("arrivals.walkin.affiliation")
        self._affiliation.setMaxLength(LONGEST_NAME)
        self._affiliation.setAccessibleName(_("Affiliation, if any"))
        self._affiliation.returnPressed.connect(self.add_person)
        self._affiliation.editingFinished.connect(self.refresh)
        self._seat = DropDown()
        self._seat.setObjectName("arrivals.walkin.seat")
        name_box(self._seat, _("Seat"))
        self._seat.activated.connect(self._on_seat_activated)
        self._seat_by_hand = False
        self._add = Button(_("Here: add and seat"), kind="primary", icon_name="user-plus")
        self._add.setObjectName("arrivals.walkin.add")
        on_click(self._add, self.add_person)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget in (
            (_("Name"), self._name),
            (_("Role"), self._role),
            (_("Affiliation"), self._affiliation),
            (_("Seat"), self._seat),
        ):
            words = Label(label, wrap=False)
            words.setBuddy(widget)
            form.addRow(words, widget)
        self.body.addLayout(form)
        self.add(self._add)
        self._on_name_text_changed("")

    def begin(self, name: str) -> None:
        """Start with a name that was searched for in vain."""
        self._name.setText(name)
        self._name.setFocus()

    def refresh(self) -> None:
        """Offer the seats that fit best, the best first; a choice made by hand stays."""
        chosen = self._seat.currentData() if self._seat_by_hand else None
        self._groups = seat_for_walk_in(self._desk.snapshot, self._person())
        self._seat.clear()
        for place, group in enumerate(self._groups):
            words = group_words(group)
            self._seat.addItem(
                _("{seat} (fits best)").format(seat=words) if not place else words, group.id
            )
        self._seat.addItem(_("no seat yet"), "")
        self._seat.setCurrentIndex(max(0, self._seat.findData(chosen)) if chosen is not None else 0)

    def add_person(self) -> None:
        """Add the person, here and seated, and be ready for the next one."""
        name = " ".join(self._name.text().split())
        if not name:
            self._name.setFocus()
            return
        identity = {"name": name, "affiliation": self._affiliation.text().strip()}
        command = AddPerson(
            participant_id=new_id(),
            role=Role(self._role.value()),
            walk_in=True,
            group_id=str(self._seat.currentData() or ""),
            identity=identity,
        )
        self._desk.submit(command)
        self._name.clear()
        self._affiliation.clear()
        self._seat_by_hand = False
        self._name.setFocus()
        self.added.emit(command.participant_id, name)

    def _person(self) -> Person:
        """Return the walk-in as the balance of groups sees them."""
        participant = Participant(
            id="walk-in", role=Role(self._role.value()), arrival=Arrival.HERE, walk_in=True
        )
        identity = PersonIdentity(
            id="walk-in", name=self._name.text(), affiliation=self._affiliation.text()
        )
        return Person(participant, identity)

    def _on_seat_activated(self, index: int) -> None:
        self._seat_by_hand = True

    def _on_role_chosen(self, role: str) -> None:
        self.refresh()

    def _on_name_text_changed(self, text: str) -> None:
        self._add.setEnabled(bool(text.strip()))
