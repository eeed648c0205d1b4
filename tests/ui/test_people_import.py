"""Taking people in from real files: everything is shown first, and nothing comes in by halves."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QTableView,
)
from pytestqt.qtbot import QtBot

from app.domain.people import Role
from app.domain.people_importing import PeoplePreview
from app.paths import resource_path
from app.services import people_import
from app.ui.desk import Desk
from app.ui.people import preview_model
from app.ui.people.import_panel import ImportPanel
from app.ui.people.view import PeopleView
from app.ui.under_way import UnderWay
from app.ui.widgets.banner import Banner

FORM = resource_path("sample", "people-form-export.csv")
TICKETS = resource_path("sample", "people-ticket-export.csv")


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> PeopleView:
    shown = PeopleView(desk)
    qtbot.addWidget(shown)
    shown.resize(1110, 716)
    shown.show()
    return shown


@pytest.fixture
def bring(view: PeopleView, qtbot: QtBot) -> Callable[[Path], ImportPanel]:
    """Return a function that brings a file and waits for its preview, or for what is wrong."""

    def bring_one(path: Path) -> ImportPanel:
        view.import_file(path)
        panel = view.findChild(ImportPanel)
        banner = panel.findChild(Banner, "import.banner")
        go = panel.findChild(QAbstractButton, "import.go")
        qtbot.waitUntil(lambda: banner.isVisible() or go.isVisible())
        return panel

    return bring_one


Bring = Callable[[Path], ImportPanel]


def go_button(panel: ImportPanel) -> QAbstractButton:
    return panel.findChild(QAbstractButton, "import.go")


def take_in(view: PeopleView, panel: ImportPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.finished):
        go_button(panel).click()
    assert view.desk.operations.flush()
    qtbot.wait(20)


def test_a_form_export_comes_in_as_it_is(view: PeopleView, bring: Bring, qtbot: QtBot) -> None:
    panel = bring(FORM)
    assert go_button(panel).text() == "Import 44 people"
    take_in(view, panel, qtbot)
    assert len(view.snapshot.people) == 44
    assert all(person.participant.interests is not None for person in view.snapshot.people)
    assert len(view.snapshot.history) == 2


def test_the_same_file_twice_doubles_nobody(view: PeopleView, bring: Bring, qtbot: QtBot) -> None:
    take_in(view, bring(FORM), qtbot)
    panel = bring(FORM)
    assert "44 unchanged" in panel.findChild(QLabel, "import.summary").text()
    assert not go_button(panel).isEnabled()


def test_one_undo_takes_a_whole_import_back(view: PeopleView, bring: Bring, qtbot: QtBot) -> None:
    take_in(view, bring(FORM), qtbot)
    buttons = view.findChild(Banner, "people.banner").findChildren(QAbstractButton)
    next(button for button in buttons if button.text() == "Undo").click()
    assert view.desk.operations.flush()
    assert view.snapshot.people == ()


def test_who_does_not_come_is_left_out_and_listed(view: PeopleView, bring: Bring) -> None:
    panel = bring(TICKETS)
    assert go_button(panel).text() == "Import 24 people"
    rest = panel.findChild(QLabel, "import.rest").text()
    assert "Row 5: Quentin Okafor – Not Attending" in rest


def test_open_questions_hold_the_import_up_until_each_is_answered(
    view: PeopleView, bring: Bring, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "Name,Role,Email\nAna Test,Observer,a@example.org\nBea Test,Teacher,a@example.org\n",
        "utf-8",
    )
    panel = bring(file)
    assert not go_button(panel).isEnabled()
    labels = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "Row 2: which role is “Observer”?" in labels
    assert "Row 3: Bea Test has the e-mail address of Ana Test" in labels
    go_button(panel).click()
    assert view.snapshot.people == ()
    for words in ("Advocate", "Two people"):
        button = next(b for b in panel.findChildren(QAbstractButton) if b.text() == words)
        button.click()
        qtbot.wait(10)
    assert go_button(panel).isEnabled()
    take_in(view, panel, qtbot)
    assert [(p.name, p.role) for p in view.snapshot.people] == [
        ("Ana Test", Role.ADVOCATE), ("Bea Test", Role.EDUCATOR)
    ]  # fmt: skip


def test_what_people_would_like_is_named_before_they_come_in(
    view: PeopleView, bring: Bring
) -> None:
    bring(FORM)
    table = next(t for t in view.findChildren(QTableView) if t.isVisible())
    words = [said(table, row, preview_model.INTERESTS) for row in range(2)]
    assert words == ["2 Teaching, 1 Funding", "10 Diverse Schools"]


def test_another_choice_of_column_is_remembered_for_such_files(
    view: PeopleView, bring: Bring, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Role,Comes from\nAna Test,Teacher,Lincoln\n", "utf-8")
    panel = bring(file)
    box = panel.findChild(QComboBox, "import.column.2")
    assert box.currentData() == "ignore"
    box.setCurrentIndex(box.findData("affiliation"))
    box.activated.emit(box.currentIndex())
    assert go_button(panel).isEnabled()
    take_in(view, panel, qtbot)
    identity = view.snapshot.people[0].identity
    assert identity is not None
    assert identity.affiliation == "Lincoln"
    again = bring(file)
    assert again.findChild(QComboBox, "import.column.2").currentData() == "affiliation"


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.csv", b""), ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0"), ("gone.csv", None)],
)
def test_a_bad_file_is_named_and_nothing_happens(
    view: PeopleView, bring: Bring, tmp_path: Path, name: str, content: bytes | None
) -> None:
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    panel = bring(file)
    assert name in panel.findChild(Banner, "import.banner").accessibleName()
    assert not go_button(panel).isVisible()
    panel.findChild(QAbstractButton, "import.cancel").click()
    assert not panel.isVisible()
    assert view.snapshot.people == ()


def test_seating_wishes_never_show_in_the_preview(view: PeopleView, bring: Bring) -> None:
    panel = bring(FORM)
    shown = " ".join(label.text() for label in panel.findChildren(QLabel))
    assert "Hyun-woo Okafor" not in shown


def test_asking_for_a_file_never_blocks_the_window(view: PeopleView, qtbot: QtBot) -> None:
    (ask,) = [
        b
        for b in view.findChildren(QAbstractButton)
        if b.text() == "Import a file" and b.isVisible()
    ]
    ask.click()
    dialog = view.findChild(QFileDialog, "import.dialog")
    assert not dialog.isModal()
    dialog.filesSelected.emit([str(FORM)])
    dialog.close()
    qtbot.waitUntil(go_button(view.findChild(ImportPanel)).isVisible)


def test_a_file_can_be_dropped_on_the_page(view: PeopleView, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(FORM))])
    view.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    go = go_button(view.findChild(ImportPanel))
    qtbot.waitUntil(go.isVisible)


def test_a_long_list_is_previewed_without_stopping_the_window(
    view: PeopleView, bring: Bring, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "long.csv"
    rows = "".join(f"Person Number{n},Teacher,p{n}@example.org\n" for n in range(900))
    file.write_text("Name,Role,Email\n" + rows, "utf-8")
    panel = bring(file)
    qtbot.waitUntil(lambda: go_button(panel).isEnabled(), timeout=60_000)
    assert go_button(panel).text() == "Import 900 people"


def big_file(tmp_path: Path) -> Path:
    rows = "".join(
        f"Person{n} Family{n},p{n}@x.org,Educator\n" for n in range(ImportPanel.most_at_once + 20)
    )
    path = tmp_path / "big.csv"
    path.write_text(f"Name,Email,Role\n{rows}")
    return path


def test_a_big_file_shows_that_it_is_worked_on_and_comes_in_whole(
    view: PeopleView, tmp_path: Path, qtbot: QtBot
) -> None:
    view.import_file(big_file(tmp_path))
    panel = view.findChild(ImportPanel)
    work = panel.findChild(UnderWay, "import.work")
    assert work.busy
    qtbot.waitUntil(lambda: go_button(panel).isVisible(), timeout=60_000)
    assert not work.busy
    with qtbot.waitSignal(panel.finished, timeout=60_000):
        go_button(panel).click()
        assert work.busy, "the window does not stand still meanwhile"
    assert view.desk.operations.flush()
    qtbot.waitUntil(lambda: len(view.snapshot.people) == ImportPanel.most_at_once + 20)


@pytest.mark.parametrize("moment", ["reading", "going"])
def test_a_big_file_that_is_cancelled_brings_nobody(
    view: PeopleView, tmp_path: Path, qtbot: QtBot, moment: str
) -> None:
    view.import_file(big_file(tmp_path))
    panel = view.findChild(ImportPanel)
    if moment == "going":
        qtbot.waitUntil(lambda: go_button(panel).isVisible(), timeout=60_000)
        go_button(panel).click()
    with qtbot.assertNotEmitted(panel.finished, wait=300):
        panel.findChild(QAbstractButton, "import.cancel").click()
    assert view.desk.operations.flush()
    assert view.snapshot.people == ()


def said(table: QTableView, row: int, column: int) -> str:
    return str(table.model().index(row, column).data())


def test_one_file_needs_no_column_for_its_name(bring: Bring) -> None:
    table = bring(FORM).findChild(QTableView)
    assert table.isColumnHidden(preview_model.FILE)
    assert said(table, 0, preview_model.ROW) == "2"


def test_two_files_come_in_together(view: PeopleView, qtbot: QtBot) -> None:
    view.import_files([FORM, TICKETS])
    panel = view.findChild(ImportPanel)
    qtbot.waitUntil(go_button(panel).isVisible)
    assert not go_button(panel).isEnabled()
    table = panel.findChild(QTableView)
    assert not table.isColumnHidden(preview_model.FILE)
    shown_columns = [c for c in range(table.model().columnCount()) if not table.isColumnHidden(c)]
    assert min(map(table.columnWidth, shown_columns)) > 30, "a column has no room left"
    files = {said(table, row, preview_model.FILE) for row in range(table.model().rowCount())}
    assert files == {FORM.name, TICKETS.name}
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("Row 27 of “people-form-export.csv”" in text for text in shown)
    key = "keep_apart@27 of “people-form-export.csv”:fatima lindqvist"
    panel.findChild(QAbstractButton, f"import.answer.{key}.nobody").click()
    qtbot.waitUntil(go_button(panel).isEnabled, timeout=60_000)
    take_in(view, panel, qtbot)
    assert len(view.desk.snapshot.people) == 68


def test_suggestions_are_taken_only_when_somebody_says_so(
    view: PeopleView, bring: Bring, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "typed.csv"
    path.write_text(
        'Name,Role,Dimensions\nAna,Parent,"Budget, Enpowering Content"\nBo,Teacher,Parking\n',
        "utf-8",
    )
    panel = bring(path)
    assert not go_button(panel).isEnabled()
    offers = panel.findChild(QAbstractButton, "import.offers")
    assert offers.text() == "Take all 2 suggestions"
    named = [each.accessibleName() for each in panel.findChildren(QAbstractButton)]
    assert sum("(suggested)" in name for name in named) == 2, "not by color alone"
    offers.click()
    assert go_button(panel).isEnabled()
    take_in(view, panel, qtbot)
    interests = {p.name: p.participant.interests for p in view.desk.snapshot.people}
    assert interests == {"Ana": ("d01", "d04"), "Bo": ()}


def test_another_sheet_of_a_workbook_can_be_chosen(
    view: PeopleView, bring: Bring, qtbot: QtBot, tmp_path: Path
) -> None:
    book = Workbook()
    for title, name in (("Spring", "Ana"), ("Autumn", "Bo")):
        sheet = book.create_sheet(title)
        sheet.append(["Name", "Role"])
        sheet.append([name, "Parent"])
    book.remove(book.worksheets[0])
    book.save(tmp_path / "years.xlsx")
    book.close()
    panel = bring(tmp_path / "years.xlsx")
    sheets = panel.findChild(QComboBox, "import.sheet")
    assert sheets.isVisible()
    sheets.setCurrentIndex(1)
    sheets.activated.emit(1)
    qtbot.waitUntil(lambda: panel.table is not None and panel.table.sheet == "Autumn")
    qtbot.waitUntil(go_button(panel).isVisible)
    take_in(view, panel, qtbot)
    assert [person.name for person in view.desk.snapshot.people] == ["Bo"]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_saved_list_comes_back_and_changes_nobody(
    view: PeopleView, bring: Bring, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    take_in(view, bring(FORM), qtbot)
    before = view.desk.snapshot.people
    view.findChild(QAbstractButton, "people.save").click()
    dialog = view.findChild(QFileDialog, "import.dialog")
    assert not dialog.isModal()
    path = tmp_path / f"list{suffix}"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(view.findChild(Banner, "people.banner").isVisible)
    panel = bring(path)
    assert not go_button(panel).isEnabled()
    assert panel.summary.text() == "44 unchanged"
    assert view.desk.snapshot.people == before


def test_another_row_can_be_taken_for_the_names_of_the_columns(
    view: PeopleView, bring: Bring, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Who,Which,Where\nName,Role,Town\nAna,Parent,North\n", "utf-8")
    panel = bring(path)
    rows = panel.findChild(QComboBox, "import.header")
    assert rows.currentText() == "row 2: Name · Role · Town"
    rows.setCurrentIndex(rows.findData(0))
    rows.activated.emit(rows.currentIndex())
    qtbot.waitUntil(lambda: panel.table is not None and panel.table.header_row == 0)
    assert panel.table is not None
    assert [row.number for row in panel.table.rows] == [1, 2, 3]
    rows.setCurrentIndex(rows.findData(2))
    rows.activated.emit(rows.currentIndex())
    qtbot.waitUntil(lambda: panel.table is not None and panel.table.header_row == 2)
    qtbot.waitUntil(go_button(panel).isVisible)
    take_in(view, panel, qtbot)
    assert [person.name for person in view.desk.snapshot.people] == ["Ana"]
    again = bring(path)
    assert "known from “odd.csv”" in again.findChild(QLabel, "import.rest").text()


def test_no_example_of_a_wish_shows_whatever_its_column_is_taken_as(
    view: PeopleView, bring: Bring, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "wishes.csv"
    file.write_text(
        "Name,Role,Not seated with (1),Not seated with (2),Notes\n"
        "Ana Test,Parent,Bo Test,Cy Test,Dee Test\nBo Test,Parent,,,\nCy Test,Parent,,,\n"
        "Dee Test,Parent,,,\n",
        "utf-8",
    )
    panel = bring(file)

    def shown() -> list[str]:
        return [label.text() for label in panel.columns.findChildren(QLabel)]

    assert "Dee Test" in shown()
    for column, meaning in ((3, "ignore"), (4, "keep_apart")):
        box = panel.columns.box(column)
        box.setCurrentIndex(box.findData(meaning))
        box.activated.emit(box.currentIndex())
    assert not {"Bo Test", "Cy Test", "Dee Test"} & set(shown())


def test_a_list_of_a_hundred_leaves_the_window_free_while_it_is_compared(
    view: PeopleView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    made = people_import.preview

    def watched(*given: Any) -> PeoplePreview:
        threads.append(threading.current_thread())
        return made(*given)

    monkeypatch.setattr(people_import, "preview", watched)
    file = tmp_path / "hundred.csv"
    rows = "".join(f"Person Number{n},Teacher,Nobody I know {n}\n" for n in range(100))
    file.write_text("Name,Role,Not with\n" + rows, "utf-8")
    view.import_file(file)
    panel = view.findChild(ImportPanel)
    qtbot.waitUntil(lambda: go_button(panel).isVisible(), timeout=60_000)
    assert threads
    assert threading.main_thread() not in threads
