"""Home: what is there, how to begin, and how to get something back."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from app.domain.errors import FileProblemError
from app.domain.giving_up import Tell
from app.services.backups import Backup
from app.services.library import Listed
from app.services.rebuilding import Rebuilt
from app.services.rescue import Rescued
from app.storage.problems import DamagedFileError
from app.ui import theme
from app.ui.home.actions import HomeActions, Interrupted
from app.ui.home.details import WorkshopDetails
from app.ui.home.view import HomeView
from app.ui.home.workshop_list import WorkshopListView
from app.ui.widgets.banner import Banner

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


@dataclass
class Library:
    """Workshops in memory; ``done`` lists what was asked; a closed ``gate`` is a slow disk."""

    listed: list[Listed] = field(default_factory=list)
    kept: list[Backup] = field(default_factory=list)
    rescued: list[Rescued] = field(default_factory=list)
    interrupted: Interrupted | None = None
    fault: FileProblemError | None = None
    done: list[tuple[Any, ...]] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def actions(self) -> HomeActions:
        return HomeActions(
            workshops=lambda: tuple(self.listed),
            interrupted=lambda: self.interrupted,
            today=lambda: TODAY,
            duplicate=lambda path, day, tell: self._do(tell, "duplicate", path, day),
            export=lambda path, target, names, tell: self._do(tell, "export", path, target, names),
            import_file=lambda source, tell: self._do(tell, "import", source),
            receive_handover=lambda source, passphrase, tell: self._do(
                tell, "handover", source, passphrase
            ),
            workshop_of=lambda source, tell: self._do(tell, "of", source),
            backups=lambda path, tell: self.kept,
            restore=lambda path, backup, tell: self._do(tell, "restore", path, backup),
            delete=self._delete,
            bring_back=self._bring_back,
            rebuild=self._rebuild,
            rescued=lambda: tuple(self.rescued),
            fetch=self._fetch,
        )

    def _do(self, tell: Tell, *said: Any) -> Path:
        self.gate.wait(60)
        tell(0, 0)
        if self.fault is not None:
            raise self.fault
        self.done.append(said)
        return said[1]

    def _rebuild(self, path: Path, _tell: Tell) -> Rebuilt:
        self.done.append(("rebuild", path))
        return Rebuilt(
            path=path, district="Ñandúbay", backup_at=NOON, until=NOON + timedelta(minutes=4),
            entries=3, drafts=1, aside=Path("set-aside") / path,
        )  # fmt: skip

    def _fetch(self, path: Path, _tell: Tell) -> Path:
        self.rescued.clear()
        self.done.append(("fetch", path))
        return path

    def _delete(self, path: Path) -> Path:
        self.gone = next(entry for entry in self.listed if entry.path == path)
        self.listed.remove(self.gone)
        return Path("deleted") / path

    def _bring_back(self, path: Path) -> Path:
        self.listed.append(self.gone)
        return self.gone.path


Home = Callable[[Library], HomeView]


@pytest.fixture
def home(qapp: QApplication, qtbot: QtBot) -> Home:
    theme.apply_theme(qapp, theme.load_theme("light"))

    def show(library: Library) -> HomeView:
        view = HomeView(library.actions())
        qtbot.addWidget(view)
        view.resize(1366, 716)
        view.show()
        return view

    return show


def press(view: HomeView, name: str) -> None:
    button = view.findChild(QPushButton, name)
    assert button is not None
    button.click()


def listed(name: str, district: str, state: str = "preparing") -> Listed:
    return Listed(path=Path(name), district=district, day=TODAY, state=state, last_used=NOON)


def three() -> Library:
    return Library(
        listed=[
            listed("a.eqw", "Riverbend"),
            listed("b.eqw", "Plainfield", state="finished"),
            Listed(path=Path("c.eqw"), district="Ñandúbay", problem=FileProblemError("Damaged.")),
        ]
    )


def shown(view: HomeView) -> list[str]:
    model = view.findChild(WorkshopListView, "home.list").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def choose(view: HomeView, row: int) -> None:
    listing = view.findChild(WorkshopListView, "home.list")
    listing.setCurrentIndex(listing.model().index(row, 0))


def test_a_new_workshop_needs_a_name_and_enter(home: Home, qtbot: QtBot) -> None:
    view = home(Library())
    district = view.findChild(QLineEdit, "home.new.district")
    view.findChild(QDateEdit, "home.new.date").setDate(QDate(2027, 1, 20))
    with qtbot.assertNotEmitted(view.create_requested):
        qtbot.keyClick(district, Qt.Key.Key_Return)
    qtbot.keyClicks(district, "  Harbor   Unified ")
    with qtbot.waitSignal(view.create_requested) as made:
        qtbot.keyClick(district, Qt.Key.Key_Return)
    assert made.args == ["Harbor Unified", date(2027, 1, 20)]


def test_the_first_start_asks_nothing_and_offers_the_sample(home: Home, qtbot: QtBot) -> None:
    view = home(Library())
    with qtbot.waitSignal(view.sample_requested):
        press(view, "home.sample")


def test_the_workshop_that_was_running_resumes_with_one_click(home: Home, qtbot: QtBot) -> None:
    library = three()
    library.interrupted = Interrupted(path=Path("a.eqw"), district="A & B", last_beat=NOON)
    view = home(library)
    button = view.findChild(QPushButton, "home.resume")
    assert button.isVisible()
    assert button.accessibleName() == "Resume A & B"
    assert button.mapTo(view, button.rect().topLeft()).y() < 200
    with qtbot.waitSignal(view.resume_requested) as asked:
        button.click()
    assert asked.args == [Path("a.eqw")]


def test_a_damaged_workshop_is_listed_and_never_opened(home: Home, qtbot: QtBot) -> None:
    library = three()
    library.kept = [Backup(Path("k1"), NOON, "block", 9), Backup(Path("k2"), NOON, "close", 9)]
    view = home(library)
    assert shown(view) == ["Riverbend", "Plainfield", "Ñandúbay"]
    choose(view, 2)
    listing = view.findChild(WorkshopListView, "home.list")
    with qtbot.assertNotEmitted(view.open_requested):
        qtbot.keyClick(listing, Qt.Key.Key_Return)
    assert not view.findChild(QPushButton, "home.open").isVisible()
    press(view, "home.restore")
    rest(view)
    press(view, "home.backups.restore")
    rest(view)
    assert library.done == [("restore", Path("c.eqw"), Path("k1"))]


def test_one_click_rebuilds_a_damaged_workshop_and_says_until_when(home: Home) -> None:
    library = three()
    library.listed[2] = replace(library.listed[2], rebuildable=True)
    view = home(library)
    button = view.findChild(QPushButton, "home.rebuild")
    assert not button.isVisible()
    choose(view, 2)
    assert button.isVisible()
    button.click()
    rest(view)
    assert library.done == [("rebuild", Path("c.eqw"))]
    said = view.findChild(Banner, "home.banner").accessibleName()
    assert "Ñandúbay is back" in said
    assert "3 later changes" in said
    assert "set-aside" in said


def test_what_cannot_be_opened_for_damage_offers_to_be_rebuilt(home: Home) -> None:
    library = three()
    view = home(library)
    view.say(DamagedFileError(Path("c.eqw")), Path("c.eqw"))
    press_in_banner(view)
    assert library.done == [("rebuild", Path("c.eqw"))]


def test_a_workshop_whose_folder_is_gone_is_brought_back(home: Home) -> None:
    library = three()
    library.rescued = [Rescued(path=Path("spare/x/r.eqw"), district="Riverbend")]
    view = home(library)
    banner = view.findChild(Banner, "home.banner")
    assert "Riverbend" in banner.accessibleName()
    press_in_banner(view)
    assert library.done == [("fetch", Path("spare/x/r.eqw"))]
    assert banner.isHidden()


def press_in_banner(view: HomeView) -> None:
    banner = view.findChild(Banner, "home.banner")
    (button,) = (b for b in banner.findChildren(QPushButton) if b.text() and b.isVisible())
    button.click()
    rest(view)


def rest(view: HomeView) -> None:
    """Wait until nothing is under way."""
    deadline = time.monotonic() + 60
    while view.works.strip.busy:
        assert time.monotonic() < deadline
        QApplication.processEvents()


def test_enter_opens_the_chosen_workshop(home: Home, qtbot: QtBot) -> None:
    view = home(three())
    choose(view, 1)
    with qtbot.waitSignal(view.open_requested) as asked:
        qtbot.keyClick(view.findChild(WorkshopListView, "home.list"), Qt.Key.Key_Return)
    assert asked.args == [Path("b.eqw")]


def test_search_forgives_accents_and_finds_states(home: Home, qtbot: QtBot) -> None:
    view = home(three())
    search = view.findChild(QLineEdit, "home.search")
    search.setText("nandu")
    qtbot.waitUntil(lambda: shown(view) == ["Ñandúbay"])
    search.setText("finished nov")
    qtbot.waitUntil(lambda: shown(view) == ["Plainfield"])
    search.setText("nothing of the kind")
    qtbot.waitUntil(lambda: shown(view) == [])


def test_deleting_can_be_undone(home: Home) -> None:
    view = home(three())
    choose(view, 1)
    press(view, "home.delete")
    assert shown(view) == ["Riverbend", "Ñandúbay"]
    undo = view.findChild(Banner, "home.banner").findChild(QPushButton)
    assert undo.text() == "Undo"
    undo.click()
    assert "Plainfield" in shown(view)


def test_a_copy_for_next_year_asks_only_for_its_date(home: Home) -> None:
    library = three()
    view = home(library)
    press(view, "home.duplicate")
    assert view.findChild(QDateEdit, "home.duplicate.date").date() == QDate(2027, 11, 22)
    press(view, "home.duplicate.go")
    rest(view)
    assert library.done == [("duplicate", Path("a.eqw"), date(2027, 11, 22))]


def test_an_export_has_no_names_unless_asked(home: Home, tmp_path: Path) -> None:
    library = three()
    view = home(library)
    press(view, "home.export")
    press(view, "home.export.go")
    press(view, "home.export.go")
    (dialog,) = (d for d in view.findChildren(QFileDialog) if d.isVisible())
    assert not dialog.isModal()
    dialog.fileSelected.emit(str(tmp_path / "out"))
    dialog.close()
    rest(view)
    assert library.done == [("export", Path("a.eqw"), tmp_path / "out.eqw", False)]


def test_what_goes_wrong_is_said_on_the_page(home: Home, tmp_path: Path) -> None:
    library = three()
    library.fault = FileProblemError(
        "This is not a workshop.", safe="Nothing was changed.", remedy="Choose another file."
    )
    view = home(library)
    view.import_file(tmp_path / "x.eqw")
    rest(view)
    banner = view.findChild(Banner, "home.banner")
    assert banner.isVisible()
    assert banner.accessibleName() == (
        "This is not a workshop. Nothing was changed. Choose another file."
    )


def test_a_workshop_file_can_be_dropped(home: Home, tmp_path: Path) -> None:
    library = three()
    view = home(library)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "got.eqw"))])
    view.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    rest(view)
    assert library.done == [("import", tmp_path / "got.eqw")]


def test_a_file_to_import_is_asked_for_beside_the_window(home: Home, tmp_path: Path) -> None:
    library = three()
    view = home(library)
    press(view, "home.import")
    (dialog,) = (d for d in view.findChildren(QFileDialog) if d.isVisible())
    assert not dialog.isModal()
    dialog.fileSelected.emit(str(tmp_path / "got.eqw"))
    dialog.close()
    rest(view)
    assert library.done == [("import", tmp_path / "got.eqw")]


SLOW: dict[str, Callable[[HomeView], None]] = {
    "import": lambda view: view.import_file(Path("x.eqw")),
    "duplicate": lambda view: press(view, "home.duplicate.go"),
    "export": lambda view: view.works.export(Path("a.eqw"), Path("out.eqw"), False),
    "restore": lambda view: view.works.restore(Path("a.eqw"), Path("k1")),
}


@pytest.mark.parametrize("name", SLOW)
def test_what_is_slow_shows_it_and_is_cancelled(home: Home, qtbot: QtBot, name: str) -> None:
    library = three()
    library.gate.clear()
    view = home(library)
    SLOW[name](view)
    strip = view.works.strip
    qtbot.waitUntil(strip.isVisible, timeout=60_000)
    assert strip.findChild(QProgressBar).isVisible()
    SLOW["import"](view)  # one thing at a time
    press(view, "home.work.cancel")
    assert strip.isVisible(), "it has not ended yet"
    library.gate.set()
    rest(view)
    assert not strip.isVisible()
    assert library.done == []
    assert view.findChild(Banner, "home.banner").accessibleName() == (
        "Cancelled. Nothing was changed."
    )


def test_what_was_done_before_it_was_cancelled_is_said_to_be_done(home: Home) -> None:
    library = three()
    view = home(library)
    view.import_file(Path("a.eqw"))
    deadline = time.monotonic() + 60
    while not library.done:
        assert time.monotonic() < deadline
    view.works.strip.give_up()
    rest(view)
    assert "imported" in view.findChild(Banner, "home.banner").accessibleName()


def test_five_hundred_workshops_are_there_at_once(home: Home, qtbot: QtBot) -> None:
    library = Library(listed=[listed(f"{n}.eqw", f"District number {n}") for n in range(500)])
    view = home(library)
    assert len(shown(view)) == 500
    view.findChild(QLineEdit, "home.search").setText("number 499")
    qtbot.waitUntil(lambda: shown(view) == ["District number 499"])


def test_the_one_that_was_left_is_in_sight_however_far_down_it_stands(home: Home) -> None:
    names = [f"District {n}" for n in range(200)]
    view = home(Library(listed=[listed(f"{n:03}", name) for n, name in enumerate(names)]))
    rows = view.findChild(WorkshopListView)
    choose(view, 150)
    view.refresh()
    index = rows.currentIndex()
    assert index.row() >= 60
    assert rows.viewport().rect().intersects(rows.visualRect(index))


def test_the_end_key_reaches_the_last_workshop_of_a_list_just_shown(
    home: Home, qtbot: QtBot
) -> None:
    view = home(Library(listed=[listed(f"{n:03}", f"District {n}") for n in range(200)]))
    rows = view.findChild(WorkshopListView)
    qtbot.keyClick(rows, Qt.Key.Key_End)
    assert rows.currentIndex().row() == 199
    assert rows.viewport().rect().intersects(rows.visualRect(rows.currentIndex()))


@pytest.mark.parametrize(
    ("state", "label"),
    [("running", "Resume"), ("paused", "Resume"), ("preparing", "Open"), ("finished", "Open")],
)
def test_a_day_under_way_is_resumed_not_opened(qtbot: QtBot, state: str, label: str) -> None:
    details = WorkshopDetails(TODAY)
    qtbot.addWidget(details)
    details.show_entry(listed("a.eqw", "Riverbend", state))
    assert details.findChild(QPushButton, "home.open").text() == label


def test_what_is_handed_over_asks_for_its_passphrase_until_it_fits(
    home: Home, qtbot: QtBot
) -> None:
    library = three()
    view = home(library)
    field = view.findChild(QLineEdit, "home.handover.passphrase")
    assert not field.isVisible()
    view.import_file(Path("Riverbend.eqh"))
    assert field.isVisible()
    library.fault = FileProblemError("This passphrase does not open it.", safe="Nothing.")
    qtbot.keyClicks(field, "wrong horse")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    rest(view)
    assert field.isVisible(), "it can be typed once more"
    library.fault = None
    field.setText("correct horse")
    press(view, "home.handover.yes")
    rest(view)
    assert library.done == [("handover", Path("Riverbend.eqh"), "correct horse")]
    assert not field.isVisible()


def test_a_devices_file_leads_to_its_workshop(home: Home, qtbot: QtBot) -> None:
    view = home(three())
    with qtbot.waitSignal(view.device_file_requested) as asked:
        view.import_file(Path("Group A.eqx"))
    assert asked.args == [Path("Group A.eqx"), Path("Group A.eqx")]
