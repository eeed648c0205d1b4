"""Taking notes in the real window of a station, with a real hub at the other end."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app.bootstrap.exchange import StationFiles
from app.bootstrap.room_office import identity_for
from app.bootstrap.station_program import StationProgram
from app.domain.cells import RevealResults, SetCell, words_key
from app.domain.ids import new_id
from app.domain.notes import AddNote
from app.domain.stations import MoveStation, RevokeStation, TellStations
from app.services import kept_entries, spoken
from app.ui.score.entry_line import EntryLine
from app.ui.station.join_page import ComparePage
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.text import Label
from tests.refusing import small_disk
from tests.room.desktops import is_home, turn, wall
from tests.room.note_taker import (
    EVIDENCE,
    F2,
    F3,
    Started,
    buttons,
    child,
    enter,
    inside,
    short_pauses,
    start,
    status,
    type_words,
    words,
)
from tests.room.rooms import OpenRoom
from tests.workshops import rating, reason

__all__ = ["inside", "short_pauses", "start"]


def test_the_line_says_what_is_known_and_no_more(room: OpenRoom, inside: StationProgram) -> None:
    assert status(inside) == "Saved on the facilitator’s laptop"
    port = room.hub.at.port
    room.close()
    turn(lambda: status(inside).startswith("No connection since"))
    type_words(inside, "sheet.evidence", "Budget book").settle_now()
    turn(lambda: status(inside).startswith("1 not yet on the facilitator’s laptop. Kept on"))
    again = OpenRoom(room.path, port)
    try:
        turn(lambda: status(inside) == "Saved on the facilitator’s laptop")
        assert again.operations.snapshot.cell(EVIDENCE).value == "Budget book"
    finally:
        inside.window.close()
        again.close()


def test_enter_joins_where_a_link_says_all(room: OpenRoom, start: Started) -> None:
    program = start(str(room.link()))
    QTest.keyClick(program.window.focusWidget(), Qt.Key.Key_Return)
    turn(lambda: program.window.findChild(ComparePage) is not None)


def test_another_language_keeps_what_is_being_typed(room: OpenRoom, inside: StationProgram) -> None:
    type_words(inside, "sheet.evidence", "Half a sen")
    inside.change_setting("language", "es")
    assert child(inside, DraftText, "sheet.evidence").text() == "Half a sen"
    # The status line still says so of what was saved before, until the words are an entry.
    turn(lambda: room.operations.snapshot.cell(EVIDENCE).value == "Half a sen")
    turn(lambda: status(inside) == "Guardado en la computadora de quien facilita")
    inside.change_setting("text_scale", 2.0)
    assert child(inside, DraftText, "sheet.evidence").text() == "Half a sen"


def test_the_facilitators_word_the_reveal_and_the_end_of_a_device(
    room: OpenRoom, inside: StationProgram
) -> None:
    room.do(TellStations(text="Ten minutes left."))
    turn(lambda: "From the facilitator: Ten minutes left." in words(inside))
    view = inside.window.view
    assert view is not None
    view.open_page("results")
    assert view.page == "sheet"
    room.do(SetCell(cell=str(rating("gB")), value=F2))
    room.do(RevealResults())
    turn(lambda: inside.station.desk.snapshot.cell(rating("gB")).value == F2)
    view.open_page("results")
    assert view.page == "results"
    spoken_words = inside.window.findChild(QWidget, "station.results.words")
    assert "Group B" in spoken_words.toPlainText() or "B" in spoken_words.toPlainText()
    room.do(RevealResults(revealed=False))
    turn(lambda: view.page == "sheet")
    assert spoken_words.toPlainText() == ""
    station_id = inside.station.desk.station_id
    room.do(RevokeStation(station_id=station_id))
    turn(lambda: "took this laptop out of its group" in status(inside))
    type_words(inside, "sheet.evidence", "Still written").settle_now()
    turn(lambda: "1 answer waits for the facilitator" in words(inside))


def test_two_versions_are_shown_and_settled_here(room: OpenRoom, inside: StationProgram) -> None:
    inside.station.road._link.stop()
    type_words(inside, "sheet.evidence", "From this table.").settle_now()
    room.do(SetCell(cell=str(EVIDENCE), value="From the facilitator."))
    folder = inside.station.folder
    inside.window.close()
    again = inside  # the same window would be gone: the next start has its own
    again.start()
    turn(lambda: again.station is not None and again.station.folder == folder)
    turn(lambda: "Two versions were written" in words(again))
    assert "the facilitator’s laptop" in words(again)
    keep = again.window.findChild(QPushButton, "contest.keep.0")
    chosen = keep.accessibleDescription()
    keep.click()
    turn(lambda: is_home(again.station))
    turn(lambda: room.operations.snapshot.cell(EVIDENCE).value == chosen)


def test_notes_to_the_prompt_and_the_groups_word_arrive(
    room: OpenRoom, inside: StationProgram
) -> None:
    view = inside.window.view
    assert view is not None
    road = inside.station.road
    road.clock = {"activity_id": "a", "prompt_id": "p1", "prompt": {"en": "What surprised you?"}}
    road.changed.emit()
    view.open_page("notes")
    assert "What surprised you?" in words(inside)
    line = child(inside, EntryLine, "station.note.new")
    QTest.keyClicks(line, "More counselors")
    inside.station.operations.flush()
    assert [one.text for one in inside.station.desk.snapshot.drafts] == ["More counselors"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    for name in ("score.help", "score.finished", "score.see"):
        child(inside, QPushButton, name).click()
    child(inside, QPushButton, "score.confirm.yes").click()
    turn(lambda: is_home(inside.station))
    shot = room.operations.snapshot
    (note,) = shot.notes
    assert (shot.words(note.id), note.prompt_id) == ("More counselors", "p1")
    state = shot.group_state("gA")
    assert state.help_asked_at
    assert state.finished_at
    assert state.confirmed_at
    turn(lambda: "We need no more help" in buttons(inside))


def test_a_note_is_ended_where_it_began_and_the_next_goes_to_the_next_prompt(
    room: OpenRoom, inside: StationProgram
) -> None:
    view, road = inside.window.view, inside.station.road
    assert view is not None

    def prompt(prompt_id: str, text: str) -> None:
        road.clock = {"activity_id": "a", "prompt_id": prompt_id, "prompt": {"en": text}}
        road.changed.emit()

    prompt("p1", "What surprised you?")
    view.open_page("notes")
    line = child(inside, EntryLine, "station.note.new")
    line.setFocus()
    QTest.keyClicks(line, "Half a sen")
    prompt("p2", "Who is missing?")
    assert "What surprised you?" in words(inside)
    QTest.keyClicks(line, "tence")
    QTest.keyClick(line, Qt.Key.Key_Return)
    turn(lambda: "Who is missing?" in words(inside))
    QTest.keyClicks(inside.window.focusWidget(), "To the next")
    QTest.keyClick(inside.window.focusWidget(), Qt.Key.Key_Return)
    turn(lambda: len(room.operations.snapshot.notes) == 2)
    shot = room.operations.snapshot
    found = {note.prompt_id: shot.words(note.id) for note in shot.notes}
    assert found == {"p1": "Half a sentence", "p2": "To the next"}


def test_words_of_a_note_are_of_the_group_that_it_was_written_for(
    room: OpenRoom, inside: StationProgram
) -> None:
    desk, note_id = inside.station.desk, new_id()
    desk.submit(AddNote(note_id=note_id, group_id="gA", prompt_id="p1", text="Spending"))
    turn(lambda: is_home(inside.station) and len(room.operations.snapshot.notes) == 1)
    tips = tuple(room.operations.snapshot.cell(words_key(note_id)).tips)
    room.do(MoveStation(station_id=desk.station_id, group_id="gB"))
    turn(lambda: desk.group_id == "gB")
    cell = str(words_key(note_id))
    desk.submit(SetCell(cell=cell, value="Spending by year", based_on=tips))
    turn(lambda: is_home(inside.station))
    waiting = room.operations.ask(lambda file, _tell: kept_entries.to_decide(file.database))
    assert [one.outcome.value for one in waiting] == ["quarantined"]


def test_it_asks_before_it_closes_over_what_is_only_here(
    room: OpenRoom, inside: StationProgram
) -> None:
    room.close()
    turn(lambda: not inside.station.road.state.connected)
    type_words(inside, "sheet.evidence", "Only here").settle_now()
    turn(lambda: inside.station.road.state.waiting == 1)
    inside.window._may_close = False
    assert not QWidget.close(inside.window)
    assert "1 answer is not on the facilitator’s laptop yet" in words(inside)
    assert QWidget.close(inside.window)
    assert inside.station is None


def test_by_file_to_the_hub_and_back(
    room: OpenRoom, inside: StationProgram, tmp_path: Path
) -> None:
    inside.station.road._link.stop()
    type_words(inside, "sheet.evidence", "Carried on a stick").settle_now()
    inside.station.operations.flush()
    roads = inside.window.view.roads
    inside.window.view.turn_roads()
    roads.save(tmp_path / "answers")
    turn(lambda: "Bring it to the facilitator" in words(inside))
    files = StationFiles(room.operations)
    taken = files.take_in(tmp_path / "answers.eqx")
    assert room.operations.snapshot.cell(EVIDENCE).value == "Carried on a stick"
    answer = files.save_answer(taken, tmp_path / "back.eqx")
    assert inside.station.road.state.waiting == 1
    roads.read_answer(answer)
    turn(lambda: inside.station.road.state.waiting == 0)
    turn(lambda: "This laptop knows now" in words(inside))
    roads.read_answer(tmp_path / "answers.eqx")
    turn(lambda: "This laptop knows now" not in words(inside))
    assert inside.station.road.state.waiting == 0


def test_scores_are_read_aloud(room: OpenRoom, inside: StationProgram) -> None:
    inside.station.road._link.stop()
    inside.station.desk.submit(SetCell(cell=str(rating()), value=F3))
    inside.station.operations.flush()
    QApplication.processEvents()
    inside.window.view.turn_roads()
    child(inside, QPushButton, "station.code.d01").click()
    code = inside.window.findChild(Label, "station.code")
    turn(lambda: code.isVisible())
    heard = spoken.heard(
        room.operations.snapshot, identity_for(room.operations), code.text(), now=wall()
    )
    room.do(heard.command)
    assert room.operations.snapshot.cell(rating()).value == F3
    child(inside, QPushButton, "station.code.d06").click()
    turn(lambda: "There is no code for" in words(inside))


def test_withdrawn_words_leave_the_window(room: OpenRoom, inside: StationProgram) -> None:
    from app.domain.withdrawal import WithdrawWords

    field = type_words(inside, "sheet.foundations.reason", "Somebody said too much here.")
    field.settle_now()
    turn(lambda: is_home(inside.station))
    child(inside, DraftText, "sheet.evidence").setFocus()
    room.do(WithdrawWords(target=f"cell:{reason()}"))
    turn(lambda: field.text() == "")


def test_a_full_disk_is_told_and_the_words_go_on_when_there_is_room(
    room: OpenRoom, start: Started, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "small") as disk:
        program = enter(start(str(room.link()), folder="small"))
        disk.fill()
        type_words(program, "sheet.evidence", "Typed on a full disk").settle_now()
        turn(lambda: program.station.operations.in_trouble)
        turn(lambda: "Not on the disk yet" in status(program))
        disk.free()
        turn(lambda: status(program) == "Saved on the facilitator’s laptop")
        assert room.operations.snapshot.cell(EVIDENCE).value == "Typed on a full disk"
        program.window.close()


def test_with_large_text_another_page_is_read_from_its_top(
    room: OpenRoom, inside: StationProgram
) -> None:
    inside.change_setting("text_scale", 2.0)
    inside.window.resize(1366, 768)
    view = inside.window.view
    bar = view._area.verticalScrollBar()
    turn(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    view.open_page("norms")
    assert bar.value() == 0
    inside.change_setting("text_scale", 1.0)
