"""The facilitator's results: hidden until revealed, versions settled by people, pictures saved."""

from datetime import datetime

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from app.domain.cells import ROOM, CellKey, ConfirmScores, Field, RevealResults, SetCell
from app.domain.framework import Lens
from app.domain.seating import AddGroup
from app.ui.charts.chart_view import ChartView
from app.ui.console.wording import clock_time
from app.ui.results.contests import ContestList
from app.ui.results.view import ResultsView
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label

RATING = CellKey("gA", "d01", Field.RATING, Lens.FOUNDATIONS)
SCORED = (
    AddGroup(group_id="gA", seating_id="scoring", label="A", position=1.0, dimensions=("d01",)),
    AddGroup(group_id="gB", seating_id="scoring", label="B", position=2.0, dimensions=("d02",)),
    SetCell(cell=str(RATING), value={"level": "f2", "framework": 1}),
    SetCell(cell=str(CellKey("gA", "d01", Field.REASON, Lens.ACCESS)), value="Few buses run."),
)


@pytest.fixture
def view(desk, carry_out, qtbot):
    carry_out(desk, *SCORED)
    view = ResultsView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 712)
    view.show()
    return view


def press(view: QWidget, name: str) -> None:
    view.findChild(QPushButton, name).click()


def words(view: QWidget) -> str:
    return "\n".join(x.text() for x in view.findChildren(Label) if x.isVisible())


def test_the_reveal_asks_once_more_and_says_who_has_not_confirmed(desk, view, carry_out) -> None:
    carry_out(desk, ConfirmScores(group_id="gA"))
    press(view, "results.reveal")
    assert desk.snapshot.workshop.revealed_at is None
    assert words(view).count("1 group has not confirmed: B.") == 1
    assert not view.findChild(QPushButton, "results.reveal").isVisible()
    # A key pressed twice by mistake reveals nothing.
    assert view.window().focusWidget() is view.findChild(QPushButton, "results.reveal.no")
    press(view, "results.reveal.no")
    press(view, "results.reveal")
    press(view, "results.reveal.yes")
    carry_out(desk)
    assert desk.snapshot.workshop.revealed_at is not None
    press(view, "results.reveal")
    carry_out(desk)
    assert desk.snapshot.workshop.revealed_at is None


def level(name: str) -> dict[str, object]:
    return {"level": name, "framework": 1}


def test_the_room_gets_results_only_after_the_reveal(desk, view, carry_out) -> None:
    assert not view.findChild(QPushButton, "results.show.results").isEnabled()
    carry_out(desk, RevealResults())
    press(view, "results.show.reflect")
    carry_out(desk)
    assert desk.snapshot.scene.override == "reflect"
    assert view.findChild(QPushButton, "results.show.reflect").isChecked()
    assert not view.findChild(QPushButton, "results.show.results").isChecked()
    press(view, "results.show.agenda")
    carry_out(desk)
    assert not view.findChild(QPushButton, "results.show.reflect").isChecked()
    view.open_page("reasons")
    press(view, "results.show.reasons")
    carry_out(desk)
    assert desk.snapshot.scene.arguments == {"dimension_id": "d01"}


def test_the_facilitators_chart_says_that_it_is_from_before_the_reveal(desk, view, qtbot) -> None:
    chart = view.findChild(ChartView, "results.chart")
    qtbot.waitUntil(lambda: "Before reveal" in chart.accessibleDescription())


def test_reasons_stand_side_by_side(desk, view) -> None:
    view.open_page("reasons")
    assert "Few buses run." in words(view)
    assert "2: Uneven" in words(view)


def test_a_contested_level_is_settled_here(desk, view, carry_out) -> None:
    other = SetCell(cell=str(RATING), value={"level": "f3", "framework": 1}, station="tablet")
    carry_out(desk, other)
    assert len(desk.snapshot.cell(RATING).versions) == 2
    written = desk.snapshot.cell(RATING).versions[0].at
    moment = clock_time(desk.snapshot.workshop, datetime.fromisoformat(written))
    press(view, "results.contested")
    assert f"this laptop, {moment}" in words(view)
    press(view, "contest.keep.0")
    carry_out(desk)
    assert len(desk.snapshot.cell(RATING).tips) == 1
    assert not view.findChild(QPushButton, "results.contested").isVisible()


def test_what_came_while_somebody_chose_stays_beside_what_was_chosen(
    desk, view, carry_out, monkeypatch
) -> None:
    carry_out(desk, SetCell(cell=str(RATING), value=level("f3"), station="tablet"))
    seen = desk.snapshot.cell(RATING).versions
    press(view, "results.contested")
    monkeypatch.setattr(ContestList, "show_snapshot", lambda *_given: 1)
    first = seen[0]
    again = SetCell(
        cell=str(RATING), value=level("f4"), based_on=(first.entry_id,), station=first.station
    )
    carry_out(desk, again)
    press(view, "contest.keep.0")
    carry_out(desk)
    left = [version.value for version in desk.snapshot.cell(RATING).versions]
    assert sorted(left, key=str) == sorted([first.value, level("f4")], key=str)


def test_the_room_may_agree_or_not_where_that_is_switched_on(desk, view, carry_out) -> None:
    view.open_page("agreed")
    view.findChild(QWidget, "results.agreed.on").click()
    carry_out(desk)
    assert desk.snapshot.workshop.agree_ratings
    choice = view.findChild(Segmented, "results.agreed.d01.access")
    choice.chosen.emit("no_agreement")
    carry_out(desk)
    key = CellKey(ROOM, "d01", Field.AGREED, Lens.ACCESS)
    assert desk.snapshot.cell(key).value == {"no_agreement": True}


def test_the_chart_is_saved_as_a_picture_and_noted(desk, view, carry_out, qtbot) -> None:
    with qtbot.waitSignal(view._exporter.finished) as done:
        press(view, "results.save.png")
    path = done.args[1]
    assert path.read_bytes().startswith(b"\x89PNG")
    with qtbot.waitSignal(view._exporter.finished) as done:
        press(view, "results.save.svg")
    assert b"<svg" in done.args[1].read_bytes()
    carry_out(desk)


def test_a_page_without_scores_says_why_and_does_not_urge_to_reveal(desk, carry_out, qtbot) -> None:
    view = ResultsView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 712)
    view.show()
    assert "No groups score yet." in words(view)
    assert view.findChild(QPushButton, "results.reveal").property("kind") == "plain"
    view.open_page("contests")
    assert "No groups yet." in words(view)
    assert "settled" not in words(view)
    carry_out(desk, *SCORED)
    assert "No groups score yet." not in words(view)
    qtbot.waitUntil(lambda: "Everything is settled" in words(view))
    assert view.findChild(QPushButton, "results.reveal").property("kind") == "primary"
