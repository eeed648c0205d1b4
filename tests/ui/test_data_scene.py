"""District data on the room screen: readable however much stands side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.data.measures import preview_data, to_command
from app.data.tables import read_table
from app.domain.drawing import Group, Weight
from app.domain.importing import EVERY
from app.domain.measures import MeasureStatus
from app.domain.scenes import Scene, SceneState
from app.domain.snapshot import Snapshot
from app.paths import resource_path
from app.services.snapshot import load
from app.ui import theme
from app.ui.charts.painter import measure_with
from app.ui.room_screen.board import Board, Placed
from app.ui.room_screen.compose import compose
from app.ui.room_screen.context import context_at
from app.ui.room_screen.stage import ChartMemo
from tests import day_data

WIDE, OLD = (1920.0, 1080.0), (1920.0, 1440.0)


@pytest.fixture
def schools(qapp: QApplication, tmp_path: Path) -> Snapshot:
    """Return a workshop with how many students of each group five places have."""
    theme.load_fonts()
    found = preview_data(
        read_table(resource_path("sample", "crdc-schools.csv")),
        day_data.default_framework(),
        chosen={"metric": "Students enrolled", "organisation": EVERY},
    )
    database = day_data.create(tmp_path / "schools.eqw")
    day_data.carry_out(database, [to_command(found, 1.0, dataset_id="schools")])
    snapshot = load(database)
    database.close()
    return snapshot


def pages(snapshot: Snapshot, shape: Sequence[float]) -> Iterator[Board]:
    page, count = 1, 1
    while page <= count:
        arguments = {"dataset_id": "schools", "page": page}
        shown = replace(snapshot, scene=SceneState(override=Scene.DATA.value, arguments=arguments))
        board = compose(context_at(shown, day_data.START), *shape, measure=measure_with())
        yield board
        page, count = page + 1, board.pages


def bars(boards: Sequence[Board]) -> list[Group]:
    placed = (piece for board in boards for piece in board.pieces if isinstance(piece, Placed))
    return [group for piece in placed for group in piece.drawing.groups("bar")]


@pytest.mark.parametrize("shape", [WIDE, OLD])
def test_many_schools_are_parted_so_that_every_word_is_large(
    schools: Snapshot, shape: Sequence[float]
) -> None:
    made = list(pages(schools, shape))
    assert len(made) <= 4, "a line on every page leaves the screen empty"
    sizes = [text.size for board in made for text, _x, _y in board.texts()]
    assert min(sizes) >= 27.99


def test_every_value_is_on_one_page_and_only_there(schools: Snapshot) -> None:
    made = bars(list(pages(schools, WIDE)))
    titles = [group.title for group in made]
    assert len(titles) == len(set(titles)) == len(schools.datasets[-1].rows)


def test_what_a_file_does_not_say_is_told_in_every_language_of_the_room(
    qapp: QApplication, tmp_path: Path
) -> None:
    theme.load_fonts()
    found = preview_data(
        read_table(resource_path("sample", "edfacts-graduation.csv")),
        day_data.default_framework(),
        chosen={"organisation": "Riverbend Community Schools"},
    )
    database = day_data.create(tmp_path / "ranges.eqw")
    day_data.carry_out(database, [to_command(found, 1.0, dataset_id="schools")])
    titles = " ".join(group.title for group in bars(list(pages(load(database), WIDE))))
    database.close()
    for words in ("suppressed, too few", "suprimido, muy pocos", "50% or more", "50% o más"):
        assert words in titles


def test_how_a_page_is_parted_is_found_once_and_anew_where_its_data_change(
    schools: Snapshot,
) -> None:
    measured: list[str] = []
    plain = measure_with()

    def measure(text: str, size: float, weight: Weight) -> float:
        measured.append(text)
        return plain(text, size, weight)

    def draw(snapshot: Snapshot, memo: ChartMemo) -> tuple[Board, int]:
        arguments = {"dataset_id": "schools", "page": 1}
        shown = replace(snapshot, scene=SceneState(override=Scene.DATA.value, arguments=arguments))
        measured.clear()
        board = compose(context_at(shown, day_data.START), *WIDE, memo=memo, measure=measure)
        return board, len(measured)

    memo = ChartMemo()
    first, searched = draw(schools, memo)
    again, kept = draw(schools, memo)
    assert again.pieces == first.pieces
    assert kept < searched / 2, "the search was made again"
    dataset = schools.datasets[-1]
    fewer = replace(dataset, rows=dataset.rows[:10])
    changed, _count = draw(replace(schools, datasets=(fewer,)), memo)
    fresh, _count = draw(replace(schools, datasets=(fewer,)), ChartMemo())
    assert changed.pieces == fresh.pieces


def test_a_bar_without_a_number_says_so_in_every_language_of_the_room(
    schools: Snapshot,
) -> None:
    dataset = schools.datasets[-1]
    one = [row for row in dataset.rows if row.level == "district"]
    hidden = replace(one[0], status=MeasureStatus.SUPPRESSED, value=None)
    gone = replace(one[1], status=MeasureStatus.MISSING, value=None)
    blurred = replace(
        one[2], status=MeasureStatus.RANGE, value=None, low=0.0, high=5.0, as_written="LT5"
    )
    changed = replace(dataset, rows=(hidden, gone, blurred, *one[3:]))
    workshop = replace(schools.workshop, languages=("en", "es"))
    both = replace(schools, datasets=(changed,), workshop=workshop)
    words = " ".join(group.title for group in bars(list(pages(both, WIDE))))
    for said in ("suprimido", "no value in the file / sin valor", "less than 5 / menos de 5"):
        assert said in words
