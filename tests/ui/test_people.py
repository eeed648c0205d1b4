"""People: typed in, edited, removed with undo; what is private stays out of sight."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.people import AddPerson, Person, PersonIdentity, Role
from app.ui import theme
from app.ui.desk import Desk
from app.ui.people.import_panel import ImportPanel
from app.ui.people.model import NAME, ROLE
from app.ui.people.person_panel import PersonPanel
from app.ui.people.role_counts import RoleCounts
from app.ui.people.view import PeopleView
from app.ui.widgets.banner import Banner
from tests import day_data

CarryOut = Callable[..., None]


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> PeopleView:
    shown = PeopleView(desk)
    qtbot.addWidget(shown)
    shown.resize(1110, 716)
    shown.show()
    return shown


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[PeopleView], tuple[Person, ...]]:
    def settle(view: PeopleView) -> tuple[Person, ...]:
        assert view.desk.operations.flush()
        qtbot.wait(20)
        return view.snapshot.people

    return settle


Settled = Callable[[PeopleView], tuple[Person, ...]]


def identity_of(person: Person) -> PersonIdentity:
    assert person.identity is not None
    return person.identity


def names(view: PeopleView) -> list[str]:
    model = view.findChild(QTableView, "people.table").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(view: PeopleView, row: int) -> PersonPanel:
    table = view.findChild(QTableView, "people.table")
    table.setCurrentIndex(table.model().index(row, 0))
    return view.findChild(PersonPanel)


def two_people(view: PeopleView, carry_out: CarryOut) -> None:
    carry_out(
        view.desk,
        AddPerson(participant_id="p1", role=Role.EDUCATOR, identity={"name": "Ñusta Mayer"}),
        AddPerson(
            participant_id="p2", role=Role.ADVOCATE,
            identity={"name": "Bo Reed", "affiliation": "Lincoln", "keep_apart": ["p1"]},
        ),
    )  # fmt: skip


def test_people_are_typed_in_one_after_another(
    view: PeopleView, settled: Settled, qtbot: QtBot
) -> None:
    name = view.findChild(QLineEdit, "people.new.name")
    role = view.findChild(QComboBox, "people.new.role")
    qtbot.keyClicks(name, "  Ana   Test ")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert settled(view) == (), "a role is asked, never guessed"
    role.setCurrentIndex(1)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert name.text() == ""
    qtbot.keyClicks(name, "Bea Test")
    qtbot.keyClicks(view.findChild(QLineEdit, "people.new.affiliation"), "Harbor High")
    view.findChild(QAbstractButton, "people.new.add").click()
    people = settled(view)
    assert [(p.name, p.role) for p in people] == [
        ("Ana Test", Role.EDUCATOR), ("Bea Test", Role.EDUCATOR)
    ]  # fmt: skip
    assert identity_of(people[1]).affiliation == "Harbor High"
    assert "2 educators" in view.findChild(RoleCounts).accessibleName()


def test_every_field_of_a_person_is_edited_and_saved(
    view: PeopleView, settled: Settled, carry_out: CarryOut, qtbot: QtBot
) -> None:
    two_people(view, carry_out)
    panel = choose(view, 1)
    for field, text in {
        "name": "Bo Reed-Lane", "email": "Bo@Example.org", "affiliation": "Harbor",
        "title": "Parent", "language_needs": "Spanish", "access_needs": "Large print",
    }.items():  # fmt: skip
        line = panel.line(field)
        line.setText(text)
        line.editingFinished.emit()
        settled(view)
    panel.role.chosen.emit("practitioner")
    panel.interests.chip("d08").click()
    panel.speaks.chip("es").click()
    panel.interprets.chip("vi").click()
    panel.pickers["supervisor_of"].add("p1")
    settled(view)
    person = view.snapshot.person("p2")
    assert person is not None
    identity = identity_of(person)
    assert (identity.name, identity.email) == ("Bo Reed-Lane", "bo@example.org")
    assert (identity.title, identity.access_needs) == ("Parent", "Large print")
    assert (person.role, person.participant.interests) == (Role.PRACTITIONER, ("d08",))
    assert (identity.speaks, identity.interprets) == (("es",), ("vi",))
    assert identity.supervisor_of == ("p1",)
    assert identity.keep_apart == ("p1",), "what was not touched stays"


def test_a_private_wish_shows_only_when_asked_for(
    view: PeopleView, settled: Settled, carry_out: CarryOut
) -> None:
    two_people(view, carry_out)
    panel = choose(view, 1)
    assert not panel.pickers["keep_apart"].isVisible()
    panel.findChild(QAbstractButton, "people.private").click()
    assert panel.pickers["keep_apart"].isVisible()
    choose(view, 0)
    assert not panel.pickers["keep_apart"].isVisible(), "it hides again with the next person"
    table = view.findChild(QTableView, "people.table").model()
    cells = [
        str(table.index(row, column).data(role) or "")
        for row in range(2) for column in range(table.columnCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
    ]  # fmt: skip
    assert not any("apart" in text for text in cells)


def test_removing_is_undone_with_everything_that_was_known(
    view: PeopleView, settled: Settled, carry_out: CarryOut
) -> None:
    two_people(view, carry_out)
    choose(view, 1)
    view.findChild(QAbstractButton, "people.remove").click()
    assert [p.name for p in settled(view)] == ["Ñusta Mayer"]
    undo = view.findChild(Banner, "people.banner").findChildren(QAbstractButton)
    next(button for button in undo if button.text() == "Undo").click()
    people = settled(view)
    assert [p.name for p in people] == ["Ñusta Mayer", "Bo Reed"]
    assert identity_of(people[1]).keep_apart == ("p1",)


def test_search_forgives_accents_and_looks_in_every_column(
    view: PeopleView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    two_people(view, carry_out)
    search = view.findChild(QLineEdit, "people.search")
    search.setText("nusta")
    qtbot.waitUntil(lambda: names(view) == ["Ñusta Mayer"])
    search.setText("advocate lincoln")
    qtbot.waitUntil(lambda: names(view) == ["Bo Reed"])


def test_typing_survives_a_change_from_elsewhere(
    view: PeopleView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    two_people(view, carry_out)
    panel = choose(view, 0)
    line = panel.line("title")
    line.setFocus()
    qtbot.keyClicks(line, "Half a wo")
    carry_out(
        view.desk,
        AddPerson(participant_id="p3", role=Role.EDUCATOR, identity={"name": "Third"}),
    )
    assert line.text() == "Half a wo"


def test_words_not_yet_left_are_saved_when_another_person_is_chosen(
    view: PeopleView, settled: Settled, carry_out: CarryOut
) -> None:
    two_people(view, carry_out)
    panel = choose(view, 0)
    panel.line("title").setText("Counselor")
    choose(view, 1)
    assert identity_of(settled(view)[0]).title == "Counselor"
    assert identity_of(settled(view)[1]).title == ""


def test_words_are_saved_after_a_rest_though_the_field_is_not_left(
    view: PeopleView, settled: Settled, carry_out: CarryOut, qtbot: QtBot
) -> None:
    two_people(view, carry_out)
    line = choose(view, 0).line("title")
    line.setFocus()
    qtbot.keyClicks(line, "Counsel")

    def saved() -> bool:
        return identity_of(settled(view)[0]).title == "Counsel"

    qtbot.waitUntil(saved)
    qtbot.keyClicks(line, "or")
    assert line.text() == "Counselor"


def test_a_table_pasted_into_the_name_goes_to_the_import(
    view: PeopleView, settled: Settled, qtbot: QtBot
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("Ana Test\tTeacher\tLincoln\nBea Test\tParent\t\n")
    name = view.findChild(QLineEdit, "people.new.name")
    qtbot.keyClick(name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    panel = view.findChild(ImportPanel)
    go = panel.findChild(QAbstractButton, "import.go")
    qtbot.waitUntil(lambda: go.isVisible() and go.isEnabled())
    go.click()
    assert [(p.name, p.role) for p in settled(view)] == [
        ("Ana Test", Role.EDUCATOR), ("Bea Test", Role.ADVOCATE)
    ]  # fmt: skip
    clipboard.clear()


def test_names_with_markup_are_plain_text(
    view: PeopleView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    carry_out(
        view.desk,
        AddPerson(participant_id="p1", role=Role.EDUCATOR, identity={"name": "<b>Bold</b> =1+1"}),
    )
    choose(view, 0)
    assert names(view) == ["<b>Bold</b> =1+1"]
    labels = [each for each in view.findChildren(QLabel) if "Bold" in each.text()]
    assert labels
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in labels)


def test_a_room_full_of_long_names_fits(
    open_desk: Callable[[Path], Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    day_data.overfull_day(tmp_path / "over.eqw").close()
    view = PeopleView(open_desk(tmp_path / "over.eqw"))
    qtbot.addWidget(view)
    view.resize(1110, 716)
    view.show()
    choose(view, 3)
    assert len(names(view)) == 44
    table = view.findChild(QTableView, "people.table")
    assert table.columnWidth(0) <= 260


def test_names_have_their_room_first_also_beside_somebody_open(
    view: PeopleView, carry_out: CarryOut, qtbot: QtBot
) -> None:
    needs = {"language_needs": "Spanish interpreter for the whole of the day", "affiliation": "Oak"}
    carry_out(
        view.desk,
        AddPerson(participant_id="p1", role=Role.ADVOCATE, interests=("d01", "d02", "d03"),
                  identity={"name": "Leopoldine Lavenham", **needs}),
    )  # fmt: skip
    choose(view, 0)
    qtbot.wait(20)
    table = view.findChild(QTableView, "people.table")
    for column in (NAME, ROLE):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)
    assert table.horizontalScrollBar().maximum() == 0
    assert min(table.columnWidth(column) for column in range(5)) >= 80


def test_a_long_name_is_read_from_its_beginning(view: PeopleView, carry_out: CarryOut) -> None:
    identity = {"name": "Wilhelmina-Konstanze " * 6}
    carry_out(
        view.desk, AddPerson(participant_id="p1", role=Role.EDUCATOR, identity=dict(identity))
    )
    assert choose(view, 0).line("name").cursorPosition() == 0


def shown_buttons(view: PeopleView, words: str) -> int:
    buttons = view.findChildren(QAbstractButton)
    return sum(one.text() == words and one.isVisible() for one in buttons)


def test_an_empty_page_offers_everything_once(view: PeopleView, settled: Settled) -> None:
    assert view.snapshot.people == ()
    assert shown_buttons(view, "Import a file") == shown_buttons(view, "Paste a list") == 1
    view.desk.submit(AddPerson(participant_id="p1", role=Role.ADVOCATE, identity={"name": "Ana"}))
    settled(view)
    assert shown_buttons(view, "Import a file") == shown_buttons(view, "Paste a list") == 1
    assert view.findChild(QAbstractButton, "people.import").isVisible()


def in_sight(view: PeopleView, widget: QWidget) -> bool:
    """Tell whether a widget's beginning is on the page that shows."""
    at = widget.mapTo(view, QPoint(0, 0)).y()
    return at >= 0 and at + min(widget.height(), 60) <= view.height()


