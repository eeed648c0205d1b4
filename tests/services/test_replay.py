"""The ledger alone rebuilds the state, whatever was done, undone and withdrawn."""

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.agenda import AddActivity, EditActivity, RemoveActivity, SplitActivity
from app.domain.cells import (
    AskForHelp,
    CellKey,
    ConfirmScores,
    Field,
    GrantTime,
    RevealResults,
    SayFinished,
    SetCell,
    words_key,
)
from app.domain.clock import (
    AddTime,
    FinishDay,
    GoTo,
    NoteSleep,
    PauseClock,
    Replan,
    ResumeClock,
    SkipActivity,
    StartDay,
    TakeBackTime,
)
from app.domain.commands import Command
from app.domain.errors import UserError
from app.domain.norms import AddNorm, AdoptNorms, EditNorm, RemoveNorm
from app.domain.notes import (
    AddDataNeed,
    AddNextStep,
    AddNote,
    AddTheme,
    EditNextStep,
    PlaceNotes,
    RemoveNextStep,
    RemoveNote,
    RemoveTheme,
    TagNote,
)
from app.domain.people import (
    AddPerson,
    Arrival,
    EditPerson,
    ForgetPeople,
    MarkArrival,
    RemovePerson,
    Role,
)
from app.domain.preparation import (
    AddFrameworkLine,
    AddHistoryItem,
    CheckItem,
    ChooseScale,
    EditFramework,
    EditHistoryItem,
    RemoveHistoryItem,
)
from app.domain.scenes import Blackout, RecallNorms, ShowScene, TellRoom
from app.domain.seating import AddGroup, EditGroup, RemoveGroup, Seat, Unseat
from app.domain.stations import (
    AdmitStation,
    CompareStations,
    MoveStation,
    RenameStation,
    RevokeStation,
    TellStations,
)
from app.domain.withdrawal import WithdrawWords
from app.domain.workshop import ApproveSummary, BeginEpoch, EditDetails
from app.services.execution import execute, state_of
from app.storage import ledger
from tests.lengths import length
from tests.workshops import SENTENCE, OpenWorkshop, copy_of_template, replayed_state

EXAMPLES = length("REPLAY_EXAMPLES", usual=25, long=600)
TEXTS = st.sampled_from(
    [SENTENCE, "No bus.", "yes", f"They said: {SENTENCE}", "Ñandú 🚌 “quoted”\nline two of it", ""]
)
IDS = st.sampled_from("123")
GROUPS = st.sampled_from(["gA", "gB"])
LENSES = st.sampled_from(["foundations", "access"])
SECONDS = st.integers(-300, 900)


def cells() -> st.SearchStrategy[Command]:
    rating = st.builds(
        lambda group, lens, level: SetCell(
            cell=str(CellKey(group, "d01", Field.RATING, lens)),
            value=level and {"level": f"{lens[0]}{level}", "framework": 1},
        ),
        GROUPS, LENSES, st.sampled_from([None, 1, 2, 3, 4]),
    )  # fmt: skip
    words = st.builds(
        lambda group, field, text: SetCell(cell=str(CellKey(group, "d01", field)), value=text),
        GROUPS, st.sampled_from([Field.EVIDENCE, Field.OTHER_VIEW]), TEXTS,
    )  # fmt: skip
    not_scored = st.builds(
        lambda group, text: SetCell(
            cell=str(CellKey(group, "d06", Field.NOT_SCORED)), value={"words": text}
        ),
        GROUPS, TEXTS,
    )  # fmt: skip
    edited = st.builds(
        lambda i, text: SetCell(cell=str(words_key(f"n{i}")), value=text), IDS, TEXTS
    )
    return st.one_of(rating, words, not_scored, edited)


def words_of_the_room() -> st.SearchStrategy[Command]:
    note = IDS.map(lambda i: f"n{i}")
    return st.one_of(
        st.builds(AddNote, note_id=note, text=TEXTS),
        st.builds(AddDataNeed, need_id=IDS.map(lambda i: f"x{i}"), text=TEXTS),
        st.builds(RemoveNote, note_id=note),
        st.builds(PlaceNotes, note_ids=note.map(lambda n: (n,)), place=st.just("wall")),
        st.builds(AddTheme, theme_id=IDS, name=TEXTS, position=st.just(1.0)),
        st.builds(TagNote, note_id=note, themes=IDS.map(lambda i: (i,))),
        st.builds(RemoveTheme, theme_id=IDS),
        st.builds(AddNextStep, step_id=IDS, position=st.just(1.0), text=TEXTS),
        st.builds(EditNextStep, step_id=IDS, values=TEXTS.map(lambda t: {"text": t})),
        st.builds(RemoveNextStep, step_id=IDS),
        st.builds(
            AddHistoryItem, item_id=IDS, kind=st.just("effort"), position=st.just(1.0), text=TEXTS
        ),
        st.builds(EditHistoryItem, item_id=IDS, values=TEXTS.map(lambda t: {"text": t})),
        st.builds(RemoveHistoryItem, item_id=IDS),
        st.builds(TellRoom, text=TEXTS),
    )


