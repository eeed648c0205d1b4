"""A notes page with hundreds of notes: cards are made as they come near, and nobody notices."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from app.domain.notes import TRAY, WALL, AddNote
from app.ui.notes.card import NoteCard
from app.ui.notes.column import FIRST, MORE, NoteColumn
from app.ui.notes.view import NotesView

MANY = 120


@pytest.fixture
def view(desk, carry_out, qtbot):
    places = (TRAY, WALL)
    notes = [
        AddNote(note_id=f"n{n:03}", text=f"Note {n}", place=places[n % 2]) for n in range(MANY)
    ]
    carry_out(desk, *notes)
    view = NotesView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 712)
    view.show()
    QTest.qWaitForWindowExposed(view)
    view.activateWindow()
    return view


def column(view: NotesView, place: str) -> NoteColumn:
    return view.findChild(NoteColumn, f"notes.column.{place}")


def idle() -> None:
    for _turn in range(30):
        QApplication.processEvents()


def test_only_what_is_near_is_made_and_all_is_counted(view) -> None:
    idle()
    tray = column(view, TRAY)
    made = len(tray.cards())
    view_height = tray.findChild(QScrollArea).viewport().height()
    assert FIRST <= made < MANY / 4
    assert tray.cards()[-1].geometry().bottom() >= view_height, "what is seen has no gap"
    assert tray.accessibleName() == "Waiting · 60"
    assert [card.note.id for card in tray.cards()] == list(tray.note_ids()[:made])


def test_scrolling_to_the_end_shows_the_last_note(view) -> None:
    tray = column(view, TRAY)
    bar = tray.findChild(QScrollArea).verticalScrollBar()
    for _try in range(MANY):
        if len(tray.cards()) == len(tray.note_ids()):
            break
        bar.setValue(bar.maximum())
        idle()
    assert [card.note.id for card in tray.cards()] == list(tray.note_ids())


def test_arrow_keys_go_down_a_column_to_its_end_and_across(view) -> None:
    tray = column(view, TRAY)
    tray.cards()[0].setFocus()
    for row in range(1, 3 * FIRST):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        assert QApplication.focusWidget().note.id == tray.note_ids()[row]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert QApplication.focusWidget().note.id == column(view, WALL).note_ids()[3 * FIRST - 1]


def test_tab_goes_down_a_column_though_its_cards_came_later(view) -> None:
    tray = column(view, TRAY)
    tray.card_at(FIRST + 2 * MORE)
    tray.cards()[0].setFocus()
    for row in range(1, FIRST + MORE):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        idle()
        assert QApplication.focusWidget().note.id == tray.note_ids()[row]


def test_a_note_that_goes_far_down_another_column_leaves_its_neighbour_the_focus(
    desk, view, carry_out
) -> None:
    idle()
    wall, tray = column(view, WALL), column(view, TRAY)
    first, second = wall.card_at(40), wall.note_ids()[41]
    first.setFocus()
    gone = first.note.id
    QTest.keyClick(first, Qt.Key.Key_W)
    carry_out(desk)
    assert QApplication.focusWidget().note.id == second
    assert gone in tray.note_ids()
    assert view.findChild(NoteCard, f"notes.card.{gone}") is None, "too far down to be made"
    assert [card.note.id for card in wall.cards()] == list(wall.note_ids()[: len(wall.cards())])
