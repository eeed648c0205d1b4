"""The console: the whole day by its buttons, on a real workshop with a clock that waits for us."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.domain.agenda import EditActivity
from app.domain.cells import AskForHelp, CellKey, ConfirmScores, Field, SayFinished, SetCell
from app.domain.clock import SkipActivity, StartDay
from app.domain.errors import StorageProblemError
from app.domain.rundown import LineState, Phase
from app.domain.scenes import Scene
from app.domain.seating import AddGroup
from app.domain.workshop import EditDetails
from app.steady import SimulatedClock
from app.ui.console.day_list import DayList, DayRow
from app.ui.console.view import ConsoleView
from app.ui.widgets.banner import Banner
from app.ui.widgets.big_clock import BigClock
from tests.ui.console_hands import Carry, activity_ids, current, go, press, settle, text

POPUPS = ("does not support raise", "does not support grabbing the keyboard")
"""What the platform without a display says when a menu opens."""


def test_starting_the_day_some_minutes_ago(console: ConsoleView, clock: SimulatedClock) -> None:
    console.findChild(QSpinBox, "console.start.ago").setValue(4)
    clock.advance(minutes=6)
    press(console, "start")
    day = console.desk.rundown()
    assert (day.phase, day.started_at) == (Phase.RUNNING, clock() - timedelta(minutes=4))
    assert text(console, "title") == "Welcome"
    assert text(console, "behind") == "2 min behind"


def test_after_the_start_the_focus_is_on_next(console: ConsoleView) -> None:
    console.findChild(QPushButton, "console.start").setFocus()
    press(console, "start")
    assert console.window().focusWidget().objectName() == "console.next"


def test_the_checklist_is_ticked_before_the_start(console: ConsoleView) -> None:
    first = console.snapshot.checklist[0]
    console.findChild(QWidget, f"console.check.{first.id}").click()
    settle(console)
    assert console.snapshot.checklist[0].done
    shown = console.findChild(QWidget, f"console.check.{first.id}")
    assert shown is None or not shown.isVisible()


def test_next_goes_through_the_whole_day_and_finishes_it(
    console: ConsoleView, clock: SimulatedClock
) -> None:
    press(console, "start")
    seen = [current(console)]
    for _each in activity_ids(console)[1:]:
        clock.advance(minutes=3)
        press(console, "next")
        seen.append(current(console))
    assert seen == activity_ids(console)
    button = console.findChild(QPushButton, "console.next")
    assert button.text() == "Finish the day"
    press(console, "next")
    assert console.desk.rundown().phase is Phase.FINISHED
    pages: list[str] = []
    console.desk.page_requested.connect(pages.append)
    press(console, "after")
    assert pages == ["after"]
    press(console, "undo_after")
    assert console.desk.rundown().phase is Phase.RUNNING


def test_next_is_named_and_skips_what_is_skipped(console: ConsoleView, carry_out: Carry) -> None:
    press(console, "start")
    second, third = console.snapshot.agenda.activities[1:3]
    assert second.title["en"] in console.findChild(QPushButton, "console.next").text()
    carry_out(console.desk, SkipActivity(activity_id=second.id))
    assert third.title["en"] in console.findChild(QPushButton, "console.next").text()
    assert "Undo: skip" in console.findChild(QPushButton, "console.undo").text()


def test_back_pause_and_minutes(console: ConsoleView, clock: SimulatedClock) -> None:
    press(console, "start")
    press(console, "next")
    press(console, "back")
    assert current(console) == activity_ids(console)[0]
    press(console, "pause")
    clock.advance(minutes=5)
    assert console.desk.rundown().phase is Phase.PAUSED
    before = console.desk.rundown().remaining_seconds
    press(console, "pause")
    assert console.desk.rundown().remaining_seconds == before
    for name, seconds in (("add_minute", 60), ("take_minute", -60), ("add_five", 300)):
        left = console.desk.rundown().remaining_seconds
        press(console, name)
        assert console.desk.rundown().remaining_seconds - left == seconds


def test_the_clock_shows_overtime_with_a_plus(console: ConsoleView, clock: SimulatedClock) -> None:
    press(console, "start")
    clock.advance(minutes=7, seconds=10)
    console.desk.tick()
    assert console.findChild(BigClock, "console.clock").text() == "+2:10"
    assert text(console, "span").endswith(" · planned 5 min")


@pytest.mark.qt_log_ignore(*POPUPS)
def test_the_menu_of_an_activity(console: ConsoleView, clock: SimulatedClock) -> None:
    press(console, "start")
    clock.advance(minutes=8)
    wanted = activity_ids(console)[3]
    for action, check in (
        ("skip", lambda: state_of(console, wanted) is LineState.SKIPPED),
        ("skip", lambda: state_of(console, wanted) is LineState.UPCOMING),
        ("go_3", lambda: current(console) == wanted),
    ):
        choose(console, f"activity:{wanted}", action)
        assert check(), action
    assert console.desk.rundown().line.starts_at == clock() - timedelta(minutes=3)


def choose(view: ConsoleView, row_id: str, action: str) -> None:
    """Press a row of the day and choose from the menu that opens."""
    view.day.list.pressed_row.emit(row_id, QPoint(10, 10))
    menu = view.findChild(QMenu, "console.activity_menu")
    next(a for a in menu.actions() if a.objectName() == f"console.activity.{action}").trigger()
    menu.close()
    settle(view)
    QApplication.sendPostedEvents(None, 52)


def state_of(view: ConsoleView, activity_id: str) -> LineState:
    return next(li.state for li in view.desk.rundown().lines if li.activity_id == activity_id)


def test_another_block_can_be_opened_and_closed(console: ConsoleView) -> None:
    press(console, "start")
    block = console.snapshot.agenda.blocks[3]
    before = console.day.list.ids()
    console.day.list.pressed_row.emit(f"block:{block.id}", QPoint())
    opened = console.day.list.ids()
    assert len(opened) == len(before) + len(console.snapshot.agenda.of_block(block.id))
    console.day.list.pressed_row.emit(f"block:{block.id}", QPoint())
    assert console.day.list.ids() == before


def test_an_overrun_is_absorbed_as_previewed(console: ConsoleView, clock: SimulatedClock) -> None:
    clock.advance(minutes=6)
    press(console, "start")
    press(console, "absorb")
    assert "Ends 4:00 pm · on time" in text(console, "overrun.result")
    assert "→" in console.now.overrun.findChild(QWidget, "console.overrun.changes").words()
    press(console, "overrun.take")
    assert round(console.desk.rundown().behind_seconds) == 0
    assert console.now.overrun.isHidden()
    assert text(console, "behind") == "On time"


def test_an_overrun_is_taken_from_one_block(console: ConsoleView, clock: SimulatedClock) -> None:
    clock.advance(minutes=5)
    press(console, "start")
    press(console, "absorb")
    press(console, "overrun.take")
    press(console, "undo")
    press(console, "absorb")
    console.findChild(QWidget, "console.overrun.take").parentWidget()
    radios = [r for r in console.findChildren(QWidget) if r.property("choice") == "take"]
    radios[0].click()
    combo = console.findChild(QWidget, "console.overrun.block")
    combo.setCurrentIndex(combo.findData(console.snapshot.agenda.blocks[-1].id))
    console.now.overrun.take()
    settle(console)
    changed = {
        li.block_id for li in console.desk.rundown().lines if li.seconds < li.planned_seconds
    }
    assert changed == {console.snapshot.agenda.blocks[-1].id}
    assert round(console.desk.rundown().behind_seconds) == 0


def test_letting_the_day_end_later_changes_nothing(
    console: ConsoleView, clock: SimulatedClock
) -> None:
    clock.advance(minutes=5)
    press(console, "start")
    press(console, "absorb")
    radios = [r for r in console.findChildren(QWidget) if r.property("choice") == "push"]
    radios[0].click()
    assert "5 min behind" in text(console, "overrun.result")
    before = console.desk.rundown().lines
    console.now.overrun.take()
    settle(console)
    assert console.desk.rundown().lines == before


def test_time_is_borrowed_from_a_later_block(console: ConsoleView) -> None:
    press(console, "start")
    end = console.desk.rundown().projected_end
    press(console, "borrow")
    press(console, "overrun.take")
    day = console.desk.rundown()
    assert (day.line.seconds, day.projected_end) == (day.line.planned_seconds + 300, end)


def test_the_hard_stop_is_an_urgent_line_with_a_way_out(
    console: ConsoleView, clock: SimulatedClock, carry_out: Carry
) -> None:
    carry_out(console.desk, EditDetails(values={"hard_stop_time": "16:15"}))
    clock.advance(minutes=20)
    press(console, "start")
    assert "5 min past the hard stop" in text(console, "hard_stop")
    lines = console.now._urgent.lines()
    assert [line.key for line in lines] == ["hard_stop"]
    console.now._urgent.action_requested.emit("overrun")
    assert not console.now.overrun.isHidden()


def test_help_is_shown_and_answered(console: ConsoleView, carry_out: Carry) -> None:
    press(console, "start")
    carry_out(console.desk, AskForHelp(group_id="gA"))
    assert "asks for help" in console.room.groups.row("gA")._state.words()
    press(console, "urgent.helped:gA")
    assert console.snapshot.group_state("gA").help_asked_at == ""
    assert console.now._urgent.isHidden()


def test_what_is_not_scored_is_named_in_the_last_part(
    console: ConsoleView, clock: SimulatedClock, carry_out: Carry
) -> None:
    rating = {"level": "f2", "framework": 1}
    carry_out(
        console.desk,
        SetCell(cell=str(CellKey("gA", "d01", Field.RATING, "foundations")), value=rating),
        SetCell(cell=str(CellKey("gB", "d08", Field.NOT_SCORED)), value={"words": "Not us."}),
    )
    go(console, carry_out, "scoring")
    clock.advance(minutes=30)
    console.desk.tick()
    assert console.now._urgent.lines() == ()
    clock.advance(minutes=10)
    console.desk.tick()
    (line,) = console.now._urgent.lines()
    assert line.text == "14 min left and not scored yet: 6 · Climate (group A)."


def test_a_contested_answer_leads_to_the_score_sheet(
    console: ConsoleView, carry_out: Carry
) -> None:
    cell = str(CellKey("gA", "d01", Field.RATING, "foundations"))
    carry_out(
        console.desk,
        SetCell(cell=cell, value={"level": "f2", "framework": 1}, station="one"),
        SetCell(cell=cell, value={"level": "f3", "framework": 1}, station="two"),
    )
    pages: list[str] = []
    console.desk.page_requested.connect(pages.append)
    press(console, "urgent.score:gA")
    assert pages == ["score:gA"]
    assert "two versions" in console.room.groups.row("gA")._state.words()


def test_a_groups_own_words_are_shown(console: ConsoleView, carry_out: Carry) -> None:
    press(console, "start")
    row = console.room.groups.row("gA")
    assert row._state.words() == "nothing saved yet"
    carry_out(console.desk, SayFinished(group_id="gA"))
    assert row._state.words() == "says: we are finished"
    carry_out(console.desk, ConfirmScores(group_id="gA"))
    assert row._state.words() == "confirmed"


@pytest.mark.qt_log_ignore(*POPUPS)
def test_a_group_is_given_minutes(console: ConsoleView) -> None:
    press(console, "start")
    row = console.room.groups.row("gB")
    row.open_menu()
    menu = row.findChild(QMenu, "console.group_menu")
    next(a for a in menu.actions() if a.objectName() == "console.group.grant_2").trigger()
    menu.close()
    settle(console)
    QApplication.sendPostedEvents(None, 52)
    assert console.snapshot.group_state("gB").granted_seconds == 120
    assert "+2 min" in row._state.words()


def test_norms_dark_screen_and_message(console: ConsoleView, qtbot: QtBot) -> None:
    press(console, "start")
    press(console, "norms")
    assert console.snapshot.scene.norms_recalled
    press(console, "norms")
    assert not console.snapshot.scene.norms_recalled
    press(console, "blackout")
    assert console.snapshot.scene.blackout
    press(console, "dark_clock")
    assert console.snapshot.scene.blackout_clock
    press(console, "blackout")
    assert not console.snapshot.scene.blackout
    press(console, "write_message")
    line = console.findChild(QWidget, "console.message.line")
    qtbot.keyClicks(line, "Lunch is in the hall")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(console)
    assert console.snapshot.scene.message == "Lunch is in the hall"
    press(console, "write_message")
    press(console, "message.away")
    assert console.snapshot.scene.message == ""


def test_a_scene_is_chosen_held_and_given_back_to_the_agenda(console: ConsoleView) -> None:
    press(console, "start")
    press(console, "choose_scene")
    console.room.scenes._list.setCurrentRow(console.room.scenes._list.ids().index("agenda"))
    assert console.snapshot.scene.override == "", "looking at a scene shows nothing to the room"
    press(console, "scenes.hold")
    press(console, "next")
    assert console.snapshot.shown(console.desk.rundown()).scene is Scene.AGENDA
    press(console, "hold")
    assert console.snapshot.scene.override == ""
    press(console, "choose_scene")
    press(console, "scenes.show")
    assert console.room.panel == "groups"


def test_the_reveal_asks_inline_and_names_who_has_not_confirmed(
    console: ConsoleView, carry_out: Carry
) -> None:
    carry_out(console.desk, ConfirmScores(group_id="gA"))
    press(console, "ask_reveal")
    assert text(console, "reveal.words") == "Not confirmed yet:"
    shown = [
        label.text() for label in console.room.reveal.findChildren(QLabel) if label.isVisible()
    ]
    assert "Group B: 0 of 2 scores" in shown
    assert not any(words.startswith("Group A") for words in shown)
    assert console.snapshot.workshop.revealed_at is None
    press(console, "reveal.yes")
    assert console.snapshot.workshop.revealed_at is not None
    assert text(console, "results") == "Results · revealed"
    press(console, "ask_reveal")
    press(console, "reveal.hide")
    assert console.snapshot.workshop.revealed_at is None


def test_report_outs_share_the_time_and_move_on(
    console: ConsoleView, clock: SimulatedClock, carry_out: Carry
) -> None:
    carry_out(console.desk, EditActivity(activity_id="share_out", values={"minutes": 8}))
    go(console, carry_out, "share_out")
    turn = console.findChild(BigClock, "console.turn.clock")
    assert text_of(console, "turn.who") == "Group A · turn 1 of 2"
    assert turn.text() == "4:00"
    clock.advance(minutes=6)
    press(console, "turn.next")
    assert text_of(console, "turn.who") == "Group B · turn 2 of 2"
    assert turn.text() == "2:00", "a group that talks long takes from the rest, shown at once"
    press(console, "turn.back")
    assert text_of(console, "turn.who") == "Group A · turn 1 of 2"


def text_of(view: ConsoleView, name: str) -> str:
    return view.findChild(QLabel, f"console.{name}").words()


def test_a_note_goes_to_the_tray_and_its_draft_outlives_a_crash(
    console: ConsoleView, qtbot: QtBot, carry_out: Carry
) -> None:
    go(console, carry_out, "expected")
    line = console.findChild(QWidget, "console.note")
    qtbot.keyClicks(line, "The buses decide")
    settle(console)
    again = ConsoleView(console.desk, QWidget())
    qtbot.addWidget(again)
    assert again.findChild(QWidget, "console.note").text() == "The buses decide"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(console)
    (note,) = console.snapshot.notes
    assert (console.snapshot.words(note.id), note.place) == ("The buses decide", "tray")
    assert note.prompt_id == console.snapshot.agenda.activity("expected").prompt_id
    assert console.snapshot.draft("console.note") is None


def test_words_of_the_desk_replace_each_other_and_go(
    console: ConsoleView, clock: SimulatedClock
) -> None:
    done: list[str] = []
    desk = console.desk
    desk.say("attention", "No projector.", "projector", (("Look again", lambda: done.append("x")),))
    desk.say("error", "Two displays show the same.", "projector")
    assert console.now.words.texts() == ["Two displays show the same."]
    desk.unsaid.emit("projector")
    assert console.now.words.texts() == []
    desk.say("info", "A backup was made.")
    clock.advance(seconds=20)
    desk.tick()
    assert console.now.words.texts() == []
    desk.say("attention", "No projector.", "projector", (("Look again", lambda: done.append("x")),))
    console.findChild(Banner, "console.word.projector").action_requested.emit("0")
    assert (done, console.now.words.texts()) == (["x"], [])


def test_refusals_bugs_and_a_full_disk_are_told_calmly(
    console: ConsoleView, carry_out: Carry, logged_errors: list[object]
) -> None:
    first = activity_ids(console)[0]
    carry_out(console.desk, StartDay(activity_id=first), StartDay(activity_id=first))
    assert "already started" in console.now.words.texts()[0]
    console.desk.operations.failed.emit("GoTo")
    assert "safe" in console.now.words.texts()[0]
    error = StorageProblemError("The disk is full.", safe="Nothing is lost.", remedy="Make room.")
    console.desk.operations.trouble.emit(error)
    assert console.now.words.texts()[0] == "The disk is full. Nothing is lost. Make room."
    console.desk.operations.trouble.emit(None)
    assert not any("disk" in words for words in console.now.words.texts())


def test_the_console_fits_the_smallest_screen_without_scrolling(
    console: ConsoleView, carry_out: Carry
) -> None:
    go(console, carry_out, "scoring")
    carry_out(console.desk, AskForHelp(group_id="gA"))
    QApplication.processEvents()
    assert not console._scroll.verticalScrollBar().isVisible()
    assert not console._scroll.horizontalScrollBar().isVisible()


def test_a_change_made_while_hidden_is_seen_when_shown(
    console: ConsoleView, carry_out: Carry, tmp_path: Path
) -> None:
    console.hide()
    carry_out(console.desk, StartDay(activity_id=activity_ids(console)[0]))
    console.show()
    assert text(console, "title") == "Welcome"


def test_a_skip_before_the_start_is_kept(console: ConsoleView, carry_out: Carry) -> None:
    first, second = activity_ids(console)[:2]
    carry_out(console.desk, SkipActivity(activity_id=first))
    press(console, "start")
    assert current(console) == second


def test_the_names_of_two_dimensions_are_read_in_full(
    console: ConsoleView, carry_out: Carry
) -> None:
    carry_out(
        console.desk,
        AddGroup(group_id="gG", seating_id="scoring", label="G", position=3.0,
                 dimensions=("d04", "d10")),
    )  # fmt: skip
    carry_out(console.desk, AskForHelp(group_id="gG"))
    settle(console)
    labels = console.room.groups.row("gG").findChildren(QLabel)
    name = next(label for label in labels if label.text() == "Content, Diverse Schools")
    assert name.height() >= name.heightForWidth(name.width())


@pytest.mark.parametrize("action", ["write_message", "choose_scene", "ask_reveal"])
def test_esc_closes_a_panel_and_gives_the_focus_back(console: ConsoleView, action: str) -> None:
    before = console.findChild(QPushButton, "console.norms")
    before.setFocus()
    console.run(action)
    settle(console)
    assert console.room.panel != "groups"
    QTest.keyClick(console.window().focusWidget(), Qt.Key.Key_Escape)
    settle(console)
    assert console.room.panel == "groups"
    assert console.window().focusWidget() is before
    console.run(action)
    assert console.run("leave_full_screen"), "outside a field Esc arrives as an action"
    assert console.room.panel == "groups"
    assert not console.run("leave_full_screen")


def test_after_the_reveal_one_button_shows_the_chart_and_undo_takes_it_back(
    console: ConsoleView, carry_out: Carry
) -> None:
    carry_out(console.desk, StartDay(activity_id=activity_ids(console)[0]))
    press(console, "ask_reveal")
    press(console, "reveal.yes")
    word = console.desk.words["revealed"]
    ((label, show),) = word.actions
    assert label == "Show the chart"
    show()
    settle(console)
    desk = console.desk
    assert console.snapshot.shown(desk.rundown()).scene is Scene.RESULTS
    press(console, "undo")
    settle(console)
    assert console.snapshot.shown(desk.rundown()).scene is not Scene.RESULTS
    press(console, "ask_reveal")
    press(console, "reveal.hide")
    assert "revealed" not in desk.words


def test_the_day_s_list_gives_long_titles_lines_row_by_row_while_there_is_room(
    qtbot: QtBot,
) -> None:
    days = DayList("The day")
    qtbot.addWidget(days)
    long = "A block whose title needs two lines of this list or three"
    rows = [DayRow(row_id=str(n), title=long, detail="12:00 · 30 min") for n in range(4)]
    days.resize(236, 215)
    days.show()
    days.set_day(rows)
    qtbot.wait(10)
    heights = [days.visualItemRect(days.item(n)).height() for n in range(4)]
    assert heights[0] > heights[-1]
    assert sum(heights) <= days.viewport().height()
    days.resize(236, 600)
    qtbot.wait(10)
    tall = [days.visualItemRect(days.item(n)).height() for n in range(4)]
    assert len(set(tall)) == 1
    assert tall[0] >= heights[0]
