"""The results are what the groups said: every answer kept as what it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.cells import ROOM, CellKey, Field, SetCell
from app.domain.framework import Lens
from app.domain.results import DimensionResult, Standing
from app.domain.results_reading import results_table
from app.domain.seating import EditGroup
from app.domain.workshop import EditDetails
from app.services.snapshot import load
from app.storage.database import Database
from tests import day_data


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Database]:
    database = day_data.create(tmp_path / "day.eqw")
    day_data.carry_out(database, [*day_data.seated(), *day_data.scored()])
    yield database
    database.close()


def row(database: Database, dimension: str) -> DimensionResult:
    table = results_table(load(database), "en")
    return next(r for r in table.rows if r.dimension_id == dimension)


def standings(found: DimensionResult) -> list[tuple[str, str, Standing, int | None]]:
    return [(m.group_label, m.lens.value, m.standing, m.level) for m in found.marks]


def test_scores_stand_at_their_levels_with_their_reasons(day: Database) -> None:
    found = row(day, "d01")
    assert standings(found) == [
        ("A", "foundations", Standing.SCORED, 2),
        ("A", "access", Standing.SCORED, 1),
        ("F", "foundations", Standing.SCORED, 3),
        ("F", "access", Standing.SCORED, 2),
    ]
    assert found.range(Lens.FOUNDATIONS) == (2, 3)
    assert found.marks[0].reason == day_data.REASONS[0]
    assert found.data_needs == 1


def test_cannot_tell_is_of_one_lens_and_chose_not_of_both(day: Database) -> None:
    assert [m.standing for m in row(day, "d05").marks] == [Standing.SCORED, Standing.CANNOT_TELL]
    refused = row(day, "d08")
    assert [m.standing for m in refused.marks] == [Standing.CHOSE_NOT, Standing.CHOSE_NOT]
    assert refused.words == (("E", "Nobody at our table knows preschool."),)


def test_two_versions_are_both_shown_and_neither_counts(day: Database) -> None:
    mark = row(day, "d03").marks[0]
    assert mark.contested
    assert mark.levels == (2, 3)
    assert mark.level is None
    assert row(day, "d03").range(Lens.FOUNDATIONS) is None


def test_not_yet_and_not_assigned_differ(tmp_path: Path) -> None:
    database = day_data.create(tmp_path / "day.eqw")
    day_data.carry_out(database, day_data.seated()[:1])
    assert [m.standing for m in row(database, "d01").marks] == [Standing.NOT_YET] * 2
    assert row(database, "d02").marks == ()
    database.close()


def test_a_score_outlives_its_assignment(day: Database) -> None:
    day_data.carry_out(day, [EditGroup(group_id="gA", values={"dimensions": ["d06"]})])
    assert "A" in [m.group_label for m in row(day, "d01").marks]


def test_the_room_agrees_only_where_it_chose_to(day: Database) -> None:
    cells = [
        SetCell(cell=str(CellKey(ROOM, "d01", Field.AGREED, "foundations")), value={"level": "f3"}),
        SetCell(cell=str(CellKey(ROOM, "d01", Field.AGREED, "access")),
                value={"no_agreement": True}),
    ]  # fmt: skip
    day_data.carry_out(day, [EditDetails(values={"agree_ratings": True}), *cells])
    assert row(day, "d01").agreed == {Lens.FOUNDATIONS: 3, Lens.ACCESS: None}
    assert row(day, "d02").agreed is None
    day_data.carry_out(day, [EditDetails(values={"agree_ratings": False})])
    assert row(day, "d01").agreed is None


def test_nothing_may_be_drawn_before_the_reveal_without_a_stamp(day: Database) -> None:
    assert not results_table(load(day), "en").may_show
    stamped = results_table(load(day), "es", before_reveal_mark="Antes")
    assert stamped.may_show
    assert stamped.level_names[Lens.FOUNDATIONS][0] == "Falta casi todo"
