"""Pictures of district data on its way from a file to the room, to be looked at.

    python -m tests.data_pictures --out pictures
    python -m tests.data_pictures --out pictures --language es --theme dark --scale 2.0

The packets are written as a PDF beside them. Not collected by pytest.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QAbstractButton

from app.bootstrap.application import build_application
from app.bootstrap.program import Program
from app.data.layout_crdc import NEW_TEACHERS
from app.data.measures import preview_data, to_command
from app.data.tables import read_table
from app.domain.commands import Command
from app.domain.importing import EVERY, ManyPlaces
from app.domain.measures import EditDataset
from app.domain.scenes import Scene, ShowScene
from app.i18n import _
from app.paths import resource_path
from app.services import reports
from app.steady import SimulatedClock
from app.storage.places import Places
from app.ui.data.import_panel import DataImportPanel
from app.ui.data.view import DataView
from tests import day_data
from tests.pictures import LANGUAGES, ROOM_SIZES, THEMES, WINDOW, pump
from tests.preparation_shots import PLACES

FILES = (
    ("ma-assessment.csv", {"year": EVERY, "subject": "ELA"}),
    ("ma-enrollment.csv", {"organisation": EVERY, "year": "2025"}),
    ("edfacts-graduation.csv", {"organisation": "Riverbend Community Schools"}),
    ("crdc-schools.csv", {"metric": NEW_TEACHERS, "organisation": EVERY}),
)  # fmt: skip
"""Sample files and what is taken of each: years, schools, ranges, one group at every school.

What a public layout calls its own numbers is in English here, and chosen in the program's language.
"""


def datasets() -> list[Command]:
    """Return the commands that take the sample files in."""
    framework = day_data.default_framework()
    commands: list[Command] = []
    for place, (name, chosen) in enumerate(FILES):
        found = preview_data(
            read_table(resource_path("sample", name)),
            framework,
            chosen={field: _(word) for field, word in chosen.items()},
        )
        commands.append(to_command(found, 3.0 + place, dataset_id=f"file{place}"))
    more = {"dimensions": ["d02"], "relation": "need_weighted"}
    return [*commands, EditDataset(dataset_id="file3", values=more)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures of one look."""
    parser = argparse.ArgumentParser(prog="python -m tests.data_pictures", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--theme", choices=THEMES, default="light")
    parser.add_argument("--scale", type=float, default=1.0)
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    data_dir = Path(tempfile.mkdtemp(prefix="pictures-"))
    program = Program(build_application(), data_dir, SimulatedClock(day_data.START))
    for field, value in (
        ("language", asked.language), ("theme", asked.theme), ("text_scale", asked.scale),
    ):  # fmt: skip
        program.change_setting(field, value)
    program.window.show()
    try:
        _take(program, asked.out)
    finally:
        program.quit()
        program.window.deleteLater()
        pump(0.05)
        shutil.rmtree(data_dir, ignore_errors=True)
    return 0


def _take(program: Program, folder: Path) -> None:
    path = Places(program.data_dir).workshops / "data.eqw"
    path.parent.mkdir(parents=True, exist_ok=True)
    database = day_data.create(path)
    day_data.carry_out(database, [*day_data.prepared(), *day_data.seated(), *datasets()])
    database.close()
    program.open_workshop(path, page="prepare")
    window = program.window
    window.resize(WINDOW)
    assert program.day is not None
    window.show_page("prepare:data")
    pump(0.4)
    view = window.findChild(DataView)
    for place in range(3, 6):
        view._list.setCurrentRow(place)
        pump(0.2)
        window.grab().save(str(folder / f"data-page-{place}.png"))
    view.import_file(resource_path("sample", "ma-graduation.csv"))
    panel = view.findChild(DataImportPanel)
    _until(lambda: panel.go.isVisible())
    pump(0.2)
    window.grab().save(str(folder / "data-import-asks.png"))
    panel._on_filter_chosen("metric", "4-Year Graduation Rate")
    pump(0.4)
    window.grab().save(str(folder / "data-import.png"))
    panel.findChild(QAbstractButton, "import.cancel").click()
    view._pages.setCurrentWidget(panel)
    panel.read_in_steps(
        lambda: "membership.csv",
        lambda _tell: ManyPlaces(
            name="membership.csv", layout_name="Common Core of Data", places=PLACES
        ),
    )
    pump(0.5)
    window.grab().save(str(folder / "data-places.png"))
    _room(program, folder)
    target = folder / "data-packets.pdf"
    with reports.start_build(
        program.day.desk.snapshot, target.name, target, now=day_data.START
    ) as build:
        build.wait()
    summary = folder / "summary.pdf"
    with reports.start_build(
        program.day.desk.snapshot, summary.name, summary, now=day_data.END
    ) as build:
        build.wait()


def _room(program: Program, folder: Path) -> None:
    assert program.day is not None
    desk = program.day.desk
    for dataset in desk.snapshot.datasets:
        scene = ShowScene(scene=Scene.DATA.value, arguments={"dataset_id": dataset.id})
        desk.submit(scene)
        desk.operations.flush()
        pump(0.1)
        canvas = program.day.room.canvas()
        canvas.picture(ROOM_SIZES["wide"]).save(str(folder / f"room-{dataset.id}.png"))
        canvas.picture(ROOM_SIZES["old"]).save(str(folder / f"room-{dataset.id}-4x3.png"))


def _until(done) -> None:  # type: ignore[no-untyped-def]
    for _turn in range(200):
        if done():
            return
        pump(0.05)
    raise TimeoutError("what was waited for did not come")


if __name__ == "__main__":
    sys.exit(main())