def framework() -> st.SearchStrategy[Command]:
    places = st.sampled_from(
        ["title", "equity_ideas.2", "dimensions.d01.vision", "dimensions.d01.level_notes.f1"]
    )
    languages = st.sampled_from(["en", "es", "vi"])
    return st.one_of(
        st.builds(EditFramework, place=places, language=languages, text=TEXTS),
        st.builds(
            AddFrameworkLine, place=st.just("equity_ideas"), language=languages, text=TEXTS,
            number=st.integers(0, 3),
        ),
        st.builds(ChooseScale, key=st.sampled_from("345")),
    )  # fmt: skip


def people() -> st.SearchStrategy[Command]:
    person = IDS.map(lambda i: f"p{i}")
    identity = st.fixed_dictionaries({"name": st.just("Zelda Quint")})
    roles = st.sampled_from(list(Role))
    return st.one_of(
        st.builds(
            AddPerson, participant_id=person, role=roles, walk_in=st.booleans(),
            group_id=st.sampled_from(["", "gA"]), identity=identity,
        ),
        st.builds(EditPerson, participant_id=person, role=roles),
        st.builds(RemovePerson, participant_id=person),
        st.builds(
            MarkArrival, participant_ids=person.map(lambda p: (p,)),
            arrival=st.sampled_from(list(Arrival)),
        ),
        st.builds(Seat, participant_id=person, group_id=GROUPS),
        st.builds(Unseat, participant_id=person, seating_id=st.just("scoring")),
        st.builds(AddGroup, group_id=IDS, seating_id=st.just("next_steps"), label=st.just("X"),
                  position=st.just(1.0)),
        st.builds(EditGroup, group_id=GROUPS, values=st.just({"label": "Elm", "place": "Hall"})),
        st.builds(RemoveGroup, group_id=st.sampled_from(["gA", "gB", "1", "2"])),
        st.builds(ForgetPeople),
    )  # fmt: skip


def the_day(activities: list[str], norms: list[str]) -> st.SearchStrategy[Command]:
    activity = st.sampled_from(activities)
    norm = st.sampled_from(norms)
    return st.one_of(
        st.builds(StartDay, activity_id=st.just(activities[0]), seconds_ago=st.integers(0, 600)),
        st.builds(GoTo, activity_id=activity, seconds_ago=st.integers(0, 600)),
        st.builds(PauseClock), st.builds(ResumeClock), st.builds(FinishDay),
        st.builds(AddTime, activity_id=activity, seconds=SECONDS),
        st.builds(SkipActivity, activity_id=activity, skipped=st.booleans()),
        st.builds(TakeBackTime, seconds=SECONDS),
        st.builds(NoteSleep, activity_id=activity, seconds=SECONDS),
        st.builds(Replan, durations=st.dictionaries(activity, st.integers(60, 900), max_size=3),
                  reason=st.just("shrink")),
        st.builds(GrantTime, group_id=GROUPS, activity_id=activity, seconds=SECONDS),
        st.builds(EditActivity, activity_id=activity, values=st.just({"minutes": 7})),
        st.builds(RemoveActivity, activity_id=activity),
        st.builds(SplitActivity, activity_id=activity, second_id=IDS, first_minutes=st.just(2)),
        st.builds(AddActivity, activity_id=IDS, block_id=st.just("closing"),
                  values=st.just({"minutes": 3, "position": 9.0, "title": {"en": "More"}})),
        st.builds(AddNorm, norm_id=IDS, name=st.just({"en": "Be kind"}), position=st.just(9.0)),
        st.builds(EditNorm, norm_id=norm, language=st.sampled_from(["en", "es"]),
                  name=st.just("New"), text=st.just("words")),
        st.builds(RemoveNorm, norm_id=norm), st.builds(AdoptNorms, adopted=st.booleans()),
        st.builds(ConfirmScores, group_id=GROUPS, on=st.booleans()),
        st.builds(SayFinished, group_id=GROUPS, on=st.booleans()),
        st.builds(RevealResults, revealed=st.booleans()),
        st.builds(AskForHelp, group_id=GROUPS, on=st.booleans()),
        st.builds(AdmitStation, station_id=IDS, group_id=GROUPS),
        st.builds(MoveStation, station_id=IDS, group_id=GROUPS),
        st.builds(RevokeStation, station_id=IDS, revoked=st.booleans()),
        st.builds(CompareStations, station_ids=st.lists(IDS, max_size=3).map(tuple)),
        st.builds(RenameStation, station_id=IDS, label=st.just("Blue laptop")),
        st.builds(TellStations, text=TEXTS),
        st.builds(ApproveSummary, approved=st.booleans()),
        st.builds(ShowScene, scene=st.sampled_from(["", "norms"]), held=st.booleans()),
        st.builds(RecallNorms, on=st.booleans()), st.builds(Blackout, on=st.booleans()),
        st.builds(CheckItem, item_id=st.just("reading"), done=st.booleans()),
        st.builds(EditDetails, values=st.sampled_from(
            [{"place": "Hall"}, {"date": "2026-12-01"}, {"languages": ["es"]}])),
        st.builds(BeginEpoch, epoch=IDS),
    )  # fmt: skip


