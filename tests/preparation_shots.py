"""States of the preparation that only somebody's hands bring about, for :mod:`tests.pictures`."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QScrollArea, QWidget

from app.bootstrap.program import Program
from app.domain.importing import ManyPlaces, PlaceCount
from app.domain.people import EditPerson
from app.paths import resource_path
from app.ui.data.compare import ComparePage
from app.ui.data.import_panel import DataImportPanel
from app.ui.data.reading_wait import ReadingWait
from app.ui.data.view import DataView
from app.ui.groups.card import GroupCard
from app.ui.groups.view import GroupsView
from app.ui.people.view import PeopleTable, PeopleView

Hands = Callable[[Program, QWidget], object]
PLACES = tuple(
    PlaceCount(key=f"18{n:05}", name=name, state="INDIANA", rows=1_240 + 90 * n)
    for n, name in enumerate(
        ("Ashford", "Brook County", "Clayton Falls", "Dunmore", "Eastvale", "Riverbend",
         "Springwater Union", "Westfield")
    )
)  # fmt: skip


def open_person(_program: Program, view: QWidget) -> None:
    """Open the first person of the list, as Enter does."""
    table = _part(view, "people", PeopleView).findChild(PeopleTable)
    assert table is not None
    table.selectRow(0)
    if table.model().rowCount():
        table.activated.emit(table.currentIndex())


def open_private_wish(program: Program, view: QWidget) -> None:
    """Open somebody with whom they sit apart."""
    open_person(program, view)
    people = _part(view, "people", PeopleView)
    _button(people, "people.private").click()


def doubt_many(_program: Program, view: QWidget) -> None:
    """Bring a list of names and roles alone, most of whom are on the list already."""
    people = _part(view, "people", PeopleView)
    listed = [each.name for each in people.snapshot.people if each.name][:12]
    rows = ["Nombre,Rol,Escuela", *(f"{name},Docente,Another" for name in listed)]
    rows += [f"Wenda Larkspur,Docente,{school}" for school in ("Oak", "Elm", "Ash")]
    file = Path(tempfile.mkdtemp()) / "names of the other office.csv"
    file.write_text("\n".join(rows), "utf-8")
    people.import_files([file])
    _until(people._importing.go.isVisible)


def break_a_rule(_program: Program, view: QWidget) -> None:
    """Seat everybody where one of them supervises all others."""
    groups = _part(view, "groups", GroupsView)
    first, *others = [each.id for each in groups.snapshot.people] or [""]
    if not others:
        return
    led = {"supervisor_of": others}
    groups.desk.submit(EditPerson(participant_id=first, identity=led))
    _until(lambda: groups.snapshot.person(first).identity.supervisor_of)
    _button(groups, "groups.arrange").click()
    _until(_button(groups, "groups.arrange").isEnabled)
    scrolled = groups.findChild(QScrollArea)
    assert scrolled is not None
    scrolled.ensureWidgetVisible(groups.findChild(QWidget, "groups.unmet"))


def choose_seated(_program: Program, view: QWidget) -> None:
    """Read why somebody sits at the first table."""
    cards = _part(view, "groups", GroupsView).findChildren(GroupCard)
    if cards and cards[0].seats.count():
        cards[0].seats.setCurrentRow(0)


def open_printing(_program: Program, view: QWidget) -> None:
    """Open what is printed for the tables."""
    _button(_part(view, "groups", GroupsView), "groups.print").click()


def second_seating(_program: Program, view: QWidget) -> None:
    """Show the seating for next steps."""
    _part(view, "groups", GroupsView).show_seating("next_steps")


def import_data(_program: Program, view: QWidget) -> None:
    """Bring a file of a known layout whose rate is still asked for."""
    _bring(view, resource_path("sample", "ma-graduation.csv"))


def import_chosen(_program: Program, view: QWidget) -> None:
    """Look at a file of a known layout as it will be shown."""
    _bring(view, resource_path("sample", "ma-enrollment.csv"))


def map_data(_program: Program, view: QWidget) -> None:
    """Say what the columns of an unknown table are."""
    file = Path(tempfile.mkdtemp()) / "worth of our own schools.csv"
    file.write_text("Who,Wert,Zahl,Anm\nAll students,12,40,x\nEnglish learners,15,50,y\n", "utf-8")
    _bring(view, file)
    box = _part(view, "data", DataView).findChild(QComboBox, "import.column.1")
    assert box is not None
    box.setCurrentIndex(box.findData("value"))
    box.activated.emit(box.currentIndex())


def choose_places(_program: Program, view: QWidget) -> None:
    """Bring a file so large that districts are chosen first."""
    data = _part(view, "data", DataView)
    panel = data.findChild(DataImportPanel)
    assert panel is not None
    data._pages.setCurrentWidget(panel)
    found = ManyPlaces(name="membership.csv", layout_name="Common Core of Data", places=PLACES)
    panel.read_in_steps(lambda: "membership.csv", lambda _tell: found)


def compare_kept(_program: Program, view: QWidget) -> None:
    """Compare what a kept dataset has, or see that none is kept."""
    data = _part(view, "data", DataView)
    data.compare()
    if data.snapshot.datasets:
        _until(lambda: data.findChild(QWidget, "compare.chart") is not None)


def compare_file(program: Program, view: QWidget) -> None:
    """Compare the schools of a file without keeping it."""
    compare_kept(program, view)
    page = _part(view, "data", DataView).findChild(ComparePage)
    assert page is not None
    page.open_file(resource_path("sample", "crdc-schools.csv"))
    _until(lambda: page.findChild(ReadingWait).isHidden())


SHOTS: tuple[tuple[str, str, Hands, float], ...] = (
    ("prepare-people-person", "people", open_person, 0.3),
    ("prepare-people-private", "people", open_private_wish, 0.3),
    ("prepare-people-alike", "people", doubt_many, 0.6),
    ("prepare-groups-why", "groups", choose_seated, 0.3),
    ("prepare-groups-print", "groups", open_printing, 0.3),
    ("prepare-groups-second", "groups", second_seating, 0.3),
    ("prepare-data-asks", "data", import_data, 1.0),
    ("prepare-data-preview", "data", import_chosen, 1.0),
    ("prepare-data-mapping", "data", map_data, 1.0),
    ("prepare-data-places", "data", choose_places, 0.5),
    ("prepare-data-compare", "data", compare_kept, 0.6),
    ("prepare-data-compare-file", "data", compare_file, 1.5),
    ("prepare-groups-unmet", "groups", break_a_rule, 0.6),
)  # fmt: skip
"""Name, section of the preparation, what is done there, and for how many seconds it goes on."""


def _bring(view: QWidget, path: Path) -> None:
    data = _part(view, "data", DataView)
    data.import_file(path)
    panel = data.findChild(DataImportPanel)
    _until(lambda: panel.go.isVisible())


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not done():
        assert time.monotonic() < end, "it did not come"
        QCoreApplication.processEvents()
        time.sleep(0.005)


def _part(view: QWidget, section: str, kind: type) -> QWidget:  # type: ignore[type-arg]
    page = view.page(section)  # type: ignore[attr-defined]
    assert isinstance(page, kind)
    return page


def _button(view: QWidget, name: str) -> QAbstractButton:
    found = view.findChild(QAbstractButton, name)
    assert isinstance(found, QAbstractButton), name
    return found