def test_at_large_text_who_is_opened_comes_into_sight_and_goes_back(
    desk: Desk, qapp: QApplication, qtbot: QtBot, carry_out: CarryOut
) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"), 2.0)
    try:
        for n in range(30):
            person = AddPerson(
                participant_id=f"p{n}", role=Role.EDUCATOR, identity={"name": f"Person {n}"}
            )
            carry_out(desk, person)
        view = PeopleView(desk)
        qtbot.addWidget(view)
        view.resize(1040, 640)
        view.show()
        qtbot.waitExposed(view)
        table = view.findChild(QTableView, "people.table")
        panel = view.findChild(PersonPanel)
        row = table.visualRect(table.model().index(2, NAME))
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
        qtbot.waitUntil(lambda: in_sight(view, panel))
        assert panel.line("name").text() == "Person 2"
        panel.findChild(QAbstractButton, "people.back").click()
        qtbot.waitUntil(lambda: in_sight(view, table) and not in_sight(view, panel))
        assert table.hasFocus()

        qtbot.keyClick(table, Qt.Key.Key_Down)
        assert not in_sight(view, panel), "going through the list leaves the list in sight"
        qtbot.keyClick(table, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: in_sight(view, panel))
        assert panel.line("name").hasFocus()
        qtbot.keyClick(panel.line("name"), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: in_sight(view, table))
        assert table.hasFocus()
    finally:
        theme.apply_theme(qapp, theme.load_theme("light"))


