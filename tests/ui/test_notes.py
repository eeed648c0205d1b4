"""Notes, themes, next steps and data needs, by mouse and by key, on a real workshop."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.domain.cells import SetCell, words_key
from app.domain.notes import AddNextStep, AddNote, AddTheme, EditNextStep
from app.domain.people import AddPerson, Role
from app.domain.withdrawal import WithdrawWords
from app.ui.notes.card import MIME, NoteCard
from app.ui.notes.column import NoteColumn
from app.ui.notes.due_field import DueField
from app.ui.notes.record_text import RecordText
from app.ui.notes.step_row import StepRow
from app.ui.notes.view import NotesView
from app.ui.score.entry_line import EntryLine
from app.ui.widgets.text import Label

NOTES = (
    AddNote(note_id="n1", text="Access is lower than foundations."),
    AddNote(note_id="n2", text="The buses decide who can take part."),
    AddTheme(theme_id="t1", name="Transport", position=1.0),
    AddTheme(theme_id="t2", name="Money", position=2.0),
)


@pytest.fixture
def view(desk, carry_out, qtbot):
    carry_out(desk, *NOTES)
    view = NotesView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 712)
    view.show()
    QTest.qWaitForWindowExposed(view)
    view.activateWindow()
    return view


def card(view: QWidget, note_id: str) -> NoteCard:
    return view.findChild(NoteCard, f"notes.card.{note_id}")


def note(desk, note_id: str):
    return next(one for one in desk.snapshot.notes if one.id == note_id)


def test_one_key_lets_a_note_onto_the_wall_and_goes_to_the_next(desk, view, carry_out) -> None:
    first = card(view, "n1")
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_W)
    carry_out(desk)
    assert note(desk, "n1").place == "wall"
    second = card(view, "n2")
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_H)
    carry_out(desk)
    assert note(desk, "n2").place == "hidden"
    QTest.keyClick(card(view, "n2"), Qt.Key.Key_H)
    carry_out(desk)
    assert note(desk, "n2").place == "tray"


def test_digits_tag_and_chips_filter(desk, view, carry_out) -> None:
    QTest.keyClick(card(view, "n2"), Qt.Key.Key_1)
    carry_out(desk)
    assert note(desk, "n2").themes == ("t1",)
    view.findChild(QWidget, "notes.theme.t1").click()
    assert card(view, "n2").isVisible()
    assert card(view, "n1") is None or not card(view, "n1").isVisible()
    view.findChild(QWidget, "notes.theme.t1").click()
    QTest.keyClick(card(view, "n2"), Qt.Key.Key_1)
    carry_out(desk)
    assert note(desk, "n2").themes == ()


def test_a_note_dropped_on_a_column_lies_there(desk, view, carry_out) -> None:
    data = QMimeData()
    data.setData(MIME, b"n1")
    column = view.findChild(NoteColumn, "notes.column.wall")
    event = QDropEvent(
        QPointF(10, 40), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    column.dropEvent(event)
    carry_out(desk)
    assert note(desk, "n1").place == "wall"


def test_a_quick_note_is_a_draft_until_enter(desk, view, carry_out) -> None:
    line = view.findChild(EntryLine, "notes.new")
    QTest.keyClicks(line, "Families first")
    carry_out(desk)
    assert [draft.text for draft in desk.snapshot.drafts] == ["Families first"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    carry_out(desk)
    fresh = desk.snapshot.notes[-1]
    assert desk.snapshot.words(fresh.id) == "Families first"
    assert fresh.place == "tray"
    assert not desk.snapshot.drafts


def test_a_new_theme_is_one_line_away(desk, view, carry_out) -> None:
    field = view.findChild(QLineEdit, "notes.theme.new")
    QTest.keyClicks(field, "Early learning")
    QTest.keyClick(field, Qt.Key.Key_Return)
    carry_out(desk)
    assert [one.name for one in desk.snapshot.themes] == ["Transport", "Money", "Early learning"]


def test_two_versions_of_a_notes_words_are_settled_on_the_card(desk, view, carry_out) -> None:
    carry_out(desk, SetCell(cell=str(words_key("n1")), value="Another wording.", station="t"))
    assert len(desk.snapshot.cell(words_key("n1")).versions) == 2
    card(view, "n1").findChild(QPushButton, "contest.keep.1").click()
    carry_out(desk)
    assert len(desk.snapshot.cell(words_key("n1")).tips) == 1


def test_a_note_becomes_a_next_step_with_a_role_and_a_date(desk, view, carry_out) -> None:
    QTest.keyClick(card(view, "n2"), Qt.Key.Key_S)
    carry_out(desk)
    (step,) = desk.snapshot.next_steps
    assert step.text == "The buses decide who can take part."
    view.open_page("steps")
    role = view.findChild(RecordText, f"notes.step.{step.id}.owner_role")
    QTest.keyClicks(role, "Transport office")
    role.settle_now()
    row = view.findChild(StepRow, f"notes.step.{step.id}")
    row.findChild(DueField).changed.emit(date(2027, 1, 15))
    row._toggle_dimension("d05", True)
    carry_out(desk)
    (step,) = desk.snapshot.next_steps
    assert step.owner_role == "Transport office"
    assert step.due == date(2027, 1, 15)
    assert step.dimensions == ("d05",)


def test_a_name_in_place_of_a_role_is_pointed_out(desk, view, carry_out) -> None:
    person = AddPerson(participant_id="p", role=Role.ADVOCATE, identity={"name": "Ana Test"})
    carry_out(
        desk, person, AddNextStep(step_id="s", position=1.0, text="Ask.", owner_role="Ana Test")
    )
    view.open_page("steps")
    carry_out(desk)
    shown = [x.text() for x in view.findChildren(Label) if x.isVisible()]
    assert "That is somebody’s name. Write a role instead." in shown


def test_next_steps_move_up_and_down(desk, view, carry_out) -> None:
    steps = [AddNextStep(step_id=f"s{n}", position=float(n), text=f"Step {n}") for n in range(3)]
    carry_out(desk, *steps)
    view._steps._on_row_move_requested("s2", -1)
    carry_out(desk)
    assert [step.id for step in desk.snapshot.next_steps] == ["s0", "s2", "s1"]
    view._steps._on_row_move_requested("s2", -1)
    carry_out(desk)
    view._steps._on_row_move_requested("s2", 1)
    view._steps._on_row_move_requested("s0", 1)
    carry_out(desk)
    assert len({step.position for step in desk.snapshot.next_steps}) == 3


def test_typing_in_a_next_step_survives_a_refresh(desk, view, carry_out) -> None:
    carry_out(desk, AddNextStep(step_id="s", position=1.0, text="Ask."))
    view.open_page("steps")
    field = view.findChild(RecordText, "notes.step.s.text")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Ask the schools")
    carry_out(desk, AddTheme(theme_id="t9", name="Later", position=9.0))
    assert field.text() == "Ask the schools"
    assert desk.snapshot.draft("next_steps|s|text").text == "Ask the schools"
    field.settle_now()
    carry_out(desk)
    assert desk.snapshot.next_steps[0].text == "Ask the schools"


def test_words_that_are_emptied_again_leave_no_draft(desk, view, carry_out) -> None:
    carry_out(desk, AddNextStep(step_id="s", position=1.0, text="Ask."))
    view.open_page("steps")
    field = view.findChild(RecordText, "notes.step.s.text")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    carry_out(desk)
    assert desk.snapshot.draft("next_steps|s|text").text == ""
    field.settle_now()
    carry_out(desk)
    assert desk.snapshot.draft("next_steps|s|text") is None
    assert desk.snapshot.next_steps[0].text == "Ask."


def test_a_field_whose_words_were_refused_shows_newer_ones(desk, view, carry_out) -> None:
    carry_out(desk, AddNextStep(step_id="s", position=1.0, text="Ask the Quills about it."))
    carry_out(desk, WithdrawWords(target="next_steps:s"))
    view.open_page("steps")
    field = view.findChild(RecordText, "notes.step.s.text")
    field.selectAll()
    field.insertPlainText("Ask the Quills about it.")
    field.settle_now()
    carry_out(desk)
    assert desk.snapshot.next_steps[0].text == ""
    carry_out(desk, AddTheme(theme_id="t9", name="Later", position=9.0))
    assert field.text() == "Ask the Quills about it.", "refused words stay to be mended"
    view._pages.setFocus()
    carry_out(desk, EditNextStep(step_id="s", values={"text": "Ask the schools."}))
    assert field.text() == "Ask the schools."


def test_withdrawing_a_note_asks_first_and_leaves_no_words(desk, view, carry_out, qtbot) -> None:
    path = desk.operations.path
    view._board._on_card_withdraw_requested("n1")
    yes = view.findChild(QPushButton, "withdraw.yes")
    assert yes.isVisible()
    assert desk.snapshot.words("n1")
    with qtbot.waitSignal(view.withdrawn, timeout=60_000):
        yes.click()
    carry_out(desk)
    assert desk.snapshot.words("n1") == ""
    assert b"Access is lower" not in path.read_bytes()
