"""Arrivals: each person in a few keys; walk-ins, latecomers, empty seats."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.clock import GoTo, StartDay
from app.domain.people import AddPerson, Arrival, ForgetPeople, MarkArrival, Role
from app.domain.seating import SCORING, AddGroup, LockSeating
from app.ui import theme
from app.ui.arrivals.searching import matching
from app.ui.arrivals.view import ArrivalsView
from app.ui.desk import Desk

Carry = Callable[..., None]
NAMES = ("Zoë Ferro", "Amaranta Applegarth", "Bertrand Brocklesby", "Ana Zoellner", "Idris Stone")


@pytest.fixture
def arrivals(qtbot: QtBot, desk: Desk, carry_out: Carry) -> ArrivalsView:
    groups = [
        AddGroup(group_id=f"g{label}", seating_id="scoring", label=label, position=float(n),
                 dimensions=(f"d0{n}",))
        for n, label in enumerate("AB", 1)
    ]  # fmt: skip
    people = [
        AddPerson(participant_id=f"p{n}", role=list(Role)[n % 3], group_id="gA" if n < 4 else "gB",
                  identity={"name": name, "affiliation": "Harbor School"})
        for n, name in enumerate(NAMES)
    ]  # fmt: skip
    carry_out(desk, *groups, *people)
    view = ArrivalsView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 718)
    with qtbot.waitExposed(view):
        view.show()
    return view


def settle(view: ArrivalsView) -> None:
    assert view.desk.operations.flush()
    QApplication.processEvents()


def press(view: ArrivalsView, name: str) -> None:
    button = view.findChild(QWidget, f"arrivals.{name}")
    assert button.isVisibleTo(view), name
    button.click()
    settle(view)


def arrival(view: ArrivalsView, person_id: str) -> Arrival:
    return view.snapshot.person(person_id).participant.arrival


def test_three_letters_and_enter(arrivals: ArrivalsView, qtbot: QtBot) -> None:
    search = arrivals.findChild(QLineEdit, "arrivals.search")
    qtbot.keyClicks(search, "ber")
    assert (
        arrivals.findChild(QLabel, "arrivals.advice").text() == "Enter: Bertrand Brocklesby is here"
    )
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle(arrivals)
    assert arrival(arrivals, "p2") is Arrival.HERE
    assert search.text() == ""
    assert arrivals.findChild(QLabel, "arrivals.counts").text() == "1 here, 4 expected, 0 absent"
    assert "group A" in arrivals.findChild(QLabel, "arrivals.advice").text()


def test_of_two_people_of_one_name_it_says_whom_enter_marks(
    arrivals: ArrivalsView, qtbot: QtBot, desk: Desk, carry_out: Carry
) -> None:
    for number, place in enumerate(("North", "South")):
        identity = {"name": "Zoe Twice", "affiliation": place}
        carry_out(
            desk, AddPerson(participant_id=f"z{number}", role=Role.EDUCATOR, identity=identity)
        )
    settle(arrivals)
    qtbot.keyClicks(arrivals.findChild(QLineEdit, "arrivals.search"), "zoe twice")
    said = arrivals.findChild(QLabel, "arrivals.advice").text()
    assert said == "Enter: Zoe Twice (North) is here"


def test_accents_do_not_matter_and_expected_people_come_first(
    arrivals: ArrivalsView, carry_out: Carry
) -> None:
    def found(words: str) -> list[str]:
        return [p.name for p in matching(arrivals.snapshot.people, words)]

    assert found("zoe") == ["Ana Zoellner", "Zoë Ferro"]
    assert found("harbor id") == ["Idris Stone"]
    assert found("nobody") == []
    carry_out(arrivals.desk, MarkArrival(participant_ids=("p3",), arrival=Arrival.HERE))
    assert found("zoe") == ["Zoë Ferro", "Ana Zoellner"]


def test_enter_on_an_empty_line_marks_nobody(arrivals: ArrivalsView, qtbot: QtBot) -> None:
    qtbot.keyClick(arrivals.findChild(QLineEdit, "arrivals.search"), Qt.Key.Key_Return)
    settle(arrivals)
    assert {p.participant.arrival for p in arrivals.snapshot.people} == {Arrival.EXPECTED}


def test_a_name_searched_in_vain_becomes_a_walk_in_with_a_seat(
    arrivals: ArrivalsView, qtbot: QtBot
) -> None:
    search = arrivals.findChild(QLineEdit, "arrivals.search")
    qtbot.keyClicks(search, "Quillon Underhay")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    name = arrivals.findChild(QLineEdit, "arrivals.walkin.name")
    assert name.text() == "Quillon Underhay"
    qtbot.keyClick(name, Qt.Key.Key_Return)
    settle(arrivals)
    person = next(p for p in arrivals.snapshot.people if p.name == "Quillon Underhay")
    assert (person.participant.walk_in, person.participant.arrival) == (True, Arrival.HERE)
    assert arrivals.snapshot.seating(SCORING).group_of(person.id) == "gA", "not the lone one"
    assert name.text() == ""
    said = " ".join(label.text() for label in arrivals.findChildren(QLabel) if label.isVisible())
    assert "Quillon Underhay is here, as a walk-in: Advocate · group A" in said


def test_here_absent_expected_and_another_seat(arrivals: ArrivalsView) -> None:
    arrivals.list.setCurrentRow(arrivals.list.ids().index("p1"))
    press(arrivals, "here")
    assert arrival(arrivals, "p1") is Arrival.HERE
    press(arrivals, "absent")
    assert arrival(arrivals, "p1") is Arrival.ABSENT
    press(arrivals, "expected")
    assert arrival(arrivals, "p1") is Arrival.EXPECTED
    seat = arrivals.findChild(QWidget, "arrivals.seat")
    offered = {seat.itemData(place): seat.itemText(place) for place in range(seat.count())}
    assert offered["gA"] == "group A, 4 people"
    assert offered["gB"] == "group B, 1 person"
    seat.setCurrentIndex(seat.findData("gB"))
    seat.activated.emit(seat.currentIndex())
    settle(arrivals)
    assert arrivals.snapshot.seating(SCORING).group_of("p1") == "gB"


def test_the_filter_shows_who_is_missing(arrivals: ArrivalsView, carry_out: Carry) -> None:
    carry_out(arrivals.desk, MarkArrival(participant_ids=("p0", "p1"), arrival=Arrival.HERE))
    arrivals._filter.set_value("expected")
    arrivals._filter.chosen.emit("expected")
    assert arrivals.list.ids() == ["p3", "p2", "p4"]


def test_all_who_did_not_come_are_marked_at_once_and_undone(arrivals: ArrivalsView) -> None:
    press(arrivals, "all_absent")
    assert {p.participant.arrival for p in arrivals.snapshot.people} == {Arrival.ABSENT}
    arrivals.desk.operations.undo()
    settle(arrivals)
    assert {p.participant.arrival for p in arrivals.snapshot.people} == {Arrival.EXPECTED}


def test_seats_are_previewed_before_people_move(
    arrivals: ArrivalsView, carry_out: Carry, qtbot: QtBot
) -> None:
    here = MarkArrival(participant_ids=("p0", "p1", "p2", "p3"), arrival=Arrival.HERE)
    away = MarkArrival(participant_ids=("p4",), arrival=Arrival.ABSENT)
    carry_out(arrivals.desk, here, away)
    arrivals.resize(1366, 500)
    arrivals.activateWindow()
    press(arrivals, "reseat")
    moves = arrivals.findChild(QLabel, "arrivals.reseat.moves")
    qtbot.waitUntil(lambda: "→ B" in moves.text())
    do = arrivals.findChild(QPushButton, "arrivals.reseat.do")
    qtbot.waitUntil(lambda: do.visibleRegion().boundingRect() == do.rect())
    plan = arrivals.snapshot.seating(SCORING)
    assert {plan.group_of(p) for p in ("p0", "p1", "p2", "p3")} == {"gA"}, "nobody moved yet"
    do.setFocus()
    press(arrivals, "reseat.do")
    assert arrivals.findChild(QPushButton, "arrivals.reseat").hasFocus(), "nobody was chosen"
    plan = arrivals.snapshot.seating(SCORING)
    assert {plan.group_of(p) for p in ("p0", "p1", "p2", "p3")} == {"gA", "gB"}


def test_who_would_move_is_looked_at_again_where_somebody_came_meanwhile(
    arrivals: ArrivalsView, carry_out: Carry, qtbot: QtBot
) -> None:
    here = MarkArrival(participant_ids=("p0", "p1", "p2", "p3"), arrival=Arrival.HERE)
    late = MarkArrival(participant_ids=("p4",), arrival=Arrival.HERE)
    carry_out(arrivals.desk, here)
    moves = arrivals.findChild(QLabel, "arrivals.reseat.moves")
    do = arrivals.findChild(QWidget, "arrivals.reseat.do")
    press(arrivals, "reseat")
    carry_out(arrivals.desk, late)
    qtbot.waitUntil(lambda: "changed meanwhile" in moves.text())
    assert moves.isVisibleTo(arrivals)
    assert not do.isVisibleTo(arrivals)
    press(arrivals, "reseat")
    qtbot.waitUntil(lambda: "→ B" in moves.text())
    first = arrivals.snapshot.agenda.activities[0]
    carry_out(arrivals.desk, StartDay(activity_id=first.id))
    assert do.isVisibleTo(arrivals), "what concerns nobody's seat leaves it as it is"
    carry_out(arrivals.desk, MarkArrival(participant_ids=("p4",), arrival=Arrival.ABSENT))
    assert "changed meanwhile" in moves.text()
    assert not do.isVisibleTo(arrivals)


def test_a_locked_seating_says_so(arrivals: ArrivalsView, carry_out: Carry) -> None:
    seating = arrivals.snapshot.seating(SCORING).seating.id
    carry_out(arrivals.desk, LockSeating(seating_id=seating))
    press(arrivals, "reseat")
    assert "locked" in arrivals.findChild(QLabel, "arrivals.reseat.moves").text()


def test_what_a_latecomer_missed(arrivals: ArrivalsView, carry_out: Carry) -> None:
    ids = [a.id for a in arrivals.snapshot.agenda.activities]
    carry_out(arrivals.desk, StartDay(activity_id=ids[0]), GoTo(activity_id=ids[5]))
    words = arrivals.findChild(QLabel, "arrivals.missed").text()
    assert "So far: Introduction & Session Objectives." in words
    assert "“Who our students are”" in words
    assert "Be Present" in words


def test_forgotten_people_still_have_a_place_in_the_list(
    arrivals: ArrivalsView, carry_out: Carry
) -> None:
    carry_out(arrivals.desk, ForgetPeople())
    assert arrivals.list.item(0).text().startswith("Person ")


def test_a_seat_chosen_by_hand_stays_while_others_arrive(
    arrivals: ArrivalsView, qtbot: QtBot, carry_out: Carry
) -> None:
    seat = arrivals.findChild(QWidget, "arrivals.walkin.seat")
    seat.setCurrentIndex(seat.findData("gB"))
    seat.activated.emit(seat.currentIndex())
    name = arrivals.findChild(QLineEdit, "arrivals.walkin.name")
    qtbot.keyClicks(name, "Quillon")
    carry_out(arrivals.desk, MarkArrival(participant_ids=("p0",), arrival=Arrival.HERE))
    assert (name.text(), seat.currentData()) == ("Quillon", "gB")


def test_with_large_text_below_a_banner_people_show_without_scrolling(
    arrivals: ArrivalsView, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"), text_scale=2.0)
    doubled = ArrivalsView(arrivals.desk)
    qtbot.addWidget(doubled)
    doubled.resize(1366, 427)
    doubled.show()
    people = doubled.list

    def shown() -> bool:
        row = people.visualItemRect(people.item(0))
        return people.viewport().mapTo(doubled, row.bottomLeft()).y() <= doubled.height()

    qtbot.waitUntil(shown)
    doubled.hide()
    theme.apply_theme(qapp, theme.load_theme("light"))


def test_without_people_the_list_s_place_says_where_they_come_from(
    desk: Desk, qtbot: QtBot
) -> None:
    view = ArrivalsView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 718)
    view.show()
    assert (view.list.isVisible(), view.findChild(QWidget, "arrivals.filter").isVisible()) == (
        False,
        False,
    )
    nobody = view.findChild(QWidget, "arrivals.nobody")
    assert nobody.isVisible()
    with qtbot.waitSignal(desk.page_requested) as asked:
        nobody.findChild(QPushButton).click()
    assert asked.args == ["prepare:people"]


def test_who_is_marked_is_seen_though_the_column_was_scrolled(
    arrivals: ArrivalsView, qtbot: QtBot
) -> None:
    arrivals.resize(1366, 500)
    settle(arrivals)
    norms = arrivals.findChild(QPushButton, "arrivals.norms")
    column = next(a for a in arrivals.findChildren(QScrollArea) if a.isAncestorOf(norms)
                  and not a.isAncestorOf(arrivals.list))  # fmt: skip
    column.ensureWidgetVisible(norms)
    assert column.verticalScrollBar().value() > 0
    search = arrivals.findChild(QLineEdit, "arrivals.search")
    qtbot.keyClicks(search, "idris")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    settle(arrivals)
    assert column.verticalScrollBar().value() == 0


@pytest.mark.parametrize("count", [8, 35])
def test_the_list_scrolls_and_the_page_around_it_does_not(
    arrivals: ArrivalsView, carry_out: Carry, count: int
) -> None:
    """At 1366 × 768: else two bars stand side by side, and the search line scrolls away."""
    more = [
        AddPerson(participant_id=f"more{n}", role=Role.EDUCATOR, identity={"name": f"Person {n}"})
        for n in range(count)
    ]
    carry_out(arrivals.desk, *more)
    arrivals.resize(1366, 689)
    settle(arrivals)
    areas = [area for area in arrivals.findChildren(QScrollArea) if area.isVisible()]
    page = next(area for area in areas if area.isAncestorOf(arrivals.list))
    assert page.verticalScrollBar().maximum() == 0
    assert arrivals.list.verticalScrollBar().maximum() > 0
    assert arrivals.list.height() > 300