def test_beside_the_list_nothing_leads_back_to_it(view: PeopleView, carry_out: CarryOut) -> None:
    carry_out(
        view.desk, AddPerson(participant_id="p1", role=Role.EDUCATOR, identity={"name": "Ana"})
    )
    panel = choose(view, 0)
    assert panel.isVisible()
    assert not panel.findChild(QAbstractButton, "people.back").isVisible()


def scroll_over(widget: QWidget) -> bool:
    """Turn the wheel, the pointer over ``widget``; tell whether that leaves it to the page."""
    at = QPointF(widget.rect().center())
    turned = QWheelEvent(
        at, QPointF(widget.mapToGlobal(at)), QPoint(), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, turned)
    return not turned.isAccepted()


def test_scrolling_through_a_person_chooses_nobody(
    view: PeopleView, carry_out: CarryOut, settled: Settled
) -> None:
    two_people(view, carry_out)
    panel = choose(view, 1)
    settled(view)
    view.setFocus()
    assert all(scroll_over(field) for field in panel.findChildren(QComboBox))
    assert [identity_of(person).supervisor_of for person in settled(view)] == [(), ()]
    assert [identity_of(person).keep_together for person in view.snapshot.people] == [(), ()]
    assert view.hasFocus(), "words half typed elsewhere are not left by scrolling"


