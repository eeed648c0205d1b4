"""The preparation's page, its checklist, history and paper kit."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.sections import sections
from app.domain.agenda import EditActivity
from app.domain.errors import FileProblemError
from app.domain.norms import RemoveNorm
from app.ui.after.exporter import Exporter
from app.ui.desk import Desk
from app.ui.details.day_field import DayField
from app.ui.history.view import HistoryView
from app.ui.prepare.checklist import ChecklistView
from app.ui.prepare.paper_kit import KIND, PaperKitView
from app.ui.prepare.section import Section
from app.ui.prepare.view import PrepareView
from app.ui.prepare.words_field import WordsField
from app.ui.widgets.banner import Banner
from app.ui.widgets.sidebar_list import SidebarList
from app.ui.widgets.two_line_delegate import DETAIL
from tests.ui.prepare_hands import Hands


@pytest.fixture
def show(desk: Desk, qtbot: QtBot) -> Callable[..., Hands]:
    def make(view: object) -> Hands:
        qtbot.addWidget(view)
        view.resize(1366, 716)  # type: ignore[attr-defined]
        view.show()  # type: ignore[attr-defined]
        return Hands(desk, view)  # type: ignore[arg-type]

    return make


@pytest.fixture
def prepare(desk: Desk, show: Callable[..., Hands]) -> Hands:
    return show(PrepareView(desk, sections()))


def states(hands: Hands) -> dict[str, str]:
    rows = hands.find("prepare.sections", SidebarList)
    return {rows.ids()[n]: rows.item(n).data(DETAIL) for n in range(rows.count())}


def test_every_section_says_how_it_stands(prepare: Hands) -> None:
    assert states(prepare) == {
        "details": "Fri, Nov 20, 2026", "checklist": "14 left", "prework": "", "agenda": "240 min",
        "norms": "7 norms", "people": "Nobody yet", "groups": "None yet", "data": "None yet",
        "history": "Nothing yet", "framework": "4 levels", "paper": "",
        "room": "No station yet",
    }  # fmt: skip
    prepare.desk.submit(EditActivity(activity_id="scoring", values={"minutes": 60}))
    prepare.desk.submit(RemoveNorm(norm_id="candor"))
    prepare.saved()
    assert states(prepare)["agenda"] == "246 min · 6 minutes over"
    assert states(prepare)["norms"] == "6 norms"


def test_pages_are_made_when_they_are_first_opened(desk: Desk, show: Callable[..., Hands]) -> None:
    made: list[str] = []

    def section(name: str) -> Section:
        def make(desk: Desk) -> QCheckBox:
            made.append(name)
            return QCheckBox()

        return Section(name, name, "list", make)

    view = PrepareView(desk, [section("one"), tuple(section("two"))])
    show(view)
    assert made == ["one"]
    view.open_section("two")
    view.open_section("one")
    view.open_section("nowhere")
    assert made == ["one", "two"]
    assert view.section == "one"


def test_the_sections_open_by_arrow_keys(prepare: Hands) -> None:
    rows = prepare.find("prepare.sections", SidebarList)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert isinstance(prepare.view, PrepareView)
    assert prepare.view.section == "checklist"


def test_starting_the_day_leads_to_the_console(prepare: Hands, qtbot: QtBot) -> None:
    with qtbot.waitSignal(prepare.desk.page_requested) as asked:
        prepare.press("prepare.start")
    assert asked.args == ["console"]


def test_undo_by_key_and_by_button_says_what_it_takes_back(prepare: Hands) -> None:
    button = prepare.find("prepare.undo", QAbstractButton)
    assert not button.isEnabled()
    prepare.desk.submit(RemoveNorm(norm_id="candor"))
    prepare.saved()
    assert button.text() == "Undo: removed norm"
    QTest.keyClick(prepare.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    prepare.saved()
    assert len(prepare.desk.snapshot.norms) == 7
    assert not button.isEnabled()


def test_undo_in_a_field_without_typing_is_the_page_s(prepare: Hands) -> None:
    prepare.desk.submit(RemoveNorm(norm_id="candor"))
    prepare.saved()
    field = prepare.find("prepare.details.district", WordsField)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    prepare.saved()
    assert len(prepare.desk.snapshot.norms) == 7
    assert field.text() == "Riverbend"


def test_the_checklist_is_ticked_added_to_and_shortened(
    desk: Desk, show: Callable[..., Hands]
) -> None:
    hands = show(ChecklistView(desk))
    hands.press("prepare.checklist.room")
    assert [i.done for i in desk.snapshot.checklist if i.id == "room"] == [True]
    hands.enter("prepare.checklist.add", "Order the tamales")
    assert desk.snapshot.checklist[-1].text == {"en": "Order the tamales"}
    hands.press("prepare.checklist.rehearsal.remove")
    assert "rehearsal" not in [i.id for i in desk.snapshot.checklist]
    hands.undo()
    assert hands.find("prepare.checklist.rehearsal", QCheckBox) is not None


def test_an_item_gets_a_day_of_its_own_and_a_default_one_another(
    desk: Desk, show: Callable[..., Hands]
) -> None:
    hands = show(ChecklistView(desk))
    hands.enter("prepare.checklist.add", "Order the tamales")
    own = desk.snapshot.checklist[-1].id
    for item_id, days in ((own, 3), ("reading", 30)):
        day = desk.snapshot.workshop.date - timedelta(days=days)
        hands.press(f"prepare.checklist.{item_id}.due.change")
        field = hands.find(f"prepare.checklist.{item_id}.due.field", DayField)
        field.setDate(QDate(day.year, day.month, day.day))
        field.editingFinished.emit()
        hands.saved()
        assert [i.days for i in desk.snapshot.checklist if i.id == item_id] == [days]
        assert str(day.day) in hands.find(f"prepare.checklist.{item_id}.due", QLabel).text()
    hands.undo()
    assert [i.days for i in desk.snapshot.checklist if i.id == "reading"] == [None]


@pytest.fixture
def checklist(desk: Desk, show: Callable[..., Hands], qtbot: QtBot) -> Hands:
    """Return the checklist in a window that has the keys."""
    hands = show(ChecklistView(desk))
    with qtbot.waitActive(hands.view):
        hands.view.activateWindow()
    return hands


def _names_down_the_list(hands: Hands) -> list[str]:
    """Return the object names of the checklist's boxes as they stand under each other."""
    boxes = hands.view.findChildren(QCheckBox)
    boxes.sort(key=lambda box: box.mapTo(hands.view, QPoint()).y())
    return [box.objectName() for box in boxes]


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def test_a_day_is_chosen_by_keys_while_its_item_moves_down_the_list(
    checklist: Hands, qtbot: QtBot
) -> None:
    """The list is in the order of the days, and was made anew under whoever chose one."""
    first, second, *_rest = _names_down_the_list(checklist)
    change = checklist.find(f"{first}.due.change")
    change.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(change, Qt.Key.Key_Space)
    field = checklist.find(f"{first}.due.field", DayField)
    later = field.date().addDays(20)
    with qtbot.waitSignal(field.day_changed):
        field.setDate(later)
    checklist.saved()
    qtbot.waitUntil(lambda: _names_down_the_list(checklist)[0] == second)
    assert field.hasFocus()
    assert field.date() == later
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert change.hasFocus()
    QTest.keyClick(change, Qt.Key.Key_Tab)
    assert checklist.find(f"{first}.remove").hasFocus()


