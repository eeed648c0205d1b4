"""Codes that are read aloud: they bring what the station's own entries say, and nothing twice."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import spoken as codes
from app.domain.cells import CellKey, ConfirmScores, Field
from app.domain.errors import InvalidChangeError, NotAllowedError, UserError
from app.domain.merge import CellStanding
from app.domain.stations import RevokeStation
from app.services import spoken
from app.services.execution import execute, state_of
from tests.lengths import length
from tests.room.roads import IDENTITY, Clock, Desk, Table
from tests.workshops import SENTENCE, rating, reason, replayed_state

EXAMPLES = length("ROAD_EXAMPLES", usual=12, long=300)
FOUNDATIONS, ACCESS = rating(), rating(lens="access")
SKIPPED = CellKey("gA", "d01", Field.NOT_SCORED)


def level(number: int, lens: str = "f") -> dict[str, Any]:
    return {"level": f"{lens}{number}", "framework": 1}


@dataclass
class Room:
    """A hub, another that hears by network alone, and two stations of one group."""

    clock: Clock
    tables: list[Table]
    desk: Desk
    plain: Desk

    def end(self) -> None:
        """Bring everything by network at last, to both hubs; then each cell is as it should be."""
        for command in self.desk.typed:
            execute(self.plain.workshop.database, command, recorded_at=self.clock.now)
        for table in self.tables:
            self.desk.hear(table.envelope())
            self.plain.hear(table.envelope())
        assert rows(self.desk) == rows(self.plain)
        assert self.desk.digests() == self.plain.digests()
        for table in self.tables:
            assert self.desk.digests()[table.enrolment.station] == table.outbox.newest()


def rows(desk: Desk) -> dict[str, Any]:
    state = state_of(desk.workshop.database)
    return {
        name: sorted(state.get(name, []), key=lambda row: str(row["id"]))
        for name in ("cells", "group_states", "notes")
    }


@contextmanager
def a_room() -> Iterator[Room]:
    with ExitStack() as open_files:
        folder = Path(tempfile.mkdtemp(prefix="equity-workshop-roads-"))
        open_files.callback(shutil.rmtree, folder, ignore_errors=True)
        clock = Clock()
        tables = [Table(folder / f"s{n}.eqw", clock) for n in (0, 1)]
        desks = [Desk.at(folder / f"hub{n}.eqw", clock, tables) for n in (0, 1)]
        for one in (*desks, *(table.database for table in tables)):
            open_files.callback(one.close)
        yield Room(clock, tables, *desks)


@pytest.fixture
def room() -> Iterator[Room]:
    with a_room() as made:
        yield made


def test_a_code_brings_the_two_scores(room: Room) -> None:
    table = room.tables[0]
    table.write(FOUNDATIONS, level(2))
    table.write(ACCESS, {"cannot_tell": True})
    room.desk.type_code(table.say())
    read = room.desk.read()
    assert read.cell(FOUNDATIONS).value == level(2)
    assert read.cell(ACCESS).value == {"cannot_tell": True}
    (entry,) = read.entries(FOUNDATIONS)
    assert entry.station == table.enrolment.station
    before = rows(room.desk)
    room.desk.type_code(table.codes[0].lower())
    assert rows(room.desk) == before
    room.end()


def test_what_was_confirmed_stays_confirmed_when_it_is_read_aloud(room: Room) -> None:
    table = room.tables[0]
    table.write(FOUNDATIONS, level(2))
    room.clock.step()
    table.do(ConfirmScores(group_id="gA"))
    code = table.say()
    assert table.read().group_state("gA").confirmed_at
    assert table.say() == code, "the same scores have the same code"
    room.desk.type_code(code)
    room.end()
    assert room.desk.read().group_state("gA").confirmed_at


def test_a_later_code_stands_whichever_is_typed_first(room: Room) -> None:
    table = room.tables[0]
    for number in (2, 3):
        table.write(FOUNDATIONS, level(number))
        table.say()
    first, second = table.codes
    for code in (second, first, second):
        room.desk.type_code(code)
        assert room.desk.read().cell(FOUNDATIONS).value == level(3)
    room.end()


def test_what_the_station_had_not_seen_is_shown_to_people(room: Room) -> None:
    one, other = room.tables
    other.write(FOUNDATIONS, level(1))
    room.desk.hear(other.envelope())
    one.write(FOUNDATIONS, level(4))
    unaware = one.say()
    room.desk.type_code(unaware)
    assert room.desk.read().cell(FOUNDATIONS).standing is CellStanding.CONTESTED
    room.end()


def test_what_it_had_seen_is_replaced(room: Room) -> None:
    one, other = room.tables
    other.write(FOUNDATIONS, level(1))
    room.desk.hear(other.envelope())
    one.look(room.desk)
    one.write(FOUNDATIONS, level(4))
    room.desk.type_code(one.say())
    assert room.desk.read().cell(FOUNDATIONS).value == level(4)
    room.end()


def test_two_versions_have_no_code_until_they_are_settled(room: Room) -> None:
    one, other = room.tables
    other.write(FOUNDATIONS, level(1))
    room.desk.hear(other.envelope())
    one.write(FOUNDATIONS, level(4))
    one.look(room.desk)
    said = spoken.saying(one.read(), one.enrolment, "gA", "d01")
    assert (said.code, said.contested, said.commands) == ("", True, ())


def test_chose_not_to_score_comes_without_its_words_which_follow(room: Room) -> None:
    table = room.tables[0]
    table.write(SKIPPED, {"words": SENTENCE})
    room.desk.type_code(table.say())
    assert room.desk.read().cell(SKIPPED).value == {"words": ""}
    room.desk.hear(table.envelope())
    assert room.desk.read().cell(SKIPPED).value == {"words": SENTENCE}
    room.end()


def test_withdrawn_words_do_not_come_back_with_a_code(room: Room, tmp_path: Path) -> None:
    table = room.tables[0]
    table.write(SKIPPED, {"words": SENTENCE})
    code = table.say()
    room.desk.hear(table.envelope())
    room.desk.workshop.now = room.clock.step()
    room.desk.workshop.withdraw(f"cell:{SKIPPED}")
    room.desk.type_code(code)
    room.desk.hear(table.envelope())
    assert SENTENCE not in str(state_of(room.desk.workshop.database))
    assert state_of(room.desk.workshop.database) == replayed_state(
        room.desk.workshop, tmp_path / "r.eqw"
    )


def test_refusals_change_nothing_and_say_what_to_do(room: Room) -> None:
    table = room.tables[0]
    table.write(FOUNDATIONS, level(2))
    code = table.say()
    before = rows(room.desk)

    def refused(typed: str, kind: type[UserError]) -> UserError:
        with pytest.raises(kind) as error:
            room.desk.type_code(typed)
        assert error.value.safe
        assert error.value.remedy
        return error.value

    refused(code[:-1], InvalidChangeError)
    refused(code[1:] + code[0], InvalidChangeError)
    other = codes.ALPHABET[(codes.ALPHABET.index(code[12]) + 1) % 32]
    body = code[:12] + other
    checks = codes._checks([codes.ALPHABET.index(c) for c in body])
    forged = body + "".join(codes.ALPHABET[c] for c in checks)
    assert codes.is_code(forged)
    assert "No device" in refused(forged, InvalidChangeError).happened
    room.desk.workshop.now = room.clock.step()
    room.desk.workshop.do(RevokeStation(station_id=table.enrolment.station))
    refused(code, NotAllowedError)
    assert rows(room.desk) == before
    with pytest.raises(InvalidChangeError):
        spoken.heard(room.desk.read(), None, code, now=room.clock.now)
    assert IDENTITY.room_id


VALUES: list[tuple[CellKey, Any]] = [
    *((FOUNDATIONS, level(n)) for n in (1, 2)),
    (FOUNDATIONS, None),
    (ACCESS, {"cannot_tell": True}),
    (ACCESS, level(3, "a")),
    (SKIPPED, {"words": "We lack data."}),
    (SKIPPED, None),
    (reason(), "Because."),
]
WHO = st.integers(0, 1)
STEPS = st.one_of(
    st.tuples(st.just("write"), WHO, st.sampled_from(VALUES)),
    st.tuples(st.just("say"), WHO),
    st.tuples(st.just("type"), WHO, st.integers(0, 5)),
    st.tuples(st.just("network"), WHO, st.integers(0, 6), st.integers(1, 5)),
    st.tuples(st.just("file"), WHO),
    st.tuples(st.just("paper"), st.sampled_from(VALUES), st.booleans()),
    st.tuples(st.just("confirm"), WHO),
    st.tuples(st.just("look"), WHO),
)


def carry_out(room: Room, step: tuple[Any, ...]) -> None:
    room.clock.step()
    match step:
        case ("write", who, (cell, value)):
            room.tables[who].write(cell, value)
        case ("say", who):
            room.tables[who].say()
        case ("type", who, number):
            made = room.tables[who].codes
            if made:
                room.desk.type_code(made[number % len(made)])
        case ("network", who, first, count):
            room.desk.hear(room.tables[who].envelope(first, count))
        case ("file", who):
            room.desk.read_file(room.tables[who].file())
        case ("paper", (cell, value), knowing):
            room.desk.paper(cell, value, knowing=knowing)
        case ("confirm", who):
            room.tables[who].do(ConfirmScores(group_id="gA"))
        case ("look", who):
            room.tables[who].look(room.desk)


@settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
@given(st.lists(STEPS, min_size=6, max_size=30))
def test_any_mixture_of_roads_ends_in_the_same_state(steps: list[tuple[Any, ...]]) -> None:
    with a_room() as room:
        for step in steps:
            carry_out(room, step)
        room.end()
        state = state_of(room.desk.workshop.database)
        path = room.desk.workshop.path.with_name("replayed.eqw")
        assert state == replayed_state(room.desk.workshop, path)