WITHDRAWALS = st.sampled_from(
    [f"cell:{words_key(f'n{i}')}" for i in "123"]
    + [f"{table}:{i}" for table in ("next_steps", "themes", "history") for i in "12"]
    + [f"cell:{CellKey('gA', 'd01', Field.EVIDENCE)}"]
).map(lambda target: WithdrawWords(target=target))
UNDO = st.just("undo")
CHECKPOINT = st.just("checkpoint")


def verbs() -> st.SearchStrategy[Any]:
    workshop = OpenWorkshop(copy_of_template(Path(tempfile.mkdtemp()) / "w.eqw"))
    read = workshop.read()
    workshop.database.close()
    shutil.rmtree(workshop.path.parent)
    activities = [activity.id for activity in read.agenda.activities][:6]
    day = the_day(activities, [norm.id for norm in read.norms][:3])
    kinds = {
        "cells": cells(), "words": words_of_the_room(), "people": people(), "day": day,
        "framework": framework(),
        "withdrawals": WITHDRAWALS, "undo": UNDO, "checkpoint": CHECKPOINT,
    }  # fmt: skip
    often = ["cells", "cells", "words", "words", "words", "undo", "undo", *kinds]
    return st.sampled_from(often).flatmap(lambda kind: kinds[kind])


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(verbs(), min_size=10, max_size=25))
def test_replay_equals_state(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as name:
        workshop = OpenWorkshop(copy_of_template(Path(name) / "w.eqw"))
        undo: list[Command] = []
        for step in steps:
            workshop.now += timedelta(seconds=37)
            try:
                carry_out(workshop, step, undo)
            except UserError:
                continue
        assert state_of(workshop.database) == replayed_state(workshop, Path(name) / "replay.eqw")
        workshop.read()
        workshop.database.close()


def carry_out(workshop: OpenWorkshop, step: Any, undo: list[Command]) -> None:
    """Do one step; every second write knows what it supersedes, the others contest."""
    if step == "checkpoint":
        with workshop.database.writing() as tx:
            ledger.write_checkpoint(tx, at=workshop.now)
        return
    if step == "undo":
        if undo:
            workshop.do(undo.pop())
        return
    if isinstance(step, SetCell) and workshop.now.second % 2:
        tips = workshop.read().cell(CellKey.parse(step.cell)).tips
        step = replace(step, based_on=tuple(sorted(tips)))
    done = workshop.do(step)
    if done.undo is not None:
        undo.append(done.undo)


def test_a_replay_of_a_replay_is_the_same(workshop: OpenWorkshop, tmp_path: Path) -> None:
    """The moment of an entry is its own: replaying next year changes nothing."""
    workshop.note(SENTENCE)
    workshop.do(EditDetails(values={"date": date(2027, 1, 1).isoformat()}))
    first = replayed_state(workshop, tmp_path / "one.eqw")
    workshop.now += timedelta(days=400)
    assert replayed_state(workshop, tmp_path / "two.eqw") == first


def test_a_replay_starts_at_the_newest_checkpoint(workshop: OpenWorkshop, tmp_path: Path) -> None:
    workshop.note(SENTENCE)
    with workshop.database.writing() as tx:
        ledger.write_checkpoint(tx, at=workshop.now)
    with workshop.database.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE ledger SET payload = '{}', kind = 'forgotten.verb'")
    workshop.note("after the checkpoint", "n2")
    assert state_of(workshop.database) == replayed_state(workshop, tmp_path / "replay.eqw")


def test_names_are_no_part_of_ledger_or_checkpoint(workshop: OpenWorkshop) -> None:
    person = AddPerson(
        participant_id="p1", role=Role.ADVOCATE, identity={"name": "Zelda Quint"}, walk_in=True
    )
    workshop.do(person)
    removed = workshop.do(RemovePerson(participant_id="p1"))
    assert removed.undo is not None
    workshop.do(removed.undo)
    assert workshop.read().people[0].name == "Zelda Quint"
    with workshop.database.writing() as tx:
        ledger.write_checkpoint(tx, at=workshop.now)
        rows = tx.connection.exec_driver_sql("SELECT payload FROM ledger").fetchall()
        rows += tx.connection.exec_driver_sql("SELECT state FROM checkpoints").fetchall()
    assert not [row for row in rows if "Zelda" in row[0]]
    execute(workshop.database, replace(ForgetPeople(), at=workshop.now), recorded_at=workshop.now)
    workshop.database.vacuum()
    assert b"Zelda" not in workshop.path.read_bytes()
