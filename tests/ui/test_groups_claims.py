"""What the groups page claims of a seating is true for the people and groups that there are now."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from app.domain.cells import CellKey, Field, SetCell
from app.domain.commands import Command
from app.domain.people import AddPerson, Arrival, EditPerson, MarkArrival, Role
from app.domain.seating import AddGroup, EditGroup, Seat, SeatingPlan, WeighSeating
from app.ui.desk import Desk
from app.ui.groups.view import GroupsView
from app.ui.widgets.banner import Banner
from tests import day_data

CarryOut = Callable[..., None]


@pytest.fixture
def view(desk: Desk, carry_out: CarryOut, qtbot: QtBot) -> GroupsView:
    roles = (Role.ADVOCATE, Role.ADVOCATE, Role.EDUCATOR, Role.PRACTITIONER)
    carry_out(
        desk,
        *(
            AddPerson(participant_id=f"p{n}", role=roles[n % 4], identity={"name": f"Person {n}"})
            for n in range(8)
        ),
    )
    shown = GroupsView(desk)
    qtbot.addWidget(shown)
    shown.resize(1110, 716)
    shown.show()
    shown.findChild(QSpinBox, "groups.count").setValue(2)
    return shown


def plan_of(view: GroupsView, seating: str = "scoring") -> SeatingPlan:
    assert view.desk.operations.flush()
    return next(plan for plan in view.snapshot.seatings if plan.seating.id == seating)


def arrange(view: GroupsView, qtbot: QtBot, seating: str = "scoring", people: int = 8) -> QLabel:
    """Seat everybody, and return where it says what is proven about it."""
    button = view.findChild(QAbstractButton, "groups.arrange")
    button.click()
    qtbot.waitUntil(lambda: len(plan_of(view, seating).memberships) == people)
    qtbot.waitUntil(button.isEnabled)
    reached = view.findChild(QLabel, "groups.reached")
    qtbot.waitUntil(lambda: bool(reached.text()))
    return reached


def beside(plan: SeatingPlan, one: str) -> str:
    return next(other for other in plan.members(plan.group_of(one)) if other != one)


CHANGES: dict[str, Callable[[SeatingPlan], Command]] = {
    "somebody does not come": lambda _plan: MarkArrival(
        participant_ids=("p0",), arrival=Arrival.ABSENT
    ),
    "somebody comes who was not expected": lambda _plan: AddPerson(
        participant_id="late", role=Role.ADVOCATE, identity={"name": "Late"}
    ),
    "a wish is written": lambda plan: EditPerson(
        participant_id="p0", identity={"keep_apart": [beside(plan, "p0")]}
    ),
    "something else counts": lambda _plan: WeighSeating(seating_id="scoring", weights={"roles": 0}),
    "a group works on something else": lambda plan: EditGroup(
        group_id=plan.groups[0].id, values={"dimensions": ["d02"]}
    ),
    "a place offers something": lambda plan: EditGroup(
        group_id=plan.groups[0].id, values={"offers": ["quiet"]}
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_nothing_is_called_proven_that_was_proven_of_another_room(
    view: GroupsView, carry_out: CarryOut, qtbot: QtBot, what: str
) -> None:
    reached = arrange(view, qtbot)
    assert "roven" in reached.text()
    carry_out(view.desk, CHANGES[what](plan_of(view)))
    assert reached.text() == ""


def test_what_is_proven_stays_so_when_somebody_is_kept_where_they_were_seated(
    view: GroupsView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    reached = arrange(view, qtbot)
    before = reached.text()
    plan = plan_of(view)
    carry_out(view.desk, Seat(participant_id="p0", group_id=plan.group_of("p0"), locked=True))
    assert reached.text() == before
    carry_out(view.desk, MarkArrival(participant_ids=("p0",), arrival=Arrival.ABSENT))
    assert view.desk.operations.undo()
    assert plan_of(view) is not None
    qtbot.waitUntil(lambda: reached.text() == before)


def test_new_neighbors_are_proven_only_of_those_they_scored_with(
    open_desk: Callable[[Path], Desk], tmp_path: Path, carry_out: CarryOut, qtbot: QtBot
) -> None:
    day_data.full_day(tmp_path / "full.eqw").close()
    view = GroupsView(open_desk(tmp_path / "full.eqw"))
    qtbot.addWidget(view)
    view.show()
    view.show_seating("next_steps")
    reached = arrange(view, qtbot, "next_steps", 44)
    assert "New neighbors" in reached.text() or "roven" in reached.text()
    first = plan_of(view)
    one = first.memberships[0].participant_id
    other = next(group.id for group in first.groups if group.id != first.group_of(one))
    carry_out(view.desk, Seat(participant_id=one, group_id=other))
    assert reached.text() == ""


def test_who_is_kept_at_a_group_keeps_it_where_fewer_groups_are_asked_for(
    view: GroupsView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    count = view.findChild(QSpinBox, "groups.count")
    count.setValue(4)
    arrange(view, qtbot)
    last = plan_of(view).groups[-1].id
    carry_out(view.desk, Seat(participant_id="p5", group_id=last, locked=True))
    count.setValue(2)
    view.findChild(QAbstractButton, "groups.arrange").click()
    qtbot.waitUntil(lambda: len(plan_of(view).groups) == 2)
    plan = plan_of(view)
    assert [group.label for group in plan.groups] == ["A", "D"]
    seat = next(seat for seat in plan.memberships if seat.participant_id == "p5")
    assert (seat.group_id, seat.locked) == (last, True)


def test_who_is_absent_is_counted_at_no_table_and_as_no_neighbor(
    view: GroupsView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    first = {"gA": ("p0", "p1"), "gB": ("p2", "p3")}
    second = {"gC": ("p0", "p2", "p3"), "gD": ("p1",)}
    for seating, tables in (("scoring", first), ("next_steps", second)):
        for group_id, people in tables.items():
            group = AddGroup(group_id=group_id, seating_id=seating, label=group_id, position=1.0)
            seats = (Seat(participant_id=one, group_id=group_id) for one in people)
            carry_out(view.desk, group, *seats)
    view.show_seating("next_steps")
    summary = view.findChild(QLabel, "groups.summary")
    # Of three pairs, p2 and p3 have met.
    assert summary.text() == "4 people · 2 groups · 67% of table neighbors are new"
    carry_out(view.desk, MarkArrival(participant_ids=("p3",), arrival=Arrival.ABSENT))
    assert summary.text() == "3 people · 2 groups · 100% of table neighbors are new"


def test_nothing_is_called_proven_once_somebody_is_free_who_was_kept(
    view: GroupsView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    arrange(view, qtbot)
    plan = plan_of(view)
    here = plan.group_of("p0")
    there = next(group.id for group in plan.groups if group.id != here)
    one = next(p for p in plan.members(here) if p != "p0")
    carry_out(
        view.desk,
        EditPerson(participant_id="p0", identity={"supervisor_of": [one]}),
        *(Seat(participant_id=each, group_id=here, locked=True) for each in ("p0", one)),
    )
    reached, unmet = arrange(view, qtbot), view.findChild(QLabel, "groups.unmet")
    assert "Proven: no seating keeps more of these rules." in unmet.text()
    carry_out(view.desk, Seat(participant_id=one, group_id=here))
    assert reached.text() == ""
    assert "Proven" not in unmet.text()
    carry_out(view.desk, Seat(participant_id=one, group_id=here, locked=True))
    assert reached.text() != "", "what was proven of those who are kept is true of them again"
    carry_out(view.desk, Seat(participant_id=one, group_id=there))
    assert reached.text() == ""


def test_a_group_that_answers_during_a_search_keeps_what_it_works_on(
    view: GroupsView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    arrange(view, qtbot)
    group = plan_of(view).groups[0]
    carry_out(view.desk, EditGroup(group_id=group.id, values={"dimensions": ["d10"]}))
    view.findChild(QAbstractButton, "groups.arrange").click()
    cell = CellKey(group.id, "d10", Field.REASON, "access")
    view.desk.submit(SetCell(cell=str(cell), value="Nobody asked the families."))
    banner = view.findChild(Banner, "groups.banner")
    qtbot.waitUntil(lambda: "changed while" in banner.accessibleName())
    assert plan_of(view).group(group.id).dimensions == ("d10",)
