"""Compare: groups by schools or years, pointed at with mouse and keys, shown to the room."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QLabel,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.measures import EditDataset, RemoveDataset
from app.paths import resource_path
from app.ui import theme
from app.ui.data.compare import ComparePage
from app.ui.data.view import DataView
from app.ui.desk import Desk
from app.ui.widgets.banner import Banner
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.segmented import Segmented
from tests import day_data

STATEMENT = "A gap between groups comes from unequal opportunity."


@pytest.fixture
def full(open_desk: Callable[[Path], Desk], tmp_path: Path) -> Desk:
    """Return a desk with two datasets: who the students are, and who graduates."""
    day_data.full_day(tmp_path / "full.eqw").close()
    return open_desk(tmp_path / "full.eqw")


@pytest.fixture
def page(full: Desk, qtbot: QtBot) -> ComparePage:
    made = ComparePage(full)
    qtbot.addWidget(made)
    made.resize(1110, 716)
    made.show()
    return made


@pytest.fixture
def compared(page: ComparePage, qtbot: QtBot) -> Callable[[str], ComparePage]:
    """Return a function that opens a sample file on the page and waits for its chart."""

    def open_one(name: str) -> ComparePage:
        page.open_file(resource_path("sample", name))
        wait_for(page, qtbot)
        return page

    return open_one


Compared = Callable[[str], ComparePage]


def wait_for(page: ComparePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page._board is not None and not page._reader.busy, timeout=60_000)
    qtbot.wait(20)


def words(page: ComparePage, name: str) -> str:
    return page.findChild(QLabel, name).text()


def cells(page: ComparePage) -> list[list[str]]:
    model = page._board.model
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def pick(page: ComparePage, name: str, value: object) -> None:
    box = page.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_schools_stand_side_by_side_with_their_spread(compared: Compared) -> None:
    page = compared("ma-enrollment.csv")
    white = next(row for row in cells(page) if row[0] == "White students")
    assert white == ["White students", "34%", "34%", "34%", "11%", "23 points"]
    assert not page.findChild(QLabel, "compare.statement").isVisible()


def test_years_stand_side_by_side(compared: Compared, qtbot: QtBot) -> None:
    page = compared("ma-enrollment.csv")
    page.findChild(Segmented, "compare.across").chosen.emit("year")
    wait_for(page, qtbot)
    assert page._board.model.headerData(1, Qt.Orientation.Horizontal) == "2024"
    pick(page, "compare.filter.organisation", "Eastside Elementary")
    pick_box = page.findChild(QComboBox, "compare.filter.organisation")
    pick_box.chosen.emit("Eastside Elementary")
    wait_for(page, qtbot)
    assert cells(page)[0][2] == "11%"


def test_what_is_no_number_is_never_drawn_as_one(compared: Compared) -> None:
    page = compared("edfacts-graduation.csv")
    rows = {row[0]: row[1:] for row in cells(page)}
    assert rows["Black students"] == ["80% – 84%", "suppressed", "not known"]
    assert rows["Spread between groups"][0] == "at least 21 points"
    comparison = page._comparison
    for mark in page._board.chart.marks():
        cell = comparison.cells[mark.row][mark.column]
        assert mark.value == cell.value
        if cell.value is None and mark.bounds is not None:
            assert mark.bounds == (cell.only.low, cell.only.high)
    suppressed = [mark for mark in page._board.chart.marks() if mark.suppressed]
    assert len(suppressed) == 4
    assert all(mark.bounds is None for mark in suppressed)


def test_no_small_number_is_told_beside_a_suppressed_one(compared: Compared) -> None:
    page = compared("edfacts-graduation.csv")
    native = page._comparison.rows.index("Native American students")
    page._board.chart.point_at(native, 0)
    said = "Native American students, Riverbend Community Schools: suppressed (in the file: PS)"
    assert words(page, "compare.told") == said


def test_an_outcome_carries_the_statement_on_opportunity(compared: Compared) -> None:
    page = compared("ma-graduation.csv")
    statement = page.findChild(QLabel, "compare.statement")
    assert statement.isVisible()
    assert statement.text().startswith(STATEMENT)


def test_arrow_keys_go_from_value_to_value_and_say_it(compared: Compared, qtbot: QtBot) -> None:
    page = compared("ma-enrollment.csv")
    chart = page._board.chart
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(chart.hasFocus)
    assert words(page, "compare.told") == "White students, Riverbend: 34%"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(chart, key)
    said = "Black students, Eastside Elementary: 37%"
    assert words(page, "compare.told") == said
    assert chart.accessibleDescription() == said
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert words(page, "compare.told") == said
    assert page.findChild(QComboBox, "compare.column").currentText() == "Eastside Elementary"


def test_the_mouse_points_at_the_nearest_value(compared: Compared) -> None:
    page = compared("ma-enrollment.csv")
    chart = page._board.chart
    mark = chart.marks()[-1]
    assert mark.value is not None
    at = chart._values.mapViewToScene(QPointF(mark.value, mark.y))
    chart.scene().sigMouseMoved.emit(at + QPointF(6, 2))
    assert words(page, "compare.told").startswith("From low-income families, Eastside Elementary:")
    assert "of 430 students" in words(page, "compare.told")


def test_zoom_and_back(compared: Compared, qtbot: QtBot) -> None:
    chart = compared("ma-enrollment.csv")._board.chart
    whole = chart.value_range()
    assert whole[0] <= 0
    assert whole[1] >= 100
    qtbot.keyClick(chart, Qt.Key.Key_Plus)
    low, high = chart.value_range()
    assert high - low < whole[1] - whole[0]
    qtbot.keyClick(chart, Qt.Key.Key_0)
    assert chart.value_range() == pytest.approx(whole)


def test_sorting_the_table_sorts_the_chart(compared: Compared) -> None:
    page = compared("ma-enrollment.csv")
    page._board.table.horizontalHeader().sectionClicked.emit(5)
    assert [row[0] for row in cells(page)][:2] == ["From low-income families", "White students"]
    first = page._board.chart.marks()[0]
    assert page._comparison.rows[first.row] == "From low-income families"
    pick(page, "compare.sort", -2)
    assert cells(page)[0][0] == "White students"


def test_columns_come_and_go_and_keep_their_symbol(compared: Compared) -> None:
    page = compared("ma-enrollment.csv")
    page.findChild(QAbstractButton, "compare.show.1").click()
    assert page._board.legend.slots() == {0: 0, 2: 2, 3: 3}
    assert {mark.column for mark in page._board.chart.marks()} == {0, 2, 3}
    page.findChild(QAbstractButton, "compare.show.1").click()
    assert page._board.legend.slots() == {0: 0, 1: 1, 2: 2, 3: 3}


def test_one_column_of_a_file_is_shown_to_the_room(
    compared: Compared, full: Desk, qtbot: QtBot
) -> None:
    page = compared("ma-enrollment.csv")
    pick(page, "compare.column", 3)
    page.findChild(QAbstractButton, "compare.show").click()
    qtbot.waitUntil(lambda: len(full.snapshot.datasets) == 3)
    kept = full.snapshot.datasets[-1]
    assert kept.shown
    assert {row.organisation for row in kept.rows} == {"Eastside Elementary"}
    assert {row.year for row in kept.rows} == {"2025"}
    assert page.findChild(Banner, "compare.banner").isVisible()


def test_a_kept_dataset_is_shown_to_the_room(
    page: ComparePage, full: Desk, carry_out: Callable[..., None], qtbot: QtBot
) -> None:
    kept = full.snapshot.datasets[1]
    carry_out(full, EditDataset(dataset_id=kept.id, values={"shown": False}))
    page.open_dataset(kept.id)
    wait_for(page, qtbot)
    button = page.findChild(QAbstractButton, "compare.show")
    button.click()
    qtbot.waitUntil(lambda: full.snapshot.datasets[1].shown)
    qtbot.waitUntil(lambda: not button.isVisible())


def test_a_file_that_is_none_is_named(page: ComparePage, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "scan.csv"
    file.write_bytes(b"%PDF-1.7\n\0\0")
    page.open_file(file)
    banner = page.findChild(Banner, "compare.banner")
    qtbot.waitUntil(banner.isVisible)
    assert "scan.csv" in banner.accessibleName()


@pytest.fixture
def bare(desk: Desk, qtbot: QtBot) -> ComparePage:
    """Return the page of a workshop that keeps no dataset."""
    made = ComparePage(desk)
    qtbot.addWidget(made)
    made.resize(1110, 716)
    made.show()
    return made


def test_without_a_dataset_it_is_said_what_to_do(bare: ComparePage, qtbot: QtBot) -> None:
    none = bare.findChild(EmptyState, "compare.none")
    assert none.isVisible()
    assert not bare.findChild(QComboBox, "compare.source").isVisible()
    for label in none.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), "words are cut off"
    none.findChild(QAbstractButton).click()
    dialog = bare.findChild(QFileDialog)
    dialog.fileSelected.emit(str(resource_path("sample", "edfacts-graduation.csv")))
    dialog.close()
    wait_for(bare, qtbot)
    assert not none.isVisible()
    assert bare.findChild(QComboBox, "compare.source").isVisible()
    assert cells(bare)[0][0] == "All students"


def test_a_file_that_is_none_leaves_the_way_on(
    bare: ComparePage, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "scan.csv"
    file.write_bytes(b"%PDF-1.7\n\0\0")
    bare.open_file(file)
    assert not bare.findChild(EmptyState, "compare.none").isVisible(), "while it is read"
    qtbot.waitUntil(bare.findChild(Banner, "compare.banner").isVisible)
    assert bare.findChild(EmptyState, "compare.none").isVisible()


def test_no_number_stays_of_a_dataset_that_was_removed(
    full: Desk, page: ComparePage, qtbot: QtBot
) -> None:
    page.open_dataset(full.snapshot.datasets[0].id)
    wait_for(page, qtbot)
    for dataset in full.snapshot.datasets:
        full.submit(RemoveDataset(dataset_id=dataset.id))
    qtbot.waitUntil(lambda: not full.snapshot.datasets)
    qtbot.waitUntil(page.findChild(EmptyState, "compare.none").isVisible)
    assert not page.findChild(QWidget, "compare.chart").isVisible()


@pytest.mark.parametrize(("name", "scale"), [("dark", 1.0), ("contrast", 1.0), ("light", 2.0)])
def test_the_chart_follows_theme_and_text_scale(
    compared: Compared, qapp: object, qtbot: QtBot, name: str, scale: float
) -> None:
    page = compared("edfacts-graduation.csv")
    theme.apply_theme(qapp, theme.load_theme(name), scale)  # type: ignore[arg-type]
    qtbot.wait(50)
    image: QImage = page._board.chart.grab().toImage()
    seen = {image.pixelColor(x, 60).name() for x in range(image.width())}
    assert theme.color("raised").name() in seen
    across = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(0, image.height(), 2)
    }
    assert theme.color("series_1").name() in across
    assert theme.color("series_2").name() in across
    theme.apply_theme(qapp, theme.load_theme("light"))  # type: ignore[arg-type]


def test_the_page_is_made_when_it_is_first_wanted(full: Desk, qtbot: QtBot) -> None:
    view = DataView(full)
    qtbot.addWidget(view)
    view.show()
    assert view.findChild(ComparePage) is None
    view.findChild(QAbstractButton, "data.compare").click()
    page = view.findChild(ComparePage)
    wait_for(page, qtbot)
    assert cells(page)[0][0] == "All students"
    page.findChild(QAbstractButton, "compare.back").click()
    assert not page.isVisible()


def test_what_is_compared_and_how_outlives_another_text_size(full: Desk, qtbot: QtBot) -> None:
    """Whatever makes the pages anew hands over what was in hand."""
    views = [DataView(full), DataView(full)]
    for view in views:
        qtbot.addWidget(view)
        view.resize(1110, 716)
    first, second = views
    first.show()
    first.compare()
    page = first.findChild(ComparePage)
    wait_for(page, qtbot)
    page.open_file(resource_path("sample", "ma-enrollment.csv"))
    assert first.in_hand() == {"compared": {"path": resource_path("sample", "ma-enrollment.csv")}}
    wait_for(page, qtbot)
    page.findChild(Segmented, "compare.across").chosen.emit("year")
    wait_for(page, qtbot)
    page.findChild(QComboBox, "compare.filter.organisation").chosen.emit("Eastside Elementary")
    wait_for(page, qtbot)
    second.take_up(first.in_hand())
    second.show()
    again = second.findChild(ComparePage)
    wait_for(again, qtbot)
    assert again.isVisible()
    assert cells(again) == cells(page)
    assert cells(again)[0][2] == "11%"
    box = again.findChild(QComboBox, "compare.filter.organisation")
    assert box.currentText() == "Eastside Elementary"


def test_heavy_libraries_wait_until_after_the_first_picture(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from app.bootstrap.application import build_application
from app.bootstrap.program import Program
from app.steady import SteadyClock

HEAVY = ("numpy", "pandas", "pyqtgraph", "reportlab", "sqlalchemy")
heavy_at_first = None

class FirstPicture(QObject):
    def eventFilter(self, watched, event):
        global heavy_at_first
        if event.type() == QEvent.Type.Paint and heavy_at_first is None:
            heavy_at_first = [name for name in HEAVY if name in sys.modules]
        return False

application = build_application()
program = Program(application, Path({str(tmp_path)!r}), SteadyClock())
watch = FirstPicture()
application.installEventFilter(watch)
program.start()
while program.window.current_page != "home" or heavy_at_first is None:
    application.processEvents()
print("first", heavy_at_first)
application.processEvents()
print("home", [name for name in HEAVY[:4] if name in sys.modules])
program.quit()
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=600
    )
    assert done.stdout.split("\n")[:2] == ["first []", "home []"], done.stdout + done.stderr


def test_a_large_file_can_be_cancelled_here_too(
    page: ComparePage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    file = tmp_path / "large.csv"
    row = "1800990,Riverbend,White,12\n"
    file.write_text("LEAID,LEA_NAME,Group,Value\n" + row * 2_000_000, "utf-8")
    page.open_file(file)
    bar = page.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.maximum() == 1000 and bar.value() > 0, timeout=60_000)
    assert list(folder.iterdir())
    page.findChild(QAbstractButton, "compare.waiting.cancel").click()
    assert not page.findChild(QWidget, "compare.waiting").isVisible()
    qtbot.waitUntil(lambda: not list(folder.iterdir()))
    assert not page.findChild(Banner, "compare.banner").isVisible()
