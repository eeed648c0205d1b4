"""Home with 500 workshops, opening one, and a notes page with hundreds of notes."""

import shutil
import statistics
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap.program import Program
from app.domain.commands import Command
from app.domain.ids import new_id
from app.domain.notes import AddNote
from app.storage.places import Places
from tests import day_data
from tests.bench import baselines
from tests.bench.figures import Figure, median_of, tell
from tests.bench.windows import fresh_program, settle, until
from tests.workshops import copy_of_template

WORKSHOPS = 500
ADDED = 8


def home_ms(program: Program) -> float:
    """Return the milliseconds until Home is painted anew."""
    began = time.perf_counter()
    program.show_home()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def home() -> None:
    """Measure Home with many workshops, when their heads are known and when they are not."""
    with fresh_program() as program:
        places = Places(program.data_dir)
        pattern = copy_of_template(places.workshops / "district-000.eqw")
        for number in range(1, WORKSHOPS):
            shutil.copyfile(pattern, pattern.with_name(f"district-{number:03}.eqw"))
        fresh = home_ms(program)
        known = median_of(lambda: home_ms(program), 7)
        bare = median_of(lambda: baselines.listing_ms(WORKSHOPS), 5)
        against = "a bare list"
        tell(
            Figure(
                name=f"Home with {WORKSHOPS} workshops", value=known, unit="ms", baseline=bare,
                against=against, budget=150,
            )
        )  # fmt: skip
        tell(
            Figure(
                name=f"Home after {WORKSHOPS} unknown files arrived", value=fresh, unit="ms",
                baseline=bare, against=against, note="once; every file's head is read",
            )
        )  # fmt: skip


def opening() -> None:
    """Measure opening a full day from Home, as the second workshop of a session."""
    with fresh_program() as program:
        paths = []
        for name in ("one.eqw", "two.eqw"):
            path = Places(program.data_dir).workshops / name
            path.parent.mkdir(parents=True, exist_ok=True)
            day_data.full_day(path).close()
            paths.append(path)

        def open_ms(path: Path) -> float:
            program.show_home()
            QApplication.processEvents()
            began = time.perf_counter()
            program.open_workshop(path)
            QApplication.processEvents()
            return (time.perf_counter() - began) * 1000

        first = open_ms(paths[0])
        taken = [open_ms(path) for path in (paths[1], *paths, *paths)]
        tell(
            Figure(
                name="opening a workshop", value=statistics.median(taken), unit="ms",
                baseline=median_of(lambda: baselines.reading_ms(paths[0]), 5),
                against="SQLite reading every row", budget=300,
                note=f"the first of a session, all code loading meanwhile: {first:.0f} ms",
            )
        )  # fmt: skip


def notes(count: int) -> None:
    """Measure adding a note on a page that has many already."""
    with fresh_program() as program:
        path = Places(program.data_dir).workshops / "notes.eqw"
        path.parent.mkdir(parents=True, exist_ok=True)
        database = day_data.create(path)
        words = "Families want to be asked earlier, and in their language. "
        many: list[Command] = [
            AddNote(note_id=f"n{number}", text=words * (1 + number % 3),
                    place=("tray", "wall", "hidden")[number % 3])
            for number in range(count)
        ]  # fmt: skip
        day_data.carry_out(database, many)
        database.close()
        program.open_workshop(path, page="prepare")
        assert program.day is not None
        day = program.day
        began = time.perf_counter()
        program.window.show_page("notes")
        baselines.settle_layout()
        opened = (time.perf_counter() - began) * 1000
        seen: list[object] = []
        # Connected last: the page has followed when this hears of a change.
        day.desk.changed.connect(lambda changes, _origin: seen.append(changes))
        taken = []
        for _turn in range(ADDED):
            settle(day)
            baselines.settle_layout()
            seen.clear()
            began = time.perf_counter()
            day.desk.submit(AddNote(note_id=new_id(), text=words))
            until(lambda: bool(seen))
            baselines.settle_layout()
            taken.append((time.perf_counter() - began) * 1000)
        tell(
            Figure(
                name=f"adding a note to {count}", value=statistics.median(taken), unit="ms",
                baseline=baselines.label_more_ms(count), against="one more label", budget=100,
                note=f"opening the page: {opened:.0f} ms",
            )
        )  # fmt: skip


def main() -> None:
    """Measure, and tell the figures."""
    home()
    opening()
    notes(300)
    notes(1000)


if __name__ == "__main__":
    main()