def test_tab_goes_down_the_checklist_and_then_to_the_field_under_it(
    checklist: Hands, qtbot: QtBot
) -> None:
    """Also where a row came back, made after everything else."""
    names = _names_down_the_list(checklist)
    checklist.press("prepare.checklist.reading.remove")
    checklist.undo()
    qtbot.waitUntil(lambda: _names_down_the_list(checklist) == names)
    stops = [f"{name}{part}" for name in names for part in ("", ".due.change", ".remove")]
    checklist.find(stops[0]).setFocus()
    come = [_focused().objectName()]
    for _stop in stops:
        QTest.keyClick(_focused(), Qt.Key.Key_Tab)
        come.append(_focused().objectName())
    assert come == [*stops, "prepare.checklist.add.line"]


def test_after_an_item_is_removed_the_keys_are_at_the_next(checklist: Hands) -> None:
    first, second, *_rest = _names_down_the_list(checklist)
    remove = checklist.find(f"{first}.remove")
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    checklist.saved()
    assert checklist.find(second).hasFocus()


def test_history_and_efforts_are_two_lists(desk: Desk, show: Callable[..., Hands]) -> None:
    hands = show(HistoryView(desk))
    hands.enter("prepare.history.history.add", "Two schools closed in 2014")
    hands.enter("prepare.history.effort.add", "Literacy coaches")
    hands.enter("prepare.history.effort.add", "Family council")
    assert [(i.kind, i.text) for i in desk.snapshot.history] == [
        ("history", "Two schools closed in 2014"), ("effort", "Literacy coaches"),
        ("effort", "Family council"),
    ]  # fmt: skip
    last = desk.snapshot.history[-1].id
    hands.press(f"prepare.history.{last}.up")
    efforts = [i.text for i in desk.snapshot.history if i.kind == "effort"]
    assert efforts == ["Family council", "Literacy coaches"]
    hands.write(f"prepare.history.{last}", "A family council every month")
    hands.press(f"prepare.history.{last}.shown")
    item = next(i for i in desk.snapshot.history if i.id == last)
    assert (item.text, item.shown) == ("A family council every month", False)
    hands.press(f"prepare.history.{last}.remove")
    assert len(desk.snapshot.history) == 2
    hands.undo()
    assert hands.find(f"prepare.history.{last}", WordsField).text() == item.text


