"""Nothing nameless: a command that would leave an empty title, district or note is refused."""

from datetime import date
from pathlib import Path

import pytest

from app.domain.agenda import AddActivity, AddBlock, EditActivity, EditBlock
from app.domain.commands import Command
from app.domain.errors import InvalidChangeError
from app.domain.measures import EditDataset
from app.domain.norms import AddNorm, EditNorm
from app.domain.notes import (
    AddDataNeed,
    AddNextStep,
    AddNote,
    AddTheme,
    EditNextStep,
    RenameTheme,
)
from app.domain.people import AddPerson, Role
from app.domain.preparation import AddChecklistItem, AddHistoryItem, EditHistoryItem
from app.domain.seating import AddGroup, ArrangeSeating, EditGroup, GroupPlan
from app.domain.workshop import EditDetails
from app.services import creation, sample
from app.services.execution import state_of
from tests.workshops import OpenWorkshop

EMPTY: tuple[Command, ...] = (
    EditDetails(values={"district": "  "}),
    EditDetails(values={"languages": []}),
    EditDetails(values={"languages": ["en", ""]}),
    EditDetails(values={"languages": ["es", "es"]}),
    EditDetails(values={"start_time": ""}),
    EditDetails(values={"next_time": "soon"}),
    EditDetails(values={"date": None}),
    AddBlock(block_id="b1", title={"en": " "}, position=1.0),
    EditBlock(block_id="closing", values={"title": {}}),
    AddActivity(activity_id="a1", block_id="closing", values={"minutes": 3}),
    EditActivity(activity_id="welcome", values={"title": {"en": "", "es": ""}}),
    AddNorm(norm_id="n9", name={"en": "\n"}, position=1.0),
    AddChecklistItem(item_id="c9", text={"en": ""}, position=1.0),
    AddHistoryItem(item_id="h9", kind="history", position=1.0, text=" "),
    EditHistoryItem(item_id="h1", values={"text": ""}),
    AddNote(note_id="x", text="\t"),
    AddDataNeed(need_id="x", text=""),
    AddTheme(theme_id="x", name=" ", position=1.0),
    RenameTheme(theme_id="t1", name=""),
    AddNextStep(step_id="x", position=1.0, text=" "),
    EditNextStep(step_id="s1", values={"text": " "}),
    AddGroup(group_id="x", seating_id="scoring", label=" ", position=3.0),
    EditGroup(group_id="gA", values={"label": ""}),
    ArrangeSeating(seating_id="scoring", groups=(GroupPlan(group_id="gA", label=""),)),
    EditDataset(dataset_id="d1", values={"title": " "}),
    AddPerson(participant_id="p9", role=Role.PRACTITIONER),
    AddPerson(participant_id="p9", role=Role.PRACTITIONER, identity={"name": "\u200b "}),
)


@pytest.mark.parametrize("command", EMPTY, ids=range(len(EMPTY)))
def test_nothing_nameless_is_taken_in(workshop: OpenWorkshop, command: Command) -> None:
    workshop.do(AddHistoryItem(item_id="h1", kind="history", position=1.0, text="Before."))
    workshop.do(AddTheme(theme_id="t1", name="Trust", position=1.0))
    workshop.do(AddNextStep(step_id="s1", position=1.0, text="Ask the families."))
    before = state_of(workshop.database)
    with pytest.raises(InvalidChangeError) as told:
        workshop.do(command)
    assert told.value.happened
    assert state_of(workshop.database) == before


def test_a_norm_keeps_a_name_in_one_language(workshop: OpenWorkshop) -> None:
    workshop.do(AddNorm(norm_id="n9", name={"en": "Be kind"}, position=9.0))
    workshop.do(EditNorm(norm_id="n9", language="es", name="Con amabilidad", text=""))
    workshop.do(EditNorm(norm_id="n9", language="en", name="", text=""))
    with pytest.raises(InvalidChangeError):
        workshop.do(EditNorm(norm_id="n9", language="es", name=" ", text="words"))


def test_what_may_be_empty_stays_welcome(workshop: OpenWorkshop) -> None:
    details = {"place": "", "planned_end_time": "", "next_time": "", "next_date": None}
    workshop.do(EditDetails(values=details))
    workshop.do(EditHistoryItem(item_id=history(workshop), values={"shown": False}))
    workshop.do(EditActivity(activity_id=activity(workshop), values={"prompt": {}, "notes": {}}))
    assert workshop.read().workshop.place == ""


def history(workshop: OpenWorkshop) -> str:
    workshop.do(AddHistoryItem(item_id="h1", kind="history", position=1.0, text="Before."))
    return "h1"


def activity(workshop: OpenWorkshop) -> str:
    return workshop.read().agenda.activities[0].id


@pytest.mark.parametrize(
    ("district", "languages"), [(" ", ("en",)), ("Riverbend", ()), ("Riverbend", ("en", "en"))]
)
def test_a_new_workshop_has_a_district_and_a_language(
    data_dir: Path, workshop: OpenWorkshop, district: str, languages: tuple[str, ...]
) -> None:
    with pytest.raises(InvalidChangeError):
        creation.create_workshop(
            data_dir, district=district, day=date(2026, 11, 20), now=workshop.now,
            languages=languages, framework_pack=sample.default_pack(),
        )  # fmt: skip
    assert [path.name for path in (data_dir / "workshops").iterdir()] == [workshop.path.name]
