"""Time that cannot be wrong: the real window on a laptop that sleeps and whose clock is set."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.domain.clock import ClockKind, FinishDay, GoTo, PauseClock, StartDay
from app.domain.rundown import Rundown
from app.services import library, running
from app.settings import Settings, save
from app.ui.desk import Desk
from app.ui.home.view import HomeView
from tests.laptop import Laptop
from tests.workshops import NOON

HOUR = 3600.0
TEN_MINUTES = 600.0


class Room:
    """The program on a laptop, a day running; it can die and start again."""

    def __init__(self, application: QApplication, data_dir: Path) -> None:
        self.application, self.data_dir, self.laptop = application, data_dir, Laptop()
        save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
        self.path = library.create_workshop(
            data_dir, district="Riverbend", day=NOON.date(), now=NOON, languages=("en",),
            time_zone="America/New_York",
        )  # fmt: skip
        self.program = self._start()
        self.program.open_workshop(self.path, page="console")

    def _start(self) -> Program:
        program = Program(self.application, self.data_dir, self.laptop.clock())
        program.window.show()
        return program

    @property
    def desk(self) -> Desk:
        assert self.program.day is not None
        return self.program.day.desk

    @property
    def day(self) -> Rundown:
        return self.desk.rundown()

    def left(self) -> float:
        """Return what is left of the current activity, in seconds."""
        return self.day.remaining_seconds

    def settle(self) -> None:
        """Let what was done, and what the program does about it, be on the disk and be shown."""
        self.desk.tick()
        for _turn in range(2):
            assert self.desk.operations.flush()
            self.application.processEvents()
            self.desk.tick()
        self.application.processEvents()

    def begin(self) -> None:
        self.desk.submit(StartDay(activity_id=self.desk.snapshot.agenda.activities[0].id))
        self.settle()

    def live(self, minutes: float) -> None:
        for _half in range(round(minutes * 2)):
            self.laptop.live(30)
            self.desk.tick()
        self.settle()

    def sleep(self, seconds: float) -> None:
        self.laptop.sleep(seconds)
        self.settle()

    def set_clock(self, seconds: float) -> None:
        self.laptop.set_clock(seconds)
        self.settle()

    def questions(self) -> list[str]:
        """Return the questions about sleep that stand on the console."""
        return [
            label.text()
            for strip in self.program.window.findChildren(QWidget, "console.urgent")
            for label in strip.findChildren(QLabel)
            if "slept" in label.text() and label.isVisible()
        ]

    def press(self, starts: str) -> None:
        (button,) = [
            one
            for one in self.program.window.findChildren(QPushButton)
            if one.objectName().startswith(starts) and one.isVisible()
        ]
        button.click()
        self.settle()

    def undo(self) -> None:
        assert self.desk.operations.undo()
        self.settle()

    def die(self) -> None:
        """End as a crash does: the sign of life stays."""
        mark = (self.data_dir / running.MARK_FILE).read_bytes()
        self.leave()
        (self.data_dir / running.MARK_FILE).write_bytes(mark)

    def resume(self) -> None:
        """Start again, and press what Home offers."""
        self.program = self._start()
        self.program.show_home()
        self.press("home.resume")

    def leave(self) -> None:
        self.program.quit()
        self.program.window.close()
        self.program.window.deleteLater()
        self.program.deleteLater()
        self.application.processEvents()


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, data_dir: Path) -> Iterator[Room]:
    made = Room(qapp, data_dir)
    yield made
    made.leave()


@pytest.fixture
def begun(room: Room) -> Room:
    """Return a day that began three minutes ago; two of five are left."""
    room.begin()
    room.live(3)
    assert room.left() == 120
    return room


# ------------------------------------------------------------------------------------ a set clock


@pytest.mark.parametrize(("hours", "words"), [(3, "forward by 3 h"), (-3, "back by 3 h")])
def test_a_clock_that_is_set_moves_nothing_and_is_told(begun: Room, hours: int, words: str) -> None:
    before = begun.day
    begun.set_clock(hours * HOUR)
    assert begun.day == before
    assert words in begun.desk.words["clock"].text
    begun.live(1)
    assert begun.left() == 60
    begun.set_clock(-hours * HOUR)
    assert begun.left() == 60
    assert "agree again" in begun.desk.words["clock"].text
    assert [e.kind for e in begun.desk.snapshot.clock_events] == [ClockKind.START]
    assert begun.questions() == []


def test_before_the_start_a_set_clock_is_simply_followed(room: Room) -> None:
    room.set_clock(3 * HOUR)
    assert room.desk.now() == room.laptop.wall()
    assert "clock" not in room.desk.words


@pytest.mark.parametrize("hours", [3, -3])
def test_a_day_that_was_finished_by_mistake_goes_on_though_the_clock_was_set(
    begun: Room, hours: int
) -> None:
    begun.desk.submit(FinishDay())
    begun.settle()
    begun.set_clock(hours * HOUR)
    begun.desk.submit(GoTo(activity_id=begun.desk.snapshot.agenda.activities[0].id))
    begun.settle()
    begun.live(1)
    assert begun.left() == 60


def test_a_small_correction_is_not_worth_a_word(begun: Room) -> None:
    begun.set_clock(20)
    assert begun.left() == 120
    assert "clock" not in begun.desk.words


@pytest.mark.parametrize("hours", [3, -3])
@pytest.mark.parametrize("mended", [False, True], ids=["still wrong", "set right meanwhile"])
def test_a_crash_after_the_clock_was_set_loses_no_second(
    begun: Room, hours: int, mended: bool
) -> None:
    begun.set_clock(hours * HOUR)
    begun.live(1)
    begun.die()
    begun.laptop.live(30)
    if mended:
        begun.laptop.set_clock(-hours * HOUR)
    begun.resume()
    assert begun.left() == pytest.approx(30, abs=0.01)


def test_a_clean_end_after_the_clock_was_set_loses_no_second(begun: Room) -> None:
    begun.set_clock(-3 * HOUR)
    begun.live(1)
    begun.leave()
    begun.laptop.live(30)
    begun.program = begun._start()
    begun.program.open_workshop(begun.path, page="console")
    assert begun.left() == pytest.approx(30, abs=0.01)


def test_a_clock_set_back_while_the_program_was_dead_lets_the_day_go_on(begun: Room) -> None:
    begun.die()
    begun.laptop.live(60)
    begun.laptop.set_clock(-3 * HOUR)
    begun.resume()
    assert begun.left() == pytest.approx(120, abs=3.01), "from the last sign of life"
    assert "2 h 59 min earlier" in begun.desk.words["clock-back"].text
    assert "clock" not in begun.desk.words, "said once"
    left = begun.left()
    begun.live(1)
    assert begun.left() == left - 60


def test_a_clock_set_forward_while_the_program_was_dead_can_be_taken_back(begun: Room) -> None:
    begun.die()
    begun.laptop.set_clock(3 * HOUR)
    begun.resume()
    assert begun.left() == 120 - 3 * HOUR, "how much passed nobody knows: the wall clock is taken"
    assert "180 min passed" in begun.desk.words["resumed"].text
    _label, take_back = begun.desk.words["resumed"].actions[0]
    take_back()
    begun.settle()
    assert begun.left() == pytest.approx(120, abs=3.01)
    begun.undo()
    assert begun.left() == 120 - 3 * HOUR


def test_a_workshop_opened_from_the_list_after_a_crash_says_what_was_lost(begun: Room) -> None:
    begun.die()
    begun.laptop.live(TEN_MINUTES)
    begun.program = begun._start()
    begun.program.show_home()
    begun.program.window.findChild(HomeView, "home").open_requested.emit(begun.path)
    begun.settle()
    assert begun.left() == 120 - TEN_MINUTES
    assert "10 min passed" in begun.desk.words["resumed"].text


# -------------------------------------------------------------------------------------------- sleep


def test_sleep_counts_until_somebody_says_that_it_does_not(begun: Room) -> None:
    begun.sleep(TEN_MINUTES)
    assert begun.left() == 120 - TEN_MINUTES
    assert begun.questions() == [
        "The laptop slept for 10 min during “Welcome”. Does that time count?"
    ]
    assert "clock" not in begun.desk.words, "its clock is right"
    begun.press("console.urgent.unused:")
    assert begun.left() == 120
    assert begun.questions() == []
    assert begun.day.behind_seconds == TEN_MINUTES, "the room sat there all the same"


def test_sleep_that_counts_stays_counted(begun: Room) -> None:
    begun.sleep(TEN_MINUTES)
    begun.press("console.urgent.counts:")
    assert begun.left() == 120 - TEN_MINUTES
    assert begun.questions() == []


@pytest.mark.parametrize("answer", ["counts", "unused"])
def test_an_answer_can_be_undone_and_given_again(begun: Room, answer: str) -> None:
    begun.sleep(TEN_MINUTES)
    begun.press(f"console.urgent.{answer}:")
    begun.undo()
    assert (len(begun.questions()), begun.left()) == (1, 120 - TEN_MINUTES)
    begun.press("console.urgent.unused:")
    assert begun.left() == 120


def test_undo_passes_over_what_the_program_noticed(begun: Room) -> None:
    begun.sleep(TEN_MINUTES)
    begun.undo()
    assert not begun.day.running, "it took back the start: the last thing somebody did"


@pytest.mark.parametrize("answer", ["", "counts", "unused"])
def test_question_and_answer_outlive_the_program(begun: Room, answer: str) -> None:
    begun.sleep(TEN_MINUTES)
    if answer:
        begun.press(f"console.urgent.{answer}:")
    left = begun.left()
    begun.die()
    begun.resume()
    begun.settle()
    assert begun.left() == left
    assert len(begun.questions()) == (0 if answer else 1)
    if not answer:
        begun.press("console.urgent.unused:")
        assert begun.left() == 120


def test_what_does_not_count_is_taken_off_where_it_was_slept(begun: Room) -> None:
    begun.sleep(TEN_MINUTES)
    second = begun.desk.snapshot.agenda.activities[1]
    begun.desk.submit(GoTo(activity_id=second.id))
    begun.settle()
    left = begun.left()
    begun.press("console.urgent.unused:")
    assert begun.left() == left
    assert begun.day.lines[0].elapsed_seconds == 180


def test_two_sleeps_are_two_questions(begun: Room) -> None:
    begun.sleep(TEN_MINUTES)
    begun.live(1)
    begun.sleep(300)
    assert ["10 min" in one for one in begun.questions()] == [True, False]
    first, _second = (
        b for b in begun.program.window.findChildren(QPushButton)
        if b.objectName().startswith("console.urgent.unused:") and b.isVisible()
    )  # fmt: skip
    first.click()
    begun.settle()
    assert begun.left() == 60 - 300
    begun.press("console.urgent.unused:")
    assert begun.left() == 60


def _pause(room: Room) -> None:
    room.begin()
    room.desk.submit(PauseClock())
    room.settle()


@pytest.mark.parametrize(
    ("first", "seconds"),
    [(Room.begin, 20.0), (_pause, TEN_MINUTES), (lambda _room: None, TEN_MINUTES)],
    ids=["a nap", "while paused", "before the start"],
)
def test_sleep_that_changes_nothing_is_not_asked_about(
    room: Room, first: Callable[[Room], None], seconds: float
) -> None:
    first(room)
    room.sleep(seconds)
    assert room.questions() == []
    assert all(event.kind is not ClockKind.SLEEP for event in room.desk.snapshot.clock_events)


def test_sleep_is_noticed_where_every_counter_goes_on_in_it(begun: Room) -> None:
    begun.laptop.unbiased = False
    begun.laptop.asleep = 0.0
    begun.sleep(TEN_MINUTES)
    assert len(begun.questions()) == 1
    begun.press("console.urgent.unused:")
    assert begun.left() == 120


def test_sleep_that_looks_like_a_set_clock_can_be_called_sleep(begun: Room) -> None:
    """A paused virtual machine: no counter went on, and then its clock is set right."""
    begun.set_clock(TEN_MINUTES)
    assert begun.left() == 120
    ((_label, it_slept),) = begun.desk.words["clock"].actions
    it_slept()
    begun.settle()
    assert begun.left() == 120 - TEN_MINUTES
    assert "clock" not in begun.desk.words
    begun.press("console.urgent.unused:")
    assert begun.left() == 120


def test_the_room_sees_nothing_of_all_this(begun: Room) -> None:
    assert begun.program.day is not None
    screen = begun.program.day.room

    def seen() -> bytes:
        begun.application.processEvents()
        return bytes(screen.grab().toImage().constBits())

    quiet = seen()
    begun.set_clock(3 * HOUR)
    assert seen() == quiet
    begun.set_clock(-3 * HOUR)
    begun.sleep(TEN_MINUTES)
    asking = seen()
    begun.press("console.urgent.counts:")
    assert seen() == asking
