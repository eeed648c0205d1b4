"""The scoring sheet on a real workshop: what is typed and pressed is kept, come what may."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.domain.cells import CellKey, ConfirmScores, Field, SetCell
from app.domain.scoring_sheet import sheet
from app.domain.seating import AddGroup
from app.ui.desk import Desk
from app.ui.score.affected_groups import AffectedGroups
from app.ui.score.cell_writer import CellWriter
from app.ui.score.entry_line import EntryLine
from app.ui.score.view import ScoreView
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.level_picker import LevelPicker
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.text import Label

GROUPS = (
    AddGroup(group_id="gA", seating_id="scoring", label="A", position=1.0,
             dimensions=("d01", "d06")),
    AddGroup(group_id="gB", seating_id="scoring", label="B", position=2.0, dimensions=("d02",)),
)  # fmt: skip


def key(field: Field, lens: str = "", dimension: str = "d01") -> CellKey:
    return CellKey("gA", dimension, field, lens)


def state(desk: Desk, field: Field, lens: str = ""):
    return desk.snapshot.cell(key(field, lens))


def named(view: QWidget, kind: type, name: str):
    found = [w for w in view.findChildren(kind, name) if w.isVisible()]
    assert len(found) == 1, name
    return found[0]


@pytest.fixture
def view(desk: Desk, carry_out, qtbot):
    carry_out(desk, *GROUPS)
    view = ScoreView(desk)
    qtbot.addWidget(view)
    view.resize(1366, 712)
    view.show()
    QTest.qWaitForWindowExposed(view)
    view.activateWindow()
    return view


def test_a_level_is_saved_at_once_and_two_quick_ones_never_contest(desk, view, carry_out) -> None:
    picker = named(view, LevelPicker, "sheet.foundations.picker")
    picker.setFocus()
    QTest.keyClick(picker.children()[-1], Qt.Key.Key_2)
    QTest.keyClick(picker.children()[-1], Qt.Key.Key_3)
    carry_out(desk)
    settled = state(desk, Field.RATING, "foundations")
    assert settled.value == {"level": "f3", "framework": 1}
    assert len(settled.tips) == 1
    assert picker.value() == "f3"


def test_every_keystroke_is_a_draft_and_the_words_become_an_entry(desk, view, carry_out) -> None:
    field = named(view, DraftText, "sheet.evidence")
    QTest.keyClicks(field, "Budget book")
    carry_out(desk)
    draft = desk.snapshot.draft(str(key(Field.EVIDENCE)))
    assert draft is not None
    assert draft.text == "Budget book"
    assert state(desk, Field.EVIDENCE).value is None
    field.settle_now()
    carry_out(desk)
    assert state(desk, Field.EVIDENCE).value == "Budget book"
    assert desk.snapshot.draft(str(key(Field.EVIDENCE))) is None


def test_a_refresh_while_typing_takes_nothing_away(desk, view, carry_out) -> None:
    field = named(view, DraftText, "sheet.evidence")
    field.setFocus()
    QTest.keyClicks(field, "My own ")
    theirs = SetCell(cell=str(key(Field.EVIDENCE)), value="From the tablet.", station="tablet")
    carry_out(desk, theirs)
    QTest.keyClicks(field, "words")
    assert field.text() == "My own words"
    field.settle_now()
    carry_out(desk)
    values = {version.value for version in state(desk, Field.EVIDENCE).versions}
    assert values == {"My own words", "From the tablet."}
    assert "From the tablet." in shown_words(view)


def shown_words(view: QWidget) -> str:
    from app.ui.widgets.text import Label

    return "\n".join(label.text() for label in view.findChildren(Label) if label.isVisible())


def test_choosing_a_version_settles_the_contest_naming_all_of_them(desk, view, carry_out) -> None:
    carry_out(
        desk,
        SetCell(cell=str(key(Field.EVIDENCE)), value="One."),
        SetCell(cell=str(key(Field.EVIDENCE)), value="Two.", station="tablet"),
    )
    assert len(state(desk, Field.EVIDENCE).versions) == 2
    named(view, QPushButton, "contest.keep.1").click()
    carry_out(desk)
    settled = state(desk, Field.EVIDENCE)
    assert settled.value in ("One.", "Two.")
    assert len(settled.tips) == 1
    assert named(view, DraftText, "sheet.evidence").text() == settled.value


def test_writing_into_a_contested_field_settles_it(desk, view, carry_out) -> None:
    carry_out(
        desk,
        SetCell(cell=str(key(Field.EVIDENCE)), value="One."),
        SetCell(cell=str(key(Field.EVIDENCE)), value="Two.", station="tablet"),
    )
    field = named(view, DraftText, "sheet.evidence")
    QTest.keyClicks(field, "Both hold.")
    field.settle_now()
    carry_out(desk)
    assert state(desk, Field.EVIDENCE).value == "Both hold."


def test_a_contested_level_is_settled_by_pressing_one(desk, view, carry_out) -> None:
    cell = str(key(Field.RATING, "access"))
    carry_out(
        desk,
        SetCell(cell=cell, value={"level": "a1", "framework": 1}),
        SetCell(cell=cell, value={"level": "a2", "framework": 1}, station="tablet"),
    )
    picker = named(view, LevelPicker, "sheet.access.picker")
    QTest.keyClick(picker.children()[0], Qt.Key.Key_2)
    carry_out(desk)
    assert state(desk, Field.RATING, "access").value == {"level": "a2", "framework": 1}
    assert len(state(desk, Field.RATING, "access").tips) == 1


def test_a_draft_comes_back_after_a_crash_and_becomes_an_entry(
    desk, open_desk, workshop_file: Path, tmp_path: Path, carry_out, qtbot
) -> None:
    carry_out(desk, *GROUPS, SetCell(cell=str(key(Field.EVIDENCE)), value="Before."))
    tips = tuple(state(desk, Field.EVIDENCE).tips)
    desk.keep_draft(str(key(Field.EVIDENCE)), "Before, and more that was being ty", tips)
    carry_out(desk)
    desk.operations.close()
    again = open_desk(workshop_file)
    view = ScoreView(again)
    qtbot.addWidget(view)
    view.show()
    field = named(view, DraftText, "sheet.evidence")
    assert field.text() == "Before, and more that was being ty"
    field.settle_now()
    carry_out(again)
    assert state(again, Field.EVIDENCE).value == "Before, and more that was being ty"


def test_leaving_for_another_dimension_mid_word_loses_nothing(desk, view, carry_out) -> None:
    QTest.keyClicks(named(view, DraftText, "sheet.access.reason"), "Half a sen")
    view.open_dimension("d06")
    view.open_dimension("d01")
    assert named(view, DraftText, "sheet.access.reason").text() == "Half a sen"
    carry_out(desk)
    assert state(desk, Field.REASON, "access").value == "Half a sen"


def test_not_scoring_takes_the_groups_own_words_and_can_be_taken_back(
    desk, view, carry_out
) -> None:
    named(view, QPushButton, "sheet.not_scored").click()
    words = named(view, DraftText, "sheet.not_scored.words")
    QTest.keyClicks(words, "Nobody here knows.")
    words.settle_now()
    carry_out(desk)
    found = state(desk, Field.NOT_SCORED)
    assert found.value == {"words": "Nobody here knows."}
    assert len(found.tips) == 1
    named(view, QPushButton, "sheet.not_scored.back").click()
    carry_out(desk)
    assert not sheet(desk.snapshot, "gA", "d01", "en").chose_not


def test_student_groups_are_chips_and_own_words(desk, view, carry_out) -> None:
    named(view, QWidget, "sheet.affected.english_learners").click()
    other = named(view, QLineEdit, "sheet.affected.other")
    QTest.keyClicks(other, "Newcomers")
    QTest.keyClick(other, Qt.Key.Key_Return)
    carry_out(desk)
    assert state(desk, Field.STUDENT_GROUPS).value == ["english_learners", "Newcomers"]
    named(view, QWidget, "sheet.affected.english_learners").click()
    carry_out(desk)
    assert state(desk, Field.STUDENT_GROUPS).value == ["Newcomers"]


def test_a_student_group_is_a_draft_first_which_a_new_sheet_shows(desk, view, carry_out) -> None:
    other = named(view, QLineEdit, "sheet.affected.other")
    QTest.keyClicks(other, "Newcom")
    carry_out(desk)
    assert [d.text for d in desk.snapshot.drafts] == ["Newcom"]
    again = AffectedGroups(
        CellWriter(*[lambda *_: None] * 3), sheet(desk.snapshot, "gA", "d01", "en")
    )
    again.setParent(view)
    assert again.findChild(QLineEdit, "sheet.affected.other").text() == "Newcom"
    QTest.keyClicks(other, "ers")
    QTest.keyClick(other, Qt.Key.Key_Return)
    carry_out(desk)
    assert state(desk, Field.STUDENT_GROUPS).value == ["Newcomers"]
    assert not desk.snapshot.drafts
    QTest.keyClicks(other, "x")
    QTest.keyClick(other, Qt.Key.Key_Backspace)
    carry_out(desk)
    assert not desk.snapshot.drafts


def test_a_data_need_is_a_draft_first_and_enter_adds_it(desk, view, carry_out) -> None:
    line = named(view, EntryLine, "sheet.need.new")
    QTest.keyClicks(line, "Spending by school")
    carry_out(desk)
    assert any(d.text == "Spending by school" for d in desk.snapshot.drafts)
    QTest.keyClick(line, Qt.Key.Key_Return)
    carry_out(desk)
    (need,) = desk.snapshot.data_needs
    assert desk.snapshot.words(need.id) == "Spending by school"
    assert (need.group_id, need.dimension_id) == ("gA", "d01")
    assert not desk.snapshot.drafts


def test_group_words_and_confirmation_are_the_groups_own(desk, view, carry_out) -> None:
    named(view, QPushButton, "score.help").click()
    named(view, QPushButton, "score.finished").click()
    named(view, QPushButton, "score.see").click()
    named(view, QPushButton, "score.confirm.yes").click()
    carry_out(desk)
    found = desk.snapshot.group_state("gA")
    assert found.help_asked_at
    assert found.finished_at
    assert found.confirmed_at


def test_a_level_beside_the_choice_not_to_score_is_told_before_the_group_says_yes(
    desk, view, carry_out
) -> None:
    carry_out(
        desk,
        SetCell(cell=str(key(Field.RATING, "access")), value={"level": "a2", "framework": 1}),
        SetCell(cell=str(key(Field.NOT_SCORED)), value={"words": "Not ours to judge."}),
    )
    named(view, QPushButton, "score.see").click()
    shown = [label.text() for label in view.findChildren(Label) if label.isVisible()]
    assert shown.count("Chose not to score") == 2
    assert [w for w in shown if "not counted" in w] == [
        "Entered too, and not counted: 2: Reaches some"
    ]
    assert "Not ours to judge." in shown


def test_the_status_line_says_saved_only_when_it_is(desk, view, carry_out) -> None:
    status = named(view, Label, "sheet.status")
    QTest.keyClicks(named(view, DraftText, "sheet.evidence"), "x")
    assert status.text() == "Saving…"
    for _turn in range(5):
        carry_out(desk)
    assert status.text() == "Saved on this laptop"


@pytest.mark.parametrize("shown", ["sheet", "paper"])
def test_a_page_made_anew_shows_what_was_shown(desk, view, qtbot, shown: str) -> None:
    """Another language or text size, chosen over the paper grid, led back to the sheet."""
    view.open_detail("gA/d06")
    view._show(shown)
    again = ScoreView(desk)
    qtbot.addWidget(again)
    again.show()
    again.open_detail(view.section)
    assert named(again, Segmented, "score.mode").value() == shown
    assert again.section == view.section


def test_a_paper_sheet_goes_in_by_keys_alone(desk, view, carry_out) -> None:
    view._show("paper")
    grid = view._grid.grid
    for press in "23x":
        QTest.keyClicks(grid, press)
    carry_out(desk)
    assert state(desk, Field.RATING, "foundations").value == {"level": "f2", "framework": 1}
    assert state(desk, Field.RATING, "access").value == {"level": "a3", "framework": 1}
    assert desk.snapshot.cell(key(Field.NOT_SCORED, dimension="d06")).value == {"words": ""}
    grid.setCurrentCell(0, 1)
    QTest.keyClicks(grid, "?")
    grid.setCurrentCell(0, 2)
    QTest.keyClick(grid, Qt.Key.Key_Backspace)
    grid.setCurrentCell(1, 1)
    QTest.keyClicks(grid, "4")
    carry_out(desk)
    assert state(desk, Field.RATING, "foundations").value == {"cannot_tell": True}
    assert state(desk, Field.RATING, "access").value is None
    assert desk.snapshot.cell(key(Field.NOT_SCORED, dimension="d06")).value is None


def test_all_groups_are_one_grid(desk, view, carry_out) -> None:
    view._show("paper")
    view._grid._scope.set_value("every_group")
    view._grid._on_scope_chosen("every_group")
    QTest.keyClicks(view._grid.grid, "112233")
    carry_out(desk)
    found = desk.snapshot.cell(CellKey("gB", "d02", Field.RATING, "foundations"))
    assert found.value == {"level": "f3", "framework": 1}


def test_words_too_long_for_an_entry_stay_on_the_screen_and_in_the_draft(
    desk, view, carry_out
) -> None:
    field = named(view, DraftText, "sheet.evidence")
    field.insertPlainText("word " * 4_100)
    field.settle_now()
    carry_out(desk, SetCell(cell=str(key(Field.OTHER_VIEW)), value="Elsewhere.", station="t"))
    assert len(field.text()) == 20_500
    assert state(desk, Field.EVIDENCE).value is None
    assert len(desk.snapshot.draft(str(key(Field.EVIDENCE))).text) == 20_500
    field.setPlainText("Shorter.")
    field.settle_now()
    carry_out(desk)
    assert state(desk, Field.EVIDENCE).value == "Shorter."


def test_finished_says_what_is_left_and_leads_there(desk, view, carry_out) -> None:
    then = view.findChild(QWidget, "score.then")
    assert not then.isVisible()
    named(view, QPushButton, "score.finished").click()
    carry_out(desk)
    assert then.isVisible()
    named(view, QPushButton, "score.see").click()
    group = desk.snapshot.groups[0].id
    carry_out(desk, ConfirmScores(group_id=group, on=True))
    assert not then.isVisible()
