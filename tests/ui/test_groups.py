"""Groups: people are seated by mouse and keys, and every change is stored and can be undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.commands import Command
from app.domain.people import AddPerson, EditPerson, Role
from app.domain.seating import AddGroup, LockSeating, Seat, SeatingPlan
from app.i18n import use_language
from app.ui import theme
from app.ui.desk import Desk
from app.ui.group_words import group_inside, group_title
from app.ui.groups.card import GroupCard
from app.ui.groups.person_bar import PersonBar
from app.ui.groups.print_panel import PrintPanel
from app.ui.groups.seat_list import SeatList
from app.ui.groups.view import GroupsView
from app.ui.groups.weights_panel import WeightsPanel
from app.ui.widgets.banner import Banner
from app.ui.widgets.segmented import Segmented
from tests import day_data

CarryOut = Callable[..., None]
ROLES = tuple(Role)


def some_people() -> list[Command]:
    people: list[Command] = [
        AddPerson(participant_id=f"p{n}", role=ROLES[n % 3], identity={"name": f"Person Number{n}"})
        for n in range(6)
    ]
    groups: list[Command] = [
        AddGroup(group_id="gA", seating_id="scoring", label="A", position=1.0, dimensions=("d01",)),
        AddGroup(group_id="gB", seating_id="scoring", label="B", position=2.0),
    ]
    return [*people, *groups]


@pytest.fixture
def view(desk: Desk, carry_out: CarryOut, qtbot: QtBot) -> GroupsView:
    carry_out(desk, *some_people())
    shown = GroupsView(desk)
    qtbot.addWidget(shown)
    shown.resize(1110, 716)
    shown.show()
    return shown


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[GroupsView], SeatingPlan]:
    def settle(view: GroupsView, seating: str = "scoring") -> SeatingPlan:
        assert view.desk.operations.flush()
        qtbot.wait(10)
        return next(p for p in view.snapshot.seatings if p.seating.id == seating)

    return settle


def people_at(view: GroupsView, name: str) -> SeatList:
    found = view.findChild(SeatList, name)
    assert found is not None
    return found


def card(view: GroupsView, group_id: str) -> GroupCard:
    return next(c for c in view.findChildren(GroupCard) if c.group_id == group_id)


def press(view: GroupsView, name: str) -> None:
    button = view.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isEnabled()
    button.click()


def test_a_person_moves_with_m_and_the_tables_letter(
    view: GroupsView, settled: Callable[..., SeatingPlan], qtbot: QtBot
) -> None:
    here = people_at(view, "groups.unseated")
    here.setFocus()
    here.select("p2")
    qtbot.keyClick(here, Qt.Key.Key_M)
    asked = [label.text() for label in view.findChild(PersonBar).findChildren(QLabel)]
    assert any("press the group’s letter" in text for text in asked)
    qtbot.keyClick(here, Qt.Key.Key_B)
    assert settled(view).members("gB") == (), "first it is seen what the move would do"
    assert card(view, "gB").preview.isVisible()
    qtbot.keyClick(here, Qt.Key.Key_Return)
    assert settled(view).members("gB") == ("p2",)
    assert not card(view, "gB").preview.isVisible()
    assert people_at(view, "groups.B.people").ids() == ["p2"]
    assert here.selected_ids() == ["p3"], "keys go on with the next person"
    qtbot.keyClick(here, Qt.Key.Key_M)
    qtbot.keyClick(here, Qt.Key.Key_Escape)
    qtbot.keyClick(here, Qt.Key.Key_B)
    assert settled(view).members("gB") == ("p2",)


def test_it_is_seen_what_a_move_would_do_before_it_is_done(
    view: GroupsView, settled: Callable[..., SeatingPlan], carry_out: CarryOut, qtbot: QtBot
) -> None:
    carry_out(
        view.desk,
        EditPerson(participant_id="p0", identity={"supervisor_of": ["p3"], "keep_apart": ["p4"]}),
        *(Seat(participant_id=one, group_id="gA") for one in ("p0", "p2", "p5")),
        *(Seat(participant_id=one, group_id="gB") for one in ("p1", "p3", "p4")),
    )
    before = settled(view).memberships
    both = "Person Number0 and Person Number3"
    supervised = f"{both} would sit together, and one supervises the other."
    upper = people_at(view, "groups.A.people")
    data = upper.mimeData([upper.item(0)])
    hover = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    other = card(view, "gB")
    other.dragEnterEvent(hover)
    assert other.preview.isVisible()
    assert supervised in other.preview.words()
    assert "1 private wish would not be kept." in other.preview.words()
    assert not any("Number4" in line for line in other.preview.words())
    other.dragLeaveEvent(QDragLeaveEvent())
    assert not other.preview.isVisible()
    here = people_at(view, "groups.B.people")
    here.setFocus()
    here.select("p3")
    qtbot.keyClick(here, Qt.Key.Key_M)
    qtbot.keyClick(here, Qt.Key.Key_A)
    assert supervised in card(view, "gA").preview.words()
    bar = [label.text() for label in view.findChild(PersonBar).findChildren(QLabel)]
    assert any("Enter does it" in text for text in bar)
    assert any(supervised in text for text in bar)
    qtbot.keyClick(here, Qt.Key.Key_Escape)
    assert not card(view, "gA").preview.isVisible()
    qtbot.keyClick(here, Qt.Key.Key_Return)
    assert settled(view).memberships == before


def test_a_locked_person_stays_when_the_program_arranges(
    view: GroupsView, settled: Callable[..., SeatingPlan], carry_out: CarryOut, qtbot: QtBot
) -> None:
    carry_out(view.desk, Seat(participant_id="p4", group_id="gB"))
    here = people_at(view, "groups.B.people")
    here.setFocus()
    here.select("p4")
    press(view, "groups.lock_person")
    assert settled(view).memberships[0].locked
    press(view, "groups.arrange")
    qtbot.waitUntil(lambda: len(settled(view).memberships) == 6)
    assert settled(view).group_of("p4") == "gB"


def test_arranging_covers_every_dimension_and_one_undo_takes_it_back(
    view: GroupsView, settled: Callable[..., SeatingPlan], qtbot: QtBot
) -> None:
    coverage = view.findChild(QLabel, "groups.coverage")
    assert coverage.text().startswith("Not covered: 2 ")
    view.findChild(QSpinBox, "groups.count").setValue(2)
    press(view, "groups.arrange")
    qtbot.waitUntil(lambda: len(settled(view).memberships) == 6)
    qtbot.waitUntil(lambda: coverage.text() == "All 10 dimensions are covered.")
    press(view, "groups.undo")
    assert settled(view).memberships == ()


def test_a_second_seating_brings_new_neighbors(
    open_desk: Callable[[Path], Desk], tmp_path: Path, settled: Callable[..., SeatingPlan],
    qtbot: QtBot,
) -> None:  # fmt: skip
    day_data.full_day(tmp_path / "full.eqw").close()
    view = GroupsView(open_desk(tmp_path / "full.eqw"))
    qtbot.addWidget(view)
    view.show()
    view.show_seating("next_steps")
    press(view, "groups.arrange")
    qtbot.waitUntil(lambda: len(settled(view, "next_steps").memberships) == 44)
    summary = view.findChild(QLabel, "groups.summary")
    qtbot.waitUntil(lambda: "new" in summary.text())


def test_a_locked_seating_is_not_arranged(
    view: GroupsView, settled: Callable[..., SeatingPlan]
) -> None:
    press(view, "groups.lock")
    assert settled(view).seating.locked
    assert not view.findChild(QAbstractButton, "groups.arrange").isEnabled()


def test_a_group_is_named_placed_given_dimensions_and_a_data_helper(
    view: GroupsView, settled: Callable[..., SeatingPlan], carry_out: CarryOut, qtbot: QtBot
) -> None:
    carry_out(view.desk, Seat(participant_id="p1", group_id="gB"))
    for part, text in (("place", "Library"), ("label", "Birch")):
        field = view.findChild(QLineEdit, f"groups.B.{part}")
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    chooser = card(view, "gB").chooser
    view.findChild(QAbstractButton, "groups.B.dimensions").click()
    chooser.chip("d08").click()
    settled(view)
    chooser.chip("d03").click()
    assert people_at(view, "groups.Birch.people").select("p1")
    press(view, "groups.helper")
    group = settled(view).group("gB")
    assert group is not None
    assert (group.label, group.place) == ("Birch", "Library")
    assert group.dimensions == ("d03", "d08")
    assert group.data_helper == "p1"


def test_groups_and_seatings_come_and_go(
    view: GroupsView, settled: Callable[..., SeatingPlan]
) -> None:
    press(view, "groups.add")
    assert [g.label for g in settled(view).groups] == ["A", "B", "C"]
    press(view, "groups.A.remove")
    assert [g.label for g in settled(view).groups] == ["B", "C"]
    press(view, "groups.add_seating")
    settled(view)
    assert len(view.snapshot.seatings) == 3
    press(view, "groups.remove_seating")
    settled(view)
    assert len(view.snapshot.seatings) == 2


def test_a_group_with_answers_stays_and_the_page_says_why(
    open_desk: Callable[[Path], Desk], tmp_path: Path, settled: Callable[..., SeatingPlan],
    qtbot: QtBot,
) -> None:  # fmt: skip
    day_data.full_day(tmp_path / "full.eqw").close()
    view = GroupsView(open_desk(tmp_path / "full.eqw"))
    qtbot.addWidget(view)
    view.show()
    press(view, "groups.A.remove")
    assert settled(view).group("gA") is not None
    assert "answers" in view.findChild(Banner, "groups.banner").accessibleName()


def test_no_word_on_the_page_names_whom_somebody_keeps_away_from(
    view: GroupsView, settled: Callable[..., SeatingPlan], carry_out: CarryOut
) -> None:
    wish = AddPerson(
        participant_id="p9", role=Role.EDUCATOR,
        identity={"name": "Quiet Person", "keep_apart": ["p0"]},
    )  # fmt: skip
    carry_out(view.desk, wish)
    carry_out(
        view.desk,
        Seat(participant_id="p9", group_id="gA"),
        Seat(participant_id="p0", group_id="gA"),
    )
    settled(view)
    assert people_at(view, "groups.A.people").select("p9")
    texts = [label.text() for label in view.findChildren(QLabel)]
    assert "A private wish is not kept here." in texts
    rows = people_at(view, "groups.A.people")
    spoken = [str(rows.item(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(2)]
    assert not any("apart" in text.lower() for text in [*texts, *spoken])


def test_ten_full_groups_are_shown_and_can_be_moved_between(
    open_desk: Callable[[Path], Desk], tmp_path: Path, settled: Callable[..., SeatingPlan],
    qtbot: QtBot,
) -> None:  # fmt: skip
    day_data.overfull_day(tmp_path / "over.eqw").close()
    view = GroupsView(open_desk(tmp_path / "over.eqw"))
    qtbot.addWidget(view)
    view.resize(1110, 716)
    view.show()
    cards = view.findChildren(GroupCard)
    assert len(cards) == 10
    assert all(each.height() >= each.minimumSizeHint().height() for each in cards)
    assert cards[9].seats.select("p9")
    move = view.findChild(QComboBox, "groups.move")
    move.setCurrentIndex(1)
    move.activated.emit(1)
    assert len(settled(view).members("g0")) == 6


def test_typing_a_name_survives_a_change_from_elsewhere(
    view: GroupsView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    field = view.findChild(QLineEdit, "groups.A.place")
    field.setFocus()
    qtbot.keyClicks(field, "By the w")
    carry_out(view.desk, Seat(participant_id="p1", group_id="gA"))
    assert field.text() == "By the w"
    assert field.hasFocus()


def test_a_group_is_called_by_its_letter_or_by_its_own_name() -> None:
    assert (group_title("B"), group_inside("B")) == ("Group B", "group B")
    assert {group_title("Group number 5"), group_inside("Group number 5")} == {"Group number 5"}


def test_with_nobody_to_seat_nothing_is_arranged(desk: Desk, qtbot: QtBot) -> None:
    empty = GroupsView(desk)
    qtbot.addWidget(empty)
    arrange = empty.findChild(QAbstractButton, "groups.arrange")
    assert (arrange.isEnabled(), arrange.property("kind")) == (False, "plain")


@pytest.mark.parametrize(("count", "word"), [(1, "group"), (2, "groups")])
def test_the_number_of_groups_is_followed_by_their_word(
    view: GroupsView, count: int, word: str
) -> None:
    view.findChild(QSpinBox, "groups.count").setValue(count)
    assert view.findChild(QLabel, "groups.noun").text() == word


def test_a_search_is_shown_and_cancelled_without_a_change(
    open_desk: Callable[[Path], Desk], tmp_path: Path, settled: Callable[..., SeatingPlan],
    qtbot: QtBot,
) -> None:  # fmt: skip
    day_data.overfull_day(tmp_path / "over.eqw").close()
    view = GroupsView(open_desk(tmp_path / "over.eqw"))
    qtbot.addWidget(view)
    view.show()
    before = settled(view).memberships
    press(view, "groups.arrange")
    cancel = view.findChild(QAbstractButton, "groups.work.cancel")
    qtbot.waitUntil(cancel.isVisible)
    assert not view.findChild(QAbstractButton, "groups.arrange").isEnabled()
    cancel.click()
    qtbot.waitUntil(lambda: view.findChild(QAbstractButton, "groups.arrange").isEnabled())
    assert settled(view).memberships == before


@pytest.mark.parametrize("is_locked", [True, False])
def test_a_search_does_not_overwrite_what_was_done_meanwhile(
    view: GroupsView, settled: Callable[..., SeatingPlan], qtbot: QtBot, is_locked: bool
) -> None:
    press(view, "groups.arrange")
    meanwhile: Command = Seat(participant_id="p4", group_id="gB")
    if is_locked:
        meanwhile = LockSeating(seating_id="scoring", locked=True)
    view.desk.submit(meanwhile)
    before = settled(view).memberships
    banner = view.findChild(Banner, "groups.banner")
    qtbot.waitUntil(lambda: "changed while" in banner.accessibleName())
    assert settled(view).memberships == before


def test_the_page_says_what_is_proven_and_why_somebody_sits_there(
    view: GroupsView, settled: Callable[..., SeatingPlan], qtbot: QtBot
) -> None:
    reached = view.findChild(QLabel, "groups.reached")
    press(view, "groups.arrange")
    qtbot.waitUntil(lambda: len(settled(view).memberships) == 6)
    qtbot.waitUntil(lambda: "roven" in reached.text())
    assert people_at(view, "groups.A.people").select(settled(view).members("gA")[0])
    bar = view.findChild(PersonBar)
    qtbot.waitUntil(lambda: any("Why here:" in one.text() for one in bar.findChildren(QLabel)))
    people_at(view, "groups.A.people").setFocus()
    press(view, "groups.unseat")
    qtbot.waitUntil(lambda: reached.text() == "")


def test_what_counts_is_kept_with_the_workshop_and_goes_back(
    view: GroupsView, settled: Callable[..., SeatingPlan], qtbot: QtBot
) -> None:
    press(view, "groups.weights")
    panel = view.findChild(WeightsPanel)
    assert panel.isVisible()
    usual = panel.findChild(QAbstractButton, "groups.weights.usual")
    assert not usual.isEnabled()
    roles = panel.findChild(Segmented, "groups.weights.roles")
    qtbot.mouseClick(roles.findChildren(QAbstractButton)[0], Qt.MouseButton.LeftButton)
    assert settled(view).seating.weights == {"roles": 0}
    shown = GroupsView(view.desk)
    qtbot.addWidget(shown)
    again = shown.findChild(Segmented, "groups.weights.roles")
    assert again.value() == "0"
    shown.show_seating("next_steps")
    assert again.value() == "3", "each seating has its own"
    usual.click()
    assert settled(view).seating.weights == {}
    assert roles.value() == "3"
    press(view, "groups.undo")
    assert settled(view).seating.weights == {"roles": 0}


def test_a_table_says_what_its_place_offers_and_who_needs_it_sits_there(
    view: GroupsView, settled: Callable[..., SeatingPlan], carry_out: CarryOut, qtbot: QtBot
) -> None:
    carry_out(
        view.desk,
        EditPerson(participant_id="p3", identity={"access_needs": "I use a wheelchair"}),
        Seat(participant_id="p3", group_id="gA"),
    )
    unmet = view.findChild(QLabel, "groups.unmet")
    settled(view)
    needed = "No table is marked step-free. It is needed by Person Number3."
    assert needed in unmet.text().split("\n")
    press(view, "groups.B.offers")
    card(view, "gB").offers.chip("step_free").click()
    group = settled(view).group("gB")
    assert group is not None
    assert group.offers == ("step_free",)
    elsewhere = "Person Number3 needs a place that is step-free, and sits elsewhere."
    assert elsewhere in unmet.text().split("\n")
    assert needed not in unmet.text()
    press(view, "groups.arrange")
    qtbot.waitUntil(lambda: len(settled(view).memberships) == 6)
    assert settled(view).group_of("p3") == "gB"
    group = settled(view).group("gB")
    assert group is not None
    assert group.offers == ("step_free",), "arranging leaves the marks"
    assert elsewhere not in unmet.text()
    people_at(view, "groups.B.people").select("p3")
    words = [label.text() for label in view.findChild(PersonBar).findChildren(QLabel)]
    assert any("The place of this table meets what they need." in text for text in words)
    assert any("needs a place that is step-free" in text for text in words)


def test_when_some_did_not_come_few_are_moved(
    open_desk: Callable[[Path], Desk], tmp_path: Path, settled: Callable[..., SeatingPlan],
    carry_out: CarryOut, qtbot: QtBot,
) -> None:  # fmt: skip
    day_data.full_day(tmp_path / "full.eqw").close()
    view = GroupsView(open_desk(tmp_path / "full.eqw"))
    qtbot.addWidget(view)
    view.show()
    before = {m.participant_id: m.group_id for m in settled(view).memberships}
    press(view, "groups.again")
    reached = view.findChild(QLabel, "groups.reached")
    qtbot.waitUntil(lambda: reached.text().startswith("Moved:"), timeout=60_000)
    after = {m.participant_id: m.group_id for m in settled(view).memberships}
    moved = sum(after[person] != table for person, table in before.items())
    assert reached.text().startswith(f"Moved: {moved}.")


def test_sheets_for_the_tables_are_printed_from_here(
    open_desk: Callable[[Path], Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    day_data.full_day(tmp_path / "full.eqw").close()
    view = GroupsView(open_desk(tmp_path / "full.eqw"))
    qtbot.addWidget(view)
    view.show()
    press(view, "groups.print")
    press(view, "groups.print.name-tents.pdf")
    button = view.findChild(QAbstractButton, "groups.print.name-tents.pdf")
    qtbot.waitUntil(button.isEnabled)
    banner = view.findChild(PrintPanel).findChild(Banner)
    assert "Name tents" in banner.accessibleName()


def test_what_paper_cannot_print_is_told_beside_the_file(
    open_desk: Callable[[Path], Desk], tmp_path: Path, qtbot: QtBot, carry_out: CarryOut,
    settled: Callable[[GroupsView], SeatingPlan],
) -> None:  # fmt: skip
    day_data.full_day(tmp_path / "full.eqw").close()
    view = GroupsView(open_desk(tmp_path / "full.eqw"))
    qtbot.addWidget(view)
    view.show()
    first = settled(view).memberships[0].participant_id
    carry_out(view.desk, EditPerson(participant_id=first, identity={"name": "王小明 🎉"}))
    press(view, "groups.print")
    press(view, "groups.print.name-tents.pdf")
    button = view.findChild(QAbstractButton, "groups.print.name-tents.pdf")
    qtbot.waitUntil(button.isEnabled)
    banner = view.findChild(PrintPanel).findChild(Banner)
    said = " ".join(label.text() for label in banner.findChildren(QLabel))
    assert "No font here can print 王小明, 🎉" in said


def test_at_large_text_the_bar_at_the_foot_leaves_who_is_chosen_in_sight(
    desk: Desk, qapp: QApplication, qtbot: QtBot, carry_out: CarryOut
) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"), 2.0)
    try:
        for n in range(6):
            who = {"name": f"Person {n}"}
            carry_out(desk, AddPerson(participant_id=f"p{n}", role=Role.EDUCATOR, identity=who))
        view = GroupsView(desk)
        qtbot.addWidget(view)
        view.resize(1040, 640)
        view.show()
        qtbot.waitExposed(view)
        seats = view.findChild(SeatList, "groups.unseated")
        seats.setFocus()
        seats.setCurrentRow(2)
        bar = view.findChild(QWidget, "groups.person")
        qtbot.waitUntil(bar.isVisible)

        def is_in_sight() -> bool:
            row = seats.visualItemRect(seats.currentItem())
            bottom = seats.viewport().mapTo(view, row.bottomLeft()).y()
            return 0 < bottom <= bar.y()

        qtbot.waitUntil(is_in_sight)
    finally:
        theme.apply_theme(qapp, theme.load_theme("light"))


def tab_stops(view: GroupsView) -> list[QWidget]:
    """Return what Tab comes to on the page, in its order."""
    found, widget = [], view.nextInFocusChain()
    while widget is not view:
        if (
            widget.isVisibleTo(view)
            and widget.isEnabled()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def test_tab_goes_down_the_page(
    view: GroupsView, settled: Callable[[GroupsView], SeatingPlan], carry_out: CarryOut
) -> None:
    carry_out(
        view.desk,
        AddGroup(group_id="gC", seating_id="scoring", label="C", position=1.5),
        Seat(participant_id="p0", group_id="gB"),
    )
    settled(view)
    first, second, third = (view._cards[one] for one in ("gA", "gC", "gB"))
    third.seats.setCurrentRow(0)
    parts: list[QWidget] = [
        view.findChild(Segmented, "groups.seatings"),
        view.findChild(QSpinBox, "groups.count"),
        view.findChild(QAbstractButton, "groups.arrange"),
        view.findChild(QAbstractButton, "groups.undo"),
        view.findChild(SeatList, "groups.unseated"),
        first, second, third,
        view.findChild(PersonBar),
    ]  # fmt: skip
    met = [
        place
        for stop in tab_stops(view)
        for place, part in enumerate(parts)
        if part is stop or part.isAncestorOf(stop)
    ]
    assert sorted(set(met)) == list(range(len(parts)))
    assert met == sorted(met)


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_choice_of_what_counts_has_room_at_large_text(
    qapp: QApplication, qtbot: QtBot, language: str
) -> None:
    """The third choice of a part, often the one that is chosen, stood outside its frame."""
    try:
        use_language(language)
        theme.apply_theme(qapp, theme.load_theme("dark"), text_scale=2.0)
        panel = WeightsPanel()
        qtbot.addWidget(panel)
        panel.resize(886, 1200)
        panel.show()
        qtbot.wait(50)
        for choice in panel.findChildren(Segmented):
            for segment in choice.findChildren(QAbstractButton):
                assert choice.rect().contains(segment.geometry()), segment.text()
                assert panel.rect().contains(
                    segment.rect().translated(segment.mapTo(panel, QPoint()))
                )
    finally:
        use_language("en")
        theme.apply_theme(qapp, theme.load_theme("light"))