def test_a_wish_is_as_wide_as_its_page_whatever_people_are_called(
    view: PeopleView, carry_out: CarryOut, settled: Settled, qtbot: QtBot
) -> None:
    two_people(view, carry_out)
    long = {"name": "Wilhelmina Konstanze " * 6}
    carry_out(view.desk, AddPerson(participant_id="p3", role=Role.EDUCATOR, identity=dict(long)))
    panel = choose(view, 0)
    panel.findChild(QAbstractButton, "people.private").click()
    settled(view)
    scroll = panel.findChild(QScrollArea)
    qtbot.waitUntil(lambda: panel.pickers["keep_apart"].isVisible())
    assert scroll.widget().width() <= scroll.viewport().width()


def test_people_of_one_name_are_told_apart_where_somebody_is_chosen(
    view: PeopleView, carry_out: CarryOut
) -> None:
    two_people(view, carry_out)
    for number, more in enumerate(({"affiliation": "North"}, {"email": "a@x.org"}, {}), 3):
        identity: dict[str, object] = {"name": "Ana Ruiz", **more}
        person = AddPerson(participant_id=f"p{number}", role=Role.EDUCATOR, identity=identity)
        carry_out(view.desk, person)
    offered = choose(view, 1).pickers["supervisor_of"].findChild(QComboBox)
    assert [offered.itemText(row) for row in range(offered.count())] == [
        "Ñusta Mayer", "Ana Ruiz (North)", "Ana Ruiz (a@x.org)", "Ana Ruiz",
    ]  # fmt: skip
