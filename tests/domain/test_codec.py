"""What a dataclass writes as JSON, it reads again; what does not fit is named."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.codec import CodecError, from_json, to_json
from app.domain.commands import (
    all_kinds,
    from_payload,
    kind_of,
    payload_of,
    private_fields,
    verb,
)
from app.domain.nouns import RECORDS
from app.domain.people import AddPerson, PersonIdentity, Role


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, kw_only=True)
class Inner:
    word: str
    when: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Everything:
    text: str
    number: int
    share: float
    on: bool
    day: date
    colour: Colour
    inner: Inner
    words: tuple[str, ...] = ()
    pair: tuple[int, str] = (1, "a")
    names: dict[str, str] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    inners: tuple[Inner, ...] = ()
    anything: Any = None


MOMENTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
INNERS = st.builds(Inner, word=st.text(), when=st.none() | MOMENTS)
EVERYTHING = st.builds(
    Everything,
    text=st.text(), number=st.integers(), share=st.floats(allow_nan=False, allow_infinity=False),
    on=st.booleans(), day=st.dates(), colour=st.sampled_from(Colour), inner=INNERS,
    words=st.lists(st.text()).map(tuple), pair=st.tuples(st.integers(), st.text()),
    names=st.dictionaries(st.text(), st.text()), ids=st.frozensets(st.text()),
    inners=st.lists(INNERS, max_size=2).map(tuple), anything=JSON,
)  # fmt: skip


@given(EVERYTHING)
def test_there_and_back(value: Everything) -> None:
    assert from_json(Everything, json.loads(json.dumps(to_json(value)))) == value


def test_a_moment_is_written_in_utc() -> None:
    moment = datetime(2026, 11, 20, 12, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert to_json(moment) == "2026-11-20T17:00:00Z"


def test_older_and_newer_writers_are_understood() -> None:
    assert from_json(Inner, {"word": "x", "added_next_year": 1}) == Inner(word="x")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "Inner: expected an object"),
        ({}, "word"),
        ({"word": 3}, "Inner.word: expected str"),
        ({"word": None}, "Inner.word"),
        ({"word": "x", "when": "yesterday"}, "Inner.when"),
    ],
)
def test_what_does_not_fit_is_named(data: Any, words: str) -> None:
    with pytest.raises(CodecError, match=words):
        from_json(Inner, data)


def test_true_is_no_number_and_a_number_no_truth() -> None:
    whole = to_json(Everything(
        text="", number=1, share=1.0, on=True, day=date(2026, 1, 1), colour=Colour.RED,
        inner=Inner(word=""),
    ))  # fmt: skip
    assert from_json(Everything, {**whole, "share": 2}).share == 2.0
    for wrong in ({"number": True}, {"on": 1}, {"share": "2"}, {"colour": "green"}):
        with pytest.raises(CodecError):
            from_json(Everything, {**whole, **wrong})


def test_an_envelope_of_a_command_is_no_part_of_its_payload() -> None:
    command = AddPerson(
        participant_id="p1", role=Role.EDUCATOR, identity={"name": "Invented Person"}
    )
    payload = payload_of(command)
    assert "Invented" not in json.dumps(payload)
    assert not {"id", "at", "station", "undoes", "identity"} & set(payload)
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    again = from_payload("person.add", payload, id=command.id, at=moment, station="hub", undoes="")
    assert isinstance(again, AddPerson)
    assert (again.id, again.role, again.identity) == (command.id, Role.EDUCATOR, {})


def test_an_unknown_verb_is_named() -> None:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    with pytest.raises(CodecError, match=r"unknown command next\.year"):
        from_payload("next.year", {}, id="x", at=moment, station="hub", undoes="")


def test_a_name_belongs_to_one_verb() -> None:
    name = kind_of(AddPerson).name
    with pytest.raises(ValueError, match=name.replace(".", r"\.")):
        verb(name)(AddPerson)


def test_every_verb_that_names_a_person_keeps_it_out_of_the_ledger() -> None:
    personal = {"identity", "identities", "private_images", "facilitators", "co_host", "contact"}
    naming = {kind.name: personal & set(kind.cls.__dataclass_fields__) for kind in all_kinds()}
    assert {name for name, fields in naming.items() if fields} >= {"person.add", "person.edit"}
    for kind in all_kinds():
        assert naming[kind.name] <= set(private_fields(kind.cls)), kind.name


def test_every_record_can_be_written_as_json() -> None:
    assert len(RECORDS) == len(set(RECORDS))
    person = PersonIdentity(id="p1", name="مريم", keep_apart=("p2",))
    assert from_json(PersonIdentity, to_json(person)) == person
