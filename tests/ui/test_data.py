"""District data: seen before it is kept, kept as the file says it, shown in the room's order."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QTableView,
)
from pytestqt.qtbot import QtBot

from app.domain.importing import EVERY
from app.domain.measures import Dataset, MeasureStatus
from app.paths import resource_path
from app.ui.charts.chart_view import ChartView
from app.ui.data.import_panel import DataImportPanel
from app.ui.data.packets import PacketsPanel
from app.ui.data.place_choice import PlaceChoice
from app.ui.data.view import DatasetPanel, DataView
from app.ui.desk import Desk
from app.ui.widgets.banner import Banner
from app.ui.widgets.editable_list import EditableList
from tests import day_data
from tests.bench import ccd_file

STATEMENT = "A gap between groups comes from unequal opportunity."


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[Desk], DataView]:
    def show_one(desk: Desk) -> DataView:
        view = DataView(desk)
        qtbot.addWidget(view)
        view.resize(1110, 716)
        view.show()
        return view

    return show_one


@pytest.fixture
def full(
    open_desk: Callable[[Path], Desk], tmp_path: Path, show: Callable[[Desk], DataView]
) -> DataView:
    """Return the view of a workshop with two datasets."""
    day_data.full_day(tmp_path / "full.eqw").close()
    return show(open_desk(tmp_path / "full.eqw"))


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[DataView], tuple[Dataset, ...]]:
    def settle(view: DataView) -> tuple[Dataset, ...]:
        assert view.desk.operations.flush()
        qtbot.wait(20)
        return view.snapshot.datasets

    return settle


Settled = Callable[[DataView], tuple[Dataset, ...]]


@pytest.fixture
def bring(qtbot: QtBot) -> Callable[[DataView, Path], DataImportPanel]:
    def bring_one(view: DataView, path: Path) -> DataImportPanel:
        view.import_file(path)
        panel = view.findChild(DataImportPanel)
        banner = panel.findChild(Banner, "import.banner")
        go = panel.findChild(QAbstractButton, "import.go")
        qtbot.waitUntil(lambda: banner.isVisible() or go.isVisible())
        return panel

    return bring_one


Bring = Callable[[DataView, Path], DataImportPanel]


def go_button(panel: DataImportPanel) -> QAbstractButton:
    return panel.findChild(QAbstractButton, "import.go")


def pick(panel: DataImportPanel, name: str, value: str) -> None:
    box = panel.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_file_with_four_rates_asks_which_one(
    desk: Desk, show: Callable[[Desk], DataView], bring: Bring, settled: Settled
) -> None:
    view = show(desk)
    panel = bring(view, resource_path("sample", "ma-graduation.csv"))
    assert not go_button(panel).isEnabled()
    pick(panel, "import.filter.metric", "4-Year Graduation Rate")
    assert go_button(panel).isEnabled()
    go_button(panel).click()
    (kept,) = settled(view)
    assert {row.metric for row in kept.rows} == {"4-Year Graduation Rate"}
    everybody = next(row for row in kept.rows if row.student_group == "All Students")
    assert everybody.value == pytest.approx(86.0)
    assert view.findChild(ChartView, "data.chart").isVisible()


def test_what_was_imported_is_what_is_open(
    desk: Desk, show: Callable[[Desk], DataView], bring: Bring, settled: Settled
) -> None:
    view = show(desk)
    for name in ("ma-enrollment.csv", "edfacts-graduation.csv"):
        panel = bring(view, resource_path("sample", name))
        if name.startswith("edfacts"):
            pick(panel, "import.filter.organisation", "Riverbend Community Schools")
        go_button(panel).click()
        kept = settled(view)[-1]
        assert view.findChild(EditableList, "data.list").current_id() == kept.id
        assert view.findChild(DatasetPanel).accessibleName() == kept.title


def test_ranges_and_suppressed_values_stay_what_they_are(
    desk: Desk, show: Callable[[Desk], DataView], bring: Bring, settled: Settled
) -> None:
    view = show(desk)
    panel = bring(view, resource_path("sample", "edfacts-graduation.csv"))
    pick(panel, "import.filter.organisation", "Riverbend Community Schools")
    go_button(panel).click()
    (kept,) = settled(view)
    statuses = {row.as_written: row.status for row in kept.rows}
    assert statuses["PS"] is MeasureStatus.SUPPRESSED
    assert statuses["GE50"] is MeasureStatus.RANGE
    table = view.findChild(DatasetPanel).findChild(QTableView, "data.table").model()
    shown = {str(table.index(n, 2).data()): str(table.index(n, 1).data()) for n in range(9)}
    assert shown["PS"] == "suppressed"
    assert shown["GE50"] == "50% or more"
    assert shown["80-84"] == "80% – 84%"


def test_any_table_is_taken_in_by_its_columns(
    desk: Desk, show: Callable[[Desk], DataView], bring: Bring, settled: Settled, tmp_path: Path
) -> None:
    file = tmp_path / "suspensions.csv"
    file.write_text("Who,Rate\nAll students,4.2\nEnglish learners,\nBlack students,9.8\n", "utf-8")
    view = show(desk)
    panel = bring(view, file)
    pick(panel, "import.column.0", "student_group")
    pick(panel, "import.column.1", "value")
    title = panel.findChild(QLineEdit, "import.title")
    title.setText("Suspensions")
    title.editingFinished.emit()
    assert go_button(panel).isEnabled()
    go_button(panel).click()
    (kept,) = settled(view)
    assert kept.title == "Suspensions"
    blank = next(row for row in kept.rows if row.student_group == "English learners")
    assert (blank.value, blank.status) == (None, MeasureStatus.MISSING)


def test_columns_that_were_set_once_are_remembered_for_the_next_such_file(
    desk: Desk, show: Callable[[Desk], DataView], bring: Bring, settled: Settled, tmp_path: Path
) -> None:
    file = tmp_path / "worth.csv"
    file.write_text("Cohort,Wert,Zahl,Anm\nA,12,40,x\nB,15,50,y\n", "utf-8")
    view = show(desk)
    panel = bring(view, file)
    meanings = ["student_group", "value", "denominator", "ignore"]
    for place, meaning in enumerate(meanings):
        pick(panel, f"import.column.{place}", meaning)
    go_button(panel).click()
    (first,) = settled(view)
    assert [row.denominator for row in first.rows] == [40.0, 50.0]

    file.write_text("Cohort,Wert,Zahl,Anm\nA,13,41,x\nB,16,51,y\n", "utf-8")
    panel = bring(view, file)
    boxes = [panel.findChild(QComboBox, f"import.column.{place}") for place in range(4)]
    assert [box.currentData() for box in boxes] == meanings
    go_button(panel).click()
    _first, second = settled(view)
    assert [row.denominator for row in second.rows] == [41.0, 51.0]


def test_an_outcome_carries_the_statement_on_opportunity(full: DataView, qtbot: QtBot) -> None:
    listing = full.findChild(EditableList, "data.list")
    listing.setCurrentRow(1)
    chart = full.findChild(ChartView, "data.chart")
    qtbot.waitUntil(lambda: STATEMENT in chart.accessibleDescription())
    texts = [label.text() for label in full.findChildren(QLabel)]
    assert any(text.startswith(STATEMENT) for text in texts)


def test_what_surrounds_the_numbers_is_edited(full: DataView, settled: Settled) -> None:
    panel = full.findChild(DatasetPanel)
    title = panel.findChild(QLineEdit, "data.title")
    title.setText("Our students")
    title.editingFinished.emit()
    panel.findChild(QAbstractButton, "data.shown").click()
    panel.dimensions.chip("d08").click()
    first = settled(full)[0]
    assert (first.title, first.shown, first.dimensions) == ("Our students", False, ("d08",))
    assert full.findChild(EditableList, "data.list").item(0).text() == "Our students (not shown)"


def test_datasets_change_places_by_keys(full: DataView, settled: Settled, qtbot: QtBot) -> None:
    listing = full.findChild(EditableList, "data.list")
    before = [d.id for d in full.snapshot.datasets]
    listing.setCurrentRow(1)
    qtbot.keyClick(listing, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert [d.id for d in settled(full)] == before[::-1]
    assert listing.ids() == before[::-1]


def test_removing_is_undone(full: DataView, settled: Settled) -> None:
    before = full.snapshot.datasets
    full.findChild(QAbstractButton, "data.remove").click()
    assert len(settled(full)) == 1
    buttons = full.findChild(Banner, "data.banner").findChildren(QAbstractButton)
    next(button for button in buttons if button.text() == "Undo").click()
    assert settled(full) == before


def test_a_newer_file_takes_the_place_of_an_older_dataset(
    full: DataView, bring: Bring, settled: Settled
) -> None:
    panel = bring(full, resource_path("sample", "ma-enrollment.csv"))
    pick(panel, "import.target", "enrolment")
    go_button(panel).click()
    datasets = settled(full)
    assert [d.id for d in datasets] == ["enrolment", "graduation"]
    assert len(datasets[0].rows) == 10


def test_a_file_that_is_none_is_named_and_nothing_is_kept(
    desk: Desk, show: Callable[[Desk], DataView], bring: Bring, tmp_path: Path
) -> None:
    file = tmp_path / "scan.csv"
    file.write_bytes(b"%PDF-1.7\n\0\0")
    view = show(desk)
    panel = bring(view, file)
    assert "scan.csv" in panel.findChild(Banner, "import.banner").accessibleName()
    panel.findChild(QAbstractButton, "import.cancel").click()
    assert view.snapshot.datasets == ()


def test_years_are_kept_side_by_side_with_what_is_hoped_for(
    desk: Desk, show: Callable[[Desk], DataView], bring: Bring, settled: Settled
) -> None:
    view = show(desk)
    panel = bring(view, resource_path("sample", "ma-assessment.csv"))
    pick(panel, "import.filter.year", EVERY)
    pick(panel, "import.relation", "need_weighted")
    chart = panel.findChild(ChartView, "import.chart")
    assert "2024: 41%; 2025: 42%" in chart.accessibleDescription()
    assert "Equal bars are not the goal" in chart.accessibleDescription()
    go_button(panel).click()
    (kept,) = settled(view)
    assert {row.year for row in kept.rows} == {"2024", "2025"}
    assert {row.relation for row in kept.rows} == {"need_weighted"}
    choice = view.findChild(QComboBox, "data.relation")
    choice.setCurrentIndex(choice.findData("context"))
    choice.activated.emit(choice.currentIndex())
    (changed,) = settled(view)
    assert {row.relation for row in changed.rows} == {"context"}
    assert [row.value for row in changed.rows] == [row.value for row in kept.rows]


def test_of_a_large_file_the_district_is_offered_and_only_its_rows_come(
    full: DataView, tmp_path: Path, qtbot: QtBot, settled: Settled
) -> None:
    path = tmp_path / "membership.csv"
    ccd_file.write(path, 21 * 1024 * 1024)
    full.import_file(path)
    places = full.findChild(PlaceChoice)
    qtbot.waitUntil(places.isVisible, timeout=60_000)
    assert places.model.chosen == ("0100001",), "the district of this name is chosen already"
    places.take.click()
    panel = full.findChild(DataImportPanel)
    qtbot.waitUntil(lambda: go_button(panel).isVisible(), timeout=60_000)
    assert not places.isVisible()
    go_button(panel).click()
    kept = settled(full)[-1]
    assert {row.organisation for row in kept.rows} == {"Riverbend"}
    assert kept.unit == "count"


def test_a_large_file_is_given_up_while_it_is_read(
    full: DataView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    path = tmp_path / "membership.csv"
    ccd_file.write(path, 60 * 1024 * 1024)
    before = full.snapshot.datasets
    full.import_file(path)
    panel = full.findChild(DataImportPanel)
    bar = panel.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.maximum() == 1000 and bar.value() > 0, timeout=60_000)
    assert list(folder.iterdir())
    panel.findChild(QAbstractButton, "import.cancel").click()
    assert not panel.isVisible()
    qtbot.waitUntil(lambda: not list(folder.iterdir()))
    assert full.snapshot.datasets == before


def test_packets_are_built_from_the_page(full: DataView, qtbot: QtBot) -> None:
    panel = full.findChild(PacketsPanel)
    panel.build.click()
    qtbot.waitUntil(panel.banner.isVisible, timeout=60_000)
    assert panel.banner.accessibleName().startswith("The data packets are ready.")