def test_an_unfinished_entry_outlives_a_crash(desk: Desk, show: Callable[..., Hands]) -> None:
    hands = show(HistoryView(desk))
    line = hands.find("prepare.history.effort.add.line")
    QTest.keyClicks(line, "Half a thou")
    hands.saved()
    again = show(HistoryView(desk))
    assert again.find("prepare.history.effort.add.line").text() == "Half a thou"  # type: ignore[attr-defined]


def test_words_left_from_a_crash_are_stored_wherever_they_were_typed(
    desk: Desk, show: Callable[..., Hands], qtbot: QtBot
) -> None:
    desk.keep_draft("prepare.agenda.scoring.notes.en", "Bring the bell")
    desk.keep_draft("prepare.framework.dimensions.d07.vision.en", "Someone to turn to")
    desk.keep_draft("prepare.norms.candor.text.en", "Say it")
    assert desk.operations.flush()
    hands = show(PrepareView(desk, sections()))

    def stored() -> bool:
        snapshot = desk.snapshot
        return not snapshot.drafts

    qtbot.waitUntil(stored, timeout=60_000)
    hands.saved()
    snapshot = desk.snapshot
    assert snapshot.agenda.activity("scoring").notes["en"] == "Bring the bell"  # type: ignore[union-attr]
    assert snapshot.framework.dimension("d07").vision["en"] == "Someone to turn to"
    assert next(n for n in snapshot.norms if n.id == "candor").text["en"] == "Say it"


class _Builds(Exporter):
    """Builds nothing, but says so as if it had."""

    wished: tuple[bool, str] = (False, "")

    def build(self, kind: str, *, language="", names=False, options=None) -> None:
        self.wished = (names, options.paper if options else "")
        self.started.emit(kind)


def test_a_built_paper_kit_locks_the_scale(
    desk: Desk, show: Callable[..., Hands], tmp_path: Path
) -> None:
    builds = _Builds(desk)
    hands = show(PaperKitView(desk, builds))
    hands.press("prepare.paper.names")
    hands.press("prepare.paper.build")
    assert builds.wished == (True, "letter")
    assert not hands.find("prepare.paper.build", QAbstractButton).isEnabled()
    assert desk.snapshot.workshop.scale_locked_at is None
    builds.finished.emit(KIND, tmp_path / "kit.pdf")
    hands.saved()
    assert desk.snapshot.workshop.scale_locked_at is not None
    assert not desk.operations.can_undo
    assert "kit.pdf" in hands.find("prepare.paper.banner", Banner).accessibleName()
    assert hands.find("prepare.paper.build", QAbstractButton).isEnabled()
    builds.deleteLater()


def test_a_paper_kit_that_fails_says_why_and_locks_nothing(
    desk: Desk, show: Callable[..., Hands]
) -> None:
    builds = _Builds(desk)
    hands = show(PaperKitView(desk, builds))
    hands.press("prepare.paper.build")
    builds.failed.emit(KIND, FileProblemError("No room is left.", safe="All is saved."))
    hands.saved()
    assert "No room is left." in hands.find("prepare.paper.banner", Banner).accessibleName()
    assert desk.snapshot.workshop.scale_locked_at is None
    builds.deleteLater()
