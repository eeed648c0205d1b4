"""The agenda editor: minutes, order and words, by keyboard, mouse and inline."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from app.domain.agenda import EditActivity
from app.ui.agenda.model import MINUTES, MODE, SCENE, STARTS, TITLE, AgendaModel
from app.ui.agenda.moves import Place, a_step, move_activity, move_block
from app.ui.agenda.tree import AgendaTree
from app.ui.agenda.view import AgendaView
from app.ui.desk import Desk
from app.ui.prepare.choice import Choice, MinutesBox
from app.ui.prepare.places import between
from tests.ui.prepare_hands import Hands

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    view = AgendaView(desk)
    qtbot.addWidget(view)
    view.resize(1130, 700)
    view.show()
    return Hands(desk, view)


@pytest.fixture
def tree(hands: Hands) -> AgendaTree:
    return hands.find("prepare.agenda.tree", AgendaTree)


def model_of(tree: AgendaTree) -> AgendaModel:
    model = tree.model()
    assert isinstance(model, AgendaModel)
    return model


def at(tree: AgendaTree, record_id: str, column: int = TITLE) -> QModelIndex:
    return model_of(tree).place(record_id).siblingAtColumn(column)


def order(hands: Hands, block_id: str) -> list[str]:
    return [activity.id for activity in hands.desk.snapshot.agenda.of_block(block_id)]


def total(hands: Hands) -> str:
    return hands.find("prepare.agenda.total", QLabel).text()


def test_the_tree_shows_minutes_clock_times_and_where_they_come_from(tree: AgendaTree) -> None:
    def shown(record_id: str, column: int) -> str:
        return at(tree, record_id, column).data()

    assert shown("introduction", MINUTES) == "40"
    assert shown("introduction", SCENE) == "length: published"
    assert shown("break", SCENE) == "length: app default"
    assert shown("scoring", STARTS) == "1:23"
    assert shown("scoring", MODE) == "In groups"
    assert shown("norms", SCENE) == "Norms"


def test_the_total_is_held_against_four_hours(hands: Hands, tree: AgendaTree) -> None:
    assert total(hands) == "240 of 240 minutes"
    assert model_of(tree).setData(at(tree, "scoring", MINUTES), 66)
    hands.saved()
    assert total(hands) == "252 of 240 minutes · 12 minutes over"
    assert at(tree, "break", STARTS).data() == "2:37"
    hands.undo()
    assert total(hands) == "240 of 240 minutes"


def test_words_scene_and_mode_are_edited_in_place(hands: Hands, tree: AgendaTree) -> None:
    model = model_of(tree)
    model.setData(at(tree, "scoring", TITLE), "  Score  together ")
    model.setData(at(tree, "scoring", SCENE), "groups")
    model.setData(at(tree, "scoring", MODE), "plenary")
    hands.saved()
    activity = hands.desk.snapshot.agenda.activity("scoring")
    assert activity is not None
    assert activity.title["en"] == "Score together"
    assert activity.title["es"]
    assert (activity.scene, activity.mode) == ("groups", "plenary")
    assert not model.setData(at(tree, "scoring", TITLE), "   ")


def test_an_activity_is_moved_by_keys_also_into_the_next_block(
    hands: Hands, tree: AgendaTree
) -> None:
    tree.select("equity_idea")
    QTest.keyClick(tree, Qt.Key.Key_Down, CTRL)
    hands.saved()
    assert order(hands, "introduction")[-2:] == ["norms", "equity_idea"]
    QTest.keyClick(tree, Qt.Key.Key_Down, CTRL)
    hands.saved()
    assert order(hands, "understanding")[0] == "equity_idea"
    assert tree.current_id() == "equity_idea"
    QTest.keyClick(tree, Qt.Key.Key_Up, CTRL)
    hands.saved()
    assert order(hands, "introduction")[-1] == "equity_idea"


def test_a_block_moves_with_all_that_is_in_it(hands: Hands, tree: AgendaTree) -> None:
    tree.select("break")
    QTest.keyClick(tree, Qt.Key.Key_Up, CTRL)
    hands.saved()
    blocks = [block.id for block in hands.desk.snapshot.agenda.blocks]
    assert blocks.index("break") == blocks.index("assess") - 1
    assert at(tree, "scoring", STARTS).data() == "1:33"


def test_dragging_puts_an_activity_between_others(hands: Hands, tree: AgendaTree) -> None:
    model = model_of(tree)
    data = model.mimeData([at(tree, "outcomes")])
    block = model.place("introduction")
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, block)
    hands.saved()
    assert order(hands, "introduction")[:3] == ["welcome", "outcomes", "objectives"]
    data = model.mimeData([at(tree, "welcome")])
    block = model.place("introduction")
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, block)
    hands.saved()
    assert order(hands, "introduction")[:3] == ["outcomes", "objectives", "welcome"]


def test_dragging_onto_a_block_puts_it_last_there(hands: Hands, tree: AgendaTree) -> None:
    model = model_of(tree)
    data = model.mimeData([at(tree, "welcome")])
    model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.place("closing"))
    hands.saved()
    assert order(hands, "closing")[-1] == "welcome"
    block = model.mimeData([at(tree, "closing")])
    model.dropMimeData(block, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    hands.saved()
    assert hands.desk.snapshot.agenda.blocks[0].id == "closing"


def test_adding_splitting_and_removing(hands: Hands, tree: AgendaTree) -> None:
    tree.select("welcome")
    hands.press("prepare.agenda.add")
    added = order(hands, "introduction")[1]
    assert tree.current_id() == added
    assert set(hands.desk.snapshot.agenda.activity(added).title) == {"en", "es"}  # type: ignore[union-attr]
    hands.press("prepare.agenda.remove")
    assert added not in order(hands, "introduction")
    tree.select("scoring")
    hands.press("prepare.agenda.split")
    ids = order(hands, "assess")
    second = ids[ids.index("scoring") + 1]
    minutes = [hands.desk.snapshot.agenda.activity(i).minutes for i in ("scoring", second)]  # type: ignore[union-attr]
    assert minutes == [27, 27]
    assert total(hands) == "240 of 240 minutes"
    hands.press("prepare.agenda.add_block")
    blocks = [block.id for block in hands.desk.snapshot.agenda.blocks]
    assert blocks.index(tree.current_id()) == blocks.index("assess") + 1
    for _step in range(4):
        hands.undo()
    assert order(hands, "assess") == ["how_to_score", "find_tables", "scoring", "confirm"]


def test_delete_takes_a_block_away_and_undo_brings_it_back(hands: Hands, tree: AgendaTree) -> None:
    tree.select("break")
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    hands.saved()
    assert hands.desk.snapshot.agenda.block("break") is None
    assert total(hands) == "230 of 240 minutes · 10 minutes to spare"
    hands.undo()
    assert order(hands, "break") == ["pause", "return"]


def test_the_panel_edits_everything_of_an_activity(hands: Hands, tree: AgendaTree) -> None:
    tree.select("share_out")
    hands.find("prepare.agenda.minutes", MinutesBox).setValue(11)
    mode = hands.find("prepare.agenda.mode", Choice)
    mode.set_value("plenary")
    mode.activated.emit(mode.currentIndex())
    hands.write("prepare.agenda.share_out.prompt.es", "¿Qué oyeron?")
    hands.write("prepare.agenda.share_out.notes.en", "One minute each.")
    activity = hands.desk.snapshot.agenda.activity("share_out")
    assert activity is not None
    assert (activity.minutes, activity.mode) == (11, "plenary")
    assert activity.prompt["es"] == "¿Qué oyeron?"
    assert activity.prompt["en"]
    assert activity.notes["en"] == "One minute each."


def test_two_languages_typed_in_one_breath_are_both_kept(hands: Hands, tree: AgendaTree) -> None:
    tree.select("welcome")
    hands.find("prepare.agenda.welcome.title.en").setPlainText("Good morning")  # type: ignore[attr-defined]
    hands.write("prepare.agenda.welcome.title.es", "Buenos días")
    hands.find("prepare.agenda.welcome.title.en").finish()  # type: ignore[attr-defined]
    hands.saved()
    activity = hands.desk.snapshot.agenda.activity("welcome")
    assert activity is not None
    assert activity.title == {"en": "Good morning", "es": "Buenos días"}


def test_choosing_another_line_loses_no_words(hands: Hands, tree: AgendaTree) -> None:
    tree.select("welcome")
    field = hands.find("prepare.agenda.welcome.notes.en")
    field.selectAll()  # type: ignore[attr-defined]
    QTest.keyClicks(field, "Doors open at 11:40.")
    tree.select("norms")
    hands.saved()
    activity = hands.desk.snapshot.agenda.activity("welcome")
    assert activity is not None
    assert activity.notes["en"] == "Doors open at 11:40."


def test_a_change_from_elsewhere_leaves_selection_and_open_blocks(
    hands: Hands, tree: AgendaTree
) -> None:
    tree.select("norms")
    tree.collapse(model_of(tree).place("assess"))
    hands.desk.submit(EditActivity(activity_id="pause", values={"block_id": "reflect"}))
    hands.saved()
    assert tree.current_id() == "norms"
    assert not tree.isExpanded(model_of(tree).place("assess"))
    assert tree.isExpanded(model_of(tree).place("reflect"))


def test_the_first_line_cannot_go_higher(hands: Hands) -> None:
    agenda = hands.desk.snapshot.agenda
    assert a_step(agenda, agenda.activities[0], -1) is None
    assert a_step(agenda, agenda.activities[-1], 1) is None
    assert move_block(agenda, agenda.blocks[0], -1) == []


def test_crowded_places_are_numbered_anew(hands: Hands) -> None:
    agenda = hands.desk.snapshot.agenda
    near = [replace(a, position=1.0 + n * 1e-9) for n, a in enumerate(agenda.of_block("assess"))]
    crowded = replace(
        agenda,
        activities=tuple(a for a in agenda.activities if a.block_id != "assess") + tuple(near),
    )
    commands = move_activity(crowded, near[3], Place("assess", 1))
    assert len(commands) == 4
    places = {c.activity_id: c.values["position"] for c in commands if isinstance(c, EditActivity)}
    assert sorted(places, key=lambda i: places[i]) == [
        near[0].id,
        near[3].id,
        near[1].id,
        near[2].id,
    ]


def test_a_place_between_is_between() -> None:
    assert between([], 0) == 1.0
    assert between([1.0, 2.0], 0) < 1.0
    assert 1.0 < between([1.0, 2.0], 1) < 2.0
    assert between([1.0, 2.0], 2) > 2.0


def test_nothing_can_be_split_below_a_minute(hands: Hands, tree: AgendaTree) -> None:
    model_of(tree).setData(at(tree, "welcome", MINUTES), 1)
    hands.saved()
    tree.select("welcome")
    assert not hands.find("prepare.agenda.split", QAbstractButton).isEnabled()
