"""The workshop's own pack: small changes stay small, can be taken back, and never lose a score."""

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.domain.commands import Command
from app.domain.errors import InvalidChangeError, NotAllowedError, StaleUndoError, UserError
from app.domain.preparation import (
    AddFrameworkLine,
    ChooseScale,
    EditFramework,
    LockScale,
    ReplaceFramework,
)
from app.domain.seating import EditGroup
from app.services import sample
from app.services.execution import Result, state_of
from app.storage.tables import ledger
from tests.workshops import OpenWorkshop, rating, replayed_state

VISION = "dimensions.d03.vision"


def reword(text: str, place: str = VISION, language: str = "en") -> EditFramework:
    return EditFramework(place=place, language=language, text=text)


def undo(workshop: OpenWorkshop, result: Result) -> Result:
    assert result.undo is not None
    return workshop.do(result.undo)


def pack_of(workshop: OpenWorkshop) -> dict[str, Any]:
    (row,) = state_of(workshop.database)["frameworks"]
    return dict(row)


def renamed(*, old: str = "d01", fresh: str = "x01") -> dict[str, Any]:
    """Return a pack that knows one dimension by another id."""
    words = json.dumps(sample.default_pack()).replace(f'"id": "{old}"', f'"id": "{fresh}"')
    return dict(json.loads(words))


CHANGES: tuple[Command, ...] = (
    reword("Every school is led well."),
    reword("Dirigida bien.", language="es"),
    reword("Lãnh đạo tốt", language="vi"),
    reword("", language="es"),
    reword("Casi nadie", "dimensions.d03.level_notes.f1", "es"),
    AddFrameworkLine(place="equity_ideas", language="en", text="One more idea"),
    AddFrameworkLine(place="dimensions.d03.look_fors", language="es", text="Otra", number=1),
    ChooseScale(key="5"),
)


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_a_change_is_taken_back_and_made_again_exactly(
    workshop: OpenWorkshop, tmp_path: Path, change: Command
) -> None:
    before = pack_of(workshop)
    done = workshop.do(change)
    after = pack_of(workshop)
    assert after != before
    assert after["version"] == before["version"] + 1
    undone = undo(workshop, done)
    assert pack_of(workshop) == before
    undo(workshop, undone)
    assert {**pack_of(workshop), "version": 0, "pack": {**after["pack"], "version": 0}} == {
        **after, "version": 0, "pack": {**pack_of(workshop)["pack"], "version": 0},
    }  # fmt: skip
    assert replayed_state(workshop, tmp_path / "r.eqw") == state_of(workshop.database)


def test_a_line_that_went_comes_back_at_its_place(workshop: OpenWorkshop) -> None:
    workshop.do(AddFrameworkLine(place="equity_ideas", language="en", text="Second", number=2))
    with_line = pack_of(workshop)
    gone = workshop.do(reword("", "equity_ideas.2"))
    assert pack_of(workshop) != with_line
    undo(workshop, gone)
    assert pack_of(workshop) == with_line


def test_a_changed_word_takes_little_room_in_the_ledger(workshop: OpenWorkshop) -> None:
    undo(workshop, workshop.do(reword("Led well.")))
    undo(workshop, workshop.do(ChooseScale(key="5")))
    undo(workshop, workshop.do(reword("", "equity_ideas.1", "es")))
    with workshop.database.reading() as reader:
        query = sa.select(sa.func.length(ledger.c.payload)).where(ledger.c.kind != "group.add")
        sizes = reader.connection.execute(query.order_by(ledger.c.seq)).scalars().all()
    assert len(sizes[1:]) == 6
    assert max(sizes[1:]) < 1000


def test_what_was_reworded_since_is_not_taken_back(workshop: OpenWorkshop) -> None:
    first = workshop.do(reword("First."))
    workshop.do(reword("Second."))
    with pytest.raises(StaleUndoError):
        undo(workshop, first)
    assert workshop.read().framework.dimension("d03").vision["en"] == "Second."


def test_a_loaded_pack_and_a_word_after_it_are_taken_back_in_turn(workshop: OpenWorkshop) -> None:
    before = pack_of(workshop)
    pack = sample.default_pack()
    pack["title"]["en"] = "Ours"
    loaded = workshop.do(ReplaceFramework(pack=pack))
    word = workshop.do(reword("Ours, too."))
    undo(workshop, word)
    undo(workshop, loaded)
    assert pack_of(workshop) == before


@pytest.mark.parametrize(
    "change",
    [
        reword("x", "dimensions.d99.vision"),
        reword("x", "dimensions.d03"),
        reword("x", "active_scale"),
        reword("x", language=" "),
        AddFrameworkLine(place="norms", language="en", text="x"),
        AddFrameworkLine(place="equity_ideas", language="en", text=" "),
        AddFrameworkLine(place="equity_ideas", language="en", text="x", number=99),
        ChooseScale(key="7"),
    ],
    ids=range(8),
)
def test_nonsense_is_refused_and_changes_nothing(workshop: OpenWorkshop, change: Command) -> None:
    before = pack_of(workshop)
    with pytest.raises(UserError):
        workshop.do(change)
    assert pack_of(workshop) == before


def test_a_text_keeps_words_in_one_language_at_least(workshop: OpenWorkshop) -> None:
    workshop.do(reword("", language="es"))
    with pytest.raises(UserError) as told:
        workshop.do(reword(""))
    assert VISION in told.value.happened


def test_a_locked_scale_stays_and_its_words_may_change(workshop: OpenWorkshop) -> None:
    workshop.do(LockScale(reason="test"))
    with pytest.raises(NotAllowedError):
        workshop.do(ChooseScale(key="5"))
    workshop.do(ChooseScale(key="4"))
    workshop.do(reword("Hardly there", "scales.4.foundations.levels.f1.name"))
    assert workshop.read().framework.level("f1").name["en"] == "Hardly there"


def test_a_pack_without_a_dimension_of_a_group_is_refused_by_name(workshop: OpenWorkshop) -> None:
    before = pack_of(workshop)
    with pytest.raises(NotAllowedError) as told:
        workshop.do(ReplaceFramework(pack=renamed()))
    assert "1. " in told.value.happened
    assert "6. " not in told.value.happened
    assert "d01" in told.value.remedy
    assert pack_of(workshop) == before


def test_before_anything_belongs_to_a_dimension_any_pack_is_welcome(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    for group in ("gA", "gB"):
        workshop.do(EditGroup(group_id=group, values={"dimensions": []}))
    workshop.do(ReplaceFramework(pack=renamed()))
    assert workshop.read().framework.dimensions[0].id == "x01"
    assert replayed_state(workshop, tmp_path / "r.eqw") == state_of(workshop.database)


def test_a_pack_without_a_scored_dimension_is_refused(workshop: OpenWorkshop) -> None:
    workshop.write(rating("gA", "d01"), {"level": "f2", "framework": 1})
    for group in ("gA", "gB"):
        workshop.do(EditGroup(group_id=group, values={"dimensions": []}))
    with pytest.raises(NotAllowedError):
        workshop.do(ReplaceFramework(pack=renamed()))
    workshop.do(ReplaceFramework(pack=renamed(old="d06", fresh="d06")))


def test_a_line_needs_words(workshop: OpenWorkshop) -> None:
    with pytest.raises(InvalidChangeError):
        workshop.do(AddFrameworkLine(place="how_to_score", language="en", text="\n "))
