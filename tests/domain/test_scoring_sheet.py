"""What a note-taker's sheet says of a group and a dimension."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.cells import CellKey, Field, SetCell
from app.domain.commands import Command
from app.domain.framework import build_framework, framework_to_json
from app.domain.notes import AddDataNeed
from app.domain.results import Standing
from app.domain.scoring_sheet import rating_value, sheet, sheets
from app.domain.seating import AddGroup
from app.domain.snapshot import Snapshot
from app.domain.workshop import CreateWorkshop
from app.paths import resource_path
from app.services import snapshot as reading
from app.services.execution import execute_all
from app.storage.database import Database

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def cell(field: Field, value: object, lens: str = "", **more: object) -> SetCell:
    return SetCell(cell=str(CellKey("gA", "d01", field, lens)), value=value, **more)


@pytest.fixture
def after(tmp_path: Path):
    """Return a function that gives the snapshot after commands on a workshop with one group."""

    def read(name: str) -> object:
        return json.loads(resource_path("framework", name).read_text("utf-8"))

    texts = {code: read(f"default.{code}.json") for code in ("en", "es")}
    pack = framework_to_json(build_framework(read("default.json"), texts))
    database = Database(tmp_path / "a.eqw")
    database.create()

    def run(*commands: Command) -> Snapshot:
        first = (
            CreateWorkshop(
                lineage="l", epoch="e", district="Riverbend", date=date(2026, 11, 20),
                framework=pack,
            ),
            AddGroup(group_id="gA", seating_id="scoring", label="A", position=1.0,
                     dimensions=("d01", "d06")),
        )  # fmt: skip
        stamped = [replace(command, at=NOW) for command in (*first, *commands)]
        for result in execute_all(database, stamped, recorded_at=NOW):
            assert result.error is None
        return reading.load(database)

    yield run
    database.close()


def test_an_empty_sheet_offers_everything_in_the_language_asked_for(after) -> None:
    found = sheet(after(), "gA", "d01", "es")
    assert [level.position for level in found.lenses[0].levels] == [1, 2, 3, 4]
    assert found.questions
    assert found.look_fors
    assert found.student_groups
    assert found.answered == 0
    assert not found.has_words
    assert not found.contested
    assert found.name != sheet(after(), "gA", "d01", "en").name


def test_both_lenses_and_the_ways_not_to_score_count_as_answers(after) -> None:
    scored = after(
        cell(Field.RATING, rating_value("f2", 1), "foundations"),
        cell(Field.RATING, rating_value("", 1), "access"),
    )
    found = sheet(scored, "gA", "d01", "en")
    assert [lens.standing for lens in found.lenses] == [Standing.SCORED, Standing.CANNOT_TELL]
    assert found.lenses[0].rating.level_id == "f2"
    assert found.lenses[1].rating.cannot_tell
    assert found.answered == 2


def test_chose_not_to_score_answers_both_lenses(after) -> None:
    found = sheet(after(cell(Field.NOT_SCORED, {"words": ""})), "gA", "d01", "en")
    assert found.chose_not
    assert found.answered == 2


def test_two_versions_are_contested_and_their_tips_settle_them(after) -> None:
    one = cell(Field.REASON, "One view.", "access", id="e1")
    two = cell(Field.REASON, "Another view.", "access", id="e2", station="tablet")
    found = sheet(after(one, two), "gA", "d01", "en")
    reason = found.lenses[1].reason
    assert reason.contested
    assert reason.text == ""
    assert reason.tips == ("e1", "e2")
    assert reason.known == {"e1", "e2"}


def test_a_group_sees_its_dimensions_and_whatever_else_it_wrote_on(after) -> None:
    elsewhere = SetCell(cell=str(CellKey("gA", "d09", Field.EVIDENCE)), value="Seen in May.")
    found = sheets(after(elsewhere), "gA", "en")
    assert [one.dimension_id for one in found] == ["d01", "d06", "d09"]
    assert [one.assigned for one in found] == [True, True, False]


def test_data_needs_of_the_group_and_dimension_are_on_the_sheet(after) -> None:
    need = AddDataNeed(need_id="n", group_id="gA", dimension_id="d01", kind="", text="By school.")
    found = sheet(after(need), "gA", "d01", "en")
    assert [line.words.text for line in found.needs] == ["By school."]


def test_an_unknown_group_or_dimension_is_a_key_error(after) -> None:
    snapshot = after()
    with pytest.raises(KeyError):
        sheet(snapshot, "nobody", "d01", "en")
    with pytest.raises(KeyError):
        sheet(snapshot, "gA", "d99", "en")
