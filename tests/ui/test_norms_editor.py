"""Norms, worked on by the controls, as before the day and as live in the room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.domain.workshop import EditDetails
from app.ui.desk import Desk
from app.ui.norms.view import NormsView
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.words_field import WordsField
from tests.ui.prepare_hands import Hands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    view = NormsView(desk)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    return Hands(desk, view)


def names(hands: Hands) -> list[str]:
    return [norm.name["en"] for norm in hands.desk.snapshot.norms]


def mark_of(hands: Hands, name: str) -> str:
    box = hands.find(name, WordsField).parentWidget()
    assert isinstance(box, Captioned)
    return box.mark()


def test_seven_are_offered_in_both_languages_beside_each_other(hands: Hands) -> None:
    assert len(names(hands)) == 7
    english = hands.find("prepare.norms.candor.name.en", WordsField)
    spanish = hands.find("prepare.norms.candor.name.es", WordsField)
    assert (english.text(), spanish.text()) == ("Candor", "Franqueza")
    assert abs(english.width() - spanish.width()) <= 1


def test_rewording_marks_the_other_language_until_it_follows(hands: Hands) -> None:
    hands.write("prepare.norms.candor.text.en", "Say it kindly, but say it.")
    norm = next(n for n in hands.desk.snapshot.norms if n.id == "candor")
    assert norm.text["en"] == "Say it kindly, but say it."
    assert norm.untranslated == ("es",)
    assert mark_of(hands, "prepare.norms.candor.text.es")
    assert not mark_of(hands, "prepare.norms.candor.text.en")
    hands.write("prepare.norms.candor.text.es", "Dilo con cariño, pero dilo.")
    assert not mark_of(hands, "prepare.norms.candor.text.es")


def test_what_is_typed_settles_by_itself_while_the_room_watches(hands: Hands, qtbot: QtBot) -> None:
    field = hands.find("prepare.norms.present.name.en", WordsField)
    field.selectAll()
    QTest.keyClicks(field, "Be here")
    with qtbot.waitSignal(hands.desk.changed, timeout=60_000):
        pass
    assert "Be here" in names(hands)
    assert field.text() == "Be here"


def test_a_norm_is_added_in_one_language_and_waits_for_the_other(
    hands: Hands, qtbot: QtBot
) -> None:
    hands.enter("prepare.norms.add", "Laugh when you can")
    added = hands.desk.snapshot.norms[-1]
    explained = hands.find(f"prepare.norms.{added.id}.text.en", WordsField)
    qtbot.waitUntil(lambda: hands.view.window().focusWidget() is explained)
    assert added.name == {"en": "Laugh when you can"}
    assert added.untranslated == ("es",)
    assert mark_of(hands, f"prepare.norms.{added.id}.name.es")
    hands.undo()
    assert len(names(hands)) == 7


def test_norms_change_places_by_button_and_by_key(hands: Hands) -> None:
    first, second, *_rest = names(hands)
    hands.press("prepare.norms.present.down")
    assert names(hands)[:2] == [second, first]
    field = hands.find("prepare.norms.present.text.es", WordsField)
    QTest.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    hands.saved()
    assert names(hands)[:2] == [first, second]
    up = hands.find("prepare.norms.present.up", QAbstractButton)
    assert not up.isEnabled()


def test_a_removed_norm_comes_back_with_undo(hands: Hands) -> None:
    before = names(hands)
    hands.press("prepare.norms.candor.remove")
    assert "Candor" not in names(hands)
    hands.undo()
    assert names(hands) == before
    assert hands.find("prepare.norms.candor.name.en", WordsField).text() == "Candor"


def test_a_norm_without_any_name_is_not_stored(hands: Hands) -> None:
    hands.write("prepare.norms.candor.name.es", "")
    field = hands.write("prepare.norms.candor.name.en", "")
    box = field.parentWidget()
    assert isinstance(box, Captioned)
    assert box.fault()
    assert "Candor" in names(hands)


def test_adoption_is_a_moment_and_can_be_taken_back(hands: Hands) -> None:
    hands.press("prepare.norms.adopt")
    assert hands.desk.snapshot.workshop.norms_adopted_at == hands.desk.now()
    assert isinstance(hands.view, NormsView)
    assert "12:00 pm" in hands.view._adopted.text()
    hands.press("prepare.norms.adopt")
    assert hands.desk.snapshot.workshop.norms_adopted_at is None


def test_other_languages_of_the_room_bring_other_fields(hands: Hands, qtbot: QtBot) -> None:
    hands.desk.submit(EditDetails(values={"languages": ["es"]}))
    hands.saved()
    assert hands.view.findChild(WordsField, "prepare.norms.candor.name.en") is None
    qtbot.waitUntil(hands.find("prepare.norms.candor.name.es", WordsField).isVisible)
